import { type Movement } from '../../../client';
import { formatMicros, parseAmount } from '../../../chaincode/domain/units';

/** What a member's account came to over a time, in eEuro; what left the account is negative. */
export interface Bill {
  readonly from: string;
  readonly to: string;
  readonly lines: readonly { readonly what: string; readonly movements: number; readonly amount: string }[];
  /** Sales less purchases and fees: what the energy came to. */
  readonly energy: string;
  /** By how much all of it changed what the member holds. */
  readonly change: string;
  /** Other months in which energy was delivered that was paid in this time: it is in their bills. */
  readonly elsewhere: readonly string[];
}

/** A market clears before it delivers, by no more than this; what is delivered in a time may have been paid so long before. */
const MOST_AHEAD_MS = 31 * 86_400_000;

/** How far back on the ledger the movements of a bill reach that begins at that time. */
export const paidSince = (from: string): string => new Date(Date.parse(from) - MOST_AHEAD_MS).toISOString();

/** How a bill calls what moved the account. Moving money between the account's own parts changes nothing. */
const titles: Partial<Record<Movement['kind'], string>> = {
  sale: 'Energy sold',
  purchase: 'Energy bought',
  fee: 'Fees',
  reward: 'Rewards',
  feeShare: 'Shares of fees',
  transferIn: 'Received from members',
  transferOut: 'Sent to members',
  mint: 'Paid in',
  burn: 'Paid out',
};
const energyKinds: readonly Movement['kind'][] = ['sale', 'purchase', 'fee'];

/** When a movement counts: with the delivery that it belongs to, else when the ledger recorded it. */
export function countsAt({ at, reference }: Movement): string {
  const delivery = /_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})Z/.exec(reference);
  if (!delivery) return at;
  const [, year = '', month = '', day = '', hour = '', minute = ''] = delivery;
  return `${year}-${month}-${day}T${hour}:${minute}:00Z`;
}

/** Adds up the movements of a time: from included, to not. */
export function billOf(movements: readonly Movement[], from: string, to: string): Bill {
  const sums = new Map<Movement['kind'], { count: number; micros: bigint }>();
  for (const movement of movements.filter((each) => countsAt(each) >= from && countsAt(each) < to)) {
    const known = sums.get(movement.kind) ?? { count: 0, micros: 0n };
    sums.set(movement.kind, { count: known.count + 1, micros: known.micros + changeOf(movement) });
  }
  const kinds = Object.keys(titles) as Movement['kind'][];
  const total = (of: readonly Movement['kind'][]) => of.reduce((sum, kind) => sum + (sums.get(kind)?.micros ?? 0n), 0n);
  return {
    from,
    to,
    lines: kinds.flatMap((kind) => {
      const sum = sums.get(kind);
      return sum ? [{ what: titles[kind] ?? kind, movements: sum.count, amount: formatSigned(sum.micros) }] : [];
    }),
    energy: formatSigned(total(energyKinds)),
    elsewhere: monthsElsewhere(movements, from, to),
    change: formatSigned([...sums.values()].reduce((sum, { micros }) => sum + micros, 0n)),
  };
}

function monthsElsewhere(movements: readonly Movement[], from: string, to: string): string[] {
  const isWithin = (time: string): boolean => time >= from && time < to;
  const elsewhere = movements.filter((each) => isWithin(each.at) && !isWithin(countsAt(each)));
  return [...new Set(elsewhere.map((each) => countsAt(each).slice(0, 7)))].sort();
}

/** By how much a movement changed what the member holds, in millionths: free, locked and escrowed together. */
function changeOf({ available, lockedForWithdrawal, escrowed }: Movement): bigint {
  return [available, lockedForWithdrawal, escrowed].reduce((sum, amount) => sum + signedMicros(amount), 0n);
}

function signedMicros(amount: string): bigint {
  const size: bigint = parseAmount(amount.replace('-', ''), 'amount');
  return amount.startsWith('-') ? -size : size;
}

const formatSigned = (micros: bigint): string => (micros < 0n ? `-${formatMicros(-micros)}` : formatMicros(micros));
