import { message } from './codec';
import { bool, bytes, int32, nested, repeated, repeatedBytes, string, uint32, uint64 } from './fields';

// Packages common (configtx, policies, configuration), msp (config) and orderer (configuration): a channel's
// configuration. Maps are written as the entries they are on the wire; a group's groups are encoded already.

const NamedBytes = message({ key: string(1), value: bytes(2) });
export const ConfigValue = message({ version: uint64(1), value: bytes(2), modPolicy: string(3) });
export const Policy = message({ type: int32(1), value: bytes(2) });
export const ConfigPolicy = message({ version: uint64(1), policy: nested(2, Policy), modPolicy: string(3) });
const NamedValue = message({ key: string(1), value: nested(2, ConfigValue) });
const NamedPolicy = message({ key: string(1), value: nested(2, ConfigPolicy) });
export const ConfigGroup = message({
  version: uint64(1),
  groups: repeated(2, NamedBytes),
  values: repeated(3, NamedValue),
  policies: repeated(4, NamedPolicy),
  modPolicy: string(5),
});
export const Config = message({ sequence: uint64(1), channelGroup: nested(2, ConfigGroup) });
export const ConfigEnvelope = message({ config: nested(1, Config), lastUpdate: bytes(2) });

/** Policy.PolicyType */
export const PolicyType = { signature: 1, implicitMeta: 3 } as const;
/** ImplicitMetaPolicy.Rule */
export const MetaRule = { any: 0, all: 1, majority: 2 } as const;
export const ImplicitMetaPolicy = message({ subPolicy: string(1), rule: int32(2) });

/** MSPPrincipal.classification 0 is a role, MSPRole its principal. */
export const MspPrincipal = message({ classification: int32(1), principal: bytes(2) });
/** MSPRole.MSPRoleType */
export const MspRoleType = { member: 0, admin: 1, client: 2, peer: 3, orderer: 4 } as const;
export const MspRole = message({ mspId: string(1), role: int32(2) });
/** A rule is a oneof in which `signed_by` 0 counts as set: an encoded SignaturePolicy, read and written by hand. */
export const SignaturePolicyEnvelope = message({
  version: int32(1),
  rule: bytes(2),
  identities: repeated(3, MspPrincipal),
});
/** SignaturePolicy.NOutOf; its rules are encoded SignaturePolicies. */
export const NOutOf = message({ n: int32(1), rules: repeatedBytes(2) });

export const HashingAlgorithm = message({ name: string(1) });
export const BlockDataHashingStructure = message({ width: uint32(1) });
export const Capabilities = message({ capabilities: repeated(1, NamedBytes) });
export const BatchSize = message({
  maxMessageCount: uint32(1),
  absoluteMaxBytes: uint32(2),
  preferredMaxBytes: uint32(3),
});
export const BatchTimeout = message({ timeout: string(1) });
export const ConsensusType = message({ type: string(1), metadata: bytes(2), state: int32(3) });

const OuIdentifier = message({ certificate: bytes(1), organizationalUnit: string(2) });
const NodeOus = message({
  enable: bool(1),
  client: nested(2, OuIdentifier),
  peer: nested(3, OuIdentifier),
  admin: nested(4, OuIdentifier),
  orderer: nested(5, OuIdentifier),
});
const CryptoConfig = message({ signatureHashFamily: string(1), identityHashFunction: string(2) });
export const FabricMspConfig = message({
  name: string(1),
  rootCerts: repeatedBytes(2),
  cryptoConfig: nested(8, CryptoConfig),
  tlsRootCerts: repeatedBytes(9),
  nodeOus: nested(11, NodeOus),
});
export const MspConfig = message({ type: int32(1), config: bytes(2) });
