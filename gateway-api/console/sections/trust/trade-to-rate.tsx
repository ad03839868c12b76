import { type JSX } from 'preact';
import { ActionButton } from '../../components/action-button';
import { Loaded } from '../../components/states';
import { amountText } from '../../model/amounts';
import { shortMember } from '../../model/names';
import { texts } from '../../model/texts';
import { type RatedTradeView, type TradeRatingView } from '../../model/views';
import { rateTrade, sayDelivered, useRatedTrade } from '../../state/trust';
import { LessDelivered } from './less-delivered';

interface TradeToRateProps {
  readonly listing: string;
  readonly number: number;
  readonly member: string;
}

/** One own trade: first its delivery, then its rating. */
export function TradeToRate({ listing, number, member }: TradeToRateProps): JSX.Element {
  const trade = useRatedTrade(listing, number);
  return (
    <li>
      <Loaded what={texts.trust.rate} resource={trade} lines={2}>
        {(found) => <OneTrade trade={found} isSeller={found.seller === member} />}
      </Loaded>
    </li>
  );
}

interface OneTradeProps {
  readonly trade: RatedTradeView;
  readonly isSeller: boolean;
}

function OneTrade({ trade, isSeller }: OneTradeProps): JSX.Element {
  const words = texts.trust;
  const other = shortMember(isSeller ? trade.buyer : trade.seller);
  const energy = amountText(trade.energy, 'energy');
  const given = isSeller ? trade.bySeller : trade.byBuyer;
  return (
    <>
      <p class="trade-what">{isSeller ? words.sold(energy, other) : words.bought(energy, other)}</p>
      {trade.delivery.settledAt === null ? (
        <DeliveryToSay trade={trade} isSeller={isSeller} other={other} />
      ) : (
        <p class="quiet">{words.deliverySettled(amountText(trade.delivery.delivered ?? '0', 'energy'))}</p>
      )}
      {trade.delivery.settledAt !== null && given === null ? <Stars trade={trade} other={other} /> : null}
      {given ? <Given rating={given} /> : null}
    </>
  );
}

function DeliveryToSay({ trade, isSeller, other }: OneTradeProps & { readonly other: string }): JSX.Element {
  const words = texts.trust;
  const { delivery, listing } = trade;
  const said = isSeller ? delivery.seller : delivery.buyer;
  const heard = isSeller ? delivery.buyer : delivery.seller;
  return (
    <>
      {said === null ? null : <p class="quiet">{words.deliverySaid(amountText(said, 'energy'))}</p>}
      {heard === null ? null : <p class="quiet">{words.otherSaid(amountText(heard, 'energy'))}</p>}
      <div class="actions">
        <ActionButton
          primary={said === null}
          label={words.allDeliveredOf(other)}
          act={(key) => sayDelivered(listing, trade.trade, trade.energy, key)}
        >
          {words.allDelivered}
        </ActionButton>
        <LessDelivered trade={trade} />
      </div>
    </>
  );
}

function Stars({ trade, other }: { readonly trade: RatedTradeView; readonly other: string }): JSX.Element {
  const words = texts.trust;
  return (
    <div class="actions stars">
      {[1, 2, 3, 4, 5].map((count) => (
        <ActionButton
          key={count}
          label={words.starsFor(count, other)}
          act={(key) => rateTrade(trade.listing, trade.trade, count, key)}
        >
          {'★'.repeat(count)}
        </ActionButton>
      ))}
    </div>
  );
}

function Given({ rating }: { readonly rating: TradeRatingView }): JSX.Element {
  const words = texts.trust;
  return (
    <p class="quiet">
      {rating.given === null ? '' : words.rated(words.stars(rating.given))}{' '}
      {rating.discounted === null
        ? words.countsAs(amountText(rating.countsAs, 'score'))
        : words.discounted[rating.discounted]}
    </p>
  );
}
