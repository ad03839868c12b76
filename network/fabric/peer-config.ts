import path from 'node:path';
import { builderEnvironmentName } from './ccaas-builder';
import { type FabricRelease, proposalFilters } from './fabric-release';
import { addressOf, loopbackHost, type PeerOrganizationPlan, type PeerPlan } from './network-plan';

/**
 * A peer's `core.yaml`. It listens with TLS and keeps its ledger in LevelDB; it refuses proposals whose time
 * is more than 15 minutes from its own clock, which Fabric's samples leave out; it starts no container, since chaincode
 * runs as a service; its gateway takes 5,000 calls at once, because each call that waits for a commit counts.
 * Settings that are left out have the same default in Fabric's code.
 */
export function peerConfig(
  organization: PeerOrganizationPlan,
  peer: PeerPlan,
  builder: string,
  release: FabricRelease = '3',
): object {
  const address = addressOf(peer);
  const inHome = (...parts: string[]): string => path.join(peer.home, ...parts);
  return {
    peer: {
      id: peer.name,
      networkId: 'sunledger',
      listenAddress: address,
      address,
      // Nobody dials in here: the peer dials the chaincode's server.
      chaincodeListenAddress: `${loopbackHost}:0`,
      localMspId: organization.mspId,
      localMspType: 'bccsp',
      mspConfigPath: inHome('msp'),
      fileSystemPath: peerLedger(peer),
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
      tls: {
        enabled: true,
        cert: { file: inHome('tls', 'server.crt') },
        key: { file: inHome('tls', 'server.key') },
        rootcert: { file: inHome('tls', 'ca.crt') },
      },
      gossip: gossip(address, organization.peers.filter(({ name }) => name !== peer.name).map(addressOf)),
      gateway: { enabled: true, endorsementTimeout: '30s', broadcastTimeout: '30s', dialTimeout: '2m' },
      authentication: { timewindow: '15m' },
      client: { connTimeout: '3s' },
      deliveryclient: {
        blockGossipEnabled: false,
        connTimeout: '3s',
        reConnectBackoffThreshold: '10s',
        // With BFT: how long an orderer may keep blocks to itself that others have announced before another is asked.
        blockCensorshipTimeoutKey: '5s',
      },
      handlers: {
        authFilters: proposalFilters[release].map((name) => ({ name })),
        decorators: [{ name: 'DefaultDecorator' }],
        endorsers: { escc: { name: 'DefaultEndorsement' } },
        validators: { vscc: { name: 'DefaultValidation' } },
      },
      discovery: { enabled: true, authCacheEnabled: true, authCacheMaxSize: 1000, authCachePurgeRetentionRatio: 0.75 },
      limits: { concurrency: { endorserService: 2500, deliverService: 2500, gatewayService: 5000 } },
    },
    chaincode: {
      externalBuilders: [{ name: 'ccaas', path: builder, propagateEnvironment: [builderEnvironmentName] }],
      installTimeout: '60s',
      startuptimeout: '60s',
      executetimeout: '30s',
      mode: 'net',
      // fabric-shim for Node ends its process on a keepalive message.
      keepalive: 0,
      system: { _lifecycle: 'enable', cscc: 'enable', lscc: 'enable', qscc: 'enable' },
      runtimeParams: {
        useWriteBatch: true,
        maxSizeWriteBatch: 1000,
        useGetMultipleKeys: true,
        maxSizeGetMultipleKeys: 1000,
      },
    },
    ledger: {
      state: { stateDatabase: 'goleveldb', totalQueryLimit: 100_000 },
      history: { enableHistoryDatabase: true },
      snapshots: { rootDir: inHome('snapshots') },
    },
    operations: { listenAddress: `${loopbackHost}:0` },
    metrics: { provider: 'disabled' },
  };
}

/** Where a peer keeps its ledgers and installed chaincodes. */
export const peerLedger = ({ home }: PeerPlan): string => path.join(home, 'ledger');

/** Each peer fetches blocks from the orderers itself and tells the others only where it is. */
function gossip(address: string, colleagues: readonly string[]): object {
  return {
    bootstrap: colleagues.length === 0 ? [address] : colleagues,
    endpoint: address,
    externalEndpoint: address,
    useLeaderElection: false,
    orgLeader: true,
    // Peers that start together miss each other's first call; until the second, no two of them can endorse together.
    reconnectInterval: '1s',
    state: { enabled: false },
    pvtData: {
      pullRetryThreshold: '60s',
      transientstoreMaxBlockRetention: 20_000,
      pushAckTimeout: '3s',
      btlPullMargin: 10,
      reconcileBatchSize: 10,
      reconcileSleepInterval: '1m',
      reconciliationEnabled: true,
      implicitCollectionDisseminationPolicy: { requiredPeerCount: 0, maxPeerCount: 1 },
    },
  };
}
