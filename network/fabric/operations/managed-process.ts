import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { caLog, caProcessName, caServerCommand } from '../ca/ca-server';
import { FabricNetworkError } from '../fabric-network-error';
import { DetachedProcess } from '../host/detached-process';
import { portState } from '../free-ports';
import { gatewayHome, gatewayName, loopbackHost, type OrganizationPlan, peersOf, type PeerPlan } from '../network-plan';
import {
  chaincodeCommand,
  chaincodeLog,
  chaincodeProcessName,
  ordererCommand,
  ordererLog,
  peerCommand,
  peerLog,
} from '../node-commands';
import { type NodeProcessOptions } from '../node-process';
import { type DeployedChaincode, readDeployment } from './deployment-record';
import { type NetworkHome } from './network-home';

export type ProcessKind = 'ca' | 'orderer' | 'peer' | 'chaincode' | 'gateway';

/** A process that belongs to a home: what it is, where it listens, how it is run. */
export interface ManagedProcess {
  readonly kind: ProcessKind;
  /** Name of the organisation that it belongs to. */
  readonly organization: string;
  readonly host: string;
  readonly ports: readonly number[];
  readonly process: DetachedProcess;
  /** The peer that calls it, of a chaincode's server. */
  readonly peer?: string;
  /** Writes its configuration and answers how to run it. */
  readonly command: () => Promise<NodeProcessOptions>;
}

export function caProcess({ binaries }: NetworkHome, organization: OrganizationPlan): ManagedProcess {
  return {
    kind: 'ca',
    organization: organization.name,
    host: organization.host,
    ports: [organization.caPort],
    process: new DetachedProcess(caProcessName(organization), caLog(organization)),
    command: () => caServerCommand(binaries, organization),
  };
}

export function ordererProcesses({ binaries, plan }: NetworkHome): ManagedProcess[] {
  return plan.orderers.map((orderer) => ({
    kind: 'orderer',
    organization: plan.ordererOrganization?.name ?? '',
    host: orderer.host,
    ports: [orderer.port, orderer.adminPort],
    process: new DetachedProcess(orderer.name, ordererLog(orderer)),
    command: () => ordererCommand(binaries, plan, orderer),
  }));
}

export function peerProcesses({ binaries, plan }: NetworkHome): ManagedProcess[] {
  return peersOf(plan).map(({ organization, peer }) => ({
    kind: 'peer',
    organization: organization.name,
    host: peer.host,
    ports: [peer.port],
    process: new DetachedProcess(peer.name, peerLog(peer)),
    command: () => peerCommand(binaries, plan, organization, peer),
  }));
}

/** The servers of a chaincode, one beside each peer of this home. */
export function chaincodeProcesses({ plan }: NetworkHome, deployed: DeployedChaincode): ManagedProcess[] {
  const { launch, packageId, slot } = deployed;
  const server = (organization: string, peer: PeerPlan): ManagedProcess => ({
    kind: 'chaincode',
    peer: peer.name,
    organization,
    host: loopbackHost,
    ports: peer.chaincodePorts.slice(slot, slot + 1),
    process: new DetachedProcess(
      chaincodeProcessName(`${launch.name} ${launch.version}`, peer),
      chaincodeLog(peer, slot),
    ),
    command: () => Promise.resolve(chaincodeCommand(launch, packageId, peer, slot)),
  });
  return peersOf(plan).map(({ organization, peer }) => server(organization.name, peer));
}

/** The organisations' REST gateways on a channel. */
export function gatewayProcesses(home: NetworkHome, channel: string): ManagedProcess[] {
  return home.plan.organizations.flatMap((organization): ManagedProcess[] => {
    const { mspId, name, host, gatewayPort } = organization;
    if (gatewayPort === undefined) return [];
    return [
      {
        kind: 'gateway',
        organization: name,
        host,
        ports: [gatewayPort],
        process: new DetachedProcess(gatewayName(organization), path.join(gatewayHome(organization), 'gateway.log')),
        command: () => home.gateway(home, mspId, channel),
      },
    ];
  });
}

/** Every process of a home, in the order in which they are started. */
export async function allProcesses(home: NetworkHome): Promise<ManagedProcess[]> {
  const { plan } = home;
  const chaincodes: ManagedProcess[] = [];
  for (const { name } of plan.channels) {
    const { current, next } = await readDeployment(plan, name);
    for (const deployed of [current, next]) if (deployed) chaincodes.push(...chaincodeProcesses(home, deployed));
  }
  const [first] = plan.channels;
  return [
    ...[...(plan.ordererOrganization ? [plan.ordererOrganization] : []), ...plan.organizations].map((organization) =>
      caProcess(home, organization),
    ),
    ...ordererProcesses(home),
    ...peerProcesses(home),
    ...chaincodes,
    ...(first ? gatewayProcesses(home, first.name) : []),
  ];
}

/**
 * Starts those of the processes that don't run. They are on their way then, not yet ready.
 *
 * @throws FabricNetworkError when a port that one needs is taken; nothing is started then.
 */
export async function startMissing(
  processes: readonly ManagedProcess[],
  progress: (line: string) => void,
): Promise<void> {
  const missing: ManagedProcess[] = [];
  for (const each of processes) if ((await each.process.pid()) === undefined) missing.push(each);
  for (const each of missing) await requireFreePorts(each);
  if (missing.length > 0) progress(`Starting ${missing.map(({ process }) => process.name).join(', ')}`);
  for (const { process, command } of missing) await process.start(await command());
}

/** The system takes a moment to close what a process that was killed had open. */
async function settledState(port: number, host: string): ReturnType<typeof portState> {
  for (let asked = 0; asked < 20; asked++) {
    if ((await portState(port, host)) !== 'taken') break;
    await delay(50);
  }
  return portState(port, host);
}

async function requireFreePorts({ process, host, ports }: ManagedProcess): Promise<void> {
  for (const port of ports) {
    const state = await settledState(port, host);
    if (state === 'free') continue;
    throw new FabricNetworkError(
      state === 'taken'
        ? `Port ${port} on ${host}, which ${process.name} needs, is taken by another program: end that program first.`
        : `${process.name} is to listen on ${host}, which is not an address of this machine: see host in network.yaml.`,
    );
  }
}
