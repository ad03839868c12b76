import { type FabricIdentity } from '../fabric/fabric-identity';
import { Refusal } from '../refusal';
import { type Caller } from './authentication';

/**
 * The caller's identity with its key, for what has to be signed by it. Throws SIGNATURE_NEEDED where the member keeps its
 * key: then the same request under /v1/prepare gives what to sign.
 */
export function signingIdentity({ identity, signing }: Pick<Caller, 'identity' | 'signing'>): FabricIdentity {
  if (signing) return signing;
  throw new Refusal(
    'SIGNATURE_NEEDED',
    `${identity.memberId} signs by itself: this request needs its signature. The same request under /v1/prepare gives what to sign.`,
  );
}
