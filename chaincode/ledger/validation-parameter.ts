import { type EndorsementRule } from '../domain/endorsement-rule';

/** MSPRole.PEER. */
const PEER = 3;

/**
 * A rule as a key's validation parameter: Fabric's SignaturePolicyEnvelope, whose principals are the organisations'
 * peers. Written by hand because every endorser has to produce the same bytes, whatever library it runs on.
 */
export function validationParameter(rule: EndorsementRule): Buffer {
  const organizations: string[] = [];
  const policy = signaturePolicy(rule, organizations);
  const principals = organizations.map((mspId) =>
    field(3, field(2, Buffer.concat([field(1, Buffer.from(mspId, 'utf8')), varintField(2, PEER)]))),
  );
  return Buffer.concat([field(2, policy), ...principals]);
}

function signaturePolicy(rule: EndorsementRule, organizations: string[]): Buffer {
  if ('organization' in rule) {
    if (!organizations.includes(rule.organization)) organizations.push(rule.organization);
    return varintField(1, organizations.indexOf(rule.organization));
  }
  const rules = rule.of.map((each) => field(2, signaturePolicy(each, organizations)));
  return field(2, Buffer.concat([varintField(1, rule.atLeast), ...rules]));
}

function field(number: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2]), varint(content.length), content]);
}

/** Zero is written, too: `signed_by` is one of two alternatives, and absent would be neither. */
const varintField = (number: number, value: number): Buffer =>
  Buffer.concat([Buffer.from([number << 3]), varint(value)]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let left = value; ; left >>>= 7) {
    if (left < 0x80) return Buffer.from([...bytes, left]);
    bytes.push((left & 0x7f) | 0x80);
  }
}
