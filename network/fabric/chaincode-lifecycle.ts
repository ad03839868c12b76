import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ChaincodeLaunch } from '../running-network';
import { type ChaincodePackage } from './chaincode-package';
import { collectionsConfig } from './collections-config';
import { FabricNetworkError } from './fabric-network-error';
import { type PeerAdmin } from './peer-admin';
import { isNotYetThere, ProgramError } from './run-program';
import { retryUntil } from './retry-until';

/** A chaincode definition that the channel's organisations agree on. */
interface Definition {
  readonly sequence: number;
  readonly version: string;
}

/**
 * Installs the package on every peer, has every organisation approve its definition and commits it, with the
 * channel's endorsement policy (a majority) and the launch's private data collections. What has been done before, in
 * an earlier start or in one that failed half way, is not done again; another version, or other collections, become
 * the definition's next sequence.
 *
 * @throws FabricNetworkError when a peer or the ordering service refuses a step.
 */
export async function deployChaincode(
  admins: readonly PeerAdmin[],
  channel: string,
  home: string,
  launch: ChaincodeLaunch,
  chaincode: ChaincodePackage,
): Promise<void> {
  const [first] = admins;
  if (first === undefined) throw new FabricNetworkError('No organisation has a peer that could run the chaincode.');
  await mkdir(home, { recursive: true });
  const packageFile = path.join(home, `${launch.name}_${launch.version}.tar.gz`);
  const collectionsFile = path.join(home, 'collections.json');
  await writeFile(packageFile, chaincode.bytes);
  await writeFile(collectionsFile, JSON.stringify(collectionsConfig(launch.collections)));
  await Promise.all(admins.map((admin) => install(admin, packageFile, chaincode.id)));

  const named = ['--channelID', channel, '--name', launch.name];
  const committed = await committedDefinition(first, named);
  const isCurrent =
    committed?.version === launch.version &&
    (await approvedPackage(first, [...named, '--sequence', `${committed.sequence}`])) === chaincode.id;
  const sequence = isCurrent ? committed.sequence : (committed?.sequence ?? 0) + 1;
  const definition = [...named, '--version', launch.version, '--sequence', `${sequence}`];
  if (launch.collections.length > 0) definition.push('--collections-config', collectionsFile);

  // Approved again in an agreed sequence, a definition tells a peer that missed it which package is its.
  await Promise.all(
    admins.map(async (admin) => {
      const approved = await approvedPackage(admin, [...named, '--sequence', `${sequence}`]);
      if (approved === chaincode.id) return;
      const approve = ['lifecycle', 'chaincode', 'approveformyorg', ...definition, '--package-id', chaincode.id];
      await whenOrdered(() => admin.submit(`approve chaincode ${launch.name}`, ...approve));
    }),
  );
  if (isCurrent) return;
  const endorsers = admins.flatMap((admin) => admin.asEndorser);
  const commit = ['lifecycle', 'chaincode', 'commit', ...definition, ...endorsers];
  await whenOrdered(() => first.submit(`commit the definition of chaincode ${launch.name}`, ...commit));
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

async function committedDefinition(admin: PeerAdmin, named: readonly string[]): Promise<Definition | undefined> {
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
