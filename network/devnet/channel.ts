import { type ChaincodeDefinition, type ChannelConfig, absoluteMaxBytes } from './channel-config';
import { BlockCutter } from './orderer/block-cutter';
import { committedBytes, orderBlock } from './orderer/block-writer';
import { CommittedBlock } from './committer/committed-block';
import { type Identities, satisfies, unsatisfied } from './committer/identities';
import { privateWritesOf, writesPrivateData } from './committer/private-writes';
import { SubmittedTransaction } from './committer/transaction';
import { Validator } from './committer/validator';
import { type DevnetLog } from './devnet-log';
import { Faults } from './faults';
import { type ValidIdentity } from './msp/msp';
import { MspError } from './msp/msp-error';
import { type SigningIdentity } from './msp/signing-identity';
import { LEDGER_CLOSED, type NetworkFailure } from '../running-network';
import { type ChannelLedger } from './store/channel-ledger';
import { type DiskRoom } from './store/disk-room';
import { isDiskFull, writeFailureReason } from './store/write-failure';
import { type Envelope } from './wire/common-messages';
import { type PrivateWrite } from './store/private-store';
import { ValidationCode } from './wire/peer-messages';
import { type Station, TransactionTimes } from './transaction-times';
import { WireError } from './wire/reader';

/** What became of a transaction, and where. */
export interface TransactionStatus {
  readonly code: number;
  readonly blockNumber: number;
}

/** The orderer refuses an envelope; status and text are those of Fabric's broadcast service. */
export class BroadcastError extends Error {
  override readonly name = 'BroadcastError';
  constructor(
    readonly status: 'BAD_REQUEST' | 'FORBIDDEN' | 'SERVICE_UNAVAILABLE',
    message: string,
  ) {
    super(message);
  }
}

/** Told what became of a transaction, or why nobody will know before the network runs again. */
type StatusListener = (outcome: TransactionStatus | Error) => void;

/** A channel: its members, its ledger, and the way of a transaction from broadcast to commit. */
export class Channel {
  private readonly validator: Validator;
  private readonly cutter: BlockCutter<SubmittedTransaction>;
  private readonly waiting = new Map<string, Set<StatusListener>>();
  private readonly blockListeners = new Set<() => void>();
  private failure: Error | undefined;
  private tellFailed: (failure: NetworkFailure) => void = () => undefined;
  /** Resolves when the ledger could not be written; stays pending otherwise. */
  readonly failed = new Promise<NetworkFailure>((resolve) => (this.tellFailed = resolve));
  /** What a developer wants to go wrong. */
  readonly faults = new Faults();
  readonly times = new TransactionTimes();

  constructor(
    readonly config: ChannelConfig,
    readonly ledger: ChannelLedger,
    readonly identities: Identities,
    readonly definitions: ReadonlyMap<string, ChaincodeDefinition>,
    private readonly orderer: SigningIdentity,
    private readonly log: DevnetLog,
    /** The room on the disk; undefined in memory. */
    private readonly room?: DiskRoom,
  ) {
    this.validator = new Validator(config.channel, ledger, identities, definitions, this.faults);
    this.cutter = new BlockCutter(config.batch, (batch) => this.commit(batch));
  }

  get name(): string {
    return this.config.channel;
  }

  /** Takes a transaction for the next block. Throws BroadcastError when the orderer refuses it. */
  async broadcast(envelope: Envelope): Promise<void> {
    const size = envelope.payload.length + envelope.signature.length;
    if (size > absoluteMaxBytes) {
      throw new BroadcastError(
        'BAD_REQUEST',
        `message payload is ${size} bytes and exceeds maximum allowed ${absoluteMaxBytes} bytes`,
      );
    }
    const transaction = new SubmittedTransaction(envelope);
    if (transaction.head === undefined) {
      throw new BroadcastError('BAD_REQUEST', transaction.headDefect?.message ?? 'malformed envelope');
    }
    const { channelId } = transaction.head.channelHeader;
    if (channelId !== this.name) throw new BroadcastError('BAD_REQUEST', 'channel does not exist');
    if (this.identities.hasEnded(transaction.head.signatureHeader.creator, new Date())) {
      throw new BroadcastError('BAD_REQUEST', 'broadcast client identity expired');
    }
    if (!(await this.isWriter(transaction.head.signatureHeader.creator, envelope))) {
      throw new BroadcastError('FORBIDDEN', `${unsatisfied('Writers')}: permission denied`);
    }
    await this.requireRoom(size);
    this.checkAccepting();
    this.times.note(transaction.txId, 'submitted');
    this.cutter.add(transaction);
  }

  /** Keeps the private write set of an endorsed transaction until it is committed. Throws BroadcastError where it can't. */
  async keepPending(txId: string, rwset: Buffer): Promise<void> {
    this.checkAccepting();
    await this.requireRoom(rwset.length);
    try {
      await this.ledger.private.keepPending(txId, this.ledger.height, rwset);
    } catch (error) {
      this.breakDown(error);
      this.checkAccepting();
    }
  }

  /** What became of a transaction that the ledger holds. */
  statusOf(txId: string): TransactionStatus | undefined {
    const place = this.ledger.transaction(txId);
    return place === undefined ? undefined : { code: place.code, blockNumber: place.block };
  }

  /** Calls once, when the transaction is in a committed block or nothing more will be. Returns what takes the listener away again. */
  onCommitted(txId: string, listener: StatusListener): () => void {
    if (this.failure !== undefined) {
      listener(this.failure);
      return () => undefined;
    }
    const listeners = this.waiting.get(txId) ?? new Set();
    this.waiting.set(txId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.waiting.get(txId) === listeners) this.waiting.delete(txId);
    };
  }

  /** Calls after every committed block. Returns what takes the listener away again. */
  onBlock(listener: () => void): () => void {
    this.blockListeners.add(listener);
    return () => this.blockListeners.delete(listener);
  }

  /** The valid identity that signed the message, when it is one of the channel's readers. Throws MspError, WireError. */
  async reader(serialized: Buffer, message: Buffer, signature: Buffer): Promise<ValidIdentity | undefined> {
    const identity = this.identities.validate(serialized);
    const signed = await this.identities.verify(identity, message, signature);
    return signed && satisfies(identity, 'Readers') ? identity : undefined;
  }

  /** Commits what was accepted, then nothing more is. */
  async stop(): Promise<void> {
    await this.cutter.idle();
    this.fail(new Error('The network is stopping'));
  }

  private fail(failure: Error): void {
    this.failure ??= failure;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const listeners of waiting) for (const listener of listeners) listener(this.failure);
  }

  private checkAccepting(): void {
    if (this.failure !== undefined) throw new BroadcastError('SERVICE_UNAVAILABLE', this.failure.message);
  }

  private async requireRoom(bytes: number): Promise<void> {
    const refusal = await this.room?.refusal(bytes);
    if (refusal !== undefined) throw new BroadcastError('SERVICE_UNAVAILABLE', `${LEDGER_CLOSED}${refusal}`);
  }

  private async isWriter(creator: Buffer, { payload, signature }: Envelope): Promise<boolean> {
    try {
      const identity = this.identities.validate(creator);
      return satisfies(identity, 'Writers') && (await this.identities.verify(identity, payload, signature));
    } catch (error) {
      if (error instanceof MspError || error instanceof WireError) return false;
      throw error;
    }
  }

  private async commit(batch: readonly SubmittedTransaction[]): Promise<void> {
    if (this.failure !== undefined) return;
    try {
      await this.commitBlock(batch);
    } catch (error) {
      // Nothing of this block was acknowledged; what became of it shows when the network runs again.
      this.breakDown(error);
    }
  }

  /** After a failed write nothing more is tried: who waits is told, and so is who comes. */
  private breakDown(error: unknown): void {
    const reason = `the ledger could not be written (${writeFailureReason(error)}), and the network has to be started again`;
    this.log.error(
      { err: error, channel: this.name },
      'The ledger could not be written; the network accepts nothing more',
    );
    this.fail(new Error(`${LEDGER_CLOSED}${reason}`, { cause: error }));
    this.tellFailed({ reason, isDiskFull: isDiskFull(error) });
  }

  private async commitBlock(batch: readonly SubmittedTransaction[]): Promise<void> {
    const { ledger } = this;
    const number = ledger.height;
    const { lastBlock } = ledger;
    if (lastBlock === undefined) throw new Error(`Channel ${this.name} has no genesis block`);
    const envelopes = batch.map(({ bytes }) => bytes);
    this.note(batch, 'cut');
    const validating = this.validator.validate(number, batch);
    const ordered = orderBlock(number, lastBlock.hash, envelopes, this.orderer);
    const { verdicts, updates } = await validating;
    this.note(batch, 'validated');
    const codes = Buffer.from(verdicts.map(({ code }) => code));
    const privateWrites: PrivateWrite[] = [];
    for (const [txNum, { action }] of verdicts.entries()) {
      if (action === undefined || !writesPrivateData(action.rwset)) continue;
      const pending = ledger.private.pending((batch[txNum] as SubmittedTransaction).txId);
      if (pending === undefined) continue;
      const version = { blockNum: number, txNum };
      privateWrites.push(...privateWritesOf(action.rwset, pending, version, updates, ledger.private.reader()));
    }
    const bytes = committedBytes(ordered, codes, updates.commitHash(codes, lastBlock.commitHash));
    const committed = verdicts.map(({ code, action }, index) =>
      (batch[index] as SubmittedTransaction).committed(code, action),
    );
    await ledger.commit(new CommittedBlock(bytes, committed), updates, privateWrites);
    this.note(batch, 'committed');
    this.announce(batch, codes, number);
  }

  private note(batch: readonly SubmittedTransaction[], station: Station): void {
    for (const { txId } of batch) this.times.note(txId, station);
  }

  private announce(batch: readonly SubmittedTransaction[], codes: Buffer, blockNumber: number): void {
    for (const [index, { txId }] of batch.entries()) {
      const listeners = this.waiting.get(txId);
      if (listeners === undefined) continue;
      this.waiting.delete(txId);
      const code = codes[index] ?? ValidationCode.invalidOtherReason;
      // A duplicate doesn't change what became of the first.
      const first = code === ValidationCode.duplicateTxId ? this.statusOf(txId) : undefined;
      const status = first ?? { code, blockNumber };
      for (const listener of listeners) listener(status);
    }
    for (const listener of [...this.blockListeners]) listener();
  }
}
