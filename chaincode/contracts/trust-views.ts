/** Trust, deliveries and ratings as members see them. */
import { formatTime } from '../domain/time';
import { type Delivery } from '../domain/trust/delivery';
import { type PlatformScore, platformScore } from '../domain/trust/platform';
import { quotaShare } from '../domain/trust/points';
import { ratingDeadline, type TradeRating } from '../domain/trust/rating';
import { type Trust } from '../domain/trust/trust';
import { formatEnergy, formatMicros } from '../domain/units';
import { type ResultOf } from '../wire/declaration';
import type * as declared from '../wire/transactions/trust';
import { type DeliveryView, type TradeRatingView, type TrustView } from '../wire/views';
import { type ListedTrade } from './find-trade';

export const trustView = (trust: Trust): TrustView => ({
  member: trust.member,
  score: trust.rated === 0 ? null : formatMicros(trust.score),
  ratedTrades: trust.rated,
  traded: formatMicros(trust.traded),
  points: trust.points,
  quota: formatMicros(quotaShare(trust.points)),
  raters: trust.partners.length,
  lostPointOn: trust.lostOn,
  fraudFoundAt: trust.fraudAt,
  why: changesView(trust),
});

function changesView({ changes, rated }: Trust): TrustView['why'] {
  // What came before the first trade that counted has no score: the newest of these stand last in the list.
  let counted = rated;
  return changes.map(({ at, kind, listing, trade, rating, score, points }) => {
    const isRating = kind === 'rating' || kind === 'unrated';
    const shown = counted === 0 ? null : formatMicros(score);
    if (isRating) counted--;
    return { at, kind, listing, trade, rating: isRating ? formatMicros(rating) : null, score: shown, points };
  });
}

export function deliveryView({
  listing,
  trade,
  committed,
  delivered,
  source,
  settledAt,
  statements,
}: Delivery): DeliveryView {
  const said = (side: 'sell' | 'buy') => {
    const statement = statements.find((each) => each.side === side);
    return statement ? formatEnergy(statement.delivered) : null;
  };
  return {
    listing,
    trade,
    committed: formatEnergy(committed),
    delivered: source === null ? null : formatEnergy(delivered),
    source,
    settledAt,
    seller: said('sell'),
    buyer: said('buy'),
  };
}

export const ratingView = (rating: TradeRating): TradeRatingView => ({
  listing: rating.listing,
  trade: rating.trade,
  rater: rating.rater,
  rated: rating.rated,
  given: rating.given,
  countsAs: formatMicros(rating.rating),
  discounted: rating.discounted,
  at: rating.at,
});

export function ratedTradeView(
  { listing, number, seller, buyer, energy, price, payment }: ListedTrade,
  delivery: Delivery,
  ratings: Readonly<Record<'sell' | 'buy', TradeRating | undefined>>,
  window: number,
): ResultOf<typeof declared.GetTrade> {
  return {
    listing: listing.id,
    trade: number,
    seller,
    buyer,
    energy: formatEnergy(energy),
    price: formatMicros(price),
    payment: formatMicros(payment),
    delivery: deliveryView(delivery),
    bySeller: ratings.sell ? ratingView(ratings.sell) : null,
    byBuyer: ratings.buy ? ratingView(ratings.buy) : null,
    ratableUntil: delivery.settledAt === null ? null : formatTime(ratingDeadline(listing, delivery, window)),
  };
}

export function platformView(platform: PlatformScore): ResultOf<typeof declared.GetPlatformScore> {
  const score = platformScore(platform);
  return { score: score === null ? null : formatMicros(score), ratings: platform.count };
}
