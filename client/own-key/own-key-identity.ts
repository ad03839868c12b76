import { type SigningContext } from './expected-call';
import { type KnownRoots } from './endorser-trust';

/**
 * A member with a key of its own, as it lies in IndexedDB or in a program's memory: all of it can be cloned, and nothing
 * of it is secret to whoever can't use the key.
 */
export interface OwnKeyIdentity extends SigningContext {
  /** `enrollmentId@mspId`. */
  readonly member: string;
  /** Not extractable. */
  readonly keys: CryptoKeyPair;
  /** Roots of organisations whose endorsements are checked to the root; the member's own comes with its enrolment. */
  readonly roots: KnownRoots;
}
