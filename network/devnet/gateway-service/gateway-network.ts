import { type Channel } from '../channel';
import { type ChaincodeDefinition } from '../channel-config';
import { type Endorser } from '../endorser/endorser';
import { type UnpackedProposal } from '../endorser/proposal';

/** What the services of all peers share. */
export interface GatewayNetwork {
  /** Those that the peer knows which is asked. */
  readonly channels: ReadonlyMap<string, Channel>;
  /** Those that the orderers serve: all of them. */
  readonly ordering: ReadonlyMap<string, Channel>;
  /** One per organisation, in the order of the network's configuration. */
  readonly endorsers: readonly Endorser[];
  readonly now: () => Date;
}

/** The organisation's peer. */
export function endorserOf({ endorsers }: GatewayNetwork, mspId: string): Endorser | undefined {
  return endorsers.find((endorser) => endorser.mspId === mspId);
}

/** The peers that have joined the channel: those of its members. */
export function endorsersOn({ channels, endorsers }: GatewayNetwork, channelId: string): readonly Endorser[] {
  const mspIds = channels.get(channelId)?.identities.mspIds ?? [];
  return endorsers.filter(({ mspId }) => mspIds.includes(mspId));
}

/** The channels that the organisation is a member of: the only ones its peer knows. */
export function channelsOf({ channels }: GatewayNetwork, mspId: string): ReadonlyMap<string, Channel> {
  return new Map([...channels].filter(([, { identities }]) => identities.mspIds.includes(mspId)));
}

/** The definition of the chaincode that the proposal is for, on its channel. */
export function definitionFor(
  { channels }: GatewayNetwork,
  { channelHeader, chaincodeName }: UnpackedProposal,
): ChaincodeDefinition | undefined {
  return channels.get(channelHeader.channelId)?.definitions.get(chaincodeName);
}
