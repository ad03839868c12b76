import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type FabricNetworkOptions } from './fabric-network-options';
import { FabricNetworkError } from './fabric-network-error';
import { freePorts, isPortFree } from './free-ports';

/** Where nodes listen. */
export const loopbackHost = '127.0.0.1';

/** The name, besides the address, in every node's TLS certificate. Clients that can't check addresses ask for it. */
export const nodeServerName = 'localhost';

export interface PeerPlan {
  /** Host name in certificates and logs, e.g. `peer0.bank`. */
  readonly name: string;
  readonly home: string;
  readonly port: number;
}

export interface OrdererPlan {
  readonly name: string;
  readonly home: string;
  readonly port: number;
  /** Port of the channel participation service. */
  readonly adminPort: number;
}

export interface OrganizationPlan {
  readonly mspId: string;
  readonly name: string;
  readonly home: string;
  readonly caPort: number;
}

export interface PeerOrganizationPlan extends OrganizationPlan {
  readonly peer?: PeerPlan;
  /** Port of the chaincode server that this organisation's peer calls. */
  readonly chaincodePort: number;
}

/** Every node of a network with its folder and ports. Kept in the home folder, because the genesis block names the ports. */
export interface NetworkPlan {
  readonly channel: string;
  readonly home: string;
  readonly organizations: readonly PeerOrganizationPlan[];
  readonly ordererOrganization: OrganizationPlan;
  readonly orderers: readonly OrdererPlan[];
}

/** Organisations that run a peer, with that peer. */
export function peersOf(plan: NetworkPlan): { organization: PeerOrganizationPlan; peer: PeerPlan }[] {
  return plan.organizations.flatMap((organization) =>
    organization.peer === undefined ? [] : [{ organization, peer: organization.peer }],
  );
}

/** Makes the plan of a new network, with ports that are free now. Writes nothing. */
export async function newNetworkPlan(options: FabricNetworkOptions): Promise<NetworkPlan> {
  const home = path.resolve(options.home);
  const orderers = options.orderers ?? 1;
  const ports = await freePorts(options.organizations.length * 3 + orderers * 2 + 1);
  const nextPort = (): number => ports.pop() ?? 0;
  const folderOf = (name: string): string => path.join(home, 'organizations', name);
  const organizations = options.organizations.map(({ mspId, name, peer }): PeerOrganizationPlan => {
    const node = { name: `peer0.${name}`, home: path.join(folderOf(name), 'peers', 'peer0'), port: nextPort() };
    return {
      mspId,
      name,
      home: folderOf(name),
      caPort: nextPort(),
      ...(peer !== false && { peer: node }),
      chaincodePort: nextPort(),
    };
  });
  return {
    channel: options.channel,
    home,
    organizations,
    ordererOrganization: { mspId: 'OrdererMSP', name: 'orderer', home: folderOf('orderer'), caPort: nextPort() },
    orderers: Array.from({ length: orderers }, (_, index) => ({
      name: `orderer${index}.orderer`,
      home: path.join(folderOf('orderer'), 'orderers', `orderer${index}`),
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
    `channel ${plan.channel}, ${plan.orderers.length} orderers, organisations ` +
    plan.organizations.map(({ mspId, peer }) => (peer === undefined ? `${mspId} without a peer` : mspId)).join(', ');
  const asked = shapeOf(await newNetworkPlan(options));
  if (shapeOf(kept) !== asked) {
    throw new FabricNetworkError(`${options.home} holds a network of ${shapeOf(kept)}; asked for was ${asked}.`);
  }
  await checkPorts(kept, file);
  return kept;
}

async function checkPorts(plan: NetworkPlan, file: string): Promise<void> {
  const ports = [
    ...plan.organizations.flatMap(({ peer, caPort, chaincodePort }) => [peer?.port, caPort, chaincodePort]),
    plan.ordererOrganization.caPort,
    ...plan.orderers.flatMap(({ port, adminPort }) => [port, adminPort]),
  ].filter((port) => port !== undefined);
  const free = await Promise.all(ports.map(isPortFree));
  const taken = ports.filter((_, index) => free[index] !== true);
  if (taken.length > 0) {
    throw new FabricNetworkError(
      `Port ${taken.join(', ')} on ${loopbackHost} is taken by another program, or this network is already running; ` +
        `its genesis block names the ports in ${file}.`,
    );
  }
}
