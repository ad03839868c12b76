import { Client, credentials } from '@grpc/grpc-js';
import { type DoorPart } from '../../../gateway-api/gateway-options';
import { type Bench } from '../bench';
import { columns } from '../columns';
import { alternate, spreadOf } from '../rounds';
import { BenchProcess } from '../throughput/bench-process';
import { cpuMsOfTree } from '../throughput/process-cpu';
import { runLoad } from '../throughput/run-load';
import { autocannon, type Shots } from './autocannon';
import { type DoorHost, type DoorHostRequest } from './door-host';
import { type UnitWriters, unitWriters } from './unit-writers';

interface Variant {
  readonly name: string;
  readonly without: readonly DoorPart[];
}

const variants: readonly Variant[] = [
  { name: 'as it is', without: [] },
  { name: 'without security headers', without: ['headers'] },
  { name: 'without rates', without: ['addressRate', 'memberRate'] },
  { name: 'without metrics and log', without: ['metrics', 'log'] },
  { name: 'without the log', without: ['log'] },
  { name: 'without all of these', without: ['headers', 'addressRate', 'memberRate', 'metrics', 'log'] },
];
const rounds = 5;
const load = { connections: 32, seconds: 3 };
const writers = 32;
const writeMs = 4_000;

/** Requests of the REST gateway on the embedded network, and what each part of its door costs, switched off in turn. */
export const doorBench: Bench = {
  name: 'gateway',
  summary: 'requests per second and p99 at the REST gateway, and what each part of its door costs',
  async run(print) {
    const host = new BenchProcess('../gateway/door-host.js');
    try {
      const request: DoorHostRequest = { without: variants.map(({ without }) => without) };
      const { network, urls } = await host.request<DoorHost>(request);
      const [organization] = network.organizations;
      if (!organization) throw new Error('The network has no organisation');
      const { peer } = organization;
      const grpc = new Client(peer.address, credentials.createSsl(Buffer.from(peer.tlsRootPem)), {
        'grpc.ssl_target_name_override': peer.serverName,
      });
      const members = await unitWriters(grpc, network, urls, writers);
      try {
        print(
          `conditions  embedded network, three peers; ${load.connections} connections, ${rounds} rounds of ${load.seconds} s in turn, medians; writes by ${writers} members to the commit, rounds of ${writeMs / 1000} s`,
        );
        const reading = (path: string) => async (variant: Variant) => {
          const index = variants.indexOf(variant);
          const headers = path === '/healthz' ? {} : { authorization: `Bearer ${members.tokens[index]?.[0] ?? ''}` };
          return await costed(host.pid, () => autocannon(`${urls[index] ?? ''}${path}`, headers, load), load.seconds);
        };
        for (const variant of variants) await reading(members.unitPath)(variant);
        print('GET /healthz: the door alone');
        describe(await alternate(variants, rounds, reading('/healthz'))).forEach(print);
        print('GET /v1/units/{unit}: a query of the chaincode, on the read model');
        describe(await alternate(variants, rounds, reading(members.unitPath))).forEach(print);
        print('POST /v1/units: a transaction, answered after its commit');
        const write = (variant: Variant): Promise<Round> =>
          costed(host.pid, () => writing(members, variants.indexOf(variant)), writeMs / 1000);
        for (const variant of variants) await write(variant);
        describe(await alternate(variants, rounds, write)).forEach(print);
      } finally {
        members.close();
        grpc.close();
      }
    } finally {
      await host.stop();
    }
  },
};

/** A stretch of load with what it cost the gateway, the network and the chaincode together. */
interface Round extends Shots {
  /** CPU microseconds per request: other programs on the machine change it least. */
  readonly cpuUs: number;
}

async function costed(pid: number, shoot: () => Promise<Shots>, seconds: number): Promise<Round> {
  const before = cpuMsOfTree(pid) ?? Number.NaN;
  const shots = await shoot();
  const used = (cpuMsOfTree(pid) ?? Number.NaN) - before;
  return { ...shots, cpuUs: (used * 1000) / (shots.perSecond * seconds) };
}

async function writing(members: UnitWriters, gateway: number): Promise<Shots> {
  const { failed, firstFailure, perSecond, latency } = await runLoad(
    (member) => members.write(gateway, member),
    writers,
    writeMs,
  );
  if (failed > 0) throw new Error(`${failed} writes failed: ${firstFailure}`);
  return { perSecond, p50: latency.p50, p99: latency.p99 };
}

function describe(measured: ReadonlyMap<Variant, readonly Round[]>): string[] {
  const [whole = []] = measured.values();
  const rows = [...measured].map(([{ name }, shots]) => {
    const rate = spreadOf(shots.map(({ perSecond }) => perSecond));
    // Round by round, so that what else the machine did meets both sides of a ratio.
    const ratio = spreadOf(shots.map(({ perSecond }, round) => perSecond / (whole[round]?.perSecond ?? Number.NaN)));
    const cpu = spreadOf(shots.map(({ cpuUs }) => cpuUs));
    return [
      name,
      rate.median.toFixed(0),
      `${rate.least.toFixed(0)}-${rate.most.toFixed(0)}`,
      spreadOf(shots.map(({ p50 }) => p50)).median.toFixed(0),
      spreadOf(shots.map(({ p99 }) => p99)).median.toFixed(0),
      `${ratio.median.toFixed(2)} (${ratio.least.toFixed(2)}-${ratio.most.toFixed(2)})`,
      `${cpu.median.toFixed(0)} (${cpu.least.toFixed(0)}-${cpu.most.toFixed(0)})`,
    ];
  });
  const header = ['', 'requests/s', 'least-most', 'p50 ms', 'p99 ms', 'times as it is', 'CPU us/request'];
  return columns([header, ...rows]);
}
