/**
 * What was delivered of what a listing commits to, as one digest that refers to the commitment's (spec 14, "Two-block
 * ledger"). Pages and their digests are made as those of a commitment.
 */
import { COMMITMENT_PAGE_TRADES, sha256OfJson } from './commitment';
import { DomainError } from './errors';
import { formatTime, type Seconds } from './time';
import { type Delivery, type DeliverySource } from './trust/delivery';

/** What is known of a trade's delivery in the end. Both are null where nobody could say in time. */
export interface FulfilledTrade {
  /** Wh. */
  readonly delivered: bigint | null;
  readonly source: DeliverySource | null;
}

/** How a listing's trades were fulfilled, as far as it is closed. */
export interface Fulfilment {
  /** Digest of the commitment that this is the fulfilment of. */
  readonly commitment: string;
  readonly trades: number;
  /** SHA-256 of each page of trades that is closed, in order. */
  readonly pages: readonly string[];
  /** Trades of the closed pages whose delivery is known. */
  readonly known: number;
  /** Wh delivered of them. */
  readonly delivered: bigint;
  /** SHA-256 over listing, commitment, number of trades and the pages' digests, once all pages are closed; else null. */
  readonly digest: string | null;
}

/** Nothing closed yet. */
export const openFulfilment = (commitment: string, trades: number): Fulfilment => ({
  commitment,
  trades,
  pages: [],
  known: 0,
  delivered: 0n,
  digest: null,
});

/** Closes the next page of trades; the last one gives the digest. A listing without trades is closed at once. */
export function closePage(listing: string, before: Fulfilment, page: readonly FulfilledTrade[]): Fulfilment {
  const { commitment, trades } = before;
  const pages = trades === 0 ? [] : [...before.pages, fulfilledPageDigest(listing, before.pages.length, page)];
  const done = pages.length * COMMITMENT_PAGE_TRADES >= trades;
  return {
    commitment,
    trades,
    pages,
    known: before.known + page.filter(({ source }) => source !== null).length,
    delivered: page.reduce((sum, { delivered }) => sum + (delivered ?? 0n), before.delivered),
    digest: done ? fulfilmentDigest(listing, commitment, trades, pages) : null,
  };
}

/** The fulfilment of a listing from what was delivered of all its trades: what `closePage` comes to page by page. */
export function fulfil(listing: string, commitment: string, trades: readonly FulfilledTrade[]): Fulfilment {
  let fulfilment = openFulfilment(commitment, trades.length);
  do {
    const from = fulfilment.pages.length * COMMITMENT_PAGE_TRADES;
    fulfilment = closePage(listing, fulfilment, trades.slice(from, from + COMMITMENT_PAGE_TRADES));
  } while (fulfilment.digest === null);
  return fulfilment;
}

/**
 * What a trade's delivery comes to when its page is closed. FULFILMENT_OPEN while somebody can still settle it: until
 * `deadline`, the end of the time in which deliveries can be attested.
 */
export function fulfilledTrade(delivery: Delivery, now: Seconds, deadline: Seconds): FulfilledTrade {
  const { listing, trade, delivered, source } = delivery;
  if (source !== null) return { delivered, source };
  if (now > deadline) return { delivered: null, source: null };
  const until = formatTime(deadline);
  const message = `Delivery of trade ${trade} of listing ${listing} is not settled; it can be attested until ${until}`;
  throw new DomainError('FULFILMENT_OPEN', message, { listing, trade, until });
}

const fulfilledPageDigest = (listing: string, page: number, trades: readonly FulfilledTrade[]): string =>
  sha256OfJson([
    'sunledger/deliveries',
    listing,
    page,
    trades.map(({ delivered, source }) => [delivered === null ? null : `${delivered}`, source]),
  ]);

const fulfilmentDigest = (listing: string, commitment: string, trades: number, pages: readonly string[]): string =>
  sha256OfJson(['sunledger/fulfilment', listing, commitment, trades, pages]);
