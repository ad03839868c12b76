import { X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ChannelConfigJson, type ConfigGroup, organizationsOf } from '../channel/channel-config-json';
import { decode, inTemporaryFolder } from '../channel/fetch-config';
import { memberFacts } from '../channel/founders';
import { FabricNetworkError } from '../fabric-network-error';
import { type NetworkHome } from './network-home';
import { type ChannelFile } from './organizations';

/** A member of a channel with the fingerprints of its certificates' roots. */
export interface FoundingMember {
  readonly mspId: string;
  /** SHA-256, in hexadecimal. */
  readonly roots: readonly string[];
}

/** SHA-256 of an organisation's root certificates. */
export function fingerprints(group: ConfigGroup): string[] {
  return memberFacts(group).roots.map((root) => new X509Certificate(root).fingerprint256);
}

/**
 * Who founded the channel of a file, as its first block itself says.
 *
 * @throws FabricNetworkError when it holds another organisation under the name of one of this home, or is no block.
 */
export async function membersInFile(home: NetworkHome, { channel, block }: ChannelFile): Promise<FoundingMember[]> {
  const config = await inTemporaryFolder(async (folder) => {
    const file = path.join(folder, 'genesis.block');
    await writeFile(file, Buffer.from(block, 'base64'));
    const decoded = await decode(home.binaries, 'common.Block', file);
    const { data } = decoded as { data: { data: [{ payload: { data: { config: ChannelConfigJson } } }] } };
    return data.data[0].payload.data.config;
  });
  const members = Object.entries(organizationsOf(config, 'Application'))
    .map(([mspId, group]) => ({ mspId, roots: fingerprints(group) }))
    .sort((a, b) => (a.mspId < b.mspId ? -1 : 1));
  for (const { mspId, home: folder } of home.plan.organizations) {
    const found = members.find((each) => each.mspId === mspId);
    if (!found) continue;
    const own = new X509Certificate(await readFile(path.join(folder, 'msp', 'cacerts', 'ca.pem'))).fingerprint256;
    if (found.roots.includes(own)) continue;
    throw new FabricNetworkError(
      `Channel ${channel} has another organisation under the name ${mspId}: its root is ${found.roots.join(', ')}, ` +
        `this home's is ${own}. Do not join it.`,
    );
  }
  return members;
}
