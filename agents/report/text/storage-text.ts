import { type MemberReport } from '../member-report';
import { type StorageReport } from '../storage-report';
import { cents, decimal, euro, kWh } from './format';
import { tableLines } from './table';

/** ENT with three decimals. */
const ent = (micros: bigint) => decimal(micros, 6, 3);

/** Stored energy and ENT of a day as lines of text: totals, units, the book, and who took part. */
export function storageLines(storage: StorageReport, members: readonly MemberReport[]): string[] {
  const { pools, rates } = storage;
  return [
    `Fed in ${kWh(storage.fedIn)} kWh, taken out ${kWh(storage.taken)} kWh in ${counted(storage.sessions, 'session')}, ` +
      `lost ${kWh(storage.lost)} kWh.`,
    `In storage ${kWh(pools.stored)} kWh against ${ent(pools.circulating)} ENT in circulation.`,
    `R ${decimal(pools.rate, 6, 4)} ENT/kWh: a kWh mints ${decimal(rates.mint, 6, 4)}, takes ${decimal(rates.burn, 6, 4)} ENT.`,
    ...storage.units.map(({ id, owner, energy }) => `  ${id} of ${owner} holds ${kWh(energy)} kWh`),
    bookLine(storage),
    '',
    ...memberLines(members),
  ];
}

function bookLine({ trades }: StorageReport): string {
  const { count, amount, turnover, lowest, highest } = trades;
  if (lowest === null || highest === null) return 'Order book: no trade of ENT.';
  const prices = lowest === highest ? cents(lowest) : `${cents(lowest)} to ${cents(highest)}`;
  return `Order book: ${counted(count, 'trade')}, ${ent(amount)} ENT for ${euro(turnover, 4)} eEuro, at ${prices} ct/ENT.`;
}

function memberLines(members: readonly MemberReport[]): string[] {
  const headings = ['member', 'fed in kWh', 'taken kWh', 'ENT bought', 'paid', 'ENT sold', 'received', 'ENT now'];
  const columns = headings.map((heading, index) => ({
    heading,
    align: index === 0 ? ('left' as const) : ('right' as const),
  }));
  const took = members.filter(
    ({ fedIn, taken, ent: traded, entHeld }) => fedIn + taken + traded.bought + traded.sold + (entHeld ?? 0n) > 0n,
  );
  const rows = took.map(({ member, fedIn, taken, ent: traded, entHeld }) => [
    member,
    kWh(fedIn),
    kWh(taken),
    ent(traded.bought),
    euro(traded.paid, 4),
    ent(traded.sold),
    euro(traded.received, 4),
    ent(entHeld ?? 0n),
  ]);
  return tableLines(columns, rows);
}

const counted = (count: number, what: string) => `${count} ${count === 1 ? what : `${what}s`}`;
