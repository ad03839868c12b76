import { type JSX } from 'preact';
import { Loaded } from '../../components/states';
import { Why } from '../../components/why';
import { texts } from '../../model/texts';
import { type ListingView } from '../../model/views';
import { HourLink } from '../market/hour-link';
import { HourResult } from '../market/hour-result';
import { computeHour, useHourOffers } from '../market/use-hours';

interface OffersWhyProps {
  readonly listing: ListingView;
  /** What is asked. */
  readonly about: string;
}

/** Why so much was bought or sold in an hour: what came of the member's offers, each with its own reasons. */
export function OffersWhy({ listing, about }: OffersWhyProps): JSX.Element {
  return <Why about={about}>{() => <Results listing={listing} />}</Why>;
}

/** Read when somebody asks. */
function Results({ listing }: { readonly listing: ListingView }): JSX.Element {
  const offers = useHourOffers(listing);
  const words = texts.market.result;
  return (
    <Loaded what={words.title} resource={offers} lines={4}>
      {(found) => (
        <>
          <HourResult listing={listing} hour={computeHour(listing, found)} />
          <HourLink listing={listing} />
        </>
      )}
    </Loaded>
  );
}
