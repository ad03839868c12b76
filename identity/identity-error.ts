/** A key, certificate, signature or request that can't be used; the message says what was found and what was expected. */
export class IdentityError extends Error {
  override readonly name: string = 'IdentityError';
}
