import { Book } from '../../chaincode/domain/order-book/book';
import { type BookRules } from '../../chaincode/domain/order-book/book-rules';
import { type Order } from '../../chaincode/domain/order-book/order';
import { OrderPlacement } from '../../chaincode/domain/order-book/placement';
import { microsOf, priceOf } from '../../chaincode/domain/units';
import { type Bench } from './bench';
import { columns } from './columns';
import { randomBelow } from './random';
import { alternate, type Spread, spreadOf } from './rounds';
import { timed, type Times } from './timed';

const sizes = [1_000, 10_000, 100_000, 1_000_000] as const;
const rounds = 5;
/** Each figure places at least this many orders, in as many different books, one after the other. */
const ordersPerFigure = 200_000;

/** Orders per second of the fastest peer engine that was measured, GridX's continuous book in C++. */
const fastestPeer = new Map<number, number>([
  [1_000, 769_000],
  [10_000, 107_000],
  [100_000, 8_400],
]);

const conditions = `\
Orders one by one into an empty book, domain code alone, every trade recorded: prices of six decimals (nearly each order
has a level to itself), 1 to 5,000 lots. "crossing": both sides between 0.05 and 0.35 eEuro, about three trades per four
orders. "resting": bids below asks, so that every order stays, the most that a book can hold. A book and what was traded
in it are kept until the next book. ${rounds} rounds, in turn, after a warm-up. CPU time includes the garbage collector's
threads; where it is far below the time by the clock, the machine was busy with something else.
Peer: the fastest engine measured on two such cores, GridX's continuous book (C++).
`;

const rules: BookRules = {
  token: 'ENT',
  priceRule: 'resting',
  tick: priceOf(1n),
  lot: microsOf(1_000n),
  priceCap: priceOf(1_000_000n),
  ordersPerMatch: 50,
  holdAbove: null,
};
const workloads = ['crossing', 'resting'] as const;
type Workload = (typeof workloads)[number];
const now = '2026-06-01T12:00:00Z';

/** The order book in memory: how many orders a second, and what one order costs in books of very different size. */
export const matchingBench: Bench = {
  name: 'matching',
  summary: 'the continuous order book alone, 1,000 to 1,000,000 orders',
  async run(print) {
    print(conditions);
    for (const workload of [...workloads, ...workloads, ...workloads]) fillBooks(listsOf(workload, 1_000));
    const lines = [['orders', ...workloads, 'peer', 'crossing, CPU time']];
    for (const size of sizes) {
      const lists = new Map(workloads.map((workload) => [workload, listsOf(workload, size)]));
      const measured = await alternate(workloads, rounds, (workload) => fillBooks(lists.get(workload) ?? []));
      const rate = (workload: Workload, kind: keyof Times) =>
        spreadOf(
          (measured.get(workload) ?? []).map((times) => perSecond(times[kind], Math.max(size, ordersPerFigure))),
        );
      const peer = fastestPeer.get(size);
      const factor = (spread: Spread) => (peer ? `, ${(spread.median / peer).toFixed(1)} x peer` : '');
      const crossing = rate('crossing', 'cpu');
      lines.push([
        label(size),
        ...workloads.map((workload) => thousands(rate(workload, 'clock')) + factor(rate(workload, 'clock'))),
        peer ? `${label(peer / 1000)}k` : '-',
        thousands(crossing) + factor(crossing),
      ]);
    }
    print('orders per second: median (least-most)');
    columns(lines).forEach(print);
    print('');
    await printSingleOrders(print);
  },
};

/** What an order that fills ten resting ones costs in books of very different size. */
async function printSingleOrders(print: (line: string) => void): Promise<void> {
  const books = [100, 10_000, 1_000_000].map((count) => ({ count, book: restingBook(count) }));
  const candidates = books.flatMap(({ count, book }) => [
    { count, run: (times: number) => sweepAndRefill(book, times) },
    { count, run: (times: number) => settleSweep(book, times) },
  ]);
  for (const { run } of candidates) run(2_000);
  const measured = await alternate(candidates, rounds, ({ run }) => timed(() => run(2_000)).times.cpu / 2);
  print('CPU microseconds for an order that fills 10 resting ones, at 10 prices: median (least-most)');
  const cells = candidates.map((candidate) => {
    const { median, least, most } = spreadOf(measured.get(candidate) ?? []);
    return { count: candidate.count, text: `${median.toFixed(1)} (${least.toFixed(1)}-${most.toFixed(1)})` };
  });
  const rows = books.map(({ count }) => [
    label(count),
    ...cells.filter((cell) => cell.count === count).map(({ text }) => text),
  ]);
  columns([['resting orders', 'in memory, and 10 new ones', 'all payments and locks'], ...rows]).forEach(print);
  print('');
}

/** Asks at `count` different prices. */
function restingBook(count: number): Book {
  const book = new Book(rules);
  for (let index = 0; index < count; index++) {
    book.place(orderOf(`rest-${index}`, 'maker', 'sell', 1n, BigInt(100_000 + ((index * 7_919) % 900_000))), now);
  }
  return book;
}

let refills = 0;
const taker = orderOf('taker', 'taker', 'buy', 10n, 1_000_000n);

/** In the in-memory book: matches, takes ten levels out, and puts them back. */
function sweepAndRefill(book: Book, times: number): void {
  for (let time = 0; time < times; time++) {
    const { fills } = book.place(taker, now);
    if (fills.length !== 10) throw new Error('The order did not fill ten others');
    for (const { resting } of fills) {
      book.place(orderOf(`refill-${refills++}`, resting.member, 'sell', 1n, resting.price), now);
    }
  }
}

/** What a contract does with the orders it has loaded; it leaves the book as it is. */
function settleSweep(book: Book, times: number): void {
  for (let time = 0; time < times; time++) {
    const placement = new OrderPlacement(taker, rules, 1_780_315_200);
    for (const resting of book.orders('sell')) {
      if (!placement.wants(resting.price)) break;
      placement.meet(resting);
    }
    if (placement.finish().fills.length !== 10) throw new Error('The order did not fill ten others');
  }
}

function fillBooks(lists: readonly (readonly Order[])[]): Times {
  return timed(() => {
    for (const orders of lists) {
      const book = new Book(rules);
      const placed = orders.map((order) => book.place(order, now));
      const [bid, ask] = [book.best('buy'), book.best('sell')];
      const crossed = bid !== null && ask !== null && bid >= ask;
      if (crossed || placed.length !== orders.length) throw new Error('The book is crossed');
    }
  }).times;
}

const listsOf = (workload: Workload, size: number) =>
  Array.from({ length: Math.max(1, ordersPerFigure / size) }, (_, seed) => randomOrders(workload, size, seed + 1));

function randomOrders(workload: Workload, size: number, seed: number): Order[] {
  const below = randomBelow(seed);
  return Array.from({ length: size }, (_, index) => {
    const side = below(2) === 0 ? 'buy' : 'sell';
    const crossing = 50_000 + below(300_001);
    const apart = (side === 'buy' ? 50_000 : 200_000) + below(150_000);
    const price = BigInt(workload === 'crossing' ? crossing : apart);
    return orderOf(`order-${index}`, `member-${below(1_000)}`, side, BigInt(1 + below(5_000)), price);
  });
}

function orderOf(id: string, member: string, side: Order['side'], lots: bigint, price: bigint): Order {
  const amount = microsOf(lots * rules.lot);
  return { id, member, side, kind: 'limit', amount, price: priceOf(price), expiresAt: null, hold: false };
}

const perSecond = (milliseconds: number, orders: number) => (orders / milliseconds) * 1000;
const label = (count: number) => count.toLocaleString('en');
const thousands = ({ median, least, most }: Spread) =>
  `${label(Math.round(median / 1000))}k (${label(Math.round(least / 1000))}-${label(Math.round(most / 1000))})`;
