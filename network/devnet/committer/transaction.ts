import { createHash } from 'node:crypto';
import { transactionId } from '../endorser/proposal';
import { ChannelHeader, Envelope, type Header, HeaderType, Payload, SignatureHeader } from '../wire/common-messages';
import {
  ChaincodeAction,
  ChaincodeActionPayload,
  ChaincodeEvent,
  ChaincodeHeaderExtension,
  type Endorsement,
  ProposalResponsePayload,
  Transaction as TransactionMessage,
  ValidationCode,
} from '../wire/peer-messages';
import { WireError } from '../wire/reader';
import { type CommittedTransaction } from './committed-block';
import { decodeRwSet, type TransactionRwSet } from './transaction-rwset';

/** What a transaction's endorsers signed, and their signatures. */
export interface EndorsedAction {
  readonly chaincode: string;
  readonly event: ChaincodeEvent | undefined;
  readonly rwset: TransactionRwSet;
  /** The bytes that each endorser signed, before its own identity. */
  readonly responsePayload: Buffer;
  readonly endorsements: readonly Endorsement[];
}

/** The transaction has a defect in its form; the code goes into the block. */
export class TransactionDefect extends Error {
  override readonly name = 'TransactionDefect';
  constructor(
    readonly code: ValidationCode,
    message: string,
  ) {
    super(message);
  }
}

/**
 * A transaction on its way into a block. What it says is taken apart in the order in which Fabric checks it, so that a
 * transaction with several defects gets the same code.
 */
export class SubmittedTransaction {
  readonly bytes: Buffer;
  /** Undefined where not even payload and headers can be read; `headDefect` is then set. */
  readonly head: TransactionHead | undefined;
  /** What is wrong with the headers. An orderer looks at little of them; what it lets pass the peers find invalid. */
  readonly headDefect: TransactionDefect | undefined;
  private opened: EndorsedAction | TransactionDefect | undefined;

  constructor(readonly envelope: Envelope) {
    this.bytes = Envelope.encode(envelope);
    const head = headOf(envelope.payload);
    if (head instanceof TransactionDefect) {
      this.headDefect = head;
    } else {
      this.head = head;
      this.headDefect = defectOf(head);
    }
  }

  /** Empty where the header can't be read. */
  get txId(): string {
    return this.head?.channelHeader.txId ?? '';
  }

  /** What the endorsers signed. Throws TransactionDefect. To be asked only after the creator's signature is checked. */
  action(): EndorsedAction {
    this.opened ??= this.open();
    if (this.opened instanceof TransactionDefect) throw this.opened;
    return this.opened;
  }

  /** The transaction as it lies in its block with that verdict; `action` of a valid one. */
  committed(code: ValidationCode, action: EndorsedAction | undefined): CommittedTransaction {
    const header = this.head?.channelHeader;
    return { txId: this.txId, type: header?.type ?? 0, code, header, rwset: action?.rwset, event: action?.event };
  }

  private open(): EndorsedAction | TransactionDefect {
    try {
      if (this.head === undefined) throw this.headDefect ?? new Error('unreachable');
      return openAction(this.head);
    } catch (error) {
      if (error instanceof TransactionDefect) return error;
      throw error;
    }
  }
}

export interface TransactionHead {
  readonly header: Header;
  readonly channelHeader: ChannelHeader;
  readonly signatureHeader: SignatureHeader;
  readonly data: Buffer;
}

function headOf(payloadBytes: Buffer): TransactionHead | TransactionDefect {
  try {
    const { header, data } = reading(ValidationCode.badPayload, () => Payload.decode(payloadBytes));
    if (header === undefined) throw new TransactionDefect(ValidationCode.badCommonHeader, 'nil header');
    const code = ValidationCode.badCommonHeader;
    const channelHeader = reading(code, () => ChannelHeader.decode(header.channelHeader));
    const signatureHeader = reading(code, () => SignatureHeader.decode(header.signatureHeader));
    return { header, channelHeader, signatureHeader, data };
  } catch (error) {
    if (error instanceof TransactionDefect) return error;
    throw error;
  }
}

function defectOf({ channelHeader: { type, epoch }, signatureHeader }: TransactionHead): TransactionDefect | undefined {
  const code = ValidationCode.badCommonHeader;
  if (type !== HeaderType.endorserTransaction) return new TransactionDefect(code, `invalid header type ${type}`);
  if (epoch !== 0) return new TransactionDefect(code, `invalid Epoch in ChannelHeader. Expected 0, got [${epoch}]`);
  return signatureHeaderDefect(signatureHeader, code);
}

function openAction({ header, channelHeader, signatureHeader, data }: TransactionHead): EndorsedAction {
  if (channelHeader.txId !== transactionId(signatureHeader)) {
    throw new TransactionDefect(ValidationCode.badProposalTxId, 'the transaction id is not that of nonce and creator');
  }
  const code = ValidationCode.invalidEndorserTransaction;
  const { actions } = reading(code, () => TransactionMessage.decode(data));
  const [first] = actions;
  if (first === undefined || actions.length > 1) {
    throw new TransactionDefect(code, `only one action per transaction is supported, tx contains ${actions.length}`);
  }
  const innerDefect = signatureHeaderDefect(
    reading(code, () => SignatureHeader.decode(first.header)),
    code,
  );
  if (innerDefect !== undefined) throw innerDefect;
  const { chaincodeProposalPayload, action: endorsed } = reading(code, () =>
    ChaincodeActionPayload.decode(first.payload),
  );
  if (endorsed === undefined) throw new TransactionDefect(code, 'nil action');
  const response = reading(code, () => ProposalResponsePayload.decode(endorsed.proposalResponsePayload));
  const hash = createHash('sha256').update(header.channelHeader).update(first.header).update(chaincodeProposalPayload);
  if (!hash.digest().equals(response.proposalHash)) throw new TransactionDefect(code, 'proposal hash does not match');

  const extension = reading(ValidationCode.badHeaderExtension, () =>
    ChaincodeHeaderExtension.decode(channelHeader.extension),
  );
  const action = reading(ValidationCode.badResponsePayload, () => ChaincodeAction.decode(response.extension));
  const rwset = reading(ValidationCode.badRwset, () => decodeRwSet(action.results));
  const chaincode = requireChaincode(extension.chaincodeId?.name, action);
  return {
    chaincode,
    event: requireEvent(chaincode, action.events),
    rwset,
    responsePayload: endorsed.proposalResponsePayload,
    endorsements: endorsed.endorsements,
  };
}

/** The chaincode that header and action agree on. */
function requireChaincode(name: string | undefined, { chaincodeId }: ChaincodeAction): string {
  if (name === undefined || chaincodeId === undefined) {
    throw new TransactionDefect(ValidationCode.invalidOtherReason, 'nil ChaincodeId');
  }
  if (name === '' || name !== chaincodeId.name || chaincodeId.version === '') {
    throw new TransactionDefect(
      ValidationCode.invalidChaincode,
      `inconsistent ccid info (${name}/${chaincodeId.name})`,
    );
  }
  return name;
}

function requireEvent(chaincode: string, events: Buffer): ChaincodeEvent | undefined {
  if (events.length === 0) return undefined;
  const event = reading(ValidationCode.invalidOtherReason, () => ChaincodeEvent.decode(events));
  if (event.chaincodeId === chaincode) return event;
  throw new TransactionDefect(ValidationCode.invalidOtherReason, 'the event is of another chaincode');
}

function signatureHeaderDefect(
  { nonce, creator }: SignatureHeader,
  code: ValidationCode,
): TransactionDefect | undefined {
  if (nonce.length === 0) return new TransactionDefect(code, 'invalid nonce specified in the header');
  if (creator.length === 0) return new TransactionDefect(code, 'invalid creator specified in the header');
  return undefined;
}

function reading<T>(code: ValidationCode, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof WireError) throw new TransactionDefect(code, error.message);
    throw error;
  }
}
