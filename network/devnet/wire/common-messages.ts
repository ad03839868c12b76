import { message, type MessageOf } from './codec';
import { bytes, int32, int64, nested, openEndedUint64, repeated, repeatedBytes, string, uint64 } from './fields';

// Packages common, msp, orderer and google.protobuf, as far as the network handles them.

export const Timestamp = message({ seconds: int64(1), nanos: int32(2) });
export type Timestamp = MessageOf<typeof Timestamp>;

export const SerializedIdentity = message({ mspId: string(1), idBytes: bytes(2) });

/** common.HeaderType, the ones a peer meets. */
export const HeaderType = { config: 1, endorserTransaction: 3 } as const;

export const ChannelHeader = message({
  type: int32(1),
  version: int32(2),
  timestamp: nested(3, Timestamp),
  channelId: string(4),
  txId: string(5),
  epoch: uint64(6),
  extension: bytes(7),
  tlsCertHash: bytes(8),
});
export type ChannelHeader = MessageOf<typeof ChannelHeader>;

export const SignatureHeader = message({ creator: bytes(1), nonce: bytes(2) });
export type SignatureHeader = MessageOf<typeof SignatureHeader>;

export const Header = message({ channelHeader: bytes(1), signatureHeader: bytes(2) });
export type Header = MessageOf<typeof Header>;

export const Payload = message({ header: nested(1, Header), data: bytes(2) });
export const Envelope = message({ payload: bytes(1), signature: bytes(2) });
export type Envelope = MessageOf<typeof Envelope>;

export const BlockHeader = message({ number: uint64(1), previousHash: bytes(2), dataHash: bytes(3) });
export type BlockHeader = MessageOf<typeof BlockHeader>;
export const BlockData = message({ data: repeatedBytes(1) });
export const BlockMetadata = message({ metadata: repeatedBytes(1) });
export const Block = message({
  header: nested(1, BlockHeader),
  data: nested(2, BlockData),
  metadata: nested(3, BlockMetadata),
});
export type Block = MessageOf<typeof Block>;

/** common.BlockMetadataIndex: what lies at which place of a block's metadata. */
export const MetadataSlot = { signatures: 0, lastConfig: 1, transactionsFilter: 2, orderer: 3, commitHash: 4 } as const;

export const MetadataSignature = message({ signatureHeader: bytes(1), signature: bytes(2) });
export const Metadata = message({ value: bytes(1), signatures: repeated(2, MetadataSignature) });
export const LastConfig = message({ index: uint64(1) });
export const OrdererBlockMetadata = message({ lastConfig: nested(1, LastConfig), consenterMetadata: bytes(2) });

export const BlockchainInfo = message({ height: uint64(1), currentBlockHash: bytes(2), previousBlockHash: bytes(3) });

const Nothing = message({});
const SeekSpecified = message({ number: openEndedUint64(1) });
export const SeekPosition = message({
  newest: nested(1, Nothing),
  oldest: nested(2, Nothing),
  specified: nested(3, SeekSpecified),
  nextCommit: nested(4, Nothing),
});
export type SeekPosition = MessageOf<typeof SeekPosition>;

/** SeekInfo.behavior: 0 waits for blocks that aren't there yet, 1 fails. contentType 1: headers and signatures only. */
export const SeekInfo = message({
  start: nested(1, SeekPosition),
  stop: nested(2, SeekPosition),
  behavior: int32(3),
  errorResponse: int32(4),
  contentType: int32(5),
});
export type SeekInfo = MessageOf<typeof SeekInfo>;

/** google.rpc.Status with details packed as google.protobuf.Any. */
export const Any = message({ typeUrl: string(1), value: bytes(2) });
export const RpcStatus = message({ code: int32(1), message: string(2), details: repeated(3, Any) });
