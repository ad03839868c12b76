import path from 'node:path';
import { channelCapability, type FabricRelease } from './fabric-release';
import {
  addressOf,
  type ChannelPlan,
  type NetworkPlan,
  type OrdererPlan,
  ordererOrganizationOf,
  type OrganizationPlan,
} from './network-plan';

/** Name of the profile in `configtx.yaml` that holds the application channel. */
export const channelProfile = 'Channel';

/** An organisation of a channel: its MSP folder lies in its `home`; its peers are known to all others. */
export interface ChannelMember {
  readonly mspId: string;
  readonly home: string;
  readonly peers: readonly { readonly host: string; readonly port: number }[];
}

/**
 * The channel's configuration as configtxgen reads it: every organisation's MSP and anchor peers, the ordering service,
 * and policies by majority. Anchor peers stand in the genesis block itself, because peers of different organisations
 * find each other through them, and until they do a transaction can't be endorsed by two organisations.
 *
 * @param options.founders organisations of other homes that are members from the first block on.
 * @param options.release what the channel's nodes are, at the least.
 */
export function channelConfig(
  plan: NetworkPlan,
  { batch }: ChannelPlan,
  {
    founders = [],
    release = '3',
  }: { readonly founders?: readonly ChannelMember[]; readonly release?: FabricRelease } = {},
): object {
  return {
    Profiles: {
      [channelProfile]: {
        Policies: metaPolicies(),
        Capabilities: { [channelCapability[release]]: true },
        Orderer: {
          ...consensus(plan),
          BatchTimeout: `${batch.timeoutMs}ms`,
          BatchSize: { MaxMessageCount: batch.maxMessages, AbsoluteMaxBytes: 10 << 20, PreferredMaxBytes: 2 << 20 },
          Organizations: [ordererOrganization(plan)],
          Policies: { ...metaPolicies(), BlockValidation: meta('ANY Writers') },
          Capabilities: { V2_0: true },
        },
        Application: {
          Organizations: [...plan.organizations, ...founders].map(peerOrganizationGroup),
          Policies: {
            ...metaPolicies(),
            Endorsement: meta('MAJORITY Endorsement'),
            LifecycleEndorsement: meta('MAJORITY Endorsement'),
          },
          Capabilities: { V2_5: true },
        },
      },
    },
  };
}

/**
 * An organisation of the channel as configtxgen reads it, with all its peers as anchors: through them the others' peers
 * find it.
 */
export function peerOrganizationGroup(organization: ChannelMember): object {
  const anchors = organization.peers.map(({ host, port }) => ({ Host: host, Port: port }));
  return { ...organizationGroup(organization), ...(anchors.length > 0 && { AnchorPeers: anchors }) };
}

function consensus(plan: NetworkPlan): object {
  const { consensus: kind, orderers } = plan;
  if (kind === 'raft') {
    return {
      OrdererType: 'etcdraft',
      EtcdRaft: { Consenters: orderers.map(consenter), Options: raftOptions(orderers.length) },
    };
  }
  return {
    OrdererType: 'BFT',
    ConsenterMapping: orderers.map((orderer, index) => ({
      ...consenter(orderer),
      ID: index + 1,
      MSPID: ordererOrganizationOf(plan).mspId,
      Identity: path.join(orderer.home, 'msp', 'signcerts', 'certificate.pem'),
    })),
    SmartBFT: bftOptions,
  };
}

/** As Fabric's samples, but a leader that is silent is replaced within seconds and not within a minute. */
const bftOptions = {
  RequestBatchMaxInterval: '100ms',
  RequestForwardTimeout: '2s',
  RequestComplainTimeout: '5s',
  RequestAutoRemoveTimeout: '3m0s',
  ViewChangeResendInterval: '5s',
  ViewChangeTimeout: '20s',
  LeaderHeartbeatTimeout: '10s',
  LeaderHeartbeatCount: 10,
  CollectTimeout: '1s',
  IncomingMessageBufferSize: 200,
  RequestPoolSize: 100_000,
  RequestBatchMaxCount: 500,
  RequestBatchMaxBytes: 10 << 20,
  RequestMaxBytes: 10 << 20,
};

/** A single orderer elects itself after one second; several leave a slow leader the five seconds of Fabric's samples. */
function raftOptions(orderers: number): object {
  return {
    TickInterval: orderers === 1 ? '100ms' : '500ms',
    ElectionTick: 10,
    HeartbeatTick: 1,
    MaxInflightBlocks: 5,
    SnapshotIntervalSize: 16 << 20,
  };
}

function consenter({ home, host, port }: OrdererPlan): object {
  const certificate = path.join(home, 'tls', 'server.crt');
  return { Host: host, Port: port, ClientTLSCert: certificate, ServerTLSCert: certificate };
}

function ordererOrganization(plan: NetworkPlan): object {
  return {
    ...organizationGroup(ordererOrganizationOf(plan), 'orderer'),
    OrdererEndpoints: plan.orderers.map(addressOf),
  };
}

/** An organisation's group as configtxgen reads it: its MSP and who may do what for it. */
export function organizationGroup(
  { mspId, home }: Pick<OrganizationPlan, 'mspId' | 'home'>,
  node: 'peer' | 'orderer' = 'peer',
): object {
  const anyOf = (...roles: string[]): object => ({
    Type: 'Signature',
    Rule: `OR(${roles.map((role) => `'${mspId}.${role}'`).join(', ')})`,
  });
  return {
    Name: mspId,
    ID: mspId,
    MSPDir: path.join(home, 'msp'),
    Policies: {
      Readers: anyOf('admin', node, 'client'),
      Writers: node === 'orderer' ? anyOf('admin', 'orderer', 'client') : anyOf('admin', 'client'),
      Admins: anyOf('admin'),
      ...(node === 'peer' && { Endorsement: anyOf('peer') }),
    },
  };
}

function metaPolicies(): object {
  return { Readers: meta('ANY Readers'), Writers: meta('ANY Writers'), Admins: meta('MAJORITY Admins') };
}

function meta(rule: string): object {
  return { Type: 'ImplicitMeta', Rule: rule };
}
