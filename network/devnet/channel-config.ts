import { type PrivateCollection } from '../running-network';

/** What all members of a channel have agreed on. */
export interface ChannelConfig {
  readonly channel: string;
  readonly organizations: readonly ChannelOrganization[];
  readonly batch: BatchLimits;
}

export interface ChannelOrganization {
  readonly mspId: string;
  readonly name: string;
}

/** When the orderer cuts a block, beyond the commit of the block before. */
export interface BatchLimits {
  readonly maxMessages: number;
  /** Bytes of a block's envelopes that are preferred; a single larger one makes a block of its own. */
  readonly maxBytes: number;
  /** How long a first message waits for company, in milliseconds. */
  readonly timeoutMs: number;
}

/** Fabric's AbsoluteMaxBytes: a larger envelope is refused. */
export const absoluteMaxBytes = 10 * 1024 * 1024;

/** The committed definition of a chaincode: MAJORITY endorsement of the channel's organisations. */
export interface ChaincodeDefinition {
  readonly name: string;
  readonly version: string;
  readonly collections: readonly PrivateCollection[];
}

/** How many organisations must endorse: more than half. */
export function majorityOf(organizations: number): number {
  return Math.floor(organizations / 2) + 1;
}

export function collectionOf(definition: ChaincodeDefinition, name: string): PrivateCollection | undefined {
  return definition.collections.find((collection) => collection.name === name);
}
