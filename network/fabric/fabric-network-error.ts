/** Says in one sentence what kept a Fabric network from being provisioned: what was found and what was expected. */
export class FabricNetworkError extends Error {
  override readonly name = 'FabricNetworkError';
}
