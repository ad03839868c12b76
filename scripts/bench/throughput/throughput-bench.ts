import { type Bench } from '../bench';
import { columns } from '../columns';
import { spreadOf, type Spread } from '../rounds';
import { type Door } from './load-generator';
import { LoadedNetwork, type Round } from './loaded-network';

const concurrency = 64;
const rounds = 5;
const roundMs = 8_000;
/** Transactions through each door before the first round: the compiler needs them. A slow network ends by time. */
const warmUp = { transactions: 5_000, stretchMs: 5_000, stretches: 6 };
/** More bids than any client makes in one stretch of load. */
const bidsPerStretch = 200;

interface Candidate {
  readonly network: 'embedded' | 'Fabric';
  readonly door: Door;
  readonly loaded: LoadedNetwork;
  readonly measured: Round[];
}

const doors: readonly Door[] = ['rest', 'grpc'];
const doorNames: Readonly<Record<Door, string>> = { rest: 'REST to commit', grpc: 'Fabric Gateway, gRPC' };

/**
 * Throughput and latency of transactions of one bid each, from the client's request to the answer after the commit,
 * endorsed by two of three organisations: the embedded network beside real Fabric, with the same chaincode, gateway,
 * clients and load. Networks and clients run in processes of their own.
 */
export const throughputBench: Bench = {
  name: 'throughput',
  summary: `bids committed per second by ${concurrency} clients, embedded network beside real Fabric`,
  async run(print) {
    const binaries = process.env['FABRIC_BIN'] ?? '';
    const candidates: Candidate[] = [];
    const started: LoadedNetwork[] = [];
    const start = async (network: Candidate['network'], loading: Promise<LoadedNetwork>): Promise<void> => {
      const loaded = await loading;
      started.push(loaded);
      for (const door of doors) candidates.push({ network, door, loaded, measured: [] });
    };
    try {
      await start('embedded', LoadedNetwork.start({ kind: 'devnet' }, concurrency));
      if (binaries !== '') await start('Fabric', LoadedNetwork.start({ kind: 'fabric', binaries }, concurrency));
      for (const candidate of candidates) await warm(candidate);
      for (let round = 0; round < rounds; round++) {
        for (const { loaded, door, measured } of candidates) {
          await loaded.allow(bidsPerStretch);
          measured.push(await loaded.run(door, roundMs));
        }
      }
    } finally {
      for (const each of started) await each.stop();
    }
    describe(candidates, binaries !== '').forEach(print);
  },
};

async function warm({ loaded, door }: Candidate): Promise<void> {
  let done = 0;
  for (let stretch = 0; stretch < warmUp.stretches && done < warmUp.transactions; stretch++) {
    await loaded.allow(bidsPerStretch);
    done += (await loaded.run(door, warmUp.stretchMs)).done;
  }
}

function describe(candidates: readonly Candidate[], besideFabric: boolean): string[] {
  const header = ['', 'tx/s', 'least', 'most', 'p50 ms', 'p95 ms', 'p99 ms', 'failed', 'CPU ms/tx', 'client CPU ms/tx'];
  const rows = candidates.map(({ network, door, measured }) => {
    const of = (figure: (round: Round) => number): Spread => spreadOf(measured.map(figure));
    const perSecond = of(({ perSecond }) => perSecond);
    return [
      `${network}, ${doorNames[door]}`,
      ...[perSecond.median, perSecond.least, perSecond.most].map((figure) => figure.toFixed(0)),
      ...(['p50', 'p95', 'p99'] as const).map((share) => of(({ latency }) => latency[share]).median.toFixed(0)),
      `${measured.reduce((sum, { failed }) => sum + failed, 0)}`,
      of(({ networkCpuMs }) => networkCpuMs ?? Number.NaN).median.toFixed(2),
      of(({ callerCpuMs }) => callerCpuMs).median.toFixed(2),
    ];
  });
  const failures = candidates.flatMap(({ network, door, measured }) =>
    measured
      .filter(({ failed }) => failed > 0)
      .slice(0, 1)
      .map(({ firstFailure }) => `a failure of ${network}, ${doorNames[door]}: ${firstFailure}`),
  );
  return [
    `conditions  one bid a transaction, ${concurrency} clients with a member each, ${rounds} rounds of ${roundMs / 1000} s in turn, medians`,
    '            embedded: three peers, blocks synced to disk before a commit is answered',
    ...(besideFabric ? [fabricConditions] : []),
    ...columns([header, ...rows]),
    ...failures,
    ...(besideFabric ? doors.map((door) => ratioOf(candidates, door)) : [missingRatio]),
  ];
}

const fabricConditions =
  '            Fabric: one Raft orderer, three peers with a chaincode process each, LevelDB, TLS, blocks of 200 ms or 500';

const missingRatio =
  "ratio       missing: FABRIC_BIN names no folder with Fabric's programs, so there is nothing to compare with";

/**
 * The ratio of each round, so that what else the machine did meets both sides of it, and the ratio of the CPU time of
 * network and clients, which other programs on the machine change least.
 */
function ratioOf(candidates: readonly Candidate[], door: Door): string {
  const roundsOf = (network: Candidate['network']): Round[] =>
    candidates.filter((each) => each.network === network && each.door === door).flatMap(({ measured }) => measured);
  const [embedded, fabric] = [roundsOf('embedded'), roundsOf('Fabric')];
  const ratios = embedded.map(({ perSecond }, round) => perSecond / (fabric[round]?.perSecond ?? 0));
  const { median, least, most } = spreadOf(ratios);
  const cpuOf = (rounds: readonly Round[]): number =>
    spreadOf(rounds.map(({ networkCpuMs, callerCpuMs }) => (networkCpuMs ?? Number.NaN) + callerCpuMs)).median;
  return (
    `ratio       ${doorNames[door]}: embedded ${median.toFixed(2)} times Fabric (${least.toFixed(2)} to ` +
    `${most.toFixed(2)}); Fabric takes ${(cpuOf(fabric) / cpuOf(embedded)).toFixed(2)} times the CPU per transaction`
  );
}
