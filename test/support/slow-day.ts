import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { dataFolder } from './data-folder';

/**
 * A second reading of the documentation, to check the first one by: a day of the recorded community under `mcp-fifo`,
 * from the CSV file on, with nothing of the project's code. Everything is a whole number of Wh or of millionths.
 */
export interface SlowHour {
  readonly start: string;
  readonly retail: bigint;
  readonly offers: readonly SlowOffer[];
}
export interface SlowOffer {
  readonly member: string;
  readonly side: 'sell' | 'buy';
  readonly energy: bigint;
  readonly price: bigint;
}
export interface SlowTrade {
  readonly buyer: string;
  readonly seller: string;
  readonly energy: bigint;
  readonly paid: bigint;
  readonly fee: bigint;
}
interface Row {
  readonly time: string;
  readonly home: string;
  readonly load: bigint;
  readonly pv: bigint;
}

export const FEED_IN = 45_000n;
const TICK = 100n;
const SMALLEST = 10n;

/** The prices of edp-tri-2023 by half hours of the local day, as docs/replay.md prints them. */
const halfHours = [
  ...Array<bigint>(14).fill(107_300n),
  ...Array<bigint>(5).fill(171_000n),
  ...Array<bigint>(5).fill(233_600n),
  ...Array<bigint>(13).fill(171_000n),
  ...Array<bigint>(5).fill(233_600n),
  ...Array<bigint>(6).fill(171_000n),
];

export const memberOf = (home: string) => `${home.toLowerCase()}@HouseholdsMSP`;

/** The rows of one summer day; in August the local clock of California is seven hours behind UTC. */
export async function rowsOf(day: string): Promise<Row[]> {
  const table = await readFile(path.join(dataFolder, 'community-24.csv'), 'utf8');
  const rows = table
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([time = '', home = '', load = '', pv = '']) => ({ time, home, load: BigInt(load), pv: BigInt(pv) }));
  const from = Date.parse(`${day}T07:00:00Z`);
  return rows.filter(({ time }) => Date.parse(time) >= from && Date.parse(time) < from + 86_400_000);
}

/** What every household offers in every hour, by the formula of docs/replay.md. */
export function offersOf(rows: readonly Row[]): SlowHour[] {
  return [...new Set(rows.map(({ time }) => time))].sort().map((start) => {
    const hour = (new Date(start).getUTCHours() + 17) % 24;
    const retail = (halfHours[2 * hour]! + halfHours[2 * hour + 1]!) / 2n;
    const floor = 45_455n; // 0.045 / 0.99, up to a millionth
    const offers = rows
      .filter(({ time }) => time === start)
      .flatMap(({ home, load, pv }): SlowOffer[] => {
        const number = Number(home.slice(1));
        const eager = (BigInt(number + hour) * 618_034n) % 1_000_000n;
        const move = evenly(((retail - floor) / 2n) * eager, 1_000_000n);
        const energy = pv > load ? pv - load : load - pv;
        if (energy < SMALLEST) return [];
        const member = memberOf(home);
        return pv > load
          ? [{ member, side: 'sell', energy, price: ((floor + move + TICK - 1n) / TICK) * TICK }]
          : [{ member, side: 'buy', energy, price: ((retail - move) / TICK) * TICK }];
      });
    return { start, retail, offers };
  });
}

/** The MCP: the mean bid by energy, rounded down; undefined without buyers. */
export function meanBid(offers: readonly SlowOffer[]): bigint | undefined {
  const bids = offers.filter(({ side }) => side === 'buy');
  const energy = bids.reduce((sum, bid) => sum + bid.energy, 0n);
  return energy === 0n ? undefined : bids.reduce((sum, bid) => sum + bid.energy * bid.price, 0n) / energy;
}

/** Clears one hour by `mcp-fifo`; all offers came in one minute, so the lottery of the locking transaction orders them. */
export function tradesOf(offers: readonly SlowOffer[], lockedBy: string): SlowTrade[] {
  const mcp = meanBid(offers);
  if (mcp === undefined) return [];
  const lot = ({ member, side }: SlowOffer) =>
    createHash('sha256')
      .update(`${lockedBy}\n${member}:${side === 'sell' ? 's1' : 'b1'}`)
      .digest('hex');
  const arrived = [...offers].sort((a, b) => (lot(a) < lot(b) ? -1 : 1));
  const value = ({ price, energy }: SlowOffer) => price * energy;
  const buyers = arrived
    .filter(({ side, price }) => side === 'buy' && price >= mcp)
    .map((offer, place) => ({ ...offer, place }))
    .sort((a, b) => (value(a) === value(b) ? a.place - b.place : value(a) > value(b) ? -1 : 1));
  const left = new Map(
    arrived.filter(({ side, price }) => side === 'sell' && price <= mcp).map((s) => [s.member, s.energy]),
  );
  const trades: SlowTrade[] = [];
  for (const buyer of buyers) {
    let wanted = buyer.energy;
    let escrow = evenly(buyer.price * buyer.energy, 1000n);
    for (const [seller, offered] of left) {
      const energy = wanted < offered ? wanted : offered;
      if (energy === 0n) continue;
      const due = evenly(mcp * energy, 1000n);
      const paid = due < escrow ? due : escrow;
      trades.push({ buyer: buyer.member, seller, energy, paid, fee: evenly(paid, 100n) });
      left.set(seller, offered - energy);
      wanted -= energy;
      escrow -= paid;
    }
  }
  return trades;
}

/** a / b, rounded half to even. */
export function evenly(a: bigint, b: bigint): bigint {
  const down = a / b;
  const rest = 2n * (a - down * b);
  return rest < b || (rest === b && down % 2n === 0n) ? down : down + 1n;
}
