import { type TrustPoints } from './trust/points';
import { type PricePerKWh, type Wh } from './units';

export type Side = 'sell' | 'buy';

/** What clearing needs of an offer in a listing; the ledger's record has more. */
export interface Offer {
  /** Unique in its listing. */
  readonly id: string;
  readonly side: Side;
  readonly energy: Wh;
  /** A seller's reserve price, a buyer's bid. */
  readonly price: PricePerKWh;
  /** Its member's trust points, where the market counts them (spec 14): they cap and rank it. */
  readonly points?: TrustPoints;
  /** Its member's microgrid, where the market has them (spec 14, "Two-level prices"). */
  readonly microgrid?: string | undefined;
}
