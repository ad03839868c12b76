import { type NetworkHome } from '../../network/fabric/operations/network-home';
import { type ChaincodeLaunch } from '../../network/running-network';
import { chaincodeLaunch } from '../start/start-services';

/**
 * The market's chaincode on a network: the organisations share their members' personal data, and the channel's policy
 * applies to all the rest, so that a majority of them has to endorse whatever moves money.
 */
export function marketLaunch({ plan }: Pick<NetworkHome, 'plan'>, version: string): ChaincodeLaunch {
  return chaincodeLaunch(
    plan.organizations.map(({ mspId }) => mspId),
    version,
  );
}
