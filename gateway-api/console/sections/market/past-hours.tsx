import { type JSX } from 'preact';
import { Card } from '../../components/card';
import { Empty } from '../../components/states';
import { HourChart } from '../../charts/hour-chart';
import { amountText, shifted } from '../../model/amounts';
import { texts } from '../../model/texts';
import { showHour } from '../../model/times';
import { type ListingView } from '../../model/views';
import { go, pathOf } from '../../state/router';
import { useTimeText, useTimeZone } from '../../state/time-zone';

/** The hours that are over: price and energy of each; one can be opened. */
export function PastHours({ listings }: { readonly listings: readonly ListingView[] }): JSX.Element {
  const words = texts.market.past;
  const timeZone = useTimeZone();
  const showTime = useTimeText();
  const over = listings.filter(({ clearing }) => clearing !== null);
  if (over.length === 0) {
    return (
      <Card title={words.title} wide>
        <Empty icon="clock">
          <p>{words.empty}</p>
        </Empty>
      </Card>
    );
  }
  const hourOf = ({ deliveryStart, deliveryEnd }: ListingView): string =>
    showHour(deliveryStart, deliveryEnd, { timeZone });
  const priced = over.flatMap((listing) => priceOf(listing) ?? []);
  const ranked = [...priced].sort((a, b) => Number(a) - Number(b));
  const [least, most] = [ranked[0], ranked.at(-1)];
  const cents = (listing: ListingView): string => shifted(priceOf(listing) ?? '', 2);
  return (
    <Card title={words.title} lead={words.lead} wide>
      <HourChart
        summary={
          least === undefined || most === undefined
            ? words.summaryNone(over.length)
            : words.summary(over.length, amountText(least, 'price'), amountText(most, 'price'))
        }
        fileName={`hours-${over.at(-1)?.market ?? ''}`}
        legend={[
          { look: 'price', name: words.price },
          { look: 'sun', shape: 'block', name: words.energy },
        ]}
        rows={over}
        keyOf={({ id }) => id}
        labelOf={({ deliveryStart }) => showTime(deliveryStart, 'time')}
        hint={words.hint}
        readout={(listing) => {
          const price = priceOf(listing);
          return price === undefined
            ? words.readoutNone(hourOf(listing))
            : words.readout(
                hourOf(listing),
                amountText(price, 'price'),
                amountText(listing.clearing?.energy ?? '0', 'energy'),
                listing.clearing?.trades ?? 0,
              );
        }}
        lines={[
          {
            look: 'price',
            value: (listing) => {
              const price = priceOf(listing);
              return price === undefined ? undefined : Number(price) * 100;
            },
          },
        ]}
        lineUnit="ct/kWh"
        bar={({ clearing }) => Number(clearing?.energy ?? 0)}
        barUnit="kWh"
        columns={[
          {
            heading: words.columns.hour,
            value: ({ deliveryStart }) => deliveryStart,
            cell: (listing) => (
              <a href={pathOf('market', listing.id)} data-section>
                {showTime(listing.deliveryStart, 'day')}, {hourOf(listing)}
              </a>
            ),
          },
          {
            heading: words.columns.price,
            figure: true,
            value: cents,
            cell: (listing) => cents(listing) || texts.shell.none,
          },
          {
            heading: words.columns.energy,
            figure: true,
            value: ({ clearing }) => clearing?.energy ?? '',
            cell: ({ clearing }) => clearing?.energy ?? '',
          },
          {
            heading: words.columns.trades,
            figure: true,
            value: ({ clearing }) => String(clearing?.trades ?? ''),
            cell: ({ clearing }) => clearing?.trades ?? '',
          },
          {
            heading: words.columns.turnover,
            figure: true,
            value: ({ clearing }) => clearing?.turnover ?? '',
            cell: ({ clearing }) => clearing?.turnover ?? '',
          },
        ]}
        onChoose={({ id }) => go(pathOf('market', id))}
      />
    </Card>
  );
}

/** The one price of an hour in which something was traded. */
const priceOf = ({ clearing }: ListingView): string | undefined =>
  clearing === null || clearing.trades === 0 ? undefined : (clearing.price ?? undefined);
