import { divideHalfEven, parsePrice, type PricePerKWh } from '../units';

/** The two prices of a market that trades by supply and demand (spec 14, "Two-level prices"). */
export interface SupplyDemandPrices {
  /** Psell: what surplus energy earns. */
  readonly sell: PricePerKWh;
  /** Pbuy: what missing energy costs on average, the part that surplus covers at Psell and the rest at retail. */
  readonly buy: PricePerKWh;
}

/** The grid's prices: what it takes for a kWh (Pb) and what it gives for one (Ps), the second below the first. */
export interface GridPrices {
  readonly retail: PricePerKWh;
  readonly feedIn: PricePerKWh;
}

/** The grid's prices from decimal strings; undefined unless there are both. Throws INVALID_ARGUMENT out of range. */
export const parseGridPrices = ({
  retail,
  feedIn,
}: {
  readonly retail?: string | undefined;
  readonly feedIn?: string | undefined;
}): GridPrices | undefined =>
  retail === undefined || feedIn === undefined
    ? undefined
    : { retail: parsePrice(retail, 'rules.retail'), feedIn: parsePrice(feedIn, 'rules.feedIn') };

/**
 * Psell and Pbuy for the hour's total surplus and total deficit, with SDR = surplus / deficit:
 * - SDR from 0 to 1: Psell = Pb x Ps / ((Pb - Ps) x SDR + Ps), Pbuy = Psell x SDR + Pb x (1 - SDR)
 * - above 1, or without a deficit: both are Ps
 *
 * Each is rounded once, half to even to a millionth. Always Ps <= Psell <= Pbuy <= Pb. Without any surplus Psell is Pb,
 * also where Ps is 0 and the formula says nothing.
 */
export function supplyDemandPrices(
  surplus: bigint,
  deficit: bigint,
  { retail, feedIn }: GridPrices,
): SupplyDemandPrices {
  if (surplus >= deficit) return { sell: feedIn, buy: feedIn };
  if (surplus === 0n) return { sell: retail, buy: retail };
  // Both terms of the fraction times the deficit, so that all of it is whole numbers.
  const numerator = retail * feedIn * deficit;
  const denominator = (retail - feedIn) * surplus + feedIn * deficit;
  const bought = numerator * surplus + retail * (deficit - surplus) * denominator;
  return {
    sell: divideHalfEven(numerator, denominator) as PricePerKWh,
    buy: divideHalfEven(bought, denominator * deficit) as PricePerKWh,
  };
}
