import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type BlockCutting, type FabricNetworkOptions } from './fabric-network-options';
import { FabricNetworkError } from './fabric-network-error';
import { freePorts, isPortFree } from './free-ports';

/** Where nodes of a network on one machine listen. */
export const loopbackHost = '127.0.0.1';

/** The name, besides the address, in every node's TLS certificate. Clients that can't check addresses ask for it. */
export const nodeServerName = 'localhost';

export interface PeerPlan {
  /** Host name in certificates and logs, e.g. `peer0.bank`. */
  readonly name: string;
  readonly home: string;
  readonly host: string;
  readonly port: number;
  /** Ports for the chaincode servers that this peer calls: a chaincode's versions take turns, see `chaincodeSlot`. */
  readonly chaincodePorts: readonly number[];
}

export interface OrdererPlan {
  readonly name: string;
  readonly home: string;
  readonly host: string;
  readonly port: number;
  /** Port of the channel participation service. */
  readonly adminPort: number;
  /** Loopback port of health and metrics, which tell who leads, where it has one of its own. */
  readonly operationsPort?: number;
}

export interface OrganizationPlan {
  readonly mspId: string;
  readonly name: string;
  readonly home: string;
  readonly host: string;
  readonly caPort: number;
}

export interface PeerOrganizationPlan extends OrganizationPlan {
  readonly peers: readonly PeerPlan[];
  /** Port of the organisation's REST gateway, where it has one. */
  readonly gatewayPort?: number;
}

export interface ChannelPlan {
  readonly name: string;
  readonly batch: BlockCutting;
  /** MSP ids of organisations without whose endorsement nothing on the channel is valid, besides a majority. */
  readonly alwaysEndorse?: readonly string[];
}

/** How the orderers agree: Raft survives orderers that stop, BFT also those that lie. */
export type Consensus = 'raft' | 'bft';

/** Every node of a network with its folder and ports. The genesis blocks name them: a node keeps its ports for good. */
export interface NetworkPlan {
  readonly home: string;
  readonly channels: readonly ChannelPlan[];
  readonly organizations: readonly PeerOrganizationPlan[];
  readonly consensus: Consensus;
  /** Absent where somebody else orders the channels' transactions. */
  readonly ordererOrganization?: OrganizationPlan;
  readonly orderers: readonly OrdererPlan[];
}

/** Where the server of a peer's chaincodes keeps what is its own: its TLS key. */
export const chaincodeHome = ({ home }: PeerPlan): string => path.join(home, 'chaincode');

/** What certificates call the server of a peer's chaincodes. */
export const chaincodeHolder = ({ name }: PeerPlan): string => `chaincode.${name}`;

/** The folder of an organisation's REST gateway. */
export const gatewayHome = ({ home }: OrganizationPlan): string => path.join(home, 'gateway');

/** The name of an organisation's REST gateway: of its process, and in its certificate. */
export const gatewayName = ({ name }: OrganizationPlan): string => `gateway.${name}`;

/** Every peer with its organisation. */
export function peersOf(plan: NetworkPlan): { organization: PeerOrganizationPlan; peer: PeerPlan }[] {
  return plan.organizations.flatMap((organization) => organization.peers.map((peer) => ({ organization, peer })));
}

/** @throws FabricNetworkError in a home without an ordering service of its own. */
export function ordererOrganizationOf({ ordererOrganization, home }: NetworkPlan): OrganizationPlan {
  if (ordererOrganization) return ordererOrganization;
  throw new FabricNetworkError(
    `The network in ${home} has no ordering service of its own; its administrators are elsewhere.`,
  );
}

/** host:port. */
export function addressOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host}:${port}`;
}

/** Makes the plan of a new network, with ports that are free now. Writes nothing. */
export async function newNetworkPlan(options: FabricNetworkOptions): Promise<NetworkPlan> {
  const home = path.resolve(options.home);
  const orderers = options.orderers ?? 1;
  const ports = await freePorts(options.organizations.length * 3 + orderers * 2 + 1);
  const nextPort = (): number => ports.pop() ?? 0;
  const folderOf = (name: string): string => path.join(home, 'organizations', name);
  const organizations = options.organizations.map(({ mspId, name, peer }): PeerOrganizationPlan => {
    const node = (): PeerPlan => ({
      name: `peer0.${name}`,
      home: path.join(folderOf(name), 'peers', 'peer0'),
      host: loopbackHost,
      port: nextPort(),
      chaincodePorts: [nextPort()],
    });
    const organization = { mspId, name, home: folderOf(name), host: loopbackHost, caPort: nextPort() };
    return { ...organization, peers: peer === false ? [] : [node()] };
  });
  const ordererHome = folderOf('orderer');
  return {
    home,
    channels: [{ name: options.channel, batch: options.batch }],
    organizations,
    consensus: 'raft',
    ordererOrganization: {
      mspId: 'OrdererMSP',
      name: 'orderer',
      home: ordererHome,
      host: loopbackHost,
      caPort: nextPort(),
    },
    orderers: Array.from({ length: orderers }, (_, index) => ({
      name: `orderer${index}.orderer`,
      home: path.join(ordererHome, 'orderers', `orderer${index}`),
      host: loopbackHost,
      port: nextPort(),
      adminPort: nextPort(),
    })),
  };
}

/**
 * The plan of the network in `options.home`: the one found there, or a new one, which is kept.
 *
 * @throws FabricNetworkError when the folder holds another channel or other organisations than asked for, or when
 * a port of the network found there is taken.
 */
export async function networkPlan(options: FabricNetworkOptions): Promise<NetworkPlan> {
  const file = path.join(options.home, 'network-plan.json');
  const kept = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as NetworkPlan,
    () => undefined,
  );
  if (kept === undefined) {
    const plan = await newNetworkPlan(options);
    await mkdir(options.home, { recursive: true });
    await writeFile(file, `${JSON.stringify(plan, undefined, 2)}\n`);
    return plan;
  }
  const shapeOf = (plan: NetworkPlan): string =>
    `channel ${plan.channels.map(({ name }) => name).join(', ')}, ${plan.orderers.length} orderers, organisations ` +
    plan.organizations.map(({ mspId, peers }) => (peers.length === 0 ? `${mspId} without a peer` : mspId)).join(', ');
  const asked = shapeOf(await newNetworkPlan(options));
  if (shapeOf(kept) !== asked) {
    throw new FabricNetworkError(`${options.home} holds a network of ${shapeOf(kept)}; asked for was ${asked}.`);
  }
  await checkPorts(kept, file);
  return kept;
}

/** Every port that the network's nodes listen on. */
export function portsOf(plan: NetworkPlan): number[] {
  return [
    ...plan.organizations.map(({ caPort }) => caPort),
    ...peersOf(plan).flatMap(({ peer: { port, chaincodePorts } }) => [port, ...chaincodePorts]),
    ...(plan.ordererOrganization ? [plan.ordererOrganization.caPort] : []),
    ...plan.orderers.flatMap(({ port, adminPort, operationsPort }) => [port, adminPort, operationsPort ?? []].flat()),
  ];
}

async function checkPorts(plan: NetworkPlan, file: string): Promise<void> {
  const ports = portsOf(plan);
  const free = await Promise.all(ports.map((port) => isPortFree(port)));
  const taken = ports.filter((_, index) => free[index] !== true);
  if (taken.length > 0) {
    throw new FabricNetworkError(
      `Port ${taken.join(', ')} on ${loopbackHost} is taken by another program, or this network is already running; ` +
        `its genesis block names the ports in ${file}.`,
    );
  }
}
