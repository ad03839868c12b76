/** The releases of Fabric whose programs are known to work here; they differ in what a channel and a peer can be told. */
export type FabricRelease = '2.5' | '3';

/** The release that a version like `3.1.5` belongs to; undefined for others. */
export function releaseOf(version: string): FabricRelease | undefined {
  if (version.startsWith('3.')) return '3';
  return version.startsWith('2.5.') ? '2.5' : undefined;
}

/** What a channel whose first block a release makes may rely on: BFT needs what 2.5 does not know. */
export const channelCapability: Readonly<Record<FabricRelease, string>> = { '2.5': 'V2_0', '3': 'V3_0' };

/**
 * The filters through which a release's peers let proposals. 2.5 has none for their time: there the chaincode alone refuses
 * a proposal whose time is far from the peer's clock.
 */
export const proposalFilters: Readonly<Record<FabricRelease, readonly string[]>> = {
  '2.5': ['DefaultAuth', 'ExpirationCheck'],
  '3': ['DefaultAuth', 'ExpirationCheck', 'TimeWindowCheck'],
};
