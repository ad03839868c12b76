import { payment, whOf } from '../../chaincode/domain/units';
import { type Household, type RecordedHour } from '../community/community';
import { hourlyPrice } from '../community/tariff';
import { type LedgerAccount, type LedgerListing } from './day-ledger';
import { type LedgerStorage } from './storage-ledger';
import { type EntTraded, entTraded, storedBy, tradesOf } from './traded';

/** A household's day. Energy in Wh, money in millionths of eEuro; a negative bill is income. */
export interface MemberReport {
  readonly member: string;
  readonly household: string;
  readonly kind: Household['kind'];
  readonly load: bigint;
  readonly pv: bigint;
  readonly ownUse: bigint;
  readonly bought: bigint;
  readonly sold: bigint;
  /** What it paid for energy in the market. */
  readonly paid: bigint;
  /** What it received for energy in the market, after the fee. */
  readonly received: bigint;
  readonly fromGrid: bigint;
  readonly toGrid: bigint;
  /** What it fed into storage units and took out of them. */
  readonly fedIn: bigint;
  readonly taken: bigint;
  /** What it traded in the ENT book: millionths of ENT and of eEuro. */
  readonly ent: EntTraded;
  readonly bill: { readonly withMarket: bigint; readonly withoutMarket: bigint };
  /** What its account holds now, escrow and locked amounts included; null where it has no account. */
  readonly balance: bigint | null;
  /** The ENT that it has now, locked ones included, in millionths; null where there are no storage units. */
  readonly entHeld: bigint | null;
}

/**
 * Sums a household's day up. The bill without a market is its deficit at the hour's retail price less its surplus at the
 * feed-in price; with the market, what it traded is paid at the trades' payments and only the rest meets the grid: what it
 * sold beyond its surplus it takes from the grid, what it bought beyond its deficit it feeds in. What it fed into storage
 * doesn't meet the grid, nor does what it took out; ENT that it bought and sold are paid as in the book, and those that it
 * still has are in no bill. Each
 * hour's payment to or from the grid is rounded half to even. Standing charges are the same in both and left out.
 */
export function reportMember(
  household: Household,
  member: string,
  hours: readonly RecordedHour[],
  listings: readonly LedgerListing[],
  account: LedgerAccount | undefined,
  storage: LedgerStorage | undefined,
): MemberReport {
  const byStart = new Map(listings.map((listing) => [listing.deliveryStart.getTime(), listing]));
  const energy = { load: 0n, pv: 0n, ownUse: 0n, fromGrid: 0n, toGrid: 0n, fedIn: 0n, taken: 0n };
  const day = { ...energy, bought: 0n, sold: 0n, paid: 0n, received: 0n };
  const ent = entTraded(member, storage?.trades ?? []);
  let withMarket = 0n;
  let withoutMarket = 0n;
  for (const hour of hours) {
    const reading = hour.readings.get(household.id);
    if (!reading) continue;
    const retail = hourlyPrice(household.tariff, hour.startMinute);
    const listing = byStart.get(hour.start.getTime());
    const traded = tradesOf(member, listing);
    const stored = storedBy(member, listing?.id, storage);
    const alone = reading.load - reading.pv;
    const withNeighbours = alone - traded.bought + traded.sold + stored.fedIn - stored.taken;

    day.load += reading.load;
    day.pv += reading.pv;
    day.ownUse += reading.load < reading.pv ? reading.load : reading.pv;
    day.bought += traded.bought;
    day.sold += traded.sold;
    day.paid += traded.paid;
    day.received += traded.received;
    day.fedIn += stored.fedIn;
    day.taken += stored.taken;
    day.fromGrid += whOf(withNeighbours > 0n ? withNeighbours : 0n);
    day.toGrid += whOf(withNeighbours < 0n ? -withNeighbours : 0n);
    const atGrid = (wh: bigint) =>
      wh > 0n ? payment(retail, whOf(wh)) : -BigInt(payment(household.tariff.feedIn, whOf(-wh)));
    withoutMarket += atGrid(alone);
    withMarket += atGrid(withNeighbours) + traded.paid - traded.received;
  }
  return {
    member,
    household: household.id,
    kind: household.kind,
    ...day,
    ent,
    bill: { withMarket: withMarket + ent.paid - ent.received, withoutMarket },
    balance: account ? account.available + account.escrowed + account.lockedForWithdrawal : null,
    entHeld: storage ? (storage.accounts.find((held) => held.member === member)?.held ?? 0n) : null,
  };
}
