import { memberMspIds } from '../../network/fabric/channel/channel-config-json';
import { committedDefinition } from '../../network/fabric/chaincode-lifecycle';
import { channelConfiguration } from '../../network/fabric/operations/channel-update';
import { type NetworkHome } from '../../network/fabric/operations/network-home';
import { peerAdmins } from '../../network/fabric/operations/peer-admins';
import { type ChaincodeLaunch } from '../../network/running-network';
import { chaincodeLaunch } from '../start/start-services';

/**
 * The market's chaincode on a channel: all its members, those of other homes included, share personal data, and the
 * channel's policy applies to all the rest, so that a majority of them has to endorse whatever moves money.
 */
export async function marketLaunch(home: NetworkHome, channel: string, version: string): Promise<ChaincodeLaunch> {
  return chaincodeLaunch(memberMspIds(await channelConfiguration(home, channel)), version);
}

/** The market's version that a channel has agreed on; undefined while there is none. */
export async function marketVersion(home: NetworkHome, channel: string): Promise<string | undefined> {
  const [admin] = await peerAdmins(home, channel);
  if (!admin) return undefined;
  const { name } = chaincodeLaunch();
  return (await committedDefinition(admin, ['--channelID', channel, '--name', name]))?.version;
}
