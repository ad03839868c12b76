import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { channelConfig, channelProfile } from './channel-config';
import { type FabricBinaries } from './fabric-binaries';
import { FabricNetworkError } from './fabric-network-error';
import { type BlockCutting } from './fabric-network-options';
import { loopbackHost, type NetworkPlan, type OrdererPlan } from './network-plan';
import { type PeerAdmin } from './peer-admin';
import { ProgramError, runProgram } from './run-program';

/** Makes the channel's genesis block from the plan and the organisations' MSP folders; returns its file. */
export async function makeGenesisBlock(
  binaries: FabricBinaries,
  plan: NetworkPlan,
  batch: BlockCutting,
): Promise<string> {
  const folder = path.join(plan.home, 'channel');
  const block = path.join(folder, `${plan.channel}.block`);
  await mkdir(folder, { recursive: true });
  // JSON is YAML, see msp-folder.
  await writeFile(path.join(folder, 'configtx.yaml'), JSON.stringify(channelConfig(plan, batch), undefined, 2));
  await runProgram(`make the genesis block of channel ${plan.channel}`, binaries.configtxgen, [
    ...['-configPath', folder, '-profile', channelProfile],
    ...['-channelID', plan.channel, '-outputBlock', block],
  ]);
  return block;
}

/** Lets an orderer serve the channel. Does nothing when it does so already. */
export async function joinOrderer(
  binaries: FabricBinaries,
  plan: NetworkPlan,
  orderer: OrdererPlan,
  genesisBlock: string,
): Promise<void> {
  const purpose = `let ${orderer.name} serve channel ${plan.channel}`;
  const adminTls = path.join(plan.ordererOrganization.home, 'admin', 'tls');
  const output = await runProgram(purpose, binaries.osnadmin, [
    ...['channel', 'join', '--channelID', plan.channel, '--config-block', genesisBlock],
    ...['--orderer-address', `${loopbackHost}:${orderer.adminPort}`],
    ...['--ca-file', path.join(orderer.home, 'tls', 'ca.crt')],
    ...['--client-cert', path.join(adminTls, 'server.crt'), '--client-key', path.join(adminTls, 'server.key')],
  ]);
  // The program ends well whatever the orderer answers: the HTTP status tells.
  if (/Status: 201/.test(output) || /channel already exists/.test(output)) return;
  throw new FabricNetworkError(`Could not ${purpose}: ${output.trim().slice(0, 600)}`);
}

/** Lets a peer hold the channel's ledger. Does nothing when it does so already. */
export async function joinPeer(admin: PeerAdmin, channel: string, genesisBlock: string): Promise<void> {
  try {
    await admin.run(`join ${admin.peer.name} to channel ${channel}`, 'channel', 'join', '-b', genesisBlock);
  } catch (error) {
    if (error instanceof ProgramError && /already exists/.test(error.output)) return;
    throw error;
  }
}
