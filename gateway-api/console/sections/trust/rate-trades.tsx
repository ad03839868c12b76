import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Empty, Loaded } from '../../components/states';
import { texts } from '../../model/texts';
import { showHour } from '../../model/times';
import { type ListingView } from '../../model/views';
import { useTimeText, useTimeZone } from '../../state/time-zone';
import { useMyTrades } from '../../state/my-trades';
import { useOwnTrades } from '../../state/trust';
import { useFirstMarket, useListings } from '../../state/markets';
import { TradeToRate } from './trade-to-rate';

/** The member's trades of a settled hour, each with what there is to say about it. */
export function RateTrades({ member }: { readonly member: string }): JSX.Element {
  const words = texts.trust;
  const listings = useListings(useFirstMarket());
  return (
    <Loaded what={words.rate} resource={listings} lines={4}>
      {(all) => {
        const settled = all.filter(({ state, clearing }) => state === 'settled' && (clearing?.trades ?? 0) > 0);
        return <OwnHours settled={settled.reverse()} member={member} />;
      }}
    </Loaded>
  );
}

interface OwnHoursProps {
  readonly settled: readonly ListingView[];
  readonly member: string;
}

/** Leaves hours out in which the member did not trade. */
function OwnHours({ settled, member }: OwnHoursProps): JSX.Element {
  const trades = useMyTrades(settled.toReversed());
  return (
    <Loaded what={texts.trust.rate} resource={trades} lines={4}>
      {(all) => {
        const traded = new Set(all.filter(({ traded: energy }) => energy !== '0').map(({ listing }) => listing));
        return <Hours listings={settled.filter(({ id }) => traded.has(id))} member={member} />;
      }}
    </Loaded>
  );
}

interface HoursProps {
  /** Settled listings with trades, the newest first. */
  readonly listings: readonly ListingView[];
  readonly member: string;
}

function Hours({ listings, member }: HoursProps): JSX.Element {
  const words = texts.trust;
  const timeZone = useTimeZone();
  const showTime = useTimeText();
  const [chosen, choose] = useState<string>();
  const listing = chosen ?? listings[0]?.id;
  const trades = useOwnTrades(listing, member);
  if (listing === undefined) {
    return (
      <Empty icon="clock">
        <p>{words.noHours}</p>
      </Empty>
    );
  }
  return (
    <>
      <label class="hour-choice">
        <span>{words.hour}</span>
        <select value={listing} onChange={(event) => choose(event.currentTarget.value)}>
          {listings.map(({ id, deliveryStart, deliveryEnd }) => (
            <option key={id} value={id}>
              {showTime(deliveryStart, 'day')}, {showHour(deliveryStart, deliveryEnd, { timeZone })}
            </option>
          ))}
        </select>
      </label>
      <Loaded what={words.rate} resource={trades} lines={3}>
        {(own) =>
          own.length === 0 ? (
            <p class="quiet">{words.noHours}</p>
          ) : (
            <ul class="trades-to-rate">
              {own.map((trade) => (
                <TradeToRate
                  key={`${listing} ${trade.number}`}
                  listing={listing}
                  number={trade.number}
                  member={member}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}
