import { hash } from 'node:crypto';
import { type GatewayTransport, type NetworkOrganization, type RunningNetwork } from '../running-network';
import { type OrganizationCa, startOrganizationCa } from './ca/organization-ca';
import { ChaincodeRuntime, defaultExecutionTimeoutMs } from './chaincode-stream/chaincode-runtime';
import { Channel } from './channel';
import { type ChannelConfig, type ChannelOrganization, collectionOf } from './channel-config';
import { BlockUpdates } from './committer/block-updates';
import { CommittedBlock } from './committer/committed-block';
import { Identities } from './committer/identities';
import { type ChainVerdict, verifyChain } from './committer/verify-chain';
import { checkOptions, defaultBatch, type DevnetOptions } from './devnet-options';
import { Endorser } from './endorser/endorser';
import { type GatewayNetwork } from './gateway-service/gateway-network';
import { type RunningServer, startGrpcServer } from './gateway-service/grpc-server';
import { inProcessTransport } from './gateway-service/in-process-transport';
import { peerServices } from './gateway-service/peer-services';
import { type SigningIdentity } from './msp/signing-identity';
import { committedBytes, orderBlock } from './orderer/block-writer';
import { genesisEnvelope } from './orderer/genesis-block';
import { ChannelLedger } from './store/channel-ledger';
import { type Home, openHome } from './store/home';

export { type DevnetOptions } from './devnet-options';
export { type DevnetLog } from './devnet-log';
export { type ChainVerdict } from './committer/verify-chain';

/** The embedded network, running. */
export interface Devnet extends RunningNetwork {
  readonly kind: 'devnet';
  /** The number of blocks of the channel. */
  readonly height: number;
  /** SHA-256 over the public state and the private hashes, versions left out. */
  stateHash(): Promise<string>;
  /** Checks every block: links, hashes, the orderer's signatures. */
  verifyChain(): Promise<ChainVerdict>;
  /** The chaincode's process id while it runs. */
  readonly chaincodePid: number | undefined;
}

interface Node {
  readonly organization: ChannelOrganization;
  readonly ca: OrganizationCa;
  readonly endorser: Endorser;
  readonly server: RunningServer;
  readonly tlsRootPem: string;
}

/** What has been started so far, to be stopped in the reverse order. */
class Started {
  private readonly parts: (() => Promise<void>)[] = [];

  add(stop: () => Promise<void>): void {
    this.parts.push(stop);
  }

  /** Tries every part, then throws the first failure. */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (let stop = this.parts.pop(); stop !== undefined; stop = this.parts.pop()) {
      await stop().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}

/**
 * Starts an embedded Fabric network and deploys the chaincode: resolves when clients can use it. Rejects, with all
 * that was started stopped again, when a port is taken, the home is in use, damaged or of another format, or the
 * chaincode doesn't start.
 */
export async function startDevnet(options: DevnetOptions): Promise<Devnet> {
  checkOptions(options);
  const started = new Started();
  try {
    return await start(options, started);
  } catch (error) {
    await started.stop().catch((failure: unknown) => {
      options.log.error({ err: failure }, 'Not everything could be stopped after the start had failed');
    });
    throw error;
  }
}

async function start(options: DevnetOptions, started: Started): Promise<Devnet> {
  const { chaincode, organizations, log } = options;
  const host = options.host ?? '127.0.0.1';
  // The chaincode takes longest to start, and needs nothing of the rest.
  const runtime = startChaincode(options, started);
  const witness = options.verifyDeterminism === true ? startChaincode(options, started) : undefined;
  const home = await openHome(options.home);
  started.add(() => home.close());
  await home.claim(options.channel, organizations);
  const cas = await Promise.all(
    organizations.map((organization) => startCa(organization, options, host, home, started)),
  );
  const config = { channel: options.channel, organizations, batch: { ...defaultBatch, ...options.batch } };
  const channel = await openChannel(config, options, home, cas, started);
  const runtimes = new Map([[chaincode.name, runtime]]);
  const witnesses = new Map(witness === undefined ? [] : [[chaincode.name, witness]]);
  const endorsers: Endorser[] = [];
  const network: GatewayNetwork = {
    channels: new Map([[channel.name, channel]]),
    endorsers,
    now: () => new Date(),
  };
  const nodes: Node[] = [];
  for (const [index, organization] of organizations.entries()) {
    const ca = cas[index] as OrganizationCa;
    const node = await startPeer(organization, ca, { options, host, network, runtimes, witnesses, started });
    endorsers.push(node.endorser);
    nodes.push(node);
  }
  // Stopped first: what was accepted is committed, and nobody waits any longer.
  started.add(() => channel.stop());
  await runtime.ready();
  await witness?.ready();
  log.info({ channel: channel.name, height: channel.ledger.height }, 'The embedded network is up');
  return devnet({
    options,
    channel,
    nodes,
    runtime,
    transport: inProcessTransport(peerServices(network, undefined), log),
    started,
  });
}

function startChaincode(
  { chaincode, organizations, log, executionTimeoutMs }: DevnetOptions,
  started: Started,
): ChaincodeRuntime {
  const runtime = new ChaincodeRuntime(
    chaincode,
    packageId(chaincode.name, chaincode.version),
    organizations.map(({ mspId }) => mspId),
    log,
    executionTimeoutMs ?? defaultExecutionTimeoutMs,
  );
  started.add(() => runtime.stop());
  return runtime;
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

async function openChannel(
  config: ChannelConfig,
  { chaincode, log }: DevnetOptions,
  home: Home,
  cas: readonly OrganizationCa[],
  started: Started,
): Promise<Channel> {
  const { name, version, collections } = chaincode;
  const definition = { name, version, collections };
  const blockToLive = (namespace: string, collection: string): number =>
    (namespace === name ? collectionOf(definition, collection)?.blockToLive : undefined) ?? 0;
  const ledger = await ChannelLedger.open(config.channel, home.storage(config.channel), log, blockToLive);
  started.add(() => ledger.close());
  // The first organisation runs the orderer.
  const { identity: orderer } = await (cas[0] as OrganizationCa).node('orderer', 'orderer', []);
  if (ledger.height === 0) await commitGenesis(config, cas, ledger, orderer);
  const identities = new Identities(cas.map(({ msp }) => msp));
  return new Channel(config, ledger, identities, new Map([[name, definition]]), orderer, log);
}

async function commitGenesis(
  config: ChannelConfig,
  cas: readonly OrganizationCa[],
  ledger: ChannelLedger,
  orderer: SigningIdentity,
): Promise<void> {
  const organizations = cas.map(({ msp, rootPem, endpoint }) => ({
    mspId: msp.mspId,
    rootPem,
    tlsRootPem: endpoint.tlsRootPem,
  }));
  const envelope = genesisEnvelope(config, organizations, orderer, new Date());
  const noBytes: Buffer = Buffer.alloc(0);
  const ordered = orderBlock(0, noBytes, [envelope], orderer);
  const updates = new BlockUpdates(ledger.state);
  const codes = Buffer.from([0]);
  const bytes = committedBytes(ordered, codes, updates.commitHash(codes, noBytes));
  await ledger.commit(new CommittedBlock(bytes), updates, []);
}

async function startPeer(
  organization: ChannelOrganization,
  ca: OrganizationCa,
  setting: {
    readonly options: DevnetOptions;
    readonly host: string;
    readonly network: GatewayNetwork;
    readonly runtimes: ReadonlyMap<string, ChaincodeRuntime>;
    readonly witnesses: ReadonlyMap<string, ChaincodeRuntime>;
    readonly started: Started;
  },
): Promise<Node> {
  const { options, host, network, runtimes, witnesses, started } = setting;
  const { mspId, name } = organization;
  const { identity, tls } = await ca.node('peer', 'peer', [...new Set([host, 'localhost', '127.0.0.1'])]);
  const server = await startGrpcServer(peerServices(network, mspId), {
    host,
    port: options.ports?.[name]?.peer ?? 0,
    tls,
    log: options.log,
  });
  started.add(() => server.stop());
  const endorser = new Endorser(mspId, `${host}:${server.port}`, identity, runtimes, witnesses);
  return { organization, ca, endorser, server, tlsRootPem: tls.rootPem };
}

function devnet(parts: {
  readonly options: DevnetOptions;
  readonly channel: Channel;
  readonly nodes: readonly Node[];
  readonly runtime: ChaincodeRuntime;
  readonly transport: GatewayTransport;
  readonly started: Started;
}): Devnet {
  const { options, channel, nodes, runtime, transport, started } = parts;
  const { ledger } = channel;
  return {
    kind: 'devnet',
    channel: channel.name,
    chaincode: options.chaincode.name,
    organizations: nodes.map(({ organization, ca, endorser, tlsRootPem }): NetworkOrganization => ({
      ...organization,
      ca: ca.endpoint,
      peer: { address: endorser.address, tlsRootPem, serverName: 'localhost' },
      registrar: ca.registrar,
    })),
    transport,
    get height() {
      return ledger.height;
    },
    get chaincodePid() {
      return runtime.pid;
    },
    stateHash: () => ledger.stateHash(),
    verifyChain: () => verifyChain(ledger, channel.identities),
    stop: () => started.stop(),
  };
}

/** As Fabric's: label, colon, a hash of what is packaged; here of name and version, since nothing is packaged. */
function packageId(name: string, version: string): string {
  return `${name}_${version}:${hash('sha256', `${name} ${version}`)}`;
}
