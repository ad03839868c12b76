import * as book from '../../../chaincode/wire/transactions/book';
import { type BookRulesView } from '../../../chaincode/wire/views';
import { type Bench } from '../bench';
import { columns } from '../columns';
import { randomBelow } from '../random';
import { alternate, spreadOf } from '../rounds';
import { type LoadResult, runLoad } from '../throughput/run-load';
import { type CommittedAnswer, TradingNetwork } from './trading-network';

const BOOK = 'ent';
const concurrencies = [1, 16, 64] as const;
const rounds = 3;
const roundMs = 8_000;
const warmUpMs = 8_000;

/** Rules of a benchmark's book. */
export const bookRules: BookRulesView = {
  token: 'ENT',
  priceRule: 'resting',
  tick: '0.000001',
  lot: '0.01',
  priceCap: '10',
  ordersPerMatch: 50,
};
/** Asked for by one large order: what every crossing order meets. */
const ASK = '1';

const workloads = {
  resting: (below: (limit: number) => number) => `0.${10 + below(40)}`,
  crossing: () => ASK,
  'half of each': (below: (limit: number) => number) => (below(2) === 0 ? `0.${10 + below(40)}` : ASK),
};
type Workload = keyof typeof workloads;

interface Candidate {
  readonly workload: Workload;
  readonly concurrency: number;
}
interface Measured extends LoadResult {
  readonly retries: number;
  readonly mostAttempts: number;
  readonly cpuMs: number;
}

const conditions = [
  `Limit orders to buy in one book, one per transaction, from the request to the answer after the commit; ${rounds} rounds of ${roundMs / 1000} s`,
  'in turn, medians. resting: below the best ask. crossing: every order trades at once with one and the same resting order, so',
  'that no two of them can be valid in one block. Embedded network of three organisations, two endorse, blocks synced to disk;',
  'network, gateway and chaincode share the machine with the clients. retries: further transactions per order after conflicts.',
];

/** Orders through the gateway: how many a second, and what it takes when all of them want the same. */
export const ordersBench: Bench = {
  name: 'orders',
  summary: 'orders per second through the REST gateway: resting, crossing and both, at concurrency 1, 16 and 64',
  async run(print) {
    const network = await TradingNetwork.start();
    try {
      const admitted = await network.admit(Math.max(...concurrencies));
      await network.storeEnergy(admitted.slice(0, 1));
      await network.operator.submit(book.CreateBook, { book: BOOK, rules: JSON.stringify(bookRules) });
      const ask = { kind: 'limit', side: 'sell', amount: '100000', price: ASK };
      await network.operator.submit(book.PlaceOrder, { book: BOOK, order: 'ask', terms: JSON.stringify(ask) });
      const clients = await network.signIn(admitted);
      const below = randomBelow(1);
      let orders = 0;
      const measure = async ({ workload, concurrency }: Candidate, forMs: number): Promise<Measured> => {
        const attempts: number[] = [];
        const cpuBefore = network.cpuMs;
        const place = async (client: number): Promise<void> => {
          const terms = { kind: 'limit', side: 'buy', amount: '0.01', price: workloads[workload](below) };
          const answer = await clients[client]?.(`/v1/books/${BOOK}/orders`, { order: `o${orders++}`, terms });
          attempts.push((answer as CommittedAnswer).attempts);
        };
        const result = await runLoad(place, concurrency, forMs);
        if (result.failed > 0) throw new Error(`${result.failed} orders failed: ${result.firstFailure}`);
        const retries = attempts.reduce((sum, count) => sum + count - 1, 0) / attempts.length;
        const cpuMs = (network.cpuMs - cpuBefore) / attempts.length;
        return { ...result, retries, mostAttempts: Math.max(...attempts), cpuMs };
      };
      for (const workload of ['resting', 'crossing'] as const) await measure({ workload, concurrency: 64 }, warmUpMs);
      const candidates = Object.keys(workloads).flatMap((workload) =>
        concurrencies.map((concurrency) => ({ workload: workload as Workload, concurrency })),
      );
      const measured = await alternate(candidates, rounds, (candidate) => measure(candidate, roundMs));
      [...conditions, ...describe(measured)].forEach(print);
    } finally {
      await network.stop();
    }
  },
};

function describe(measured: ReadonlyMap<Candidate, readonly Measured[]>): string[] {
  const header = ['', 'clients', 'orders/s', '(least-most)', 'p50 ms', 'p95 ms', 'retries', 'most attempts', 'CPU ms'];
  const rows = [...measured].map(([{ workload, concurrency }, results]) => {
    const of = (figure: (result: Measured) => number) => spreadOf(results.map(figure));
    const rate = of(({ perSecond }) => perSecond);
    return [
      workload,
      `${concurrency}`,
      rate.median.toFixed(0),
      `(${rate.least.toFixed(0)}-${rate.most.toFixed(0)})`,
      of(({ latency }) => latency.p50).median.toFixed(0),
      of(({ latency }) => latency.p95).median.toFixed(0),
      of(({ retries }) => retries).median.toFixed(2),
      `${of(({ mostAttempts }) => mostAttempts).most}`,
      of(({ cpuMs }) => cpuMs).median.toFixed(1),
    ];
  });
  return columns([header, ...rows]);
}
