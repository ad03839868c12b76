/** Rating the other side of a trade, and what counts as a rating when the time is over (spec 14, `RateTrade`). */
import { DomainError } from '../domain/errors';
import { type Side } from '../domain/offer';
import { formatTime, parseTime, type Seconds } from '../domain/time';
import { type Delivery, isFailed } from '../domain/trust/delivery';
import {
  cappedRating,
  checkRatable,
  dayOf,
  type Discounted,
  ratingDeadline,
  type TradeRating,
} from '../domain/trust/rating';
import { countTrade } from '../domain/trust/trust';
import { type TrustParameters } from '../domain/trust/trust-parameters';
import { keyNumber } from '../ledger/key';
import {
  countedPairRecord,
  offerRecord,
  ratingRecord,
  ratingsClosingRecord,
  type RatingsClosing,
  storageUnitRecord,
  trustRecord,
  unitRecord,
} from '../ledger/records';
import { type Ledger } from '../ledger/ledger';
import { findMember } from './find';
import { findTrust, loadTrustParameters } from './find-trust';
import { findDelivery, findSettled, findTrade, type ListedTrade, sideOf } from './find-trade';
import { marketTime } from './market-time';
import { type TransactionContext } from './transaction-context';

/** Trades that one call of CloseRatings closes: it reads about a dozen keys and writes at most six for each. */
export const CLOSED_PER_STEP = 40;

/**
 * The caller rates the other side of a trade. Reads what the guards ask for, and of others only the rated member's
 * record and trust: that one key is all that two ratings can collide on.
 */
export async function rateTrade(
  ctx: TransactionContext,
  args: { readonly listing: string; readonly trade: number; readonly given: number },
): Promise<TradeRating> {
  const listing = await findSettled(ctx.ledger, args.listing);
  const trade = await findTrade(ctx.ledger, listing, args.trade);
  const side = sideOf(trade, ctx.member.id);
  if (await areRelated(ctx.ledger, trade)) {
    const message = `${trade.seller} and ${trade.buyer} are one, or own a unit together: they don't rate each other`;
    throw new DomainError('RATING_RELATED', message, { listing: listing.id, trade: args.trade });
  }
  if (await ctx.ledger.get(ratingRecord, listing.id, keyNumber(args.trade), side)) {
    const message = `You have rated trade ${args.trade} of ${listing.id} already`;
    throw new DomainError('RATING_EXISTS', message, { listing: listing.id, trade: args.trade });
  }
  const delivery = await findDelivery(ctx.ledger, trade);
  const parameters = await loadTrustParameters(ctx.ledger);
  const now = await marketTime(ctx, listing.market, listing.rules);
  checkRatable(listing, delivery, now, parameters.ratingWindow);
  const at = formatTime(now);
  return enterRating(ctx, { trade, side, given: args.given, delivery, at, day: dayOf(at), related: false }, parameters);
}

/**
 * Closes the ratings of the next trades of a listing, in order: of every side that has said nothing, 3 is entered. Stops
 * at a trade that can still be rated; RATING_WINDOW_OPEN where that is the first one, RATINGS_CLOSED after the last.
 */
export async function closeRatings(ctx: TransactionContext, listingId: string): Promise<RatingsClosing> {
  const listing = await findSettled(ctx.ledger, listingId);
  const progress = (await ctx.ledger.get(ratingsClosingRecord, listing.id)) ?? { next: 0, done: false };
  if (progress.done) {
    const message = `All ratings of listing ${listing.id} are closed`;
    throw new DomainError('RATINGS_CLOSED', message, { listing: listing.id });
  }
  const parameters = await loadTrustParameters(ctx.ledger);
  const now = await marketTime(ctx, listing.market, listing.rules);
  checkClosable(listing.id, ratingDeadline(listing, { settledAt: null }, parameters.ratingWindow), now);
  const trades = listing.clearing?.trades ?? 0;
  const last = Math.min(progress.next + CLOSED_PER_STEP, trades);
  let { next } = progress;
  for (; next < last; next++) {
    const trade = await findTrade(ctx.ledger, listing, next);
    const delivery = await findDelivery(ctx.ledger, trade);
    const deadline = ratingDeadline(listing, delivery, parameters.ratingWindow);
    if (next === progress.next) checkClosable(listing.id, deadline, now);
    else if (now <= deadline) break;
    await closeTrade(ctx, trade, delivery, formatTime(now), parameters);
  }
  const closing: RatingsClosing = { listing: listing.id, next, done: next === trades };
  ctx.ledger.put(ratingsClosingRecord, closing);
  ctx.concerns({ market: listing.market, listing: listing.id });
  return closing;
}

function checkClosable(listing: string, deadline: Seconds, now: Seconds): void {
  if (now > deadline) return;
  const until = formatTime(deadline);
  const message = `Trades of listing ${listing} can be rated until ${until}; unrated ones count after that`;
  throw new DomainError('RATING_WINDOW_OPEN', message, { listing, until });
}

async function closeTrade(
  ctx: TransactionContext,
  trade: ListedTrade,
  delivery: Delivery,
  at: string,
  parameters: TrustParameters,
): Promise<void> {
  const related = await areRelated(ctx.ledger, trade);
  // The day of delivery and not today's: nobody makes a pair's trades count or not by when he closes them.
  const day = dayOf(trade.listing.deliveryStart);
  for (const side of ['sell', 'buy'] as const) {
    if (await ctx.ledger.get(ratingRecord, trade.listing.id, keyNumber(trade.number), side)) continue;
    await enterRating(ctx, { trade, side, given: null, delivery, at, day, related }, parameters);
  }
}

interface Entry {
  readonly trade: ListedTrade;
  /** The rater's. */
  readonly side: Side;
  readonly given: number | null;
  readonly delivery: Delivery;
  readonly at: string;
  /** On which the pair counts once. */
  readonly day: string;
  readonly related: boolean;
}

/** Records a rating, and moves the rated member's trust where it counts. */
async function enterRating(ctx: TransactionContext, entry: Entry, parameters: TrustParameters): Promise<TradeRating> {
  const { trade, side, given, delivery, at, day } = entry;
  const [rater, rated, ratedSide]: [string, string, Side] =
    side === 'buy' ? [trade.buyer, trade.seller, 'sell'] : [trade.seller, trade.buyer, 'buy'];
  const place = { listing: trade.listing.id, trade: trade.number };
  const value = cappedRating(given, delivery, ratedSide);
  const discounted = await whyDiscounted(ctx.ledger, entry, { rater, rated, parameters });
  const rating: TradeRating = { ...place, side, rater, rated, given, rating: value, discounted, at };
  ctx.ledger.put(ratingRecord, rating);
  ctx.concerns({ market: trade.listing.market, listing: trade.listing.id, members: [rater, rated] });
  if (discounted !== null) return rating;
  ctx.ledger.put(countedPairRecord, { rater, rated, day });
  const { registeredAt } = await findMember(ctx.ledger, rated);
  // A failing seller is known by its delivery; a buyer fails nobody by what the seller delivers.
  const kept = delivery.source !== null && !(ratedSide === 'sell' && isFailed(delivery, parameters.deliveryTolerance));
  const counted = {
    ...place,
    at,
    kind: given === null ? ('unrated' as const) : ('rating' as const),
    by: rater,
    rating: value,
    payment: trade.payment,
    registered: BigInt(Math.max(0, ctx.now - parseTime(registeredAt))),
    kept,
  };
  ctx.ledger.put(trustRecord, countTrade(await findTrust(ctx.ledger, rated), counted, parameters));
  return rating;
}

async function whyDiscounted(
  ledger: Ledger,
  { trade, day, related }: Entry,
  { rater, rated, parameters }: { rater: string; rated: string; parameters: TrustParameters },
): Promise<Discounted | null> {
  if (related) return 'related';
  if (trade.payment < parameters.ratingMinimum) return 'smallTrade';
  return (await ledger.get(countedPairRecord, rater, rated, day)) ? 'sameDay' : null;
}

/**
 * Whether the two sides of a trade belong together: they are one member, a storage unit and its owner, two units of one
 * owner, or the buyer has taken over the unit that the trade was sold from. Reads at most five keys.
 */
async function areRelated(ledger: Ledger, { listing, seller, sellOffer, buyer }: ListedTrade): Promise<boolean> {
  const ownerOf = async (member: string) => (await ledger.get(storageUnitRecord, member))?.owner ?? member;
  const behindBuyer = await ownerOf(buyer);
  if ((await ownerOf(seller)) === behindBuyer) return true;
  const offer = await ledger.get(offerRecord, listing.id, seller, sellOffer);
  const sold = offer?.unit ?? null;
  const unit = sold === null ? undefined : await ledger.get(unitRecord, sold);
  return unit !== undefined && (await ownerOf(unit.owner)) === behindBuyer;
}
