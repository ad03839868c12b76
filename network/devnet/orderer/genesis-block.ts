import { randomBytes } from 'node:crypto';
import { absoluteMaxBytes, type ChannelConfig } from '../channel-config';
import { transactionId } from '../endorser/proposal';
import { type SigningIdentity } from '../msp/signing-identity';
import { ChannelHeader, Envelope, HeaderType, Payload, SignatureHeader } from '../wire/common-messages';
import {
  BatchSize,
  BatchTimeout,
  BlockDataHashingStructure,
  Capabilities,
  ConfigEnvelope,
  ConfigGroup,
  ConsensusType,
  FabricMspConfig,
  HashingAlgorithm,
  ImplicitMetaPolicy,
  MetaRule,
  MspConfig,
  MspRole,
  MspRoleType,
  NOutOf,
  PolicyType,
  SignaturePolicyEnvelope,
} from '../wire/config-messages';
import { type MessageOf } from '../wire/codec';

/** An organisation as the channel's configuration describes it. */
export interface GenesisOrganization {
  readonly mspId: string;
  /** Root of its identities. */
  readonly rootPem: string;
  readonly tlsRootPem: string;
}

type Group = MessageOf<typeof ConfigGroup>;
type Values = Readonly<Record<string, Buffer>>;
type Policies = Readonly<Record<string, PolicyBytes>>;
interface PolicyBytes {
  readonly type: number;
  readonly value: Buffer;
}

const admins = 'Admins';
const noBytes: Buffer = Buffer.alloc(0);

/** The channel's first block holds this envelope: its configuration, in Fabric's form, signed by the orderer. */
export function genesisEnvelope(
  config: ChannelConfig,
  organizations: readonly GenesisOrganization[],
  orderer: SigningIdentity,
  now: Date,
): Buffer {
  const channelGroup = group({
    groups: { Application: applicationGroup(organizations), Orderer: ordererGroup(config) },
    values: {
      BlockDataHashingStructure: BlockDataHashingStructure.encode({ width: 0xffffffff }),
      Capabilities: capabilities('V3_0'),
      HashingAlgorithm: HashingAlgorithm.encode({ name: 'SHA256' }),
    },
    policies: usualPolicies,
  });
  const signatureHeader = { creator: Buffer.from(orderer.serialized), nonce: randomBytes(24) };
  const channelHeader = ChannelHeader.encode({
    type: HeaderType.config,
    version: 1,
    timestamp: { seconds: Math.floor(now.getTime() / 1000), nanos: 0 },
    channelId: config.channel,
    txId: transactionId(signatureHeader),
  });
  const payload = Payload.encode({
    header: { channelHeader, signatureHeader: SignatureHeader.encode(signatureHeader) },
    data: ConfigEnvelope.encode({ config: { sequence: 0, channelGroup } }),
  });
  return Envelope.encode({ payload, signature: orderer.sign(payload) });
}

function applicationGroup(organizations: readonly GenesisOrganization[]): Group {
  return group({
    groups: Object.fromEntries(
      organizations.map((organization) => [organization.mspId, organizationGroup(organization)]),
    ),
    values: { Capabilities: capabilities('V2_5') },
    policies: {
      ...usualPolicies,
      Endorsement: metaPolicy('Endorsement', MetaRule.majority),
      LifecycleEndorsement: metaPolicy('Endorsement', MetaRule.majority),
    },
  });
}

function ordererGroup({ batch }: ChannelConfig): Group {
  return group({
    groups: {},
    values: {
      BatchSize: BatchSize.encode({
        maxMessageCount: batch.maxMessages,
        absoluteMaxBytes,
        preferredMaxBytes: batch.maxBytes,
      }),
      BatchTimeout: BatchTimeout.encode({ timeout: `${batch.timeoutMs}ms` }),
      Capabilities: capabilities('V2_0'),
      ConsensusType: ConsensusType.encode({ type: 'solo' }),
    },
    policies: { ...usualPolicies, BlockValidation: metaPolicy('Writers', MetaRule.any) },
  });
}

function organizationGroup({ mspId, rootPem, tlsRootPem }: GenesisOrganization): Group {
  const unit = (organizationalUnit: string): { certificate: Buffer; organizationalUnit: string } => ({
    certificate: noBytes,
    organizationalUnit,
  });
  const msp = FabricMspConfig.encode({
    name: mspId,
    rootCerts: [Buffer.from(rootPem)],
    cryptoConfig: { signatureHashFamily: 'SHA2', identityHashFunction: 'SHA256' },
    tlsRootCerts: [Buffer.from(tlsRootPem)],
    nodeOus: {
      enable: true,
      client: unit('client'),
      peer: unit('peer'),
      admin: unit('admin'),
      orderer: unit('orderer'),
    },
  });
  return group({
    groups: {},
    values: { MSP: MspConfig.encode({ type: 0, config: msp }) },
    policies: {
      [admins]: rolePolicy(mspId, ['admin']),
      Endorsement: rolePolicy(mspId, ['peer']),
      Readers: rolePolicy(mspId, ['admin', 'peer', 'client']),
      Writers: rolePolicy(mspId, ['admin', 'client']),
    },
  });
}

function group(parts: { groups: Readonly<Record<string, Group>>; values: Values; policies: Policies }): Group {
  return {
    version: 0,
    groups: Object.entries(parts.groups).map(([key, value]) => ({ key, value: ConfigGroup.encode(value) })),
    values: Object.entries(parts.values).map(([key, value]) => ({
      key,
      value: { version: 0, value, modPolicy: admins },
    })),
    policies: Object.entries(parts.policies).map(([key, policy]) => ({
      key,
      value: { version: 0, policy, modPolicy: admins },
    })),
    modPolicy: admins,
  };
}

function capabilities(name: string): Buffer {
  return Capabilities.encode({ capabilities: [{ key: name, value: noBytes }] });
}

function metaPolicy(subPolicy: string, rule: number): PolicyBytes {
  return { type: PolicyType.implicitMeta, value: ImplicitMetaPolicy.encode({ subPolicy, rule }) };
}

const usualPolicies: Policies = {
  [admins]: metaPolicy(admins, MetaRule.majority),
  Readers: metaPolicy('Readers', MetaRule.any),
  Writers: metaPolicy('Writers', MetaRule.any),
};

/** Satisfied by one signature of any of the roles. */
function rolePolicy(mspId: string, roles: readonly (keyof typeof MspRoleType)[]): PolicyBytes {
  const identities = roles.map((role) => ({
    classification: 0,
    principal: MspRole.encode({ mspId, role: MspRoleType[role] }),
  }));
  // SignaturePolicy { signed_by: index }, and SignaturePolicy { n_out_of } around them.
  const rules = roles.map((_, index) => Buffer.from([1 << 3, index]));
  const oneOf = NOutOf.encode({ n: 1, rules });
  const rule = Buffer.concat([Buffer.from([(2 << 3) | 2, oneOf.length]), oneOf]);
  return { type: PolicyType.signature, value: SignaturePolicyEnvelope.encode({ version: 0, rule, identities }) };
}
