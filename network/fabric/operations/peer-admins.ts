import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { channelFolder } from '../channel-folder';
import { FabricNetworkError } from '../fabric-network-error';
import { type PeerOrganizationPlan, type PeerPlan, peersOf } from '../network-plan';
import { orderingEndpoint, type OrderingEndpoint, PeerAdmin } from '../peer-admin';
import { ordererProcesses } from './managed-process';
import { type NetworkHome } from './network-home';
import { validForMs } from '../node-identities';
import { listens } from './wait-for-ports';

/**
 * An orderer that administrators can send to: the first of this home that runs, or of those that the files of a channel
 * joined from elsewhere name.
 *
 * @throws FabricNetworkError when there is none.
 */
export async function runningOrderer(home: NetworkHome, channel: string): Promise<OrderingEndpoint> {
  const processes = ordererProcesses(home);
  for (const [index, orderer] of home.plan.orderers.entries()) {
    if ((await processes[index]?.process.pid()) !== undefined) return orderingEndpoint(orderer);
  }
  const folder = channelFolder(home.plan, channel);
  const addresses = await readFile(path.join(folder, 'orderer-addresses'), 'utf8').catch(() => '');
  for (const address of addresses.split('\n').filter((line) => line !== '')) {
    const colon = address.lastIndexOf(':');
    if (!(await listens(address.slice(0, colon), Number(address.slice(colon + 1))))) continue;
    return { address, tlsRootFile: path.join(folder, 'orderer-tls-ca.pem') };
  }
  throw new FabricNetworkError(
    addresses === ''
      ? 'No orderer of this network runs: start it with `up`.'
      : `None of the channel's orderers takes connections: ${addresses.trim().replaceAll('\n', ', ')}. They are run elsewhere.`,
  );
}

/**
 * The administrator of each peer of this home, or of one organisation's.
 *
 * @throws FabricNetworkError when there is no orderer to send to, or an administrator's certificate has ended.
 */
export async function peerAdmins(home: NetworkHome, channel: string, organization?: string): Promise<PeerAdmin[]> {
  const asked = peersOf(home.plan).filter(
    (each) => organization === undefined || each.organization.name === organization,
  );
  for (const each of new Set(asked.map((one) => one.organization))) await requireValid(each);
  const ordering = await runningOrderer(home, channel);
  return asked.map((each) => peerAdmin(home, each, ordering));
}

/** A peer would only say that access is denied. */
async function requireValid({ name, home }: PeerOrganizationPlan): Promise<void> {
  const file = path.join(home, 'admin', 'msp', 'signcerts', 'certificate.pem');
  const leftMs = await validForMs(file);
  if (leftMs >= 0 || leftMs === -Infinity) return;
  const ended = new Date(Date.now() + leftMs).toISOString().slice(0, 10);
  throw new FabricNetworkError(
    `The certificate of ${name}'s administrator ended on ${ended}: \`renew\` gets a new one for the same key.`,
  );
}

export function peerAdmin(
  { binaries }: NetworkHome,
  { organization, peer }: { readonly organization: PeerOrganizationPlan; readonly peer: PeerPlan },
  ordering: OrderingEndpoint,
): PeerAdmin {
  return new PeerAdmin(binaries, organization, peer, ordering);
}
