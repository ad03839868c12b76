import { message, type MessageOf } from './codec';
import { Timestamp } from './common-messages';
import { binaryString, bool, bytes, int32, nested, repeated, string } from './fields';
import { ChaincodeEvent, SignedProposal } from './peer-messages';

// Package protos, the chaincode stream. State keys are binary strings (see state-key.ts).

/** ChaincodeMessage.Type */
export const MessageType = {
  REGISTER: 1,
  REGISTERED: 2,
  INIT: 3,
  READY: 4,
  TRANSACTION: 5,
  COMPLETED: 6,
  ERROR: 7,
  GET_STATE: 8,
  PUT_STATE: 9,
  DEL_STATE: 10,
  INVOKE_CHAINCODE: 11,
  RESPONSE: 13,
  GET_STATE_BY_RANGE: 14,
  GET_QUERY_RESULT: 15,
  QUERY_STATE_NEXT: 16,
  QUERY_STATE_CLOSE: 17,
  KEEPALIVE: 18,
  GET_HISTORY_FOR_KEY: 19,
  GET_STATE_METADATA: 20,
  PUT_STATE_METADATA: 21,
  GET_PRIVATE_DATA_HASH: 22,
  PURGE_PRIVATE_DATA: 23,
} as const;

export const ChaincodeMessage = message({
  type: int32(1),
  timestamp: nested(2, Timestamp),
  payload: bytes(3),
  txid: string(4),
  proposal: nested(5, SignedProposal),
  chaincodeEvent: nested(6, ChaincodeEvent),
  channelId: string(7),
});
export type ChaincodeMessage = MessageOf<typeof ChaincodeMessage>;

export const GetState = message({ key: binaryString(1), collection: string(2) });
export const PutState = message({ key: binaryString(1), value: bytes(2), collection: string(3) });
/** Also GetStateMetadata and PurgePrivateState, which have the same fields. */
export const DelState = message({ key: binaryString(1), collection: string(2) });
export const StateMetadata = message({ metakey: string(1), value: bytes(2) });
export const PutStateMetadata = message({
  key: binaryString(1),
  collection: string(3),
  metadata: nested(4, StateMetadata),
});
export const StateMetadataResult = message({ entries: repeated(1, StateMetadata) });
export const GetStateByRange = message({
  startKey: binaryString(1),
  endKey: binaryString(2),
  collection: string(3),
  metadata: bytes(4),
});
export const GetQueryResult = message({ query: string(1), collection: string(2), metadata: bytes(3) });
export const QueryMetadata = message({ pageSize: int32(1), bookmark: binaryString(2) });
export const GetHistoryForKey = message({ key: binaryString(1) });
/** Also QueryStateClose. */
export const QueryStateNext = message({ id: string(1) });
export const QueryResultBytes = message({ resultBytes: bytes(1) });
export const QueryResponse = message({
  results: repeated(1, QueryResultBytes),
  hasMore: bool(2),
  id: string(3),
  metadata: bytes(4),
});
export const QueryResponseMetadata = message({ fetchedRecordsCount: int32(1), bookmark: binaryString(2) });
