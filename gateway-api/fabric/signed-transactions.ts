import { StatusCode, type Transaction } from '@hyperledger/fabric-gateway';
import { gateway as messages } from '@hyperledger/fabric-protos';
import { Refusal } from '../refusal';
import { type Competition, competitionOf, passesAt } from './contention';
import { type MemberIdentity } from './fabric-identity';
import { fabricRefusal, isEndorsementMismatch } from './fabric-refusal';
import { HeldTurns } from './held-turns';
import { type IdempotencyClaim } from './idempotency';
import { requestInFlight } from './idempotency-records';
import { type IdempotencyRecord, type PendingRecord } from './idempotency-store';
import { type LedgerCall } from './ledger-call';
import { codeName, findOutcome, orderAndAwait, type StatusQuestion, statusQuestion, statusRequest } from './outcome';
import { type Receipt, type Submission } from './receipt';
import { type SubmitterParts } from './submitter';
import { type TransactionEntry } from './transaction-log';
import { type WriteOutcome, writeOutcomeOf } from './write-monitor';

/** Something that a member is to sign. */
export interface ToSign {
  readonly transactionId: string;
  /** What is signed. */
  readonly message: Uint8Array;
  /** What holds it on its way, and takes the signature. */
  readonly envelope: Uint8Array;
}

/** An endorsed transaction, with the question for its outcome. */
export interface EndorsedToSign extends ToSign {
  /** What is signed of the question, and what holds it. */
  readonly question: { readonly message: Uint8Array; readonly envelope: Uint8Array };
}

/** A write that its member signs. */
export interface SignedWrite {
  readonly identity: MemberIdentity;
  readonly call: LedgerCall;
  /** How many transactions for it met a conflict before. */
  readonly conflicts: number;
}

/** A transaction that came back signed, with the signed question for its outcome. */
export interface SignedSubmission {
  readonly envelope: Uint8Array;
  readonly signature: Uint8Array;
  readonly question: { readonly envelope: Uint8Array; readonly signature: Uint8Array };
}

/** A signed write on its way. */
interface SignedJob {
  readonly write: SignedWrite;
  readonly signed: SignedSubmission;
  readonly transaction: Transaction;
  readonly claim: IdempotencyClaim | undefined;
  readonly requestId: string | undefined;
  /** What the store knows of an earlier transaction of the same request. */
  readonly found: IdempotencyRecord | undefined;
  readonly startedAt: number;
}

/** For so long a write waits for its turn before it goes on without. */
const TURN_WITHIN_MS = 5_000;

/**
 * Transactions that members sign by themselves (spec 32, way 1): proposed here, signed there, endorsed here, signed
 * there, ordered here. What becomes of them is found out as for others, but a conflict is told and not repeated: a new
 * transaction needs new signatures.
 */
export class SignedTransactions {
  constructor(
    private readonly parts: SubmitterParts,
    private readonly turns = new HeldTurns(),
  ) {}

  /** A new proposal in the member's name. */
  propose(identity: MemberIdentity, { name, args, transient }: LedgerCall): ToSign {
    const { contract } = this.parts.connections.of(identity);
    const proposal = contract.newProposal(name, { arguments: [...args], transientData: transient });
    const [transactionId, message] = [proposal.getTransactionId(), proposal.getDigest()];
    return { transactionId, message, envelope: proposal.getBytes() };
  }

  /** What the ledger answers to a signed proposal. Throws a Refusal. */
  async evaluate(identity: MemberIdentity, envelope: Uint8Array, signature: Uint8Array): Promise<Uint8Array> {
    try {
      return await this.parts.connections.of(identity).gateway.newSignedProposal(envelope, signature).evaluate();
    } catch (error) {
      throw fabricRefusal(error);
    }
  }

  /** Has a signed proposal endorsed. Throws a Refusal, CONFLICT where endorsers stand at different blocks. */
  async endorse(write: SignedWrite, envelope: Uint8Array, signature: Uint8Array): Promise<EndorsedToSign> {
    const { identity } = write;
    const { gateway } = this.parts.connections.of(identity);
    const proposal = gateway.newSignedProposal(envelope, signature);
    const turn = await this.turnOf(write);
    let transaction: Transaction;
    try {
      transaction = await proposal.endorse();
    } catch (error) {
      turn?.leave();
      if (!isEndorsementMismatch(error)) throw fabricRefusal(error);
      this.parts.monitor.attempted('ENDORSEMENT_MISMATCH');
      const entry = this.record(write, proposal.getTransactionId());
      const refusal = conflict(write, entry.transactionId, 'its endorsers stood at different blocks');
      Object.assign(entry, { state: 'invalid', failure: refusal, conflicts: write.conflicts + 1 });
      throw refusal;
    }
    const transactionId = transaction.getTransactionId();
    if (turn) this.turns.hold(identity.memberId, transactionId, turn);
    const request = statusRequest(this.parts.search.channel, transactionId, identity);
    const message = messages.SignedCommitStatusRequest.deserializeBinary(request).getRequest_asU8();
    const question = { message, envelope: request };
    return { transactionId, message: transaction.getDigest(), envelope: transaction.getBytes(), question };
  }

  /** What came of a request with this idempotency key before, or undefined where it certainly took no effect. */
  async replay(identity: MemberIdentity, claim: IdempotencyClaim): Promise<Submission | undefined> {
    const { idempotency } = this.parts;
    const { submission, record } = await idempotency.find(identity.memberId, claim);
    if (submission || !record) return submission;
    const receipt = record.state === 'done' ? record.receipt : await this.recover(identity, claim, record);
    return receipt && { ordered: Promise.resolve(receipt.transactionId), committed: Promise.resolve(receipt) };
  }

  /** Orders a signed transaction. `repeated` says that another one of the same request is the one that counts. */
  async submit(
    write: SignedWrite,
    signed: SignedSubmission,
    claim: IdempotencyClaim | undefined,
    requestId: string | undefined,
  ): Promise<{ readonly submission: Submission; readonly repeated: boolean }> {
    const { gateway } = this.parts.connections.of(write.identity);
    const transaction = gateway.newSignedTransaction(signed.envelope, signed.signature);
    const start = (found?: IdempotencyRecord): Submission =>
      this.start({ ...{ write, signed, transaction, claim, requestId, found }, startedAt: Date.now() });
    if (!claim) return { submission: start(), repeated: false };
    return await this.parts.idempotency.submit(write.identity.memberId, claim, start);
  }

  private start(job: SignedJob): Submission {
    let onOrdered: () => void = () => undefined;
    const transactionId = job.transaction.getTransactionId();
    const orderedFirst = new Promise<string>((resolve) => (onOrdered = () => resolve(transactionId)));
    const { identity } = job.write;
    const committed = this.parts.queue.run(`${identity.memberId} ${transactionId}`, async () => {
      // Another transaction of the same request came first: its outcome is the answer.
      const earlier = job.found && (await this.receiptOf(identity, job.found));
      return earlier ?? (await this.run(job, onOrdered));
    });
    const ordered = Promise.race([orderedFirst, committed.then((receipt) => receipt.transactionId)]);
    // Who asked for the write may wait for only one of the two.
    ordered.catch(() => undefined);
    committed.catch(() => undefined);
    return { ordered, committed };
  }

  private async run(job: SignedJob, onOrdered: () => void): Promise<Receipt> {
    const { write, claim } = job;
    const { memberId } = write.identity;
    const { store } = this.parts.idempotency;
    const entry = this.record(write, job.transaction.getTransactionId());
    let remembered = job.found !== undefined;
    try {
      if (claim) {
        await this.remember(job, claim);
        remembered = true;
      }
      const receipt = await this.order(job, onOrdered);
      Object.assign(entry, { state: 'committed', receipt });
      if (claim) await store.finish(memberId, claim.key, { state: 'done', requestHash: claim.requestHash, receipt });
      this.tell(job, 'committed');
      return receipt;
    } catch (error) {
      const refusal = fabricRefusal(error, entry.transactionId);
      const code = refusal instanceof Refusal ? refusal.code : undefined;
      const unknown = code === 'OUTCOME_UNKNOWN';
      Object.assign(entry, { state: unknown ? 'unknown' : 'invalid', failure: refusal });
      if (code === 'CONFLICT') entry.conflicts = write.conflicts + 1;
      // What certainly took no effect may be tried again under the same key.
      if (claim && remembered) await (unknown ? store.release(memberId, claim.key) : store.forget(memberId, claim.key));
      this.tell(job, writeOutcomeOf(code), code);
      throw refusal;
    }
  }

  private tell({ write, transaction, requestId, startedAt }: SignedJob, outcome: WriteOutcome, code?: string): void {
    this.parts.monitor.ended({
      transaction: write.call.declaration.name,
      requestId,
      transactionId: transaction.getTransactionId(),
      ...{ outcome, code },
      attempts: write.conflicts + 1,
      seconds: (Date.now() - startedAt) / 1000,
    });
  }

  /** Puts the signed envelope on disk before anybody sees it. */
  private async remember({ write, signed, transaction, found }: SignedJob, claim: IdempotencyClaim): Promise<void> {
    const { envelope, signature, question } = signed;
    const record: PendingRecord = {
      state: 'pending',
      requestHash: claim.requestHash,
      transactionId: transaction.getTransactionId(),
      prepared: base64(envelope),
      signature: base64(signature),
      status: { request: base64(question.envelope), signature: base64(question.signature) },
    };
    const before = found?.state === 'pending' ? found.transactionId : undefined;
    await this.parts.idempotency.store.begin(write.identity.memberId, claim.key, record, before);
  }

  private async order({ write, signed, transaction }: SignedJob, onOrdered: () => void): Promise<Receipt> {
    const { connections, conflicts, notices, search, monitor } = this.parts;
    const turn = this.turns.take(transaction.getTransactionId());
    const contested = contestedIn(competitionOf(write.call, write.identity.memberId));
    const likely = write.conflicts > 0 || contested.some((each) => conflicts.isContested(each));
    try {
      const { question } = signed;
      const ask = statusQuestion(connections.of(write.identity).gateway, question.envelope, question.signature);
      const patience = likely ? { ...search, noticeMs: 0 } : search;
      const outcome = await orderAndAwait(ask, transaction, notices, patience, onOrdered);
      monitor.attempted(codeName(outcome));
      const collided =
        outcome.code === StatusCode.MVCC_READ_CONFLICT || outcome.code === StatusCode.PHANTOM_READ_CONFLICT;
      if (write.conflicts === 0) contested.forEach((resource) => conflicts.note(resource, collided));
      const transactionId = transaction.getTransactionId();
      if (collided) throw conflict(write, transactionId, 'others changed what it had read');
      if (outcome.code === StatusCode.ENDORSEMENT_POLICY_FAILURE) {
        throw conflict(write, transactionId, 'the channel counts other endorsements by now');
      }
      if (outcome.code !== StatusCode.VALID) {
        const message = `The network found transaction ${transactionId} invalid (${codeName(outcome)}). Nothing was changed.`;
        throw new Refusal('TRANSACTION_INVALID', message, { transactionId });
      }
      return receipt(transaction, outcome.blockNumber, write.conflicts + 1);
    } finally {
      turn?.leave();
    }
  }

  /** What became of a transaction that was left pending, if nobody else works on it; the store learns it, too. */
  private async recover(
    identity: MemberIdentity,
    { key, requestHash }: IdempotencyClaim,
    record: PendingRecord,
  ): Promise<Receipt | undefined> {
    const { store } = this.parts.idempotency;
    const { memberId } = identity;
    if (!(await store.takeOver(memberId, key, record))) throw requestInFlight(key);
    let receipt: Receipt | undefined;
    try {
      receipt = await this.receiptOf(identity, record);
    } catch (error) {
      await store.release(memberId, key);
      throw error;
    }
    if (receipt) await store.finish(memberId, key, { state: 'done', requestHash, receipt });
    else await store.forget(memberId, key);
    return receipt;
  }

  /** The receipt of a transaction that the store knows, or undefined when it certainly took no effect. */
  private async receiptOf(identity: MemberIdentity, record: IdempotencyRecord): Promise<Receipt | undefined> {
    if (record.state === 'done') return record.receipt;
    const { gateway } = this.parts.connections.of(identity);
    const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
    const transaction = gateway.newSignedTransaction(bytes(record.prepared), bytes(record.signature));
    const outcome = await findOutcome(this.questionFor(identity, record), transaction, this.parts.search);
    return outcome.code === StatusCode.VALID ? receipt(transaction, outcome.blockNumber, 1) : undefined;
  }

  /** The member's own question where it has signed one, else the gateway's. */
  private questionFor(identity: MemberIdentity, record: PendingRecord): StatusQuestion {
    const { connections, search, reader } = this.parts;
    const { status } = record;
    if (!status) {
      const request = statusRequest(search.channel, record.transactionId, reader);
      return statusQuestion(connections.of(reader).gateway, request);
    }
    const request = Buffer.from(status.request, 'base64');
    return statusQuestion(connections.of(identity).gateway, request, Buffer.from(status.signature, 'base64'));
  }

  /** A first attempt passes beside others and needs no turn; who met a conflict, or always does, waits for one. */
  private async turnOf({ identity, call, conflicts }: SignedWrite) {
    const competition = competitionOf(call, identity.memberId);
    const expected = contestedIn(competition).some((resource) => this.parts.conflicts.expectsConflict(resource));
    const passes = passesAt(competition, conflicts + (expected ? 1 : 0));
    if (passes.every(({ passage }) => passage === 'beside') || !this.turns.mayHold(identity.memberId)) return undefined;
    return await this.parts.lanes.enter(passes, Date.now() + TURN_WITHIN_MS);
  }

  private record({ identity, call }: SignedWrite, transactionId: string): TransactionEntry {
    const transaction = call.declaration.name;
    const entry: TransactionEntry = { member: identity.memberId, transaction, state: 'submitted', transactionId };
    this.parts.log.add(entry);
    return entry;
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const contestedIn = (competition: readonly Competition[]): string[] =>
  competition.flatMap(({ resource, collides }) => (collides === 'sometimes' ? [resource] : []));

function conflict({ call }: SignedWrite, transactionId: string, why: string): Refusal {
  return new Refusal(
    'CONFLICT',
    `${call.declaration.name} met a conflict: ${why}. Nothing was changed; prepare and sign it anew.`,
    { transactionId, retryAfterSeconds: 1 },
  );
}

function receipt(transaction: Transaction, blockNumber: bigint, attempts: number): Receipt {
  const result = Buffer.from(transaction.getResult()).toString();
  return { transactionId: transaction.getTransactionId(), blockNumber: String(blockNumber), attempts, result };
}
