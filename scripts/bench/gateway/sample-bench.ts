import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { type Bench } from '../bench';
import { columns } from '../columns';
import { alternate, spreadOf } from '../rounds';
import { BenchProcess } from '../throughput/bench-process';
import { enrolRegistrar } from '../throughput/member';
import { type HostedNetwork, type HostRequest } from '../throughput/network-host';
import { runLoad } from '../throughput/run-load';
import { autocannon } from './autocannon';
import { SampleClient } from './sample-client';
import { sampleSettings } from './sample-settings';
import { type UnitWriters, unitWriters } from './unit-writers';

const rounds = 5;
const load = { connections: 32, seconds: 5 };
const writers = 32;
const writeMs = 10_000;

interface Figures {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** One of the two doors to the same network. */
interface Door {
  readonly name: string;
  /** As its users read: from what it keeps ready, where it does. */
  read(): Promise<Figures>;
  /** From a peer. */
  readLedger(): Promise<Figures>;
  write(client: number): Promise<void>;
}

/**
 * Sunledger's gateway beside the REST sample of fabric-samples (asset-transfer-basic/rest-api-typescript), on one network
 * of real Fabric and the same chaincode calls. The sample is somebody else's program: it has to be running at SAMPLE_REST
 * with the settings that this bench writes to SAMPLE_ENV, once the network is up.
 */
export const sampleBench: Bench = {
  name: 'gateway-sample',
  summary: 'the REST gateway beside the REST sample of fabric-samples, on the same chaincode calls on real Fabric',
  async run(print) {
    const { FABRIC_BIN: binaries, SAMPLE_REST: url, SAMPLE_ENV: file } = process.env;
    if (!binaries || !url || !file) {
      print(
        'skipped: FABRIC_BIN, SAMPLE_REST (where the sample will be) and SAMPLE_ENV (where to write its .env) are needed',
      );
      return;
    }
    const host = new BenchProcess('network-host.js');
    try {
      const chaincode = path.join(__dirname, 'asset-chaincode.js');
      const request: HostRequest = { kind: 'fabric', binaries, chaincode };
      const hosted = await host.request<HostedNetwork>(request);
      const [first, second] = hosted.network.organizations;
      if (!first || !second) throw new Error('The network has fewer than two organisations');
      const grpc = new Client(first.peer.address, credentials.createSsl(Buffer.from(first.peer.tlsRootPem)), {
        'grpc.ssl_target_name_override': first.peer.serverName,
      });
      const members = await unitWriters(grpc, hosted.network, [hosted.url], writers);
      try {
        const apiKey = randomBytes(16).toString('hex');
        const organizations = [
          { organization: first, credentials: await enrolRegistrar(first), apiKey },
          { organization: second, credentials: await enrolRegistrar(second), apiKey: randomBytes(16).toString('hex') },
        ];
        const settings = sampleSettings(hosted.network, organizations, new URL(url).port);
        await writeFile(file, settings, { mode: 0o600 });
        print(`waiting     for the sample at ${url} with the settings in ${file}`);
        const sample = new SampleClient(url, apiKey);
        await sample.ready();
        await compare([gatewayDoor(hosted.url, members), sampleDoor(sample, members.unit)], print);
      } finally {
        members.close();
        grpc.close();
      }
    } finally {
      await host.stop();
    }
  },
};

function gatewayDoor(url: string, members: UnitWriters): Door {
  const headers = { authorization: `Bearer ${members.tokens[0]?.[0] ?? ''}` };
  return {
    name: 'Sunledger',
    read: () => autocannon(`${url}${members.unitPath}`, headers, load),
    readLedger: () => autocannon(`${url}${members.unitPath}?consistency=ledger`, headers, load),
    write: (client) => members.write(0, client),
  };
}

function sampleDoor(sample: SampleClient, unit: string): Door {
  const run = randomBytes(3).toString('hex');
  let assets = 0;
  return {
    name: 'the sample',
    read: () => sample.read(unit, load),
    readLedger: () => sample.read(unit, load),
    write: () => sample.write(`s-${run}-${assets++}`),
  };
}

async function compare(doors: readonly Door[], print: (line: string) => void): Promise<void> {
  print(
    `conditions  real Fabric: one Raft orderer, two peers that both endorse, blocks of 200 ms or 500; ${rounds} rounds in turn, medians`,
  );
  print(
    `            reads: ${load.connections} connections for ${load.seconds} s; writes: ${writers} clients for ${writeMs / 1000} s, from the request to what came of it; the sample works on 64 jobs at once and its clients ask every 20 ms`,
  );
  const write = async (door: Door): Promise<Figures> => {
    const result = await runLoad((client) => door.write(client), writers, writeMs);
    if (result.failed > 0) print(`${door.name}: ${result.failed} writes failed: ${result.firstFailure}`);
    return { perSecond: result.perSecond, p50: result.latency.p50, p99: result.latency.p99 };
  };
  for (const door of doors) {
    await door.read();
    await write(door);
  }
  print('read (GetPV), Sunledger from its read model');
  describe(await alternate(doors, rounds, (door) => door.read())).forEach(print);
  print('read (GetPV), both from a peer');
  describe(await alternate(doors, rounds, (door) => door.readLedger())).forEach(print);
  print('write (RegisterPV)');
  describe(await alternate(doors, rounds, write)).forEach(print);
}

function describe(measured: ReadonlyMap<Door, readonly Figures[]>): string[] {
  const all = [...measured.values()];
  const rows = [...measured].map(([{ name }, figures]) => {
    const rate = spreadOf(figures.map(({ perSecond }) => perSecond));
    return [
      name,
      rate.median.toFixed(0),
      `${rate.least.toFixed(0)}-${rate.most.toFixed(0)}`,
      spreadOf(figures.map(({ p50 }) => p50)).median.toFixed(0),
      spreadOf(figures.map(({ p99 }) => p99)).median.toFixed(0),
    ];
  });
  const [ours = [], theirs = []] = all;
  const ratioOf = (figure: (figures: Figures) => number): string => {
    const ratio = spreadOf(ours.map((each, round) => figure(each) / figure(theirs[round] ?? each)));
    return `${ratio.median.toFixed(2)} (${ratio.least.toFixed(2)}-${ratio.most.toFixed(2)})`;
  };
  return [
    ...columns([['', 'per second', 'least-most', 'p50 ms', 'p99 ms'], ...rows]),
    `ratio       per second ${ratioOf(({ perSecond }) => perSecond)}, p99 ${ratioOf(({ p99 }) => p99)}`,
  ];
}
