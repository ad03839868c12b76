import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ChannelConfigJson, memberMspIds, organizationsOf } from '../channel/channel-config-json';
import { type OrganizationDefinitionFile, parsedJson } from '../channel/organization-definition';
import { channelFolder, genesisBlockFile } from '../channel-folder';
import { FabricNetworkError } from '../fabric-network-error';
import { addressOf } from '../network-plan';
import { type NetworkHome } from './network-home';
import { runningOrderer } from './peer-admins';

/** What a newcomer needs to join a channel, once its members have admitted it. Nothing in it is secret. */
export interface ChannelFile {
  readonly format: 'sunledger-channel-1';
  readonly channel: string;
  /** Base64 of the channel's first block. */
  readonly block: string;
  readonly orderers: { readonly addresses: readonly string[]; readonly tlsRootPem: string };
}

/** Lets an organisation take part in a channel. */
export function withOrganization({ mspId, group }: OrganizationDefinitionFile): (config: ChannelConfigJson) => void {
  return (config) => {
    const application = config.channel_group.groups['Application'];
    if (!application) throw new FabricNetworkError('The channel has no members: it is of the ordering service alone.');
    application.groups[mspId] = group;
  };
}

/** @throws FabricNetworkError when the channel has no such member. */
export function withoutOrganization(mspId: string): (config: ChannelConfigJson) => void {
  return (config) => {
    const members = organizationsOf(config, 'Application');
    if (!members[mspId]) {
      const known = memberMspIds(config).join(', ');
      throw new FabricNetworkError(`${mspId} is no member of the channel; its members are ${known}.`);
    }
    const application = config.channel_group.groups['Application'];
    const others = Object.entries(members).filter(([name]) => name !== mspId);
    if (application) application.groups = Object.fromEntries(others);
  };
}

/** The file that lets a newcomer join. */
export async function channelFile(home: NetworkHome, channel: string): Promise<ChannelFile> {
  const { address, tlsRootFile } = await runningOrderer(home, channel);
  // A home that joined itself knows one; the others have them all.
  const addresses = home.plan.orderers.length > 0 ? home.plan.orderers.map(addressOf) : [address];
  return {
    format: 'sunledger-channel-1',
    channel,
    block: (await readFile(genesisBlockFile(home.plan, channel))).toString('base64'),
    orderers: { addresses, tlsRootPem: await readFile(tlsRootFile, 'utf8') },
  };
}

/** @throws FabricNetworkError when the text is no channel's file. */
export function parseChannelFile(text: string, file: string): ChannelFile {
  const parsed = parsedJson(text) as Partial<ChannelFile> | undefined;
  if (
    parsed?.format !== 'sunledger-channel-1' ||
    typeof parsed.block !== 'string' ||
    !Array.isArray(parsed.orderers?.addresses)
  ) {
    throw new FabricNetworkError(
      `${file} does not describe a channel: \`org submit\` writes such a file for newcomers.`,
    );
  }
  return parsed as ChannelFile;
}

/** Keeps what a channel's file says, for `up` to join the channel with. */
export async function acceptChannel(home: NetworkHome, file: ChannelFile): Promise<void> {
  const { channel, block, orderers } = file;
  if (!home.plan.channels.some(({ name }) => name === channel)) {
    throw new FabricNetworkError(`The file is for channel ${channel}, which network.yaml of this home does not name.`);
  }
  const folder = channelFolder(home.plan, channel);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'orderer-addresses'), `${orderers.addresses.join('\n')}\n`);
  await writeFile(path.join(folder, 'orderer-tls-ca.pem'), orderers.tlsRootPem);
  await writeFile(genesisBlockFile(home.plan, channel), Buffer.from(block, 'base64'));
}
