import { type Bench } from '../bench';
import { describeLoad } from '../machine';
import { type Door } from './market-load';
import { LoadedMarket, type MarketRound } from './loaded-market';
import { cpuLines, diskLines, memoryLines, ratioLines, rateLines, stageLines } from './latency-report';
import { type WorkloadName, workloadNames } from './workloads';

/** What is measured in one stretch of load. */
export interface Cell {
  readonly network: string;
  readonly door: Door;
  readonly workload: WorkloadName;
  readonly concurrency: number;
  readonly rounds: MarketRound[];
}

const members = 256;
const concurrencies = [1, 16, 64, 256] as const;
/** At this concurrency the steps of a transaction are timed one by one. */
const stagedConcurrency = 16;
const batches = { full: [50, 500], quick: [50] } as const;
const modes = {
  full: { rounds: 3, roundMs: 6_000, warmUpMs: 10_000 },
  quick: { rounds: 1, roundMs: 3_000, warmUpMs: 4_000 },
} as const;

/**
 * Throughput and latency of offers, transfers and orders, from a member's request to the REST gateway to the answer after
 * the commit, at several concurrencies: the embedded network beside real Fabric, each with its block timeout, with one
 * client, in turn. Besides, where the time goes, and what processor, memory and disk it takes.
 */
export const latencyBench: Bench = {
  name: 'latency',
  summary: `offers, transfers and orders by ${concurrencies.join(', ')} clients, embedded network beside real Fabric; --quick`,
  async run(print, { quick }) {
    const binaries = process.env['FABRIC_BIN'] ?? '';
    const mode = quick ? modes.quick : modes.full;
    const markets: LoadedMarket[] = [];
    try {
      markets.push(await LoadedMarket.start('embedded, 2 ms', { kind: 'devnet' }, members));
      for (const batchTimeoutMs of binaries === '' ? [] : batches[quick ? 'quick' : 'full']) {
        const request = { kind: 'fabric', binaries, batchTimeoutMs } as const;
        markets.push(await LoadedMarket.start(`Fabric, ${batchTimeoutMs} ms`, request, members));
      }
      for (const market of markets) {
        for (const workload of workloadNames) await market.run(workload, 'rest', 64, mode.warmUpMs / 2);
      }
      const cells: Cell[] = [];
      for (const workload of workloadNames) {
        for (const concurrency of concurrencies) {
          cells.push(...markets.map(({ name }) => cellOf(name, 'rest', workload, concurrency)));
        }
        cells.push(...markets.map(({ name }) => cellOf(name, 'grpc', workload, stagedConcurrency)));
      }
      for (let round = 0; round < mode.rounds; round++) {
        for (const cell of cells) {
          const market = markets.find(({ name }) => name === cell.network);
          const { workload, door, concurrency } = cell;
          if (market) cell.rounds.push(await market.run(workload, door, concurrency, mode.roundMs));
        }
        print(`round ${round + 1} of ${mode.rounds}: load ${describeLoad()}`);
      }
      const conditions = [
        `conditions  ${members} members, one write a transaction, ${mode.rounds} rounds of ${mode.roundMs / 1000} s in turn (A B A B), medians`,
        '            three organisations with a peer each, a majority endorses; a bid of 0.1 kWh, 0.01 eEuro, 0.01 ENT',
        '            embedded: one process with the gateway, blocks synced to disk; Fabric: one Raft orderer, LevelDB, TLS, blocks of 500',
        '            client, gateways and networks share the machine; conflicts: attempts beyond the first per write',
      ];
      conditions.forEach(print);
      [rateLines, ratioLines, stageLines, cpuLines].flatMap((lines) => lines(cells)).forEach(print);
      for (const market of markets) [...memoryLines(market), ...diskLines(market)].forEach(print);
      if (binaries === '')
        print("missing     FABRIC_BIN names no folder with Fabric's programs: nothing to compare with");
    } finally {
      for (const market of markets) await market.stop();
    }
  },
};

const cellOf = (network: string, door: Door, workload: WorkloadName, concurrency: number): Cell => ({
  ...{ network, door, workload, concurrency },
  rounds: [],
});
