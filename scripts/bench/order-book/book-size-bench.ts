import path from 'node:path';
import * as book from '../../../chaincode/wire/transactions/book';
import { type Bench } from '../bench';
import { columns } from '../columns';
import { alternate, spreadOf } from '../rounds';
import { type Member } from '../throughput/member';
import { bookRules } from './orders-bench';
import { TradingNetwork } from './trading-network';

const sizes = [100, 10_000, 1_000_000] as const;
type Size = (typeof sizes)[number];
const rounds = 5;
const ordersPerRound = 40;
/** Orders that one transaction lays on the ledger. */
const PER_TRANSACTION = 2_000;

const conditions = [
  'Books of sell orders at a price each, one beside the other on the same ledger (embedded, three organisations, two endorse,',
  'LevelDB, blocks synced to disk), called over the Fabric Gateway, one transaction after another. The books were filled by',
  "committed transactions of 2,000 orders each, by the market's own chaincode with one transaction more: the entries that",
  'matching reads, and for the best thousand of each book also the records that an order changes when it fills them. "fills one": an order to buy that takes the best resting order, from',
  `the call to its commit; then one is put back at the same price ("rests"). "quotes ten": what an order for ten would meet, evaluated`,
  `only. Milliseconds, and CPU of network and chaincode together. ${rounds} rounds of ${ordersPerRound} orders for each book in turn, medians (least-most).`,
];

interface Measured {
  readonly fills: number;
  readonly rests: number;
  readonly quotes: number;
  readonly cpuMs: number;
}

/** What an order costs on the ledger in books of very different size. */
export const bookSizeBench: Bench = {
  name: 'book-size',
  summary: 'an order that trades, on the ledger, in books of 100, 10,000 and 1,000,000 resting orders',
  async run(print) {
    const network = await TradingNetwork.start(path.join(__dirname, 'filling-chaincode.js'));
    try {
      const [trader] = await network.admit(1);
      if (!trader) throw new Error('Nobody was admitted');
      await network.storeEnergy([trader]);
      conditions.forEach(print);
      for (const size of sizes) {
        const begun = performance.now();
        await fill(network, size);
        print(
          `filled      ${size.toLocaleString('en')} orders in ${((performance.now() - begun) / 1000).toFixed(1)} s`,
        );
      }
      const measure = (size: Size) => measureBook(network, trader.member, bookOf(size));
      for (const size of sizes) await measure(size);
      const measured = await alternate(sizes, rounds, measure);
      describe(measured).forEach(print);
    } finally {
      await network.stop();
    }
  },
};

const bookOf = (size: Size) => `of-${size}`;

async function fill({ operator }: TradingNetwork, size: Size): Promise<void> {
  await operator.submit(book.CreateBook, { book: bookOf(size), rules: JSON.stringify(bookRules) });
  const starts = Array.from({ length: Math.ceil(size / PER_TRANSACTION) }, (_, index) => index * PER_TRANSACTION);
  // Two at once keep the chaincode and the network busy.
  const worker = async (): Promise<void> => {
    for (let first = starts.shift(); first !== undefined; first = starts.shift()) {
      const count = Math.min(PER_TRANSACTION, size - first);
      await operator.submitRaw('bench:FillBook', [bookOf(size), operator.id, `${first}`, `${count}`]);
    }
  };
  await Promise.all([worker(), worker()]);
}

let orders = 0;

async function measureBook(network: TradingNetwork, trader: Member, name: string): Promise<Measured> {
  const times = { fills: [] as number[], rests: [] as number[], quotes: [] as number[] };
  const cpuBefore = network.cpuMs;
  const timed = async (of: keyof typeof times, act: () => Promise<unknown>): Promise<void> => {
    const begun = performance.now();
    await act();
    times[of].push(performance.now() - begun);
  };
  const place = (by: Member, side: 'buy' | 'sell') => {
    const terms = JSON.stringify({ kind: 'limit', side, amount: '1', price: '1' });
    return by.submit(book.PlaceOrder, { book: name, order: `o${orders++}`, terms });
  };
  for (let order = 0; order < ordersPerRound; order++) {
    await timed('fills', () => place(trader, 'buy'));
    await timed('rests', () => place(network.operator, 'sell'));
  }
  const cpuMs = (network.cpuMs - cpuBefore) / (2 * ordersPerRound);
  for (let quote = 0; quote < ordersPerRound; quote++) {
    await timed('quotes', () =>
      trader.evaluate(book.QuoteOrder, { book: name, side: 'buy', amount: '10', price: '5' }),
    );
  }
  const { fills, rests, quotes } = times;
  return { fills: spreadOf(fills).median, rests: spreadOf(rests).median, quotes: spreadOf(quotes).median, cpuMs };
}

function describe(measured: ReadonlyMap<Size, readonly Measured[]>): string[] {
  const rows = [...measured].map(([size, results]) => [
    size.toLocaleString('en'),
    ...(['fills', 'rests', 'quotes', 'cpuMs'] as const).map((figure) => {
      const { median, least, most } = spreadOf(results.map((result) => result[figure]));
      return `${median.toFixed(1)} (${least.toFixed(1)}-${most.toFixed(1)})`;
    }),
  ]);
  return columns([['resting orders', 'fills one', 'rests', 'quotes ten', 'CPU per order'], ...rows]);
}
