import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ChaincodeLaunch } from '../running-network';
import { type ChaincodePackage, chaincodePackage } from './chaincode-package';
import { collectionsConfig } from './collections-config';
import { FabricNetworkError } from './fabric-network-error';
import { type PeerAdmin } from './peer-admin';
import { isNotYetThere, ProgramError } from './run-program';
import { retryUntil } from './retry-until';
import { signaturePolicy } from './signature-policy';

/** A chaincode definition that the channel's organisations agree on. */
export interface Definition {
  readonly sequence: number;
  readonly version: string;
}

/** What the next definition of a chaincode on a channel is. */
export interface Deployment {
  readonly sequence: number;
  /** Which of a peer's chaincode addresses its servers listen on. */
  readonly slot: number;
  readonly chaincode: ChaincodePackage;
  /** Whether the channel has it already: then at most approvals are missing. */
  readonly isCommitted: boolean;
}

/** With BFT, what was sent while the leader is dead waits until the others have replaced it: longer than the program does. */
const patiently = ['--waitForEventTimeout', '120s'];

/**
 * Compares what is to run with what the channel has: another version, or other collections, become the definition's next
 * sequence. An organisation that has approved nothing of the committed definition joins it as it is.
 *
 * @param slotOf says which slot a sequence's servers use.
 * @throws FabricNetworkError when the peer refuses to tell.
 */
export async function planDeployment(
  admin: PeerAdmin,
  channel: string,
  launch: ChaincodeLaunch,
  slotOf: (sequence: number) => number = () => 0,
): Promise<Deployment> {
  const named = ['--channelID', channel, '--name', launch.name];
  const committed = await committedDefinition(admin, named);
  const at = (sequence: number, isCommitted: boolean): Deployment => {
    const slot = slotOf(sequence);
    return { sequence, slot, chaincode: chaincodePackage(launch, slot), isCommitted };
  };
  if (committed === undefined) return at(1, false);
  const current = at(committed.sequence, true);
  if (committed.version !== launch.version) return at(committed.sequence + 1, false);
  const approved = await approvedPackage(admin, [...named, '--sequence', `${committed.sequence}`]);
  return approved === undefined || approved === current.chaincode.id ? current : at(committed.sequence + 1, false);
}

/**
 * Installs the package on every peer, has every organisation approve its definition and commits it, with the
 * channel's endorsement policy (a majority) or the launch's own, and its private data collections. What has been done before, in
 * an earlier start or in one that failed half way, is not done again.
 *
 * @param admins one for each peer.
 * @param others arguments that name a peer of each of these organisations, for a home whose own are no majority.
 * @returns the MSP ids of those whose approval is missing: until a majority has approved there is nothing to commit.
 * @throws FabricNetworkError when a peer or the ordering service refuses a step.
 */
export async function deployChaincode(
  admins: readonly PeerAdmin[],
  channel: string,
  home: string,
  launch: ChaincodeLaunch,
  { sequence, chaincode, isCommitted }: Deployment,
  others: (mspIds: readonly string[]) => Promise<readonly string[]> = () => Promise.resolve([]),
): Promise<readonly string[]> {
  const representatives = onePerOrganization(admins);
  const [first] = representatives;
  if (first === undefined) throw new FabricNetworkError('No organisation has a peer that could run the chaincode.');
  await mkdir(home, { recursive: true });
  const packageFile = path.join(home, `${launch.name}_${launch.version}.tar.gz`);
  const collectionsFile = path.join(home, 'collections.json');
  await writeFile(packageFile, chaincode.bytes);
  await writeFile(collectionsFile, JSON.stringify(collectionsConfig(launch.collections)));
  await Promise.all(admins.map((admin) => install(admin, packageFile, chaincode.id)));

  const named = ['--channelID', channel, '--name', launch.name];
  const definition = [...named, '--version', launch.version, '--sequence', `${sequence}`];
  if (launch.collections.length > 0) definition.push('--collections-config', collectionsFile);
  if (launch.endorsement) definition.push('--signature-policy', signaturePolicy(launch.endorsement));

  // Approved again in an agreed sequence, a definition tells a peer that missed it which package is its.
  await Promise.all(
    representatives.map(async (admin) => {
      const approved = await approvedPackage(admin, [...named, '--sequence', `${sequence}`]);
      if (approved === chaincode.id) return;
      const approve = [
        'lifecycle',
        'chaincode',
        'approveformyorg',
        ...definition,
        '--package-id',
        chaincode.id,
        ...patiently,
      ];
      await whenOrdered(() => admin.submit(`approve chaincode ${launch.name}`, ...approve));
    }),
  );
  if (isCommitted) return [];
  const own = representatives.map(({ organization }) => organization.mspId);
  const approvals = await approvalsOf(first, definition, own);
  const missing = [...approvals].filter(([, approved]) => !approved).map(([mspId]) => mspId);
  if (2 * missing.length >= approvals.size) return missing;
  const endorsers = representatives.flatMap((admin) => admin.asEndorser);
  if (2 * own.length <= approvals.size) {
    // A peer refuses to commit what its own organisation has not approved.
    const agreeing = [...approvals.keys()].filter((mspId) => !missing.includes(mspId) && !own.includes(mspId));
    endorsers.push(...(await others(agreeing)));
  }
  const commit = ['lifecycle', 'chaincode', 'commit', ...definition, ...endorsers, ...patiently];
  await whenOrdered(() => first.submit(`commit the definition of chaincode ${launch.name}`, ...commit));
  return [];
}

/** Who has approved a definition, as the peer knows it once it has seen the approvals of this home. */
async function approvalsOf(
  admin: PeerAdmin,
  definition: readonly string[],
  own: readonly string[],
): Promise<ReadonlyMap<string, boolean>> {
  const ask = async (): Promise<ReadonlyMap<string, boolean>> => {
    const output = await admin.run('read who has approved', ...query('checkcommitreadiness', definition));
    const { approvals } = JSON.parse(output) as { approvals: Record<string, boolean> };
    if (own.some((mspId) => approvals[mspId] === false)) throw new UnseenError('The peer has not seen all approvals.');
    return new Map(Object.entries(approvals).sort());
  };
  return retryUntil(ask, { deadlineMs: 30_000, pauseMs: 100, isTemporary: (error) => error instanceof UnseenError });
}

class UnseenError extends FabricNetworkError {}

/** The first of each organisation's peers. */
export function onePerOrganization(admins: readonly PeerAdmin[]): PeerAdmin[] {
  const seen = new Set<string>();
  return admins.filter(({ organization: { mspId } }) => !seen.has(mspId) && seen.add(mspId));
}

/** The ordering service takes transactions only after it has elected a leader, and nothing announces that. */
async function whenOrdered(step: () => Promise<unknown>): Promise<void> {
  await retryUntil(step, { deadlineMs: 60_000, pauseMs: 200, isTemporary: isNotYetThere });
}

async function install(admin: PeerAdmin, packageFile: string, packageId: string): Promise<void> {
  const listed = await admin.run('list installed chaincodes', ...query('queryinstalled', []));
  const { installed_chaincodes: installed = [] } = JSON.parse(listed) as {
    installed_chaincodes?: { package_id: string }[];
  };
  if (installed.some((each) => each.package_id === packageId)) return;
  await admin.run(`install a chaincode on ${admin.peer.name}`, 'lifecycle', 'chaincode', 'install', packageFile);
}

/** A channel's definition of a chaincode; undefined while it has none. */
export async function committedDefinition(admin: PeerAdmin, named: readonly string[]): Promise<Definition | undefined> {
  try {
    const output = await admin.run('read the committed definition', ...query('querycommitted', named));
    return JSON.parse(output) as Definition;
  } catch (error) {
    if (error instanceof ProgramError && /is not defined/.test(error.output)) return undefined;
    throw error;
  }
}

async function approvedPackage(admin: PeerAdmin, sequence: readonly string[]): Promise<string | undefined> {
  try {
    const output = await admin.run('read the approved definition', ...query('queryapproved', sequence));
    const approved = JSON.parse(output) as { source?: { Type?: { LocalPackage?: { package_id?: string } } } };
    return approved.source?.Type?.LocalPackage?.package_id;
  } catch (error) {
    if (error instanceof ProgramError && /could not fetch approved/.test(error.output)) return undefined;
    throw error;
  }
}

function query(command: string, args: readonly string[]): string[] {
  return ['lifecycle', 'chaincode', command, ...args, '--output', 'json'];
}
