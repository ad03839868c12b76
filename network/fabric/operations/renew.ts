import { ordererHeight } from '../channel-join';
import { renewBeforeMs } from '../node-identities';
import { nodesOf } from '../organization-cas';
import { FabricNetworkError } from '../fabric-network-error';
import { retryUntil } from '../retry-until';
import {
  allProcesses,
  caProcess,
  type ManagedProcess,
  ordererProcesses,
  peerProcesses,
  startMissing,
} from './managed-process';
import { type NetworkHome } from './network-home';
import { peerAdmins } from './peer-admins';
import { dropEndingServerCertificate, provisionCertificates, waitForCa } from './provision-certificates';
import { waitForPorts } from './wait-for-ports';

/**
 * Renews the certificates of authorities' servers, administrators and nodes that end within `leftMs`, and restarts the
 * nodes that got one, one after another: each serves again before the next one goes, so that the market goes on.
 *
 * @returns the names of those whose certificates were renewed.
 */
export async function renewCertificates(home: NetworkHome, leftMs: number = renewBeforeMs): Promise<string[]> {
  const renewed: string[] = [];
  for (const [organization, holders] of nodesOf(home.plan)) {
    const ca = caProcess(home, organization);
    if (await dropEndingServerCertificate(organization, ca, leftMs)) {
      renewed.push(ca.process.name);
      await startMissing([ca], home.progress);
      await waitForCa(organization, ca);
    }
    const names = await provisionCertificates(organization, holders, leftMs);
    renewed.push(...names.map((name) => (name === 'admin' ? `admin.${organization.name}` : name)));
    await restartRenewed(home, names);
  }
  return renewed;
}

/** Restarts those of the named nodes that run, one after another: a process keeps the certificate that it began with. */
export async function restartRenewed(home: NetworkHome, names: readonly string[]): Promise<void> {
  for (const node of ordererProcesses(home)) if (names.includes(node.process.name)) await restart(home, node);
  const servers = (await allProcesses(home)).filter(({ kind }) => kind === 'chaincode');
  for (const node of peerProcesses(home)) {
    const { name } = node.process;
    if (!names.includes(name) && !names.includes(`chaincode.${name}`)) continue;
    await restart(
      home,
      node,
      servers.filter((server) => server.peer === name),
    );
  }
}

/** A peer's chaincode servers are started anew while it is down: nobody calls them then. */
async function restart(
  home: NetworkHome,
  node: ManagedProcess,
  servers: readonly ManagedProcess[] = [],
): Promise<void> {
  if (!(await node.process.stop())) return;
  home.progress(`${node.process.name} has a new certificate`);
  const ran: ManagedProcess[] = [];
  for (const server of servers) if (await server.process.stop()) ran.push(server);
  const all = [...ran, node];
  await startMissing(all, home.progress);
  await waitForPorts(all);
  await serves(home, node.process.name);
}

/** Waits until a node tells its height of every channel: then it takes part again. */
async function serves(home: NetworkHome, name: string): Promise<void> {
  const { plan, binaries } = home;
  const orderer = plan.orderers.find((each) => each.name === name);
  for (const channel of plan.channels) {
    const [admin] = (await peerAdmins(home, channel.name)).filter(({ peer }) => peer.name === name);
    const ask = async (): Promise<void> => {
      if (orderer) await ordererHeight(binaries, plan, orderer, channel.name);
      else await admin?.height(channel.name);
    };
    const isTemporary = (error: unknown): boolean => error instanceof FabricNetworkError;
    await retryUntil(ask, { deadlineMs: 60_000, pauseMs: 200, isTemporary });
  }
}
