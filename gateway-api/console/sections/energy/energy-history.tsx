import { type JSX } from 'preact';
import { HourChart } from '../../charts/hour-chart';
import { Card } from '../../components/card';
import { Empty, Loaded } from '../../components/states';
import { amountText } from '../../model/amounts';
import { texts } from '../../model/texts';
import { type EnergyPoint, useEnergyHistory } from '../../state/storage';
import { useTimeText } from '../../state/time-zone';

const MOST_SHOWN = 96;

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
            <Drawing points={all.slice(-MOST_SHOWN)} />
          )
        }
      </Loaded>
    </Card>
  );
}

function Drawing({ points }: { readonly points: readonly EnergyPoint[] }): JSX.Element {
  const words = texts.energy;
  const showTime = useTimeText();
  const last = points.at(-1);
  const energy = ({ energy: kWh }: EnergyPoint): string => amountText(kWh, 'energy');
  const ent = ({ circulating }: EnergyPoint): string => amountText(circulating, 'ent');
  return (
    <HourChart
      summary={words.historySummary(points.length, last ? energy(last) : '', last ? ent(last) : '')}
      fileName="energy-and-ent"
      hint={words.historyHint}
      legend={[
        { look: 'buy', name: words.legend.stored },
        { look: 'sell', shape: 'dashed', name: words.legend.circulating },
        { look: 'sun', shape: 'block', name: words.legend.rate },
      ]}
      rows={points}
      keyOf={({ at }) => at}
      labelOf={({ at }) => showTime(at, 'time')}
      readout={(point) =>
        words.historyAt(showTime(point.at, 'moment'), energy(point), ent(point), amountText(point.rate, 'ratio'))
      }
      lines={[
        { look: 'buy', value: (point) => Number(point.energy) },
        { look: 'sell', dashed: true, value: ({ circulating }) => Number(circulating) },
      ]}
      lineUnit="kWh, ENT"
      bar={({ rate }) => Number(rate)}
      barUnit="R"
      columns={[
        { heading: words.columns.at, value: ({ at }) => at, cell: ({ at }) => showTime(at, 'moment') },
        { heading: words.columns.stored, figure: true, value: (point) => point.energy, cell: (point) => point.energy },
        {
          heading: words.columns.circulating,
          figure: true,
          value: ({ circulating }) => circulating,
          cell: ({ circulating }) => circulating,
        },
        { heading: words.columns.rate, figure: true, value: ({ rate }) => rate, cell: ({ rate }) => rate },
      ]}
    />
  );
}
