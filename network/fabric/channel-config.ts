import path from 'node:path';
import { type BlockCutting } from './fabric-network-options';
import { loopbackHost, type NetworkPlan, type OrganizationPlan } from './network-plan';

/** Name of the profile in `configtx.yaml` that holds the application channel. */
export const channelProfile = 'Channel';

/**
 * The channel's configuration as configtxgen reads it: every organisation's MSP and anchor peer, Raft ordering,
 * and policies by majority. Anchor peers stand in the genesis block itself, because peers of different organisations
 * find each other through them, and until they do a transaction can't be endorsed by two organisations.
 */
export function channelConfig(plan: NetworkPlan, batch: BlockCutting): object {
  return {
    Profiles: {
      [channelProfile]: {
        Policies: metaPolicies(),
        Capabilities: { V3_0: true },
        Orderer: {
          OrdererType: 'etcdraft',
          BatchTimeout: `${batch.timeoutMs}ms`,
          BatchSize: { MaxMessageCount: batch.maxMessages, AbsoluteMaxBytes: 10 << 20, PreferredMaxBytes: 2 << 20 },
          EtcdRaft: { Consenters: plan.orderers.map(consenter), Options: raftOptions(plan.orderers.length) },
          Organizations: [ordererOrganization(plan)],
          Policies: { ...metaPolicies(), BlockValidation: meta('ANY Writers') },
          Capabilities: { V2_0: true },
        },
        Application: {
          Organizations: plan.organizations.map((organization) => ({
            ...organizationGroup(organization),
            ...(organization.peer && { AnchorPeers: [{ Host: loopbackHost, Port: organization.peer.port }] }),
          })),
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

function consenter({ home, port }: { home: string; port: number }): object {
  const certificate = path.join(home, 'tls', 'server.crt');
  return { Host: loopbackHost, Port: port, ClientTLSCert: certificate, ServerTLSCert: certificate };
}

function ordererOrganization(plan: NetworkPlan): object {
  return {
    ...organizationGroup(plan.ordererOrganization, 'orderer'),
    OrdererEndpoints: plan.orderers.map(({ port }) => `${loopbackHost}:${port}`),
  };
}

function organizationGroup({ mspId, home }: OrganizationPlan, node: 'peer' | 'orderer' = 'peer'): object {
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
