import { memberMspIds } from '../../network/fabric/channel/channel-config-json';
import { committedDefinition } from '../../network/fabric/chaincode-lifecycle';
import { channelConfiguration } from '../../network/fabric/operations/channel-update';
import { type NetworkHome } from '../../network/fabric/operations/network-home';
import { peerAdmins } from '../../network/fabric/operations/peer-admins';
import { type ChaincodeLaunch } from '../../network/running-network';
import { CliError } from '../cli/cli-error';
import { chaincodeLaunch } from '../start/start-services';

/**
 * The market's chaincode on a channel: all its members, those of other homes included, share personal data, and the
 * channel's policy applies to all the rest, so that a majority of them has to endorse whatever moves money; with those
 * among it that `endorsement` of the channel names in network.yaml.
 *
 * @throws CliError when it names somebody who is no member.
 */
export async function marketLaunch(home: NetworkHome, channel: string, version: string): Promise<ChaincodeLaunch> {
  const organizations = memberMspIds(await channelConfiguration(home, channel));
  const launch = chaincodeLaunch(organizations, version);
  const always = home.plan.channels.find(({ name }) => name === channel)?.alwaysEndorse ?? [];
  const strangers = always.filter((mspId) => !organizations.includes(mspId));
  if (strangers.length > 0) {
    throw new CliError(
      `In network.yaml, endorsement of channel ${channel} names ${strangers.join(', ')}; ` +
        `the channel's members are ${organizations.join(', ')}.`,
    );
  }
  return always.length === 0 ? launch : { ...launch, endorsement: { organizations, always } };
}

/** The market's version that a channel has agreed on; undefined while there is none. */
export async function marketVersion(home: NetworkHome, channel: string): Promise<string | undefined> {
  const [admin] = await peerAdmins(home, channel);
  if (!admin) return undefined;
  const { name } = chaincodeLaunch();
  return (await committedDefinition(admin, ['--channelID', channel, '--name', name]))?.version;
}
