import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { organizationsOf } from '../channel/channel-config-json';
import { memberFacts } from '../channel/founders';
import { channelConfiguration } from './channel-update';
import { type NetworkHome } from './network-home';
import { listens } from './wait-for-ports';

/**
 * Arguments for Fabric's programs that name a peer of each of these organisations of other homes: its first anchor peer that takes
 * connections, as the channel's configuration knows it. The roots of their TLS are written into the folder.
 */
export async function otherPeers(
  home: NetworkHome,
  channel: string,
  mspIds: readonly string[],
  folder: string,
): Promise<string[]> {
  const members = organizationsOf(await channelConfiguration(home, channel), 'Application');
  const found: string[] = [];
  for (const [mspId, group] of Object.entries(members)) {
    if (!mspIds.includes(mspId)) continue;
    const { anchors, tlsRoots } = memberFacts(group);
    for (const { host, port } of anchors) {
      if (!(await listens(host, port))) continue;
      const roots = path.join(folder, `${mspId}.tls-ca.pem`);
      await writeFile(roots, tlsRoots.join('\n'));
      found.push('--peerAddresses', `${host}:${port}`, '--tlsRootCertFiles', roots);
      break;
    }
  }
  return found;
}
