import { type Clearing } from '../../chaincode/domain/clearing/clearing';
import { mechanismNames as allNames, mechanisms, type MechanismName } from '../../chaincode/domain/clearing/mechanisms';
import { type Offer } from '../../chaincode/domain/offer';
import { priceOf, whOf } from '../../chaincode/domain/units';
import { type Bench } from './bench';
import { columns } from './columns';
import { randomBelow } from './random';
import { alternate, type Spread, spreadOf } from './rounds';
import { timed, type Times } from './timed';

/** Two levels take everybody's energy at a price of their own: these books of bids and asks say nothing of it. */
const mechanismNames = allNames.filter((name) => name !== 'two-level');
const sizes = [1_000, 10_000, 100_000, 1_000_000] as const;
const rounds = 5;
/**
 * Each figure clears at least this many offers, in as many different books, and keeps the results until the clock has
 * stopped. So small books neither run from the processor's cache nor leave the garbage collector an easier task.
 */
const offersPerFigure = 100_000;

const conditions = `\
Random books, half bids of 0.20-0.35, half asks of 0.05-0.20 eEuro/kWh, 1 Wh to 5 kWh each: every bid meets every ask,
the most trades that a book can have. ${rounds} rounds, the mechanisms in turn, after a warm-up. Each figure clears
100,000 offers at least and keeps the trades. CPU time includes the garbage collector's threads; where it is far below
the time by the clock, the machine was busy with something else. The steps of the algorithm grow with n log n. What a
step costs grows too where a book leaves the processor's caches and its trades outlive the young heap: the row of 100,000.
`;

const kinds = [
  ['by the clock', 'clock'],
  ['of CPU time', 'cpu'],
] as const;

/** Clearing alone, without ledger: how long a listing takes, and how that grows. */
export const clearingBench: Bench = {
  name: 'clearing',
  summary: 'clearing alone, per mechanism, 1,000 to 1,000,000 offers',
  async run(print) {
    print(conditions);
    for (const name of mechanismNames) warmUp(name);
    const bySize = new Map<number, Map<MechanismName, Times[]>>();
    for (const size of sizes) {
      const books = Array.from({ length: Math.max(1, offersPerFigure / size) }, (_, seed) => randomBook(size, seed));
      bySize.set(size, await alternate(mechanismNames, rounds, (name) => timeClearing(name, books)));
    }
    const spread = (size: number, name: MechanismName, kind: keyof Times): Spread =>
      spreadOf((bySize.get(size)?.get(name) ?? []).map((times) => times[kind]));

    for (const [heading, kind] of kinds) {
      print(`milliseconds per listing ${heading}: median (least-most)`);
      const cell = ({ median, least, most }: Spread) => `${figure(median)} (${figure(least)}-${figure(most)})`;
      const rows = sizes.map((size) => [label(size), ...mechanismNames.map((name) => cell(spread(size, name, kind)))]);
      columns([['offers', ...mechanismNames], ...rows]).forEach(print);
      print('');
    }
    print('growth of CPU time for ten times the offers, by medians');
    const growth = (size: number, name: MechanismName) =>
      spread(size, name, 'cpu').median / spread(size / 10, name, 'cpu').median;
    const rows = sizes.slice(1).map((size) => {
      const nLogN = (10 * Math.log(size)) / Math.log(size / 10);
      return [label(size), ...[...mechanismNames.map((name) => growth(size, name)), nLogN].map((x) => x.toFixed(1))];
    });
    columns([['offers', ...mechanismNames, 'n log n'], ...rows]).forEach(print);
    print('');
  },
};

function warmUp(name: MechanismName): void {
  for (let seed = 0; seed < 20; seed++) clear(name, randomBook(5_000, seed));
}

/** Milliseconds per listing. */
function timeClearing(name: MechanismName, books: readonly (readonly Offer[])[]): Times {
  const { times, result } = timed(() => books.map((book) => clear(name, book)));
  return { clock: times.clock / result.length, cpu: times.cpu / result.length };
}

function clear(name: MechanismName, book: readonly Offer[]): Clearing {
  const clearing = mechanisms[name](book, { limits: 'respected' });
  if (clearing.trades.length < book.length / 4) throw new Error(`${name} made only ${clearing.trades.length} trades`);
  return clearing;
}

/** A book that is the same for the same seed on every machine. */
function randomBook(size: number, seed: number): Offer[] {
  const below = randomBelow(seed);
  return Array.from({ length: size }, (_, index) => {
    const side = index % 2 === 0 ? 'buy' : 'sell';
    return {
      id: `offer-${index}`,
      side,
      energy: whOf(BigInt(1 + below(5_000))),
      price: priceOf(BigInt((side === 'buy' ? 200_000 : 50_000) + below(150_001))),
    };
  });
}

const label = (size: number) => size.toLocaleString('en');
const figure = (milliseconds: number) => milliseconds.toFixed(milliseconds < 10 ? 2 : 0);
