import { headerHash } from '../orderer/block-header';
import {
  Block,
  ChannelHeader,
  Envelope,
  HeaderType,
  Metadata,
  MetadataSlot,
  Payload,
  type BlockHeader,
} from '../wire/common-messages';
import {
  ChaincodeAction,
  ChaincodeActionPayload,
  ChaincodeEvent,
  ProposalResponsePayload,
  Transaction,
  ValidationCode,
} from '../wire/peer-messages';
import { WireError } from '../wire/reader';
import { decodeRwSet, type TransactionRwSet } from './transaction-rwset';

/** A transaction as it lies in a block, valid or not. */
export interface CommittedTransaction {
  /** Empty where the transaction is so malformed that it has none. */
  readonly txId: string;
  readonly type: number;
  readonly code: number;
  readonly header: ChannelHeader | undefined;
  /** What it wrote; only of valid endorser transactions. */
  readonly rwset: TransactionRwSet | undefined;
  /** Only of valid endorser transactions. */
  readonly event: ChaincodeEvent | undefined;
}

/** A block as the ledger keeps it, and what readers want of it, unpacked when first asked for. */
export class CommittedBlock {
  readonly header: BlockHeader;
  readonly envelopes: readonly Buffer[];
  readonly metadata: readonly Buffer[];
  readonly codes: Buffer;
  private parsed: readonly CommittedTransaction[] | undefined;
  private headersHash: Buffer | undefined;

  /** `transactions`: what the block holds, where the caller knows it already. Throws WireError. */
  constructor(
    readonly bytes: Buffer,
    transactions?: readonly CommittedTransaction[],
  ) {
    const { header, data, metadata } = Block.decode(bytes);
    if (header === undefined || data === undefined) throw new WireError('a block lacks its header or its data');
    this.header = header;
    this.envelopes = data.data;
    this.metadata = metadata?.metadata ?? [];
    this.codes = this.metadata[MetadataSlot.transactionsFilter] ?? noBytes;
    this.parsed = transactions;
  }

  get number(): number {
    return this.header.number;
  }

  get hash(): Buffer {
    return (this.headersHash ??= headerHash(this.header));
  }

  get commitHash(): Buffer {
    return Metadata.decode(this.metadata[MetadataSlot.commitHash] ?? noBytes).value;
  }

  get transactions(): readonly CommittedTransaction[] {
    this.parsed ??= this.envelopes.map((envelope, index) => parse(envelope, this.codes[index] ?? notValidated));
    return this.parsed;
  }
}

const noBytes: Buffer = Buffer.alloc(0);
const { notValidated } = ValidationCode;

/** Tolerates whatever an invalid transaction contains. */
function parse(envelope: Buffer, code: number): CommittedTransaction {
  const nothing = { txId: '', type: 0, code, header: undefined, rwset: undefined, event: undefined };
  try {
    const payload = Payload.decode(Envelope.decode(envelope).payload);
    const header = ChannelHeader.decode(payload.header?.channelHeader ?? noBytes);
    const known = { ...nothing, txId: header.txId, type: header.type, header };
    if (header.type !== HeaderType.endorserTransaction || code !== ValidationCode.valid) return known;
    const { results, events } = actionOf(payload.data);
    const event = events.length > 0 ? ChaincodeEvent.decode(events) : undefined;
    return { ...known, rwset: decodeRwSet(results), event };
  } catch (error) {
    if (error instanceof WireError) return nothing;
    throw error;
  }
}

function actionOf(data: Buffer): ChaincodeAction {
  const [first] = Transaction.decode(data).actions;
  const { action } = ChaincodeActionPayload.decode(first?.payload ?? noBytes);
  const response = ProposalResponsePayload.decode(action?.proposalResponsePayload ?? noBytes);
  return ChaincodeAction.decode(response.extension);
}
