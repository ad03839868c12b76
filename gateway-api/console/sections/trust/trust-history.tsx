import { type JSX } from 'preact';
import { parameters } from '../../../../chaincode/domain/parameters';
import { TimeChart } from '../../charts/time-chart';
import { Empty } from '../../components/states';
import { amountText } from '../../model/amounts';
import { texts } from '../../model/texts';
import { type TrustStep, trustSteps } from '../../model/trust-steps';
import { type TrustView } from '../../model/views';
import { useTimeText, useTimeZone } from '../../state/time-zone';
import { useParameters } from '../../state/votes';

const MOST_SCORE = 5;
const MOST_POINTS = 4;

/** Score and points after each step, with the scores from which on there are more points. */
export function TrustHistory({ trust }: { readonly trust: TrustView }): JSX.Element {
  const words = texts.trust;
  const timeZone = useTimeZone();
  const showTime = useTimeText();
  const inForce = useParameters().data;
  const steps = trustSteps(trust.why, trust.ratedTrades);
  const last = steps.at(-1);
  if (!last) {
    return (
      <Empty icon="trust">
        <p>{words.noHistory}</p>
      </Empty>
    );
  }
  const shown = (value: string | null): string => (value === null ? texts.shell.none : amountText(value, 'score'));
  const what = ({ kind, listing, trade }: TrustStep): string =>
    listing === null || trade === null ? words.kinds[kind] : `${words.kinds[kind]} (${listing}, ${trade})`;
  const thresholds = ([2, 3, 4] as const).map((points) => ({
    at: Number(inForce?.[`trustScore${points}`] ?? parameters[`trustScore${points}`].default),
    name: words.pointsFrom(points),
  }));
  return (
    <TimeChart
      summary={words.chartSummary(steps.length, shown(last.score))}
      fileName="trust"
      hint={words.chartHint}
      legend={[
        { look: 'price', name: words.legend.score },
        { look: 'sun', name: words.legend.points },
      ]}
      rows={steps}
      keyOf={({ step }) => String(step)}
      timeOf={({ at }) => at}
      steps
      timeZone={timeZone}
      panels={[
        {
          unit: words.panels.score,
          height: 210,
          holds: [0, MOST_SCORE],
          references: thresholds,
          lines: [
            {
              ...{ look: 'price', area: true, last: shown(last.score) },
              value: ({ score }) => (score === null ? undefined : Number(score)),
            },
          ],
        },
        {
          unit: words.panels.points,
          height: 100,
          holds: [0, MOST_POINTS],
          lines: [{ look: 'sun', area: true, value: ({ points }) => points, last: words.pointsOf(last.points) }],
        },
      ]}
      readout={(step) =>
        words.stepAt(
          showTime(step.at, 'moment'),
          words.kinds[step.kind],
          shown(step.score),
          words.pointsOf(step.points),
        )
      }
      columns={[
        { heading: words.columns.at, value: ({ at }) => at, cell: ({ at }) => showTime(at, 'moment') },
        { heading: words.columns.what, value: what, cell: what },
        {
          heading: words.columns.rating,
          figure: true,
          value: ({ rating }) => rating ?? '',
          cell: ({ rating }) => shown(rating),
        },
        {
          heading: words.columns.experience,
          figure: true,
          value: ({ experience }) => experience ?? '',
          cell: ({ experience }) => shown(experience ?? null),
        },
        {
          heading: words.columns.score,
          figure: true,
          value: ({ score }) => score ?? '',
          cell: ({ score }) => shown(score),
        },
        {
          heading: words.columns.points,
          figure: true,
          value: ({ points }) => String(points),
          cell: ({ points }) => points,
        },
      ]}
    />
  );
}
