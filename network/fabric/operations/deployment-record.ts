import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ChaincodeLaunch } from '../../running-network';
import { channelFolder } from '../channel-folder';
import { type NetworkPlan } from '../network-plan';

/** A chaincode definition whose servers run in this home. */
export interface DeployedChaincode {
  readonly launch: ChaincodeLaunch;
  readonly sequence: number;
  readonly slot: number;
  readonly packageId: string;
}

/**
 * What a home runs for a channel. During an upgrade the next definition stands here before its first server starts, so
 * that a command that was cut off is completed by the next one, and nothing that runs is forgotten.
 */
export interface DeploymentRecord {
  readonly current?: DeployedChaincode;
  readonly next?: DeployedChaincode;
}

const fileOf = (plan: Pick<NetworkPlan, 'home'>, channel: string): string =>
  path.join(channelFolder(plan, channel), 'deployment.json');

export async function readDeployment(plan: Pick<NetworkPlan, 'home'>, channel: string): Promise<DeploymentRecord> {
  try {
    return JSON.parse(await readFile(fileOf(plan, channel), 'utf8')) as DeploymentRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

export async function writeDeployment(
  plan: Pick<NetworkPlan, 'home'>,
  channel: string,
  record: DeploymentRecord,
): Promise<void> {
  const file = fileOf(plan, channel);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(record, undefined, 2)}\n`);
  await rename(`${file}.new`, file);
}
