import { type GatewayTransport, type NetworkOrganization, type RunningNetwork } from '../running-network';
import { type OrganizationCa, startOrganizationCa } from './ca/organization-ca';
import { type ChannelRuntimes, startChannelRuntimes } from './chaincode-stream/channel-runtimes';
import { type Channel } from './channel';
import { type ChannelOrganization } from './channel-config';
import { Identities } from './committer/identities';
import { type ChainVerdict, verifyChain } from './committer/verify-chain';
import { startControlServer } from './control/control-server';
import { channelSettings, checkOptions, type DevnetOptions } from './devnet-options';
import { Endorser } from './endorser/endorser';
import { type Faults } from './faults';
import { type GatewayNetwork } from './gateway-service/gateway-network';
import { type RunningServer, startGrpcServer } from './gateway-service/grpc-server';
import { inProcessTransport } from './gateway-service/in-process-transport';
import { peerServices } from './gateway-service/peer-services';
import { openChannels } from './open-channel';
import { Started } from './started';
import { type Disk, machineDisk } from './store/disk';
import { DiskRoom, RESERVED_BYTES } from './store/disk-room';
import { type Home, openHome } from './store/home';
import { type TransactionTrace } from './trace/transaction-trace';
import { traceTransaction } from './trace/trace-transaction';

export { type DevnetOptions, type FurtherChannel } from './devnet-options';
export { type DevnetLog } from './devnet-log';
export { type ChainVerdict } from './committer/verify-chain';

/** A channel of the embedded network, beside what its clients see of it. */
export interface DevnetChannel {
  readonly name: string;
  /** The number of its blocks. */
  readonly height: number;
  /** The chaincode's process id while it runs. */
  readonly chaincodePid: number | undefined;
  /** What is to go wrong on purpose; nothing, unless somebody asks. */
  readonly faults: Faults;
  /** SHA-256 over the public state and the private hashes, versions left out. */
  stateHash(): Promise<string>;
  /** Checks every block: links, hashes, the orderer's signatures. */
  verifyChain(): Promise<ChainVerdict>;
  /** All that the ledger and this network know of a transaction; undefined for one that isn't on the ledger. */
  trace(txId: string): Promise<TransactionTrace | undefined>;
}

/** The embedded network, running. What it says of a channel, it says of the first. */
export interface Devnet extends RunningNetwork, Omit<DevnetChannel, 'name'> {
  readonly kind: 'devnet';
  /** Every channel by its name, the first one first. */
  readonly channels: ReadonlyMap<string, DevnetChannel>;
}

interface Node {
  readonly organization: ChannelOrganization;
  readonly ca: OrganizationCa;
  readonly endorser: Endorser;
  readonly server: RunningServer;
  readonly tlsRootPem: string;
}

/**
 * Starts an embedded Fabric network and deploys the chaincode: resolves when clients can use it. Rejects, with all
 * that was started stopped again, when a port is taken, the home is in use, damaged or of another format, or the
 * chaincode doesn't start. `disk` is what keeps it, other than the machine's own in tests.
 */
export async function startDevnet(options: DevnetOptions, disk: Disk = machineDisk): Promise<Devnet> {
  checkOptions(options);
  const started = new Started();
  try {
    return await start(options, disk, started);
  } catch (error) {
    await started.stop().catch((failure: unknown) => {
      options.log.error({ err: failure }, 'Not everything could be stopped after the start had failed');
    });
    throw error;
  }
}

async function start(options: DevnetOptions, disk: Disk, started: Started): Promise<Devnet> {
  const { organizations, log } = options;
  const host = options.host ?? '127.0.0.1';
  const settings = channelSettings(options);
  // The chaincode takes longest to start, and needs nothing of the rest.
  const runtimes = new Map(
    settings.map((setting) => [setting.config.channel, startChannelRuntimes(setting, options, started)]),
  );
  const home = await openHome(options.home, log, disk);
  started.add(() => home.close());
  const cas = await Promise.all(
    organizations.map((organization) => startCa(organization, options, host, home, started)),
  );
  const channels = await openChannels(settings, { options, home, cas, started, room: roomOf(options, disk) });
  const endorsers: Endorser[] = [];
  const network: GatewayNetwork = { channels, ordering: channels, endorsers, now: () => new Date() };
  const nodes: Node[] = [];
  for (const [index, organization] of organizations.entries()) {
    const ca = cas[index] as OrganizationCa;
    const node = await startPeer(organization, ca, { options, host, network, runtimes, started });
    endorsers.push(node.endorser);
    nodes.push(node);
  }
  if (options.home !== undefined) {
    const control = await startControlServer(channels, options.home);
    started.add(() => control.stop());
  }
  // Stopped first: what was accepted is committed, and nobody waits any longer.
  for (const channel of channels.values()) started.add(() => channel.stop());
  for (const { main, witness } of runtimes.values()) {
    await main.ready();
    await witness?.ready();
  }
  for (const { name, ledger } of channels.values()) {
    log.info({ channel: name, height: ledger.height }, 'The embedded network is up');
  }
  const transport = inProcessTransport(peerServices(network, undefined), log);
  return devnet({ options, channels, nodes, runtimes, transport, started });
}

/** The room on the disk of a network that keeps something. */
function roomOf(
  { home: folder, reservedBytes = RESERVED_BYTES, log }: DevnetOptions,
  disk: Disk,
): DiskRoom | undefined {
  return folder === undefined ? undefined : new DiskRoom({ folder, reservedBytes, freeBytes: disk.freeBytes, log });
}

async function startCa(
  { mspId, name }: ChannelOrganization,
  { ports, log }: DevnetOptions,
  host: string,
  home: Home,
  started: Started,
): Promise<OrganizationCa> {
  const folder = home.caFolder(name);
  const ca = await startOrganizationCa({
    mspId,
    name,
    ...(folder === undefined ? {} : { home: folder }),
    host,
    port: ports?.[name]?.ca ?? 0,
    log,
  });
  started.add(() => ca.stop());
  return ca;
}

async function startPeer(
  organization: ChannelOrganization,
  ca: OrganizationCa,
  setting: {
    readonly options: DevnetOptions;
    readonly host: string;
    readonly network: GatewayNetwork;
    readonly runtimes: ReadonlyMap<string, ChannelRuntimes>;
    readonly started: Started;
  },
): Promise<Node> {
  const { options, host, network, runtimes, started } = setting;
  const { mspId, name } = organization;
  const { identity, tls } = await ca.node('peer', 'peer', [...new Set([host, 'localhost', '127.0.0.1'])]);
  const server = await startGrpcServer(peerServices(network, mspId), {
    host,
    port: options.ports?.[name]?.peer ?? 0,
    tls,
    log: options.log,
  });
  started.add(() => server.stop());
  const endorser = new Endorser(mspId, `${host}:${server.port}`, identity, new Identities([ca.msp]), runtimes);
  return { organization, ca, endorser, server, tlsRootPem: tls.rootPem };
}

function devnet(parts: {
  readonly options: DevnetOptions;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly nodes: readonly Node[];
  readonly runtimes: ReadonlyMap<string, ChannelRuntimes>;
  readonly transport: GatewayTransport;
  readonly started: Started;
}): Devnet {
  const { options, nodes, transport, started } = parts;
  const channels = new Map(
    [...parts.channels.values()].map((channel) => [channel.name, devnetChannel(channel, parts.runtimes)]),
  );
  const first = channels.get(options.channel);
  if (first === undefined) throw new Error(`Channel ${options.channel} was not opened`);
  return {
    kind: 'devnet',
    channel: options.channel,
    chaincode: options.chaincode.name,
    organizations: nodes.map(({ organization, ca, endorser, tlsRootPem }): NetworkOrganization => ({
      ...organization,
      ca: ca.endpoint,
      peer: { address: endorser.address, tlsRootPem, serverName: 'localhost' },
      registrar: ca.registrar,
    })),
    transport,
    failed: Promise.race([...parts.channels.values()].map(({ failed }) => failed)),
    channels,
    get height() {
      return first.height;
    },
    get chaincodePid() {
      return first.chaincodePid;
    },
    faults: first.faults,
    stateHash: () => first.stateHash(),
    verifyChain: () => first.verifyChain(),
    trace: (txId) => first.trace(txId),
    stop: () => started.stop(),
  };
}

function devnetChannel(channel: Channel, runtimes: ReadonlyMap<string, ChannelRuntimes>): DevnetChannel {
  const { ledger, faults, name } = channel;
  return {
    name,
    get height() {
      return ledger.height;
    },
    get chaincodePid() {
      return runtimes.get(name)?.main.pid;
    },
    faults,
    stateHash: () => ledger.stateHash(),
    verifyChain: () => verifyChain(ledger, channel.identities),
    trace: (txId) => traceTransaction(ledger, txId, channel),
  };
}
