import { type JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { Card } from '../../components/card';
import { Empty, Loaded } from '../../components/states';
import { texts } from '../../model/texts';
import { type ListingView } from '../../model/views';
import { useBalance } from '../../state/balance';
import { useFirstMarket, useListings, useMarkets } from '../../state/markets';
import { useOwnUnits } from '../../state/units';
import { place } from '../../state/router';
import { useStore } from '../../state/store';
import { HourPage } from './hour-page';
import { LastResult } from './last-result';
import { MyOffers } from './my-offers';
import { OfferForm } from './offer-form';
import { OpenHour } from './open-hour';
import { PastHours } from './past-hours';
import './market.css';
import { computeHour, currentAndLast, type ListedOffers, useHourOffers } from './use-hours';

/** The market: the open hour with the member's offer, the last result, the hours before. */
export default function MarketSection(): JSX.Element {
  const { rest } = useStore(place);
  const [listing] = rest;
  return listing === undefined ? <Overview /> : <HourPage key={listing} id={listing} />;
}

function Overview(): JSX.Element {
  const markets = useMarkets();
  const market = useFirstMarket();
  const listings = useListings(market);
  if (market === undefined && markets.data) {
    return (
      <Empty icon="market">
        <p>{texts.market.noMarket}</p>
      </Empty>
    );
  }
  return (
    <Loaded
      what={texts.sectionNames.market.name}
      resource={markets.data ? listings : { ...markets, data: undefined }}
      lines={12}
    >
      {(found) => {
        const { current, last } = currentAndLast(found);
        return (
          <div class="grid">
            {current ? <Current listing={current} last={last} /> : <NoListing />}
            <PastHours listings={found} />
          </div>
        );
      }}
    </Loaded>
  );
}

const NoListing = (): JSX.Element => (
  <Card title={texts.sectionNames.market.name} wide>
    <Empty icon="clock">
      <p>{texts.market.noListing}</p>
    </Empty>
  </Card>
);

interface CurrentProps {
  readonly listing: ListingView;
  readonly last: ListingView | undefined;
}

function Current({ listing, last }: CurrentProps): JSX.Element {
  const offers = useHourOffers(listing);
  const units = useOwnUnits();
  const balance = useBalance('eEuro');
  // Between two hours the last drawing stays until the next offers are there.
  const shown = useRef<{ readonly listing: ListingView; readonly offers: ListedOffers } | undefined>(undefined);
  if (offers.data) shown.current = { listing, offers: offers.data };
  const known = shown.current ?? { listing, offers: { open: [] } };
  const hour = computeHour(known.listing, known.offers);
  const verified = (units.data ?? []).filter(({ state }) => state === 'verified');
  return (
    <>
      <OpenHour listing={known.listing} hour={hour} />
      {units.data ? (
        <OfferForm listing={listing} offers={hour.offers} units={verified} balance={balance.data} />
      ) : (
        <Loaded what={texts.market.offer.title} resource={units} lines={6}>
          {() => null}
        </Loaded>
      )}
      <div class="column">
        <MyOffers listing={known.listing} hour={hour} />
        <LastResult listing={last} />
      </div>
    </>
  );
}
