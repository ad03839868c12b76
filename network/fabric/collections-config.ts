import { type PrivateCollection } from '../running-network';

/**
 * Private data collections as `peer lifecycle` reads them. An endorsing peer sends the data to all other members'
 * peers, and needs none of them to be up: a peer that was away fetches what it missed.
 */
export function collectionsConfig(collections: readonly PrivateCollection[]): object[] {
  return collections.map((collection) => ({
    name: collection.name,
    policy: `OR(${collection.memberMspIds.map((mspId) => `'${mspId}.member'`).join(', ')})`,
    requiredPeerCount: 0,
    maxPeerCount: Math.max(collection.memberMspIds.length - 1, 0),
    blockToLive: collection.blockToLive,
    memberOnlyRead: collection.memberOnlyRead,
    memberOnlyWrite: collection.memberOnlyWrite,
  }));
}
