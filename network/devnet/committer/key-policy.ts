import { type ValidIdentity } from '../msp/msp';
import { decodeMetadata, type StateEntry } from '../store/state-entry';
import { MspRole, NOutOf, SignaturePolicyEnvelope } from '../wire/config-messages';
import { Reader, WireError } from '../wire/reader';

/** Under this name a key's metadata holds the policy that replaces the chaincode's for the key. */
const keyPolicyName = 'VALIDATION_PARAMETER';

const signedByTag = 1 << 3;
const nOutOfTag = (2 << 3) | 2;

/** MSPRole.MSPRoleType: MEMBER (any role), then these. */
const roles: readonly (ValidIdentity['role'] | undefined)[] = [undefined, 'admin', 'client', 'peer', 'orderer'];

/** The policy that a key demands by its metadata, a common.SignaturePolicyEnvelope; undefined where it is none or empty. */
export function keyPolicyOf(entry: StateEntry | undefined): Buffer | undefined {
  if (entry === undefined || entry.metadata.length === 0) return undefined;
  const policy = decodeMetadata(entry.metadata).find(({ name }) => name === keyPolicyName)?.value;
  return policy?.length === 0 ? undefined : policy;
}

/** Whether the endorsers satisfy a common.SignaturePolicyEnvelope. A policy that can't be read is never satisfied. */
export function satisfiesKeyPolicy(endorsers: readonly ValidIdentity[], policy: Buffer): boolean {
  try {
    const { rule, identities } = SignaturePolicyEnvelope.decode(policy);
    const matches = identities.map(({ classification, principal }) => {
      const { mspId, role } = MspRole.decode(principal);
      const wanted = roles[role];
      return (identity: ValidIdentity): boolean =>
        classification === 0 && identity.mspId === mspId && (wanted === undefined || identity.role === wanted);
    });
    return evaluate(rule, endorsers, matches) !== undefined;
  } catch (error) {
    if (error instanceof WireError) return false;
    throw error;
  }
}

/** The endorsers left over after the rule has taken those it needs, each one once; undefined when it isn't satisfied. */
function evaluate(
  rule: Buffer,
  endorsers: readonly ValidIdentity[],
  matches: readonly ((identity: ValidIdentity) => boolean)[],
): readonly ValidIdentity[] | undefined {
  const reader = new Reader(rule);
  if (reader.done) return undefined;
  const tag = reader.uint32();
  if (tag === signedByTag) {
    const match = matches[reader.int32()];
    const taken = match === undefined ? undefined : endorsers.find(match);
    return taken === undefined ? undefined : endorsers.filter((endorser) => endorser !== taken);
  }
  if (tag !== nOutOfTag) return undefined;
  const { n, rules } = NOutOf.decode(reader.bytes());
  let left = endorsers;
  let satisfied = 0;
  for (const part of rules) {
    const after = evaluate(part, left, matches);
    if (after === undefined) continue;
    left = after;
    satisfied++;
  }
  return satisfied >= n ? left : undefined;
}
