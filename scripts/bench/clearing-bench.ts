import { type Clearing } from '../../chaincode/domain/clearing/clearing';
import { mechanismNames, mechanisms, type MechanismName } from '../../chaincode/domain/clearing/mechanisms';
import { type Offer } from '../../chaincode/domain/offer';
import { priceOf, whOf } from '../../chaincode/domain/units';
import { type Bench } from './bench';
import { columns } from './columns';
import { alternate, type Spread } from './rounds';

const sizes = [1_000, 10_000, 100_000, 1_000_000] as const;
const rounds = 5;
/**
 * Each figure clears at least this many offers, in as many different books, and keeps the results until the clock has
 * stopped. So small books neither run from the processor's cache nor leave the garbage collector an easier task.
 */
const offersPerFigure = 100_000;

/** Clearing alone, without ledger: how long a listing takes, and how that grows. */
export const clearingBench: Bench = {
  name: 'clearing',
  summary: 'clearing alone, per mechanism, 1,000 to 1,000,000 offers',
  async run(print) {
    print(
      'Random books, half bids of 0.20-0.35, half asks of 0.05-0.20 eEuro/kWh, 1 Wh to 5 kWh each: every bid meets',
    );
    print(
      'every ask, the most trades that a book can have. Five rounds, the mechanisms in turn, after a warm-up. Each',
    );
    print('figure clears 100,000 offers at least and keeps the trades. From there on a book no longer fits the');
    print(
      "processor's caches and its trades outlive the young heap: that step costs more than n log n, the next doesn't.",
    );
    print('');
    for (const name of mechanismNames) warmUp(name);
    const times = new Map<number, Map<MechanismName, Spread>>();
    for (const size of sizes) {
      const books = Array.from({ length: Math.max(1, offersPerFigure / size) }, (_, seed) => randomBook(size, seed));
      times.set(size, await alternate(mechanismNames, rounds, (name) => timeClearing(name, books)));
    }
    const timeOf = (size: number, name: MechanismName) => times.get(size)?.get(name)?.median ?? Number.NaN;
    print('milliseconds per listing: median (least-most)');
    printTable(print, 'offers', (size, name) => {
      const time = times.get(size)?.get(name);
      return time ? `${figure(time.median)} (${figure(time.least)}-${figure(time.most)})` : '';
    });
    print('growth for ten times the offers, by medians');
    printTable(
      print,
      'offers',
      (size, name) => (timeOf(size, name) / timeOf(size / 10, name)).toFixed(1),
      sizes.slice(1),
      ['n log n', (size) => ((10 * Math.log(size)) / Math.log(size / 10)).toFixed(1)],
    );
  },
};

type Extra = readonly [heading: string, cell: (size: number) => string];

function printTable(
  print: (line: string) => void,
  corner: string,
  cell: (size: number, name: MechanismName) => string,
  rowSizes: readonly number[] = sizes,
  extra?: Extra,
): void {
  const heading = [corner, ...mechanismNames, ...(extra ? [extra[0]] : [])];
  const rows = rowSizes.map((size) => [
    size.toLocaleString('en'),
    ...mechanismNames.map((name) => cell(size, name)),
    ...(extra ? [extra[1](size)] : []),
  ]);
  columns([heading, ...rows]).forEach(print);
  print('');
}

function warmUp(name: MechanismName): void {
  for (let seed = 0; seed < 20; seed++) clear(name, randomBook(5_000, seed));
}

/** Milliseconds per book. */
function timeClearing(name: MechanismName, books: readonly (readonly Offer[])[]): number {
  const startedAt = performance.now();
  const results = books.map((book) => clear(name, book));
  return (performance.now() - startedAt) / results.length;
}

function clear(name: MechanismName, book: readonly Offer[]): Clearing {
  const clearing = mechanisms[name](book, { limits: 'respected' });
  if (clearing.trades.length < book.length / 4) throw new Error(`${name} made only ${clearing.trades.length} trades`);
  return clearing;
}

/** A book that is the same for the same seed on every machine. */
function randomBook(size: number, seed: number): Offer[] {
  let state = seed >>> 0;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
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

const figure = (milliseconds: number) => milliseconds.toFixed(milliseconds < 10 ? 2 : 0);
