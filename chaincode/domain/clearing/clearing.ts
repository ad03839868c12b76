import { type GridPrices } from '../microgrid/supply-demand-prices';
import { type Offer } from '../offer';
import { type PricePerKWh, type Wh } from '../units';

/**
 * Whether a buyer whose bid is below the price of `mcp-fifo` buys nothing (`respected`) or is served at that price all
 * the same (`ignored`, the letter of the paper). Mechanisms that never trade above a bid don't look at it (spec 10).
 */
export type Limits = 'respected' | 'ignored';

export interface Trade<O extends Offer = Offer> {
  readonly buy: O;
  readonly sell: O;
  readonly energy: Wh;
  readonly price: PricePerKWh;
}

/** What came of a listing. */
export interface Clearing<O extends Offer = Offer> {
  /** The one price of all trades, where the mechanism has one and found it; null otherwise. */
  readonly price: PricePerKWh | null;
  /** Wh in all trades together. A sum: it may exceed what a single offer can hold. */
  readonly energy: bigint;
  /** Micro-eEuro: the payments of all trades, each rounded by itself. A sum: it may exceed what an account can hold. */
  readonly turnover: bigint;
  /** In the order in which the mechanism makes them. */
  readonly trades: readonly Trade<O>[];
}

/**
 * Clears a listing (spec 10). A pure function of the offers, which come in order of arrival (see `../arrival`): earlier
 * wins wherever the mechanism's own order leaves a tie. Exact for every amount that the units allow; takes n log n.
 */
export type Mechanism = <O extends Offer>(offers: readonly O[], options: MechanismOptions) => Clearing<O>;

/** What a market's rules tell its mechanism. */
export interface MechanismOptions {
  readonly limits: Limits;
  /** What the grid takes and gives for a kWh; `two-level` needs it, the others don't look at it. */
  readonly grid?: GridPrices | undefined;
}

/** Nothing trades. */
export function noTrades<O extends Offer>(price: PricePerKWh | null = null): Clearing<O> {
  return { price, energy: 0n, turnover: 0n, trades: [] };
}
