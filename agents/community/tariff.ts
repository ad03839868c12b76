import { divideHalfEven, priceOf, type PricePerKWh } from '../../chaincode/domain/units';

/** A band of a time-of-use tariff, in minutes since local midnight: from inclusive, to exclusive. */
export interface TariffPeriod {
  readonly from: number;
  readonly to: number;
  readonly price: PricePerKWh;
}

/** What a household pays for energy from the grid and gets for energy to it, every day alike. */
export interface Tariff {
  readonly name: string;
  /** Whole day, in order, without a gap. */
  readonly periods: readonly TariffPeriod[];
  readonly feedIn: PricePerKWh;
}

const DAY_MINUTES = 24 * 60;

/** Refuses a tariff whose periods don't cover the day exactly once; otherwise answers it. */
export function checkedTariff(tariff: Tariff): Tariff {
  let reached = 0;
  for (const { from, to } of tariff.periods) {
    if (from !== reached || to <= from)
      throw new Error(`Tariff ${tariff.name} leaves minute ${reached} of the day open`);
    reached = to;
  }
  if (reached !== DAY_MINUTES) throw new Error(`Tariff ${tariff.name} ends at minute ${reached} of the day`);
  return tariff;
}

/**
 * The retail price of the hour that begins at `startMinute` of the local day: the mean of the bands that it meets,
 * weighted by minutes, rounded half to even. Bands may change at the half hour, so an hour can meet two.
 */
export function hourlyPrice(tariff: Tariff, startMinute: number): PricePerKWh {
  const endMinute = startMinute + 60;
  let weighted = 0n;
  for (const { from, to, price } of tariff.periods) {
    // The second term is for an hour that runs past midnight.
    const minutes =
      overlap(from, to, startMinute, endMinute) + overlap(from + DAY_MINUTES, to + DAY_MINUTES, startMinute, endMinute);
    weighted += price * BigInt(minutes);
  }
  return priceOf(divideHalfEven(weighted, 60n));
}

function overlap(from: number, to: number, start: number, end: number): number {
  return Math.max(0, Math.min(to, end) - Math.max(from, start));
}
