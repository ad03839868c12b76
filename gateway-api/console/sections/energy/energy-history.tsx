import { type JSX } from 'preact';
import { TimeChart } from '../../charts/time-chart';
import { Card } from '../../components/card';
import { Empty, Loaded } from '../../components/states';
import { amountText } from '../../model/amounts';
import { texts } from '../../model/texts';
import { showTime } from '../../model/times';
import { type EnergyPoint } from '../../../../client/generated/types/history';
import { useEnergyHistory } from '../../state/storage';
import { useParameters } from '../../state/votes';

/** Energy and ENT over time, and the rate that brings them together. */
export function EnergyHistory(): JSX.Element {
  const words = texts.energy;
  const history = useEnergyHistory();
  return (
    <Card title={words.history} lead={words.historyLead} wide>
      <Loaded what={words.history} resource={history} lines={8}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="energy">
              <p>{words.noHistory}</p>
            </Empty>
          ) : (
            <Drawing points={all} />
          )
        }
      </Loaded>
    </Card>
  );
}

function Drawing({ points }: { readonly points: readonly EnergyPoint[] }): JSX.Element {
  const words = texts.energy;
  const limits = useParameters().data;
  const last = points.at(-1);
  const energy = ({ energy: kWh }: EnergyPoint): string => amountText(kWh, 'energy');
  const ent = ({ circulating }: EnergyPoint): string => amountText(circulating, 'ent');
  const rate = ({ rate: figure }: EnergyPoint): string => amountText(figure, 'ratio');
  const shown = (of: (point: EnergyPoint) => string): string => (last ? of(last) : '');
  const figure = (heading: string, value: (point: EnergyPoint) => string) => ({
    ...{ heading, value, figure: true },
    cell: value,
  });
  return (
    <TimeChart
      summary={words.historySummary(points.length, shown(energy), shown(ent))}
      fileName="energy-and-ent"
      hint={words.historyHint}
      legend={[
        { look: 'buy', name: words.legend.stored },
        { look: 'sell', shape: 'dashed', name: words.legend.circulating },
        { look: 'price', name: words.legend.rate },
      ]}
      rows={points}
      keyOf={({ at }) => at}
      timeOf={({ at }) => at}
      steps
      panels={[
        {
          unit: words.panels.amounts,
          height: 210,
          holds: [0],
          lines: [
            { look: 'buy', area: true, value: (point) => Number(point.energy), last: shown(energy) },
            { look: 'sell', dashed: true, value: ({ circulating }) => Number(circulating), last: shown(ent) },
          ],
        },
        {
          unit: words.panels.rate,
          height: 110,
          holds: [0],
          references: [
            { at: 0, name: words.panels.level },
            ...(limits?.['B'] === undefined
              ? []
              : [{ at: Number(limits['B']), name: words.panels.limit(amountText(limits['B'], 'ratio')) }]),
          ],
          lines: [{ look: 'price', area: true, value: (point) => Number(point.rate), last: shown(rate) }],
        },
      ]}
      readout={(point) => words.historyAt(showTime(point.at, 'moment'), energy(point), ent(point), rate(point))}
      columns={[
        { heading: words.columns.at, value: ({ at }) => at, cell: ({ at }) => showTime(at, 'moment') },
        figure(words.columns.stored, (point) => point.energy),
        figure(words.columns.circulating, ({ circulating }) => circulating),
        figure(words.columns.rate, (point) => point.rate),
      ]}
    />
  );
}
