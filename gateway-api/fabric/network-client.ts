import { common, peer } from '@hyperledger/fabric-protos';
import { type RecognizedRootsView } from '../../chaincode/wire/views';
import { channelRoots } from './channel-roots';
import { type FabricIdentity } from './fabric-identity';
import { fabricRefusal } from './fabric-refusal';
import { type IdempotencyClaim } from './idempotency';
import { type IdentityConnections } from './identity-connections';
import { type LedgerCall } from './ledger-call';
import { type RecordEvidence, recordEvidence } from './record-evidence';
import { type Submission } from './receipt';
import { type Submitter } from './submitter';
import { type TransactionLog } from './transaction-log';

/** The one place that talks to Fabric: everything above it speaks of declarations and their arguments. */
export class NetworkClient {
  constructor(
    private readonly channel: string,
    private readonly connections: IdentityConnections,
    private readonly submitter: Submitter,
    private readonly log: TransactionLog,
    /** Hears of the blocks of receipts, before whoever gets them. */
    private readonly committed: (block: bigint) => void = () => undefined,
  ) {}

  /** Lets other instances of the gateway answer for a write whose end its client does not wait for. */
  async announce(transactionId: string, ended: Promise<unknown>): Promise<void> {
    await this.log.announce(transactionId, ended);
  }

  /** What a reading transaction answers, as the JSON text that the chaincode made. Throws a Refusal. */
  async evaluate(identity: FabricIdentity, call: LedgerCall): Promise<Uint8Array> {
    try {
      return await this.connections.of(identity).contract.evaluate(call.name, { arguments: [...call.args] });
    } catch (error) {
      throw fabricRefusal(error);
    }
  }

  /** A record with what proves it to outsiders; see `recordEvidence`. */
  evidence<T>(reader: FabricIdentity, query: LedgerCall, writtenBy: (record: T) => string): Promise<RecordEvidence<T>> {
    return recordEvidence(this.connections, reader, this.channel, query, writtenBy);
  }

  /** The roots by which outsiders check what the network signs; see `channelRoots`. Throws a Refusal. */
  async roots(reader: FabricIdentity): Promise<RecognizedRootsView> {
    const ledger = this.connections.of(reader).network.getContract('cscc');
    try {
      return channelRoots(await ledger.evaluateTransaction('GetConfigBlock', this.channel));
    } catch (error) {
      throw fabricRefusal(error);
    }
  }

  /** Starts a write in the member's name; see `Submitter`. Throws a Refusal. */
  async submit(
    identity: FabricIdentity,
    call: LedgerCall,
    claim?: IdempotencyClaim,
    requestId?: string,
  ): Promise<{ readonly submission: Submission; readonly repeated: boolean }> {
    const started = await this.submitter.submit(identity, call, claim, requestId);
    started.submission.committed.then(
      ({ blockNumber }) => this.committed(BigInt(blockNumber)),
      () => undefined,
    );
    return started;
  }

  /** The validation code of a transaction on the ledger, by Fabric's own name, or undefined when there is none. */
  async validationCode(identity: FabricIdentity, transactionId: string): Promise<string | undefined> {
    const ledger = this.connections.of(identity).network.getContract('qscc');
    try {
      const bytes = await ledger.evaluateTransaction('GetTransactionByID', this.channel, transactionId);
      const code = peer.ProcessedTransaction.deserializeBinary(bytes).getValidationcode();
      return Object.entries(peer.TxValidationCode).find(([, value]) => value === code)?.[0];
    } catch (error) {
      // qscc has no code of its own for a transaction that it doesn't know, only this sentence.
      if (error instanceof Error && /not found|no such transaction/i.test(allTexts(error))) return undefined;
      throw fabricRefusal(error);
    }
  }

  /** The block with a transaction that the ledger knows, as peers store it. Throws a Refusal. */
  async blockOf(identity: FabricIdentity, transactionId: string): Promise<Uint8Array> {
    try {
      const ledger = this.connections.of(identity).network.getContract('qscc');
      return await ledger.evaluateTransaction('GetBlockByTxID', this.channel, transactionId);
    } catch (error) {
      throw fabricRefusal(error);
    }
  }

  /** How many blocks the channel has. Throws when the network doesn't answer. */
  async height(identity: FabricIdentity): Promise<bigint> {
    const { network } = this.connections.of(identity);
    const bytes = await network.getContract('qscc').evaluateTransaction('GetChainInfo', this.channel);
    return BigInt(common.BlockchainInfo.deserializeBinary(bytes).getHeight());
  }
}

function allTexts(error: Error): string {
  const details = 'details' in error && Array.isArray(error.details) ? (error.details as { message?: string }[]) : [];
  return [error.message, ...details.map(({ message }) => message ?? '')].join('\n');
}
