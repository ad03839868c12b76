import { type GatewayLog } from '../gateway-log';
import { type BlockSource, channelBlocks } from './channel-blocks';
import { CommitNotices } from './commit-notices';
import { ConflictMemory } from './conflict-memory';
import { ContentionLanes } from './contention-lanes';
import { EventHub } from './event-hub';
import { type FabricIdentity } from './fabric-identity';
import { Idempotency } from './idempotency';
import { type IdempotencyRecords } from './idempotency-records';
import { IdentityConnections } from './identity-connections';
import { MemberQueue } from './member-queue';
import { NetworkClient } from './network-client';
import { type NetworkConnection } from './network-connection';
import { SignedTransactions } from './signed-transactions';
import { Submitter, type SubmitterParts } from './submitter';
import { TransactionLog, type WriteBoard } from './transaction-log';
import { type WriteMonitor } from './write-monitor';

/**
 * A transaction that was taken but is in no block for so long as `commitMs` may have been lost with the orderer that took
 * it: the very same envelope is sent again then.
 */
const deadlines = { evaluateMs: 15_000, endorseMs: 20_000, submitMs: 10_000, commitMs: 10_000 };
const search = { searchMs: 60_000, askMs: 2_000, noticeMs: 100 };
const retry = { withinMs: 30_000, firstWaitMs: 10, longestWaitMs: 80 };

/** Everything of the gateway that talks to Fabric. */
export interface LedgerConnection {
  readonly client: NetworkClient;
  /** Transactions that members sign by themselves. */
  readonly signed: SignedTransactions;
  readonly transactions: TransactionLog;
  readonly events: EventHub;
  readonly blocks: BlockSource;
  /** Calls the listener with every block that this gateway tells anybody of, by a receipt or an event, before it does. */
  onBlockTold(listener: (block: bigint) => void): void;
  /** Writes that wait or run, their members, and what they compete for. */
  load(): { readonly writes: number; readonly members: number; readonly contended: number };
}

/** Puts the parts together; `reader` is the gateway's own identity, which listens to events. */
export function connectLedger(
  network: NetworkConnection,
  reader: FabricIdentity,
  state: { readonly requests: IdempotencyRecords; readonly writes: WriteBoard | undefined },
  queue: { readonly perMember: number; readonly overall: number },
  log: GatewayLog,
  monitor: WriteMonitor,
): LedgerConnection {
  const connections = new IdentityConnections(network, deadlines);
  const events = new EventHub(
    (startBlock) => connections.of(reader).network.getChaincodeEvents(network.chaincode, { startBlock }),
    log,
  );
  const transactions = new TransactionLog(state.writes);
  const writes = new MemberQueue(queue.perMember, queue.overall);
  const lanes = new ContentionLanes();
  const parts: SubmitterParts = {
    connections,
    queue: writes,
    lanes,
    conflicts: new ConflictMemory(),
    idempotency: new Idempotency(state.requests),
    log: transactions,
    notices: new CommitNotices(events),
    search: { channel: network.channel, ...search },
    retry,
    monitor,
    reader,
  };
  const told = new Set<(block: bigint) => void>();
  const tell = (block: bigint): void => told.forEach((listener) => listener(block));
  events.subscribe(({ block }) => tell(block));
  const client = new NetworkClient(network.channel, connections, new Submitter(parts), transactions, tell);
  return {
    client,
    signed: new SignedTransactions(parts),
    transactions,
    events,
    blocks: channelBlocks(
      network,
      () => connections.of(reader).network,
      () => client.height(reader),
    ),
    onBlockTold: (listener) => void told.add(listener),
    load: () => ({ writes: writes.size, members: writes.members, contended: lanes.size }),
  };
}
