import { MspRole, NOutOf, SignaturePolicyEnvelope } from '../../network/devnet/wire/config-messages';

const peerRole = 3;

/** A key-level endorsement policy in its base64 form: `needed` of the organisations' peers. */
export function keyPolicy(needed: number, ...mspIds: readonly string[]): string {
  const identities = mspIds.map((mspId) => ({
    classification: 0,
    principal: MspRole.encode({ mspId, role: peerRole }),
  }));
  // SignaturePolicy{signed_by: index}: the index 0 has to stand there, too.
  const rules = mspIds.map((_, index) => Buffer.from([8, index]));
  const nOutOf = NOutOf.encode({ n: needed, rules });
  const rule = Buffer.concat([Buffer.from([18, nOutOf.length]), nOutOf]);
  return SignaturePolicyEnvelope.encode({ rule, identities }).toString('base64');
}
