import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { channelConfig, channelProfile } from './channel-config';
import { channelFolder, genesisBlockFile } from './channel-folder';
import { foundersOf } from './channel/founders';
import { type FabricBinaries } from './fabric-binaries';
import { fileExists } from './file-exists';
import { FabricNetworkError } from './fabric-network-error';
import { type ChannelPlan, type NetworkPlan, ordererOrganizationOf, type OrdererPlan } from './network-plan';
import { type PeerAdmin } from './peer-admin';
import { ProgramError, runProgram } from './run-program';

/**
 * Makes the channel's genesis block from the plan and the organisations' MSP folders, unless it is there; answers its
 * file. A second block for a channel would be another channel.
 */
export async function ensureGenesisBlock(
  binaries: FabricBinaries,
  plan: NetworkPlan,
  channel: ChannelPlan,
): Promise<string> {
  const folder = channelFolder(plan, channel.name);
  const block = genesisBlockFile(plan, channel.name);
  if (await fileExists(block)) return block;
  await mkdir(folder, { recursive: true });
  // JSON is YAML, see msp-folder.
  const { release } = binaries;
  const config = channelConfig(plan, channel, { founders: await foundersOf(plan, channel.name), release });
  await writeFile(path.join(folder, 'configtx.yaml'), JSON.stringify(config, undefined, 2));
  const draft = `${block}.new`;
  await runProgram(`make the genesis block of channel ${channel.name}`, binaries.configtxgen, [
    ...['-configPath', folder, '-profile', channelProfile],
    ...['-channelID', channel.name, '-outputBlock', draft],
  ]);
  await rename(draft, block);
  return block;
}

/** Lets an orderer serve the channel. Does nothing when it does so already. */
export async function joinOrderer(
  binaries: Pick<FabricBinaries, 'osnadmin'>,
  plan: NetworkPlan,
  orderer: OrdererPlan,
  channel: string,
  block: string,
): Promise<void> {
  const purpose = `let ${orderer.name} serve channel ${channel}`;
  const join = ['join', '--channelID', channel, '--config-block', block];
  const output = await administerOrderer(binaries, plan, orderer, purpose, join);
  // The program ends well whatever the orderer answers: the HTTP status tells.
  if (/Status: 201/.test(output) || /channel already exists/.test(output)) return;
  throw new FabricNetworkError(`Could not ${purpose}: ${output.trim().slice(0, 600)}`);
}

/** How many blocks of a channel an orderer has. */
export async function ordererHeight(
  binaries: Pick<FabricBinaries, 'osnadmin'>,
  plan: NetworkPlan,
  orderer: OrdererPlan,
  channel: string,
): Promise<number> {
  const purpose = `ask ${orderer.name} for channel ${channel}`;
  const output = await administerOrderer(binaries, plan, orderer, purpose, ['list', '--channelID', channel]);
  const height = /"height":\s*(\d+)/.exec(output)?.[1];
  if (height === undefined) throw new FabricNetworkError(`Could not ${purpose}: ${output.trim().slice(0, 600)}`);
  return Number(height);
}

async function administerOrderer(
  binaries: Pick<FabricBinaries, 'osnadmin'>,
  plan: NetworkPlan,
  orderer: OrdererPlan,
  purpose: string,
  args: readonly string[],
): Promise<string> {
  const adminTls = path.join(ordererOrganizationOf(plan).home, 'admin', 'tls');
  return runProgram(purpose, binaries.osnadmin, [
    ...['channel', ...args],
    ...['--orderer-address', `${orderer.host}:${orderer.adminPort}`],
    ...['--ca-file', path.join(orderer.home, 'tls', 'ca.crt')],
    ...['--client-cert', path.join(adminTls, 'server.crt'), '--client-key', path.join(adminTls, 'server.key')],
  ]);
}

/** Lets a peer hold the channel's ledger. Does nothing when it does so already. */
export async function joinPeer(admin: PeerAdmin, channel: string, block: string): Promise<void> {
  try {
    await admin.run(`join ${admin.peer.name} to channel ${channel}`, 'channel', 'join', '-b', block);
  } catch (error) {
    if (error instanceof ProgramError && /already exists/.test(error.output)) return;
    throw error;
  }
}
