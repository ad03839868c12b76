import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { setTimeout as delay } from 'node:timers/promises';
import { type ChaincodeLaunch } from '../../running-network';
import {
  committedDefinition,
  type Deployment,
  deployChaincode,
  onePerOrganization,
  planDeployment,
} from '../chaincode-lifecycle';
import { channelFolder } from '../channel-folder';
import { chaincodeSlot } from '../definition/plan-of-definition';
import { waitForEndorsements } from '../endorsement-readiness';
import { FabricNetworkError } from '../fabric-network-error';
import { addressOf, nodeServerName } from '../network-plan';
import { type PeerAdmin } from '../peer-admin';
import { retryUntil } from '../retry-until';
import { type DeployedChaincode, readDeployment, writeDeployment } from './deployment-record';
import { chaincodeProcesses, startMissing } from './managed-process';
import { type NetworkHome } from './network-home';
import { otherPeers } from './other-peers';
import { peerAdmins } from './peer-admins';
import { waitForPorts } from './wait-for-ports';

/** How long the servers of the definition before go on: longer than a call to them takes that is under way. */
const graceMs = 3_000;

/** What came of a deployment. */
export interface Deployed {
  readonly sequence: number;
  readonly version: string;
  readonly packageId: string;
  /** Whether anything had to be done. */
  readonly changed: boolean;
  /** MSP ids of those who have not approved it, where it waits for a majority. */
  readonly waitsFor: readonly string[];
}

/**
 * Makes a chaincode, or its next version, run on a channel without stopping the market: starts the servers of the new
 * definition, has every organisation of this home install and approve it, commits it, waits until it answers on every
 * peer, and only then ends the servers of the one before. While a majority of the channel has not approved it, because
 * other homes have to, it stays at that: the servers of both go on, and the next run completes it. Done again after a failure, it completes what is missing.
 *
 * @throws FabricNetworkError when a peer or the ordering service refuses a step; the definition before goes on running.
 */
export async function deploy(home: NetworkHome, channel: string, launch: ChaincodeLaunch): Promise<Deployed> {
  const admins = await peerAdmins(home, channel);
  const [first] = admins;
  if (!first) throw new FabricNetworkError('No organisation of this home has a peer that could run the chaincode.');
  const before = await readDeployment(home.plan, channel);
  const slotOf = (sequence: number): number => chaincodeSlot(home.plan, channel, sequence);
  const planned = await planDeployment(first, channel, launch, slotOf);
  const wanted = { launch, sequence: planned.sequence, slot: planned.slot, packageId: planned.chaincode.id };
  const isNew = before.current?.packageId !== wanted.packageId || before.current.sequence !== wanted.sequence;

  await endStale(home, before.next, wanted);
  await writeDeployment(home.plan, channel, { ...before, ...(isNew && { next: wanted }) });
  const servers = chaincodeProcesses(home, wanted);
  await startMissing(servers, home.progress);
  await waitForPorts(servers);
  const { sequence, packageId } = wanted;
  const waitsFor = await approveAndCommit(home, admins, channel, launch, planned);
  if (waitsFor.length > 0) return { sequence, version: launch.version, packageId, changed: isNew, waitsFor };
  await waitUntilEndorsed(home, first, channel, admins, launch.name);

  await writeDeployment(home.plan, channel, { current: wanted });
  if (isNew && before.current) {
    await delay(graceMs);
    await endStale(home, before.current, wanted);
  }
  return { sequence, version: launch.version, packageId, changed: isNew || !planned.isCommitted, waitsFor };
}

async function approveAndCommit(
  home: NetworkHome,
  admins: readonly PeerAdmin[],
  channel: string,
  launch: ChaincodeLaunch,
  planned: Deployment,
): Promise<readonly string[]> {
  const { sequence, isCommitted } = planned;
  if (!isCommitted) {
    const who = onePerOrganization(admins).map(({ organization }) => organization.name);
    home.progress(`${launch.name} ${launch.version}, definition ${sequence}: install and approve by ${who.join(', ')}`);
  }
  const folder = path.join(channelFolder(home.plan, channel), 'chaincode');
  const others = (mspIds: readonly string[]): Promise<string[]> => otherPeers(home, channel, mspIds, folder);
  const waitsFor = await deployChaincode(admins, channel, folder, launch, planned, others);
  if (waitsFor.length > 0) return waitsFor;
  const named = ['--channelID', channel, '--name', launch.name];
  await Promise.all(
    admins.map((admin) =>
      retryUntil(
        async () => {
          const known = await committedDefinition(admin, named);
          if ((known?.sequence ?? 0) < sequence) throw new BehindError(`${admin.peer.name} has not seen it yet.`);
        },
        { deadlineMs: 60_000, pauseMs: 100, isTemporary: (error) => error instanceof BehindError },
      ),
    ),
  );
  if (!isCommitted) home.progress(`${launch.name} ${launch.version}, definition ${sequence}: committed on ${channel}`);
  return [];
}

/** A peer that has not come to the block with the definition. */
class BehindError extends FabricNetworkError {}

/** Ends the servers of a definition that gives way to another one. */
async function endStale(
  home: NetworkHome,
  stale: DeployedChaincode | undefined,
  { packageId }: DeployedChaincode,
): Promise<void> {
  if (!stale || stale.packageId === packageId) return;
  await Promise.all(chaincodeProcesses(home, stale).map(({ process }) => process.stop()));
}

async function waitUntilEndorsed(
  home: NetworkHome,
  first: PeerAdmin,
  channel: string,
  admins: readonly PeerAdmin[],
  chaincode: string,
): Promise<void> {
  const endorsers = onePerOrganization(admins).map(({ organization }) => organization.mspId);
  for (const { peer, organization } of admins) {
    const root = await readFile(path.join(peer.home, 'tls', 'ca.crt'));
    const transport = new Client(addressOf(peer), credentials.createSsl(root), {
      'grpc.ssl_target_name_override': nodeServerName,
    });
    // The first peer sees to it that the organisations find each other; every other one answers for itself.
    const asked = peer.name === first.peer.name ? endorsers : [organization.mspId];
    const target = { channel, chaincode, endorsers: asked };
    await waitForEndorsements(transport, organization, target, () => undefined).finally(() => transport.close());
  }
  home.progress(`${chaincode} answers on ${admins.length} peers`);
}
