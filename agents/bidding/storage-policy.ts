/** How a household decides about stored energy and ENT (docs/replay.md, "How a household uses storage"). */
import { type Side } from '../../chaincode/domain/offer';
import { divideHalfEven, priceOf, type PricePerKWh, type Ratio } from '../../chaincode/domain/units';
import { type RecordedHour } from '../community/community';
import { hourlyPrice, type Tariff } from '../community/tariff';
import { eagerness } from './spread-bidder';

/** What storing and taking out costs now (spec 12, "Rates"). */
export interface StorageRates {
  /** Micro-ENT per kWh fed in, before the unit's owner has its share. */
  readonly mint: bigint;
  /** Micro-ENT per kWh of a session. */
  readonly burn: bigint;
  /** F: the owner's share of what is minted. */
  readonly ownersShare: Ratio;
}

/** What an ENT is worth to a household, per ENT. */
export interface EntWorth {
  /** What the grid would have paid for the energy that an ENT is got for. */
  readonly floor: PricePerKWh;
  /** What the energy that an ENT is taken out for would cost from the grid. */
  readonly top: PricePerKWh;
}

/** An order for the book; amount in micro-ENT. */
export interface EntOrder {
  readonly side: Side;
  readonly amount: bigint;
  readonly price: PricePerKWh;
}

const MILLION = 1_000_000n;
const EVENING_MINUTE = 18 * 60;
/** Less than this is not worth an order, a session or a place in the battery: 0.1 ENT, 10 Wh. */
const SMALLEST_ORDER = 100_000n;
export const SMALLEST_FLOW = 10n;

/** The hours of a day in which members use what is stored: the dearest of those from 18:00 local time on. */
export function eveningHours(hours: readonly RecordedHour[], tariff: Tariff): RecordedHour[] {
  const evening = hours.filter(({ startMinute }) => startMinute >= EVENING_MINUTE);
  const price = ({ startMinute }: RecordedHour) => hourlyPrice(tariff, startMinute);
  const dearest = evening.reduce((most, hour) => (price(hour) > most ? price(hour) : most), 0n);
  return evening.filter((hour) => price(hour) === dearest);
}

/** Floor rounded up and top rounded down to a millionth, so that within them nobody is worse off than at the grid. */
export function entWorth(feedIn: PricePerKWh, retail: PricePerKWh, rates: StorageRates): EntWorth | undefined {
  const got = rates.mint * (MILLION - rates.ownersShare);
  if (got <= 0n || rates.burn <= 0n) return undefined;
  const floor = (feedIn * MILLION * MILLION + got - 1n) / got;
  const top = (retail * MILLION) / rates.burn;
  return floor < top ? { floor: priceOf(floor), top: priceOf(top) } : undefined;
}

/** Micro-ENT that a session over so many Wh takes, rounded up. */
export const entFor = (energy: bigint, { burn }: StorageRates): bigint => (energy * burn + 999n) / 1000n;

/** Wh that so many micro-ENT take out, rounded down. */
export const energyFor = (ent: bigint, { burn }: StorageRates): bigint => (burn === 0n ? 0n : (ent * 1000n) / burn);

/**
 * What a household does in the book when it has `have` and needs `need` micro-ENT for the evening: it sells what it has
 * more, or bids for what it lacks. With e its eagerness of that hour (docs/replay.md) and M the middle of floor and top,
 * it asks floor + e x (M - floor), rounded up to the tick, or bids top - e x (top - M), rounded down. So every bid is at
 * or above every ask but for a tick, and no trade leaves anybody worse off than the grid would.
 */
export function planEntOrder(
  who: { readonly household: number; readonly hour: number },
  { have, need }: { readonly have: bigint; readonly need: bigint },
  { floor, top }: EntWorth,
  { tick, lot }: { readonly tick: bigint; readonly lot: bigint },
): EntOrder | undefined {
  const side = have > need ? 'sell' : 'buy';
  const missing = have > need ? have - need : need - have;
  const amount = missing - (missing % lot);
  if (amount < SMALLEST_ORDER) return undefined;
  const move = divideHalfEven(((top - floor) / 2n) * eagerness(who.household, who.hour), MILLION);
  const exact = side === 'sell' ? floor + move + tick - 1n : top - move;
  return { side, amount, price: priceOf(exact - (exact % tick)) };
}
