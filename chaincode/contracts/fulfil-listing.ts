/** Closing a settled listing's deliveries, page by page, into a record that refers to its commitment (spec 14). */
import { COMMITMENT_PAGE_TRADES } from '../domain/commitment';
import { DomainError } from '../domain/errors';
import { closePage, fulfilledTrade, openFulfilment } from '../domain/fulfilment';
import { parseTime } from '../domain/time';
import { unknownDelivery } from '../domain/trust/delivery';
import { whOf } from '../domain/units';
import { keyNumber } from '../ledger/key';
import { keyOfRecord } from '../ledger/record-type';
import { type Ledger } from '../ledger/ledger';
import {
  commitmentRecord,
  deliveryRecord,
  type FulfilmentEntry,
  fulfilmentPageRecord,
  fulfilmentRecord,
  type Listing,
  tradePageRecord,
} from '../ledger/records';
import { findSettled } from './find-trade';
import { loadTrustParameters } from './find-trust';
import { marketTime } from './market-time';
import { type TransactionContext } from './transaction-context';

/**
 * Closes the next page of trades: each of them settled, or the time over in which it could be. Reads the listing, its
 * commitment, a page of trades and their deliveries; writes the page of deliveries and the fulfilment.
 */
export async function fulfilStep(ctx: TransactionContext, id: string): Promise<FulfilmentEntry> {
  const { ledger } = ctx;
  const listing = await findSettled(ledger, id);
  const before = (await ledger.get(fulfilmentRecord, id)) ?? (await newFulfilment(ledger, listing));
  if (before.digest !== null) {
    throw new DomainError('FULFILMENT_CLOSED', `The fulfilment of ${id} is closed already`, { listing: id });
  }
  const page = before.pages.length;
  const { ratingWindow } = await loadTrustParameters(ledger);
  const now = await marketTime(ctx, listing.market, listing.rules);
  const deadline = parseTime(listing.deliveryEnd) + ratingWindow;
  const deliveries = await deliveriesOf(ledger, id, page);
  const trades = deliveries.map((delivery) => fulfilledTrade(delivery, now, deadline));
  const rows = trades.map(({ delivered, source }) => [delivered === null ? null : `${delivered}`, source] as const);
  if (rows.length > 0) ledger.put(fulfilmentPageRecord, { listing: id, page, rows });
  const closed = closePage(id, before, trades);
  const closedBy = [...before.closedBy, ctx.transactionId];
  const after = { ...closed, listing: id, closedAt: closed.digest === null ? null : ctx.time, closedBy };
  ledger.put(fulfilmentRecord, after);
  ctx.concerns({ market: listing.market, listing: id });
  return after;
}

async function newFulfilment(ledger: Ledger, { id }: Listing): Promise<FulfilmentEntry> {
  const commitment = await ledger.get(commitmentRecord, id);
  if (!commitment) throw new Error(`Listing ${id} is settled and has no commitment`);
  return { ...openFulfilment(commitment.digest, commitment.trades), listing: id, closedAt: null, closedBy: [] };
}

/** The deliveries of a page of trades, in the order of the clearing, also of those of which nobody has said anything. */
async function deliveriesOf(ledger: Ledger, listing: string, page: number) {
  const first = page * COMMITMENT_PAGE_TRADES;
  const rows = (await ledger.get(tradePageRecord, listing, keyNumber(page)))?.rows ?? [];
  const unknown = rows.map(([, , energy], index) => unknownDelivery(listing, first + index, whOf(BigInt(energy))));
  const [from] = unknown;
  if (!from) return [];
  const before = first === 0 ? undefined : keyOfRecord(deliveryRecord, { ...from, trade: first - 1 });
  const { items } = await ledger.scan(deliveryRecord, [listing], rows.length, before);
  const known = new Map(items.map((delivery) => [delivery.trade, delivery]));
  return unknown.map((delivery) => known.get(delivery.trade) ?? delivery);
}
