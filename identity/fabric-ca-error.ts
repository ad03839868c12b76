/**
 * A call to a Fabric CA that failed. `refused`: the CA answered with an error, whose number is `code` and whose HTTP
 * status is `status`; `unreachable`: no answer came; `malformed`: the answer isn't a Fabric CA's. The message never
 * holds a secret, a key or a token.
 */
export class FabricCaError extends Error {
  override readonly name = 'FabricCaError';
  constructor(
    readonly kind: 'refused' | 'unreachable' | 'malformed',
    message: string,
    readonly code?: number,
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
