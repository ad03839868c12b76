import { rm } from 'node:fs/promises';
import { caTlsCertificate } from '../ca/ca-server';
import { ordererHeight } from '../channel-join';
import { renewBeforeMs, validForMs } from '../node-identities';
import { nodesOf } from '../organization-cas';
import { FabricNetworkError } from '../fabric-network-error';
import { retryUntil } from '../retry-until';
import { caProcess, type ManagedProcess, ordererProcesses, peerProcesses, startMissing } from './managed-process';
import { type NetworkHome } from './network-home';
import { peerAdmins } from './peer-admins';
import { provisionCertificates, waitForCa } from './provision-certificates';
import { waitForPorts } from './wait-for-ports';

/**
 * Renews the certificates of authorities' servers, administrators and nodes that end within `leftMs`, and restarts the
 * nodes that got one, one after another: each serves again before the next one goes, so that the market goes on.
 *
 * @returns the names of those whose certificates were renewed.
 */
export async function renewCertificates(home: NetworkHome, leftMs: number = renewBeforeMs): Promise<string[]> {
  const renewed: string[] = [];
  const nodes = [...ordererProcesses(home), ...peerProcesses(home)];
  for (const [organization, holders] of nodesOf(home.plan)) {
    const ca = caProcess(home, organization);
    if ((await validForMs(caTlsCertificate(organization))) < leftMs) {
      // It makes itself a new one when it finds none.
      await ca.process.stop();
      await rm(caTlsCertificate(organization), { force: true });
      await startMissing([ca], home.progress);
      await waitForCa(organization, ca);
      renewed.push(ca.process.name);
    }
    const names = await provisionCertificates(organization, holders, leftMs);
    renewed.push(...names.map((name) => (name === 'admin' ? `admin.${organization.name}` : name)));
    for (const node of nodes.filter(({ process }) => names.includes(process.name))) await restart(home, node);
  }
  return renewed;
}

async function restart(home: NetworkHome, node: ManagedProcess): Promise<void> {
  if (!(await node.process.stop())) return;
  home.progress(`${node.process.name} has a new certificate`);
  await startMissing([node], home.progress);
  await waitForPorts([node]);
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
