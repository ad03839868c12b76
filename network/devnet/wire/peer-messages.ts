import { message, type MessageOf } from './codec';
import { Block, Envelope } from './common-messages';
import { bool, bytes, bytesMap, int32, nested, repeated, repeatedBytes, string, uint64 } from './fields';

// Package protos: proposals, transactions, deliver and the system chaincodes' answers.

export const SignedProposal = message({ proposalBytes: bytes(1), signature: bytes(2) });
export type SignedProposal = MessageOf<typeof SignedProposal>;
export const Proposal = message({ header: bytes(1), payload: bytes(2), extension: bytes(3) });

export const ChaincodeId = message({ path: string(1), name: string(2), version: string(3) });
export const ChaincodeHeaderExtension = message({ chaincodeId: nested(2, ChaincodeId) });
export const ChaincodeInput = message({ args: repeatedBytes(1), decorations: bytesMap(2), isInit: bool(3) });
export type ChaincodeInput = MessageOf<typeof ChaincodeInput>;
export const ChaincodeSpec = message({
  type: int32(1),
  chaincodeId: nested(2, ChaincodeId),
  input: nested(3, ChaincodeInput),
  timeout: int32(4),
});
export const ChaincodeInvocationSpec = message({ chaincodeSpec: nested(1, ChaincodeSpec) });
export const ChaincodeProposalPayload = message({ input: bytes(1), transientMap: bytesMap(2) });

export const Response = message({ status: int32(1), message: string(2), payload: bytes(3) });
export type Response = MessageOf<typeof Response>;
export const ChaincodeEvent = message({
  chaincodeId: string(1),
  txId: string(2),
  eventName: string(3),
  payload: bytes(4),
});
export type ChaincodeEvent = MessageOf<typeof ChaincodeEvent>;
export const ChaincodeAction = message({
  results: bytes(1),
  events: bytes(2),
  response: nested(3, Response),
  chaincodeId: nested(4, ChaincodeId),
});
export const ProposalResponsePayload = message({ proposalHash: bytes(1), extension: bytes(2) });
export const Endorsement = message({ endorser: bytes(1), signature: bytes(2) });
export type Endorsement = MessageOf<typeof Endorsement>;

/** The peer's answer to who asks it directly; without an endorsement where the chaincode has refused. */
export const ProposalResponse = message({
  version: int32(1),
  response: nested(4, Response),
  payload: bytes(5),
  endorsement: nested(6, Endorsement),
});
export type ProposalResponse = MessageOf<typeof ProposalResponse>;

export const ChaincodeEndorsedAction = message({
  proposalResponsePayload: bytes(1),
  endorsements: repeated(2, Endorsement),
});
export const ChaincodeActionPayload = message({
  chaincodeProposalPayload: bytes(1),
  action: nested(2, ChaincodeEndorsedAction),
});
export const TransactionAction = message({ header: bytes(1), payload: bytes(2) });
export const Transaction = message({ actions: repeated(1, TransactionAction) });
export const ProcessedTransaction = message({ transactionEnvelope: nested(1, Envelope), validationCode: int32(2) });

const FilteredChaincodeAction = message({ chaincodeEvent: nested(1, ChaincodeEvent) });
const FilteredTransactionActions = message({ chaincodeActions: repeated(1, FilteredChaincodeAction) });
export const FilteredTransaction = message({
  txid: string(1),
  type: int32(2),
  txValidationCode: int32(3),
  transactionActions: nested(4, FilteredTransactionActions),
});
export type FilteredTransaction = MessageOf<typeof FilteredTransaction>;
export const FilteredBlock = message({
  channelId: string(1),
  number: uint64(2),
  filteredTransactions: repeated(4, FilteredTransaction),
});
/** orderer.BroadcastResponse */
export const BroadcastResponse = message({ status: int32(1), info: string(2) });
/** DeliverResponse with a block that is encoded already. */
export const DeliverResponseWithBytes = message({ block: bytes(2) });
/** A oneof: the first three fields exclude each other. */
export const DeliverResponse = message({
  status: int32(1),
  block: nested(2, Block),
  filteredBlock: nested(3, FilteredBlock),
});

const ChannelInfo = message({ channelId: string(1) });
export const ChannelQueryResponse = message({ channels: repeated(1, ChannelInfo) });

/** peer.TxValidationCode, the ones this network gives. */
export const ValidationCode = {
  valid: 0,
  nilEnvelope: 1,
  badPayload: 2,
  badCommonHeader: 3,
  badCreatorSignature: 4,
  invalidEndorserTransaction: 5,
  unsupportedPayload: 7,
  badProposalTxId: 8,
  duplicateTxId: 9,
  endorsementPolicyFailure: 10,
  mvccReadConflict: 11,
  phantomReadConflict: 12,
  unknownTxType: 13,
  targetChainNotFound: 14,
  nilTxAction: 16,
  badHeaderExtension: 19,
  badChannelHeader: 20,
  badResponsePayload: 21,
  badRwset: 22,
  illegalWriteset: 23,
  invalidWriteset: 24,
  invalidChaincode: 25,
  notValidated: 254,
  invalidOtherReason: 255,
} as const;
export type ValidationCode = (typeof ValidationCode)[keyof typeof ValidationCode];
export type ChaincodeAction = MessageOf<typeof ChaincodeAction>;
