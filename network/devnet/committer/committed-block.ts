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

/** A transaction as it lies in a block, valid or not. */
export interface CommittedTransaction {
  readonly txId: string;
  readonly type: number;
  readonly code: number;
  readonly header: ChannelHeader | undefined;
  /** Only of valid endorser transactions. */
  readonly action: ChaincodeAction | undefined;
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

  constructor(readonly bytes: Buffer) {
    const { header, data, metadata } = Block.decode(bytes);
    if (header === undefined || data === undefined) throw new WireError('a block lacks its header or its data');
    this.header = header;
    this.envelopes = data.data;
    this.metadata = metadata?.metadata ?? [];
    this.codes = this.metadata[MetadataSlot.transactionsFilter] ?? Buffer.alloc(0);
  }

  get number(): number {
    return this.header.number;
  }

  get hash(): Buffer {
    return (this.headersHash ??= headerHash(this.header));
  }

  get commitHash(): Buffer {
    return Metadata.decode(this.metadata[MetadataSlot.commitHash] ?? Buffer.alloc(0)).value;
  }

  get transactions(): readonly CommittedTransaction[] {
    return (this.parsed ??= this.envelopes.map((envelope, index) =>
      parse(envelope, this.codes[index] ?? ValidationCode.notValidated),
    ));
  }
}

/** Tolerates whatever an invalid transaction contains. */
function parse(envelope: Buffer, code: number): CommittedTransaction {
  const nothing = { txId: '', type: 0, code, header: undefined, action: undefined, event: undefined };
  try {
    const payload = Payload.decode(Envelope.decode(envelope).payload);
    const header = ChannelHeader.decode(payload.header?.channelHeader ?? Buffer.alloc(0));
    const known = { ...nothing, txId: header.txId, type: header.type, header };
    if (header.type !== HeaderType.endorserTransaction || code !== ValidationCode.valid) return known;
    const action = actionOf(payload.data);
    const event = action?.events.length ? ChaincodeEvent.decode(action.events) : undefined;
    return { ...known, action, event };
  } catch (error) {
    if (error instanceof WireError) return nothing;
    throw error;
  }
}

function actionOf(data: Buffer): ChaincodeAction | undefined {
  const [first] = Transaction.decode(data).actions;
  if (first === undefined) return undefined;
  const { action } = ChaincodeActionPayload.decode(first.payload);
  if (action === undefined) return undefined;
  return ChaincodeAction.decode(ProposalResponsePayload.decode(action.proposalResponsePayload).extension);
}
