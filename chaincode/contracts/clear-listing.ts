/**
 * Clearing a locked listing in steps of bounded size (spec 10, `ClearListing`).
 *
 * First its offers are collected, page by page, in key order. Then the whole book is cleared from the pages, and the
 * result is published a few pages per transaction; each step computes the same clearing again from the same pages, so
 * that it can be taken up after any step, by anyone, and the result is that of clearing in one go. A listing that fits
 * into one page is done in one step.
 */
import { type BookOffer, clearBook, type ClearedBook } from '../domain/clear-book';
import { commitTo, committedTrades } from '../domain/commitment';
import { advance } from '../domain/listing-state';
import { countsTrust, hasMicrogrids } from '../domain/market-rules';
import { type TrustPoints } from '../domain/trust/points';
import { formatTime } from '../domain/time';
import { formatEnergy, formatMicros, microEuroOf, priceOf, whOf } from '../domain/units';
import { type Ledger } from '../ledger/ledger';
import { keyNumber } from '../ledger/key';
import {
  commitmentRecord,
  type Listing,
  type OfferEntry,
  type OfferPage,
  offerPageRecord,
  offerRecord,
  type OfferRow,
  outcomePageRecord,
  type OutcomeRow,
  tradePageRecord,
  type TradeRow,
  PAGE_OFFERS,
} from '../ledger/records';
import { marketTime } from './market-time';
import { microgridsOf } from './microgrids-of';
import { parseRules } from './rules-view';
import { type TransactionContext } from './transaction-context';
import { trustPoints } from './find-trust';

/** A listing of more pages can't be cleared in one computation: it is cancelled and paid back. */
const MOST_PAGES = 200;
/** Pages that one publishing step writes, each of outcomes and of trades. */
const PAGES_PER_STEP = 8;

/** Takes the next step of clearing; answers the listing as it is then. */
export async function clearStep(ctx: TransactionContext, listing: Listing): Promise<Listing> {
  if (listing.cursor !== null) {
    const collected = await collectPage(ctx.ledger, listing);
    // Publishing can follow in the same step only when the one page there is has just been packed.
    return collected.cursor === null && collected.collectedPages === 1 ? publishPages(ctx, collected) : collected;
  }
  return publishPages(ctx, listing);
}

/**
 * Packs the next offers into a page: reads PAGE_OFFERS + 1 keys, writes one. Cancelled offers are left out; where none
 * is left there is no page, so that an offer can be found by bisection. A listing without offers has one empty page.
 * Where the market counts trust, the points of the page's members are read, a key each, and stamped into their offers:
 * what happens to anybody's trust after that changes nothing in this listing. Likewise the members' microgrids where
 * the market has them.
 */
async function collectPage(ledger: Ledger, listing: Listing): Promise<Listing> {
  const after = listing.cursor === '' || listing.cursor === null ? undefined : listing.cursor;
  const { items, next } = await ledger.scan(offerRecord, [listing.id], PAGE_OFFERS, after);
  const open = items.filter(({ state }) => state === 'open');
  const page = listing.collectedPages;
  if (page >= MOST_PAGES) return { ...listing, state: advance(listing, 'cancelled'), cursor: '' };
  const cursor = next ?? null;
  if (open.length === 0 && (page > 0 || cursor !== null)) return { ...listing, cursor };
  const trusted = countsTrust(listing.rules) ? open.map(({ member }) => member) : [];
  const points = await trustPoints(ledger, trusted);
  const members = hasMicrogrids(listing.rules) ? open.map(({ member }) => member) : undefined;
  const microgrids = members && (await microgridsOf(ledger, listing.market, members));
  const rows = open.map((offer) => rowOf(offer, points.get(offer.member), microgrids));
  ledger.put(offerPageRecord, { listing: listing.id, page, rows });
  const collectedOffers = listing.collectedOffers + rows.length;
  return { ...listing, cursor, collectedOffers, collectedPages: page + 1 };
}

/**
 * Writes the next pages of outcomes and trades; the last step makes the listing cleared and writes the commitment: the
 * digest of all its trades.
 */
async function publishPages(ctx: TransactionContext, listing: Listing): Promise<Listing> {
  const { ledger } = ctx;
  const pages = await loadPages(ledger, listing);
  const { clearing, settlement } = clearPages(listing, pages);
  const first = listing.publishedPages;
  const last = Math.min(first + PAGES_PER_STEP, pages.length);
  let start = pages.slice(0, first).reduce((sum, { rows }) => sum + rows.length, 0);
  for (const { page, rows } of pages.slice(first, last)) {
    const outcomes = settlement.offers.slice(start, start + rows.length);
    start += rows.length;
    ledger.put(outcomePageRecord, {
      listing: listing.id,
      page,
      rows: outcomes.map(outcomeRow),
    });
    // Two levels can make up to twice as many trades as there are offers: the pages beyond the offers' go along.
    const beyond = page + pages.length;
    const tradePages = beyond < tradePagesOf(pages.length, clearing.trades.length) ? [page, beyond] : [page];
    for (const tradePage of tradePages) {
      const rows = tradeRows(clearing, settlement, tradePage);
      ledger.put(tradePageRecord, { listing: listing.id, page: tradePage, rows });
    }
  }
  const publishedBy = [...listing.publishedBy, ctx.transactionId];
  const done = last === pages.length;
  if (done) {
    const commitment = commitTo(listing.id, committedTrades(clearing, settlement));
    ledger.put(commitmentRecord, { ...commitment, listing: listing.id, clearedAt: ctx.time, publishedBy });
  }
  return {
    ...listing,
    state: done ? advance(listing, 'cleared') : listing.state,
    publishedPages: last,
    publishedBy,
    attestation: done ? await awaitAttestation(ctx, listing) : null,
    clearing: {
      price: clearing.price === null ? null : formatMicros(clearing.price),
      energy: formatEnergy(clearing.energy),
      turnover: formatMicros(clearing.turnover),
      trades: clearing.trades.length,
      offers: listing.collectedOffers,
    },
  };
}

/** From the clearing on, agents take turns to attest it, where the market has that (spec 14). */
async function awaitAttestation(ctx: TransactionContext, { market, rules }: Listing): Promise<Listing['attestation']> {
  if (rules.attestation !== 'on') return null;
  return { state: 'awaited', clearedAt: formatTime(await marketTime(ctx, market, rules)), by: null, epoch: null };
}

/** Pages that the trades of a listing fill, at least as many as its offers. */
export const tradePagesOf = (offerPages: number, trades: number): number =>
  Math.max(offerPages, Math.ceil(trades / PAGE_OFFERS));

/** Clears the offers of all pages; what comes of them is in the order of the pages. */
const clearPages = (listing: Listing, pages: readonly OfferPage[]): ClearedBook =>
  clearBook(
    pages.flatMap(({ rows }) => rows.map(bookOffer)),
    listing.lockedBy ?? '',
    parseRules(listing.rules),
  );

async function loadPages(ledger: Ledger, listing: Listing): Promise<readonly OfferPage[]> {
  const pages: OfferPage[] = [];
  for (let number = 0; number < listing.collectedPages; number++) {
    const page = await ledger.get(offerPageRecord, listing.id, keyNumber(number));
    if (!page) throw new Error(`Offer page ${number} of ${listing.id} is missing`);
    pages.push(page);
  }
  return pages;
}

const outcomeRow = ({ energy, amount, fee, refund }: ClearedBook['settlement']['offers'][number]): OutcomeRow => [
  energy.toString(),
  amount.toString(),
  fee.toString(),
  refund.toString(),
];

function tradeRows(
  { trades }: ClearedBook['clearing'],
  { payments }: ClearedBook['settlement'],
  page: number,
): TradeRow[] {
  const from = page * PAGE_OFFERS;
  return trades
    .slice(from, from + PAGE_OFFERS)
    .map(({ buy, sell, energy, price }, index) => [
      buy.id,
      sell.id,
      energy.toString(),
      price.toString(),
      (payments[from + index] ?? 0n).toString(),
    ]);
}

function rowOf(
  offer: OfferEntry,
  points: TrustPoints | undefined,
  microgrids: ReadonlyMap<string, string> | undefined,
): OfferRow {
  const { member, id, side, energy, price, escrow, slot } = offer;
  const row = [member, id, side, energy.toString(), price.toString(), escrow.toString(), slot] as const;
  if (microgrids) return [...row, points ?? null, microgrids.get(member) ?? null];
  return points === undefined ? row : [...row, points];
}

const bookOffer = ([member, id, side, energy, price, escrow, slot, points, microgrid]: OfferRow): BookOffer => ({
  id: `${member}:${id}`,
  side,
  energy: whOf(BigInt(energy)),
  price: priceOf(BigInt(price)),
  escrow: microEuroOf(BigInt(escrow)),
  slot,
  ...(points ? { points } : {}),
  ...(microgrid ? { microgrid } : {}),
});
