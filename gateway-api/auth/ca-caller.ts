import { type CaCaller } from '../../identity/fabric-ca-types';
import { type Caller } from './authentication';
import { signingIdentity } from './signing-identity';

/** A request to a CA that waits for the member's signature: thrown where it would have been signed. */
export class SignatureWanted extends Error {
  override readonly name = 'SignatureWanted';

  constructor(readonly bytes: Buffer) {
    super('A request to the CA waits for its signature');
  }
}

/** By whom a CA is asked: the caller's key, or its own signature of what was prepared. Throws SIGNATURE_NEEDED. */
export function caCaller(caller: Caller): CaCaller {
  const { sign } = caller;
  return sign ? { certificatePem: caller.identity.certificatePem, sign } : signingIdentity(caller);
}
