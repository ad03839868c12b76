import { columns } from '../columns';
import { spreadOf, type Spread } from '../rounds';
import { type Cell } from './latency-bench';
import { type LoadedMarket, type MarketRound } from './loaded-market';
import { type Role } from './process-use';
import { stageNames } from './staged-submit';

const of = ({ rounds }: Cell, figure: (round: MarketRound) => number): Spread => spreadOf(rounds.map(figure));
const rest = (cells: readonly Cell[]): Cell[] => cells.filter(({ door }) => door === 'rest');

/** Writes per second and what each takes, for every workload, concurrency and network. */
export function rateLines(cells: readonly Cell[]): string[] {
  const header = [
    '',
    'clients',
    'network',
    'tx/s',
    '(least-most)',
    'p50 ms',
    'p95 ms',
    'p99 ms',
    'conflicts',
    'failed',
  ];
  const rows = rest(cells).map((cell) => {
    const rate = of(cell, ({ perSecond }) => perSecond);
    return [
      cell.workload,
      `${cell.concurrency}`,
      cell.network,
      rate.median.toFixed(0),
      `(${rate.least.toFixed(0)}-${rate.most.toFixed(0)})`,
      ...(['p50', 'p95', 'p99'] as const).map((share) => of(cell, ({ latency }) => latency[share]).median.toFixed(0)),
      of(cell, ({ conflicts, done }) => conflicts / Math.max(done, 1)).median.toFixed(2),
      `${cell.rounds.reduce((sum, { failed }) => sum + failed, 0)}`,
    ];
  });
  const failures = rest(cells).flatMap(({ network, workload, rounds }) =>
    rounds
      .filter(({ failed }) => failed > 0)
      .slice(0, 1)
      .map(({ firstFailure }) => `a failure    ${network}, ${workload}: ${firstFailure.slice(0, 300)}`),
  );
  return [...columns([header, ...rows]), ...failures];
}

/** Each round's throughput on the embedded network by that of the same round on Fabric, of all concurrencies. */
export function ratioLines(cells: readonly Cell[]): string[] {
  const all = rest(cells);
  const [first] = all;
  if (!first) return [];
  const others = [...new Set(all.map(({ network }) => network))].filter((network) => network !== first.network);
  return others.flatMap((other) =>
    [...new Set(all.map(({ workload }) => workload))].map((workload) => {
      const pairs = all.filter((cell) => cell.workload === workload && cell.network === first.network);
      const shown = pairs.map((cell) => {
        const peer = all.find(
          ({ network, workload: same, concurrency }) =>
            network === other && same === workload && concurrency === cell.concurrency,
        );
        const ratios = cell.rounds.map(({ perSecond }, round) => perSecond / (peer?.rounds[round]?.perSecond ?? 0));
        const { median, least, most } = spreadOf(ratios);
        return `${cell.concurrency}: ${median.toFixed(1)} (${least.toFixed(1)}-${most.toFixed(1)})`;
      });
      return `ratio       ${workload}, ${first.network} by ${other}, by clients  ${shown.join('  ')}`;
    }),
  );
}

/** Where the time of a transaction goes, seen by a client that takes the steps one by one over gRPC. */
export function stageLines(cells: readonly Cell[]): string[] {
  const header = [
    'one by one, over gRPC',
    'clients',
    'network',
    'tx/s',
    ...stageNames.map((name) => `${name} ms`),
    'notice ms',
    'conflicts',
  ];
  const rows = cells
    .filter(({ door }) => door === 'grpc')
    .map((cell) => [
      cell.workload,
      `${cell.concurrency}`,
      cell.network,
      of(cell, ({ perSecond }) => perSecond).median.toFixed(0),
      ...[...stageNames, 'notice' as const].map((stage) =>
        of(cell, ({ stages }) => stages?.[stage] ?? Number.NaN).median.toFixed(1),
      ),
      of(cell, ({ conflicts, done }) => conflicts / Math.max(done, 1)).median.toFixed(2),
    ]);
  return columns([header, ...rows]);
}

/** Processor time of each role for a bid over REST, at the concurrency with most throughput. */
export function cpuLines(cells: readonly Cell[]): string[] {
  const busiest = new Map<string, Cell>();
  const rateOf = (cell: Cell): number => of(cell, ({ perSecond }) => perSecond).median;
  for (const cell of rest(cells).filter(({ workload }) => workload === 'offers')) {
    const known = busiest.get(cell.network);
    if (!known || rateOf(cell) > rateOf(known)) busiest.set(cell.network, cell);
  }
  return [...busiest.values()].map((cell) => {
    const roles = [...new Set(cell.rounds.flatMap(({ cpuMs }) => [...cpuMs.keys()]))];
    const used = (role: Role): string => `${role} ${of(cell, ({ cpuMs }) => cpuMs.get(role) ?? 0).median.toFixed(2)}`;
    return `CPU ms      a bid, ${cell.network}, ${cell.concurrency} clients: ${roles.map(used).join(', ')}`;
  });
}

/** Resident memory of each role after all of it. */
export function memoryLines(market: LoadedMarket): string[] {
  const uses = [...market.use()].map(
    ([role, { processes, memoryMiB }]) => `${role} ${memoryMiB.toFixed(0)}${processes > 1 ? ` in ${processes}` : ''}`,
  );
  return [`memory MiB  ${market.name}, after ${market.writes} writes: ${uses.join(', ')}`];
}

/** What a write adds to the disks of all nodes together. */
export function diskLines(market: LoadedMarket): string[] {
  const kiB = market.diskPerWrite() / 1024;
  return [`disk        ${market.name}: ${kiB.toFixed(1)} KiB a write, on all nodes together`];
}
