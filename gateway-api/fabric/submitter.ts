import { setTimeout as sleep } from 'node:timers/promises';
import { StatusCode, type Transaction } from '@hyperledger/fabric-gateway';
import { signLowSInBackground } from '../../identity/signature';
import { Refusal } from '../refusal';
import { type CommitNotices } from './commit-notices';
import { type ConflictMemory } from './conflict-memory';
import { competitionOf, passesAt } from './contention';
import { type ContentionLanes, type Turn } from './contention-lanes';
import { type FabricIdentity } from './fabric-identity';
import { fabricRefusal, isEndorsementMismatch, othersRefusal } from './fabric-refusal';
import { type Idempotency, type IdempotencyClaim } from './idempotency';
import { type IdempotencyRecord, type PendingRecord } from './idempotency-store';
import { type IdentityConnections } from './identity-connections';
import { type LedgerCall } from './ledger-call';
import { type MemberQueue } from './member-queue';
import { narrowedCall } from './narrowed-call';
import {
  codeName,
  findOutcome,
  orderAndAwait,
  type Outcome,
  type OutcomeSearch,
  statusQuestion,
  type StatusQuestion,
  statusRequest,
} from './outcome';
import { type Receipt, type Submission } from './receipt';
import { type TransactionEntry, type TransactionLog } from './transaction-log';
import { type WriteMonitor, type WriteOutcome, writeOutcomeOf } from './write-monitor';

/**
 * For how long after the first attempt a transaction that meets conflicts is tried anew, and how long to wait before the
 * next attempt: at random up to `firstWaitMs`, twice as long each further time, but never more than `longestWaitMs`.
 */
export interface RetryLimits {
  readonly withinMs: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

export interface SubmitterParts {
  readonly connections: IdentityConnections;
  readonly queue: MemberQueue;
  readonly lanes: ContentionLanes;
  readonly conflicts: ConflictMemory;
  readonly idempotency: Idempotency;
  readonly log: TransactionLog;
  readonly notices: CommitNotices;
  readonly search: OutcomeSearch;
  readonly retry: RetryLimits;
  readonly monitor: WriteMonitor;
  /** The gateway's own identity, which may ask for outcomes. */
  readonly reader: FabricIdentity;
}

/** So long other peers may say no to what the member's own peer agrees to, in ms: they may be behind. */
const BEHIND_MS = 5_000;
/** So often a write whose endorsements the channel does not count is proposed anew. */
const MOST_POLICY_FAILURES = 3;

interface Job {
  readonly identity: FabricIdentity;
  readonly call: LedgerCall;
  readonly claim: IdempotencyClaim | undefined;
  readonly onOrdered: (transactionId: string) => void;
  /** The request that asks for it, for the log. */
  readonly requestId: string | undefined;
  readonly startedAt: number;
  entry: TransactionEntry | undefined;
  /** Attempts that met a conflict. */
  conflicts: number;
  /** Until when other peers' refusals are taken for their being behind; set at the first. */
  othersUntil: number | undefined;
  /** How often the channel counted too few of its endorsements. */
  policyFailures: number;
  /** Whether the store holds something of this request. */
  remembered: boolean;
}

/**
 * Takes writes from the door to the ledger: one at a time per member, proposed anew only when the ledger itself says
 * that the attempt before did not happen (a conflict), and never when the outcome is unknown. Transactions that compete
 * for the same thing go side by side until they collide, then one after another (docs/gateway.md, "Conflicts").
 */
export class Submitter {
  constructor(private readonly parts: SubmitterParts) {}

  /**
   * Starts a write. `repeated` says that it is one that was made before under the same idempotency key; `requestId` names
   * the request in the log.
   */
  async submit(
    identity: FabricIdentity,
    call: LedgerCall,
    claim?: IdempotencyClaim,
    requestId?: string,
  ): Promise<{ readonly submission: Submission; readonly repeated: boolean }> {
    if (!claim) return { submission: this.start(identity, call, undefined, undefined, requestId), repeated: false };
    return await this.parts.idempotency.submit(identity.memberId, claim, (found) =>
      this.start(identity, call, claim, found, requestId),
    );
  }

  private start(
    identity: FabricIdentity,
    call: LedgerCall,
    claim: IdempotencyClaim | undefined,
    found: IdempotencyRecord | undefined,
    requestId: string | undefined,
  ): Submission {
    if (found?.state === 'done') {
      return { ordered: Promise.resolve(found.receipt.transactionId), committed: Promise.resolve(found.receipt) };
    }
    let onOrdered: (transactionId: string) => void = () => undefined;
    const orderedFirst = new Promise<string>((resolve) => (onOrdered = resolve));
    const job: Job = {
      identity,
      call,
      claim,
      onOrdered,
      requestId,
      startedAt: Date.now(),
      entry: undefined,
      conflicts: 0,
      othersUntil: undefined,
      policyFailures: 0,
      remembered: found !== undefined,
    };
    const committed = this.parts.queue.run(identity.memberId, () => this.run(job, found));
    const ordered = Promise.race([orderedFirst, committed.then(({ transactionId }) => transactionId)]);
    // Who asked for the write may wait for only one of the two.
    ordered.catch(() => undefined);
    committed.catch(() => undefined);
    return { ordered, committed };
  }

  private async run(job: Job, found: IdempotencyRecord | undefined): Promise<Receipt> {
    try {
      const receipt = (found && (await this.recover(job, found))) ?? (await this.attempts(job));
      if (job.claim) {
        const { key, requestHash } = job.claim;
        await this.parts.idempotency.store.finish(job.identity.memberId, key, { state: 'done', requestHash, receipt });
      }
      this.tell(job, 'committed', undefined);
      return receipt;
    } catch (error) {
      const refusal = fabricRefusal(error, job.entry?.transactionId);
      const unknown = refusal instanceof Refusal && refusal.code === 'OUTCOME_UNKNOWN';
      if (job.entry) Object.assign(job.entry, { state: unknown ? 'unknown' : 'invalid', failure: refusal });
      // What certainly took no effect may be tried again under the same key.
      if (job.claim && job.remembered && !unknown) {
        await this.parts.idempotency.store.forget(job.identity.memberId, job.claim.key);
      }
      if (job.claim && unknown) await this.parts.idempotency.store.release(job.identity.memberId, job.claim.key);
      const code = refusal instanceof Refusal ? refusal.code : undefined;
      this.tell(job, writeOutcomeOf(code), code);
      throw refusal;
    }
  }

  private tell(job: Job, outcome: WriteOutcome, code: string | undefined): void {
    this.parts.monitor.ended({
      transaction: job.call.declaration.name,
      requestId: job.requestId,
      transactionId: job.entry?.transactionId,
      ...{ outcome, code },
      attempts: job.conflicts + (outcome === 'conflict' ? 0 : 1),
      seconds: (Date.now() - job.startedAt) / 1000,
    });
  }

  /** The receipt of a transaction that an earlier gateway signed, or undefined when it certainly took no effect. */
  private async recover(job: Job, found: IdempotencyRecord): Promise<Receipt | undefined> {
    if (found.state !== 'pending') return undefined;
    const { gateway } = this.parts.connections.of(job.identity);
    const prepared = Buffer.from(found.prepared, 'base64');
    const transaction = gateway.newSignedTransaction(prepared, Buffer.from(found.signature, 'base64'));
    this.record(job, transaction.getTransactionId());
    const outcome = await findOutcome(this.question(job.identity, transaction), transaction, this.parts.search);
    return outcome.code === StatusCode.VALID ? this.receipt(job, transaction, outcome) : undefined;
  }

  /**
   * Attempts until one takes effect or time is up: each conflict is a step from beside others over in line to alone, so
   * that no other transaction of this gateway can get in the way of a third attempt.
   */
  private async attempts(job: Job): Promise<Receipt> {
    const { retry, lanes, conflicts, search } = this.parts;
    const deadline = Date.now() + retry.withinMs;
    const competition = competitionOf(job.call, job.identity.memberId);
    const contested = competition.flatMap(({ resource, collides }) => (collides === 'sometimes' ? [resource] : []));
    const firstStep = contested.some((resource) => conflicts.expectsConflict(resource)) ? 1 : 0;
    let turn: Turn | undefined;
    try {
      do {
        const step = firstStep + job.conflicts;
        turn ??= await lanes.enter(passesAt(competition, step), deadline);
        if (!turn) break;
        // The stream of events never tells of a conflict: where one is likely, asking at once saves waiting for it.
        const likely = job.conflicts > 0 || (step === 0 && contested.some((each) => conflicts.isContested(each)));
        const call = job.conflicts === 0 ? job.call : await this.narrowed(job);
        const receipt = await this.attempt(job, call, likely ? { ...search, noticeMs: 0 } : search);
        if (step === 0) contested.forEach((resource) => conflicts.note(resource, receipt === undefined));
        if (receipt) return receipt;
        job.conflicts++;
        // Who passes alone lost to another gateway: to go back in line would only let others lose as well.
        if (!turn.alone) {
          turn.leave();
          turn = undefined;
        }
        await sleep(Math.random() * Math.min(retry.firstWaitMs * 2 ** (job.conflicts - 1), retry.longestWaitMs));
      } while (Date.now() < deadline);
    } finally {
      turn?.leave();
    }
    throw new Refusal(
      'CONFLICT',
      `${job.call.declaration.name} met ${job.conflicts} conflicts with other transactions and waited ${retry.withinMs / 1000} s. Nothing was changed; please try again.`,
      { retryAfterSeconds: 1, ...(job.entry ? { transactionId: job.entry.transactionId } : {}) },
    );
  }

  private narrowed({ identity, call }: Job): Promise<LedgerCall> {
    const { contract } = this.parts.connections.of(identity);
    return narrowedCall(call, (name, args) => contract.evaluate(name, { arguments: [...args] }));
  }

  /** One transaction, or undefined when it met a conflict. */
  private async attempt(job: Job, call: LedgerCall, search: OutcomeSearch): Promise<Receipt | undefined> {
    const { identity } = job;
    const connection = this.parts.connections.of(identity);
    let transaction: Transaction;
    try {
      const proposal = connection.contract.newProposal(call.name, {
        arguments: [...call.args],
        transientData: call.transient,
      });
      transaction = await proposal.endorse();
    } catch (error) {
      const refusal = othersRefusal(error);
      if (refusal && Date.now() > (job.othersUntil ??= Date.now() + BEHIND_MS)) throw refusal;
      if (refusal || isEndorsementMismatch(error)) {
        this.parts.monitor.attempted('ENDORSEMENT_MISMATCH');
        return undefined;
      }
      throw fabricRefusal(error);
    }
    if (job.claim) transaction = await this.remember(job, job.claim, transaction);
    const transactionId = transaction.getTransactionId();
    this.record(job, transactionId);
    const outcome = await orderAndAwait(
      this.question(identity, transaction),
      transaction,
      this.parts.notices,
      search,
      () => {
        job.onOrdered(transactionId);
      },
    );
    this.parts.monitor.attempted(codeName(outcome));
    if (outcome.code === StatusCode.VALID) return this.receipt(job, transaction, outcome);
    if (outcome.code === StatusCode.MVCC_READ_CONFLICT || outcome.code === StatusCode.PHANTOM_READ_CONFLICT) {
      return undefined;
    }
    // Whose endorsements count changes when an organisation joins the channel between a proposal and its block.
    if (outcome.code === StatusCode.ENDORSEMENT_POLICY_FAILURE && job.policyFailures++ < MOST_POLICY_FAILURES) {
      return undefined;
    }
    throw new Refusal(
      'TRANSACTION_INVALID',
      `The network found transaction ${transactionId} invalid (${codeName(outcome)}). Nothing was changed.`,
      { transactionId },
    );
  }

  /** Signs the transaction and puts the envelope on disk before anybody sees it. */
  private async remember(job: Job, claim: IdempotencyClaim, transaction: Transaction): Promise<Transaction> {
    const bytes = transaction.getBytes();
    const signature = await signLowSInBackground(job.identity.privateKey, transaction.getDigest());
    const record: PendingRecord = {
      state: 'pending',
      requestHash: claim.requestHash,
      transactionId: transaction.getTransactionId(),
      prepared: Buffer.from(bytes).toString('base64'),
      signature: signature.toString('base64'),
    };
    const replaces = job.remembered ? job.entry?.transactionId : undefined;
    await this.parts.idempotency.store.begin(job.identity.memberId, claim.key, record, replaces);
    job.remembered = true;
    return this.parts.connections.of(job.identity).gateway.newSignedTransaction(bytes, signature);
  }

  private question(identity: FabricIdentity, transaction: Transaction): StatusQuestion {
    const request = statusRequest(this.parts.search.channel, transaction.getTransactionId(), identity);
    return statusQuestion(this.parts.connections.of(identity).gateway, request);
  }

  private record(job: Job, transactionId: string): void {
    const transaction = job.call.declaration.name;
    job.entry ??= { member: job.identity.memberId, transaction, state: 'submitted', transactionId };
    job.entry.transactionId = transactionId;
    this.parts.log.add(job.entry);
  }

  private receipt(job: Job, transaction: Transaction, { blockNumber }: Outcome): Receipt {
    const result = Buffer.from(transaction.getResult()).toString();
    const transactionId = transaction.getTransactionId();
    const receipt = { transactionId, blockNumber: String(blockNumber), attempts: job.conflicts + 1, result };
    if (job.entry) Object.assign(job.entry, { state: 'committed', receipt });
    return receipt;
  }
}
