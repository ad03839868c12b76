/**
 * What a cleared listing commits its traders to, as one digest that anybody can compute again (spec 14, "Two-block
 * ledger"): whoever holds the digest can check the trades that somebody shows, all of them or a page.
 */
import { createHash } from 'node:crypto';
import { type Settlement } from './settlement';
import { type Clearing } from './clearing/clearing';

/** Trades per page of a commitment; the last page has what is left. A listing without trades has no page. */
export const COMMITMENT_PAGE_TRADES = 500;

/** A trade as it is committed to, with its offers by id, `member:offer`. */
export interface CommittedTrade {
  readonly buy: string;
  readonly sell: string;
  /** Wh. */
  readonly energy: bigint;
  /** Micro-eEuro per kWh. */
  readonly price: bigint;
  /** Micro-eEuro that the buyer pays. */
  readonly payment: bigint;
}

/** The trades of a listing in short. */
export interface Commitment {
  /** SHA-256, lower-case hex, over the listing's id, the number of trades and the pages' digests. */
  readonly digest: string;
  /** SHA-256 of each page of trades, in order. */
  readonly pages: readonly string[];
  readonly trades: number;
  /** Wh of all trades. */
  readonly energy: bigint;
  /** Micro-eEuro that the buyers pay for them. May be some millionths below the clearing's turnover (see `settle`). */
  readonly payments: bigint;
}

/**
 * Commits to trades in the order of their clearing. Every text is hashed as JSON without spaces, in UTF-8, and says
 * what it is, so that a page never passes for a listing, nor one listing's page for another's. Takes a step per trade.
 */
export function commitTo(listing: string, trades: readonly CommittedTrade[]): Commitment {
  const pages: string[] = [];
  for (let from = 0; from < trades.length; from += COMMITMENT_PAGE_TRADES) {
    pages.push(tradePageDigest(listing, pages.length, trades.slice(from, from + COMMITMENT_PAGE_TRADES)));
  }
  const sum = (amountOf: (trade: CommittedTrade) => bigint) => trades.reduce((all, trade) => all + amountOf(trade), 0n);
  return {
    digest: commitmentDigest(listing, trades.length, pages),
    pages,
    trades: trades.length,
    energy: sum(({ energy }) => energy),
    payments: sum(({ payment }) => payment),
  };
}

/** The digest of a listing's trades from the digests of their pages. */
export const commitmentDigest = (listing: string, trades: number, pages: readonly string[]): string =>
  sha256OfJson(['sunledger/commitment', listing, trades, pages]);

/** The digest of one page of trades; `page` counts from 0. */
export const tradePageDigest = (listing: string, page: number, trades: readonly CommittedTrade[]): string =>
  sha256OfJson([
    'sunledger/trades',
    listing,
    page,
    trades.map(({ buy, sell, energy, price, payment }) => [buy, sell, `${energy}`, `${price}`, `${payment}`]),
  ]);

/** A clearing's trades as they are committed to; `payments` are those of its settlement. */
export const committedTrades = (
  { trades }: Pick<Clearing, 'trades'>,
  { payments }: Pick<Settlement, 'payments'>,
): readonly CommittedTrade[] =>
  trades.map(({ buy, sell, energy, price }, index) => {
    const payment = payments[index];
    if (payment === undefined) throw new Error(`Trade ${index} of the clearing has no payment`);
    return { buy: buy.id, sell: sell.id, energy, price, payment };
  });

/** SHA-256, lower-case hex, of a value as JSON without spaces, in UTF-8. */
export const sha256OfJson = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content), 'utf8').digest('hex');
