/**
 * Finding out what was delivered of a trade (spec 14), as long as no meter says it: by both sides, or by the market's
 * operator. A failed delivery costs the seller a point at once.
 */
import { DomainError } from '../domain/errors';
import { formatTime } from '../domain/time';
import { checkAttestable, type Delivery, isFailed, settleDelivery, stateDelivery } from '../domain/trust/delivery';
import { failDelivery } from '../domain/trust/trust';
import { type TrustParameters } from '../domain/trust/trust-parameters';
import { parseEnergy } from '../domain/units';
import { deliveryRecord, fulfilmentRecord, type Listing, trustRecord } from '../ledger/records';
import { requireOperator } from './authorize';
import { findTrust, loadTrustParameters } from './find-trust';
import { findDelivery, findSettled, findTrade, type ListedTrade, pageOfTrade, sideOf } from './find-trade';
import { marketTime } from './market-time';
import { type TransactionContext } from './transaction-context';

export interface DeliveryStatement {
  readonly trade: number;
  readonly delivered: string;
}

/** One side of a trade says what was delivered. Reads the trade, its delivery and, where that fails, the seller's trust. */
export async function attestOwn(
  ctx: TransactionContext,
  listingId: string,
  said: DeliveryStatement,
): Promise<Delivery> {
  const listing = await findSettled(ctx.ledger, listingId);
  const trade = await findTrade(ctx.ledger, listing, said.trade);
  const side = sideOf(trade, ctx.member.id);
  const { parameters, at } = await attesting(ctx, listing);
  const before = await findDelivery(ctx.ledger, trade);
  const after = stateDelivery(before, side, parseEnergy(said.delivered, 'delivered'), at);
  await saveDelivery(ctx, trade, after, parameters);
  return after;
}

/**
 * The market's operator settles deliveries of one page of trades, all or none. It has no say about trades of its own:
 * these are for both sides to agree on.
 */
export async function attestAsOperator(
  ctx: TransactionContext,
  listingId: string,
  said: readonly DeliveryStatement[],
): Promise<readonly Delivery[]> {
  const listing = await findSettled(ctx.ledger, listingId);
  requireOperator(ctx, listing.operator);
  if (new Set(said.map(({ trade }) => pageOfTrade(trade))).size > 1) {
    const message = 'deliveries must be of trades of one page of GetTrades, as each page is read whole';
    throw new DomainError('INVALID_ARGUMENT', message, { field: 'deliveries' });
  }
  const { parameters, at } = await attesting(ctx, listing);
  const settled: Delivery[] = [];
  for (const { trade: number, delivered } of said) {
    const trade = await findTrade(ctx.ledger, listing, number);
    if ([trade.seller, trade.buyer].includes(ctx.member.id)) {
      const message = `Trade ${number} is the operator's own: its two sides have to agree on the delivery`;
      throw new DomainError('FORBIDDEN', message, { trade: number });
    }
    const before = await findDelivery(ctx.ledger, trade);
    const after = settleDelivery(before, parseEnergy(delivered, 'delivered'), 'operator', at);
    await saveDelivery(ctx, trade, after, parameters);
    settled.push(after);
  }
  return settled;
}

async function attesting(
  ctx: TransactionContext,
  listing: Listing,
): Promise<{ readonly parameters: TrustParameters; readonly at: string }> {
  const parameters = await loadTrustParameters(ctx.ledger);
  const now = await marketTime(ctx, listing.market, listing.rules);
  checkAttestable(listing, now, parameters.ratingWindow);
  return { parameters, at: formatTime(now) };
}

/**
 * Refuses (RATING_WINDOW_OVER) what comes after its page of trades has been closed into the listing's fulfilment: what
 * outsiders are shown there stays true, also where a vote prolongs the window or both happen in one block.
 */
async function requireOpenPage(ctx: TransactionContext, { listing, number }: ListedTrade): Promise<void> {
  const { pages = [] } = (await ctx.ledger.get(fulfilmentRecord, listing.id)) ?? {};
  if (pageOfTrade(number) >= pages.length) return;
  const message = `What was delivered of trade ${number} of ${listing.id} is closed as unknown`;
  throw new DomainError('RATING_WINDOW_OVER', message, { listing: listing.id, trade: number });
}

/** Saves a delivery; where it is settled now and has failed, it costs the seller a point. */
async function saveDelivery(
  ctx: TransactionContext,
  trade: ListedTrade,
  delivery: Delivery,
  { deliveryTolerance }: TrustParameters,
): Promise<void> {
  const { listing, number, seller, buyer } = trade;
  await requireOpenPage(ctx, trade);
  ctx.ledger.put(deliveryRecord, delivery);
  ctx.concerns({ market: listing.market, listing: listing.id, members: [seller, buyer] });
  if (delivery.settledAt === null || !isFailed(delivery, deliveryTolerance)) return;
  const before = await findTrust(ctx.ledger, seller);
  const after = failDelivery(before, { at: delivery.settledAt, listing: listing.id, trade: number });
  if (after !== before) ctx.ledger.put(trustRecord, after);
}
