import { type JSX } from 'preact';
import { Card } from '../../components/card';
import { Empty, Loaded } from '../../components/states';
import { texts } from '../../model/texts';
import { type ListingView } from '../../model/views';
import { useHourText } from '../../state/time-zone';
import { HourFigures } from './open-hour';
import { HourLink } from './hour-link';
import { HourResult } from './hour-result';
import { computeHour, useHourOffers } from './use-hours';

/** The newest cleared hour: its price, and what the member's offers came to. */
export function LastResult({ listing }: { readonly listing: ListingView | undefined }): JSX.Element {
  const words = texts.market.result;
  return listing ? (
    <Cleared listing={listing} />
  ) : (
    <Card title={words.title}>
      <Empty icon="clock">
        <p>{words.none}</p>
      </Empty>
    </Card>
  );
}

function Cleared({ listing }: { readonly listing: ListingView }): JSX.Element {
  const words = texts.market.result;
  const offers = useHourOffers(listing);
  const hourText = useHourText(listing);
  return (
    <Card title={words.ofHour(hourText)} aside={<span class="badge">{texts.market.states[listing.state]}</span>}>
      <Loaded what={words.title} resource={offers} lines={6}>
        {(found) => {
          const hour = computeHour(listing, found);
          return (
            <>
              <HourFigures listing={listing} hour={hour} />
              <HourResult listing={listing} hour={hour} />
              <HourLink listing={listing} />
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}
