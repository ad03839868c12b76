import { type JSX } from 'preact';
import { HourChart } from '../../charts/hour-chart';
import { Empty } from '../../components/states';
import { amountText } from '../../model/amounts';
import { texts } from '../../model/texts';
import { type TrustView } from '../../model/views';
import { useTimeText } from '../../state/time-zone';

type TrustChange = TrustView['why'][number];

/** Score and points after each step, the oldest first. `changes` come newest first. */
export function TrustHistory({ changes }: { readonly changes: readonly TrustChange[] }): JSX.Element {
  const words = texts.trust;
  const showTime = useTimeText();
  const steps = changes.map((change, index) => ({ ...change, step: changes.length - index })).reverse();
  const last = steps.at(-1);
  if (!last) {
    return (
      <Empty icon="trust">
        <p>{words.noHistory}</p>
      </Empty>
    );
  }
  const shown = (value: string | null): string => (value === null ? texts.shell.none : amountText(value, 'score'));
  const what = ({ kind, listing, trade }: TrustChange): string =>
    listing === null || trade === null ? words.kinds[kind] : `${words.kinds[kind]} (${listing}, ${trade})`;
  return (
    <HourChart
      summary={words.chartSummary(steps.length, shown(last.score))}
      fileName="trust"
      hint={words.chartHint}
      legend={[
        { look: 'price', name: words.legend.score },
        { look: 'sun', shape: 'block', name: words.legend.points },
      ]}
      rows={steps}
      keyOf={({ step }) => String(step)}
      labelOf={({ step }) => String(step)}
      readout={(step) => `${showTime(step.at, 'moment')}: ${words.kinds[step.kind]}, ${shown(step.score)}`}
      lines={[{ look: 'price', value: ({ score }) => (score === null ? undefined : Number(score)) }]}
      lineUnit={words.legend.score}
      bar={({ points }) => points}
      barUnit={words.legend.points}
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
