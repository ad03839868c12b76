import { createHash } from 'node:crypto';
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import { type LedgerEvent } from '../../chaincode/wire/events';

/** Somebody who signed, by the certificate that he shows. */
export interface Signer {
  readonly mspId: string;
  /** PEM, as it lies in the block. */
  readonly certificate: string;
}

/** A key of the chaincode's public state that a transaction changes. */
export interface Write {
  readonly key: string;
  /** The record as stored; null where the key is deleted. */
  readonly value: string | null;
}

/** A transaction of a block. What it says is worth something only where `code` is VALID. */
export interface DecodedTransaction {
  readonly id: string;
  readonly index: number;
  /** `transaction`: of a chaincode. */
  readonly kind: 'transaction' | 'config' | 'other';
  /** Fabric's own name of what the peer found. */
  readonly code: string;
  /** The client's time, RFC 3339 in whole seconds; empty where it says none. */
  readonly at: string;
  readonly creator: Signer | null;
  readonly endorsers: readonly Signer[];
  /** The chaincode's transaction, `contract:name`; null where it is no call of the channel's chaincode. */
  readonly function: string | null;
  readonly reads: readonly string[];
  readonly writes: readonly Write[];
  readonly event: LedgerEvent | null;
}

export interface DecodedBlock {
  readonly number: bigint;
  /** Hashes in hex; `previousHash` is empty in block 0. */
  readonly hash: string;
  readonly previousHash: string;
  readonly dataHash: string;
  /** Of all its envelopes. */
  readonly bytes: number;
  /** The part of the metadata that holds the orderers' signatures, base64. */
  readonly signatures: string;
  readonly transactions: readonly DecodedTransaction[];
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const codes = new Map(Object.entries(peer.TxValidationCode).map(([name, code]) => [code, name]));

/**
 * What a block says, decoded once for everybody who reads it: as leniently as a peer, because what a peer could read has
 * changed the state. An invalid transaction that can't be read is one of kind `other` without writes; a valid one makes
 * this throw. Private data is in no block; hashes of it are left out.
 */
export function decodeBlock(block: common.Block, chaincode: string): DecodedBlock {
  const header = block.getHeader();
  if (!header) throw new Error('The peer gave out a block without a header');
  const number = BigInt(header.getNumber());
  const [previous, data] = [header.getPreviousHash_asU8(), header.getDataHash_asU8()];
  const metadata = block.getMetadata()?.getMetadataList_asU8() ?? [];
  const found = metadata[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ?? new Uint8Array();
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  return {
    number,
    hash: headerHash(number, previous, data),
    previousHash: hex(previous),
    dataHash: hex(data),
    signatures: Buffer.from(metadata[common.BlockMetadataIndex.SIGNATURES] ?? []).toString('base64'),
    bytes: envelopes.reduce((sum, envelope) => sum + envelope.length, 0),
    transactions: envelopes.map((envelope, index) => {
      const code = found[index];
      return decodeTransaction(
        envelope,
        index,
        code === undefined ? 'VALID' : (codes.get(code) ?? String(code)),
        chaincode,
      );
    }),
  };
}

/** The block's hash as Fabric takes it: SHA-256 over number, previous hash and data hash in ASN.1. */
function headerHash(number: bigint, previous: Uint8Array, data: Uint8Array): string {
  const digits = number.toString(16);
  const whole = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  // A first byte from 0x80 on would make it a negative number.
  const integer = (whole[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), whole]) : whole;
  const part = (tag: number, bytes: Uint8Array) => Buffer.concat([Buffer.from([tag, bytes.length]), bytes]);
  const content = Buffer.concat([part(0x02, integer), part(0x04, previous), part(0x04, data)]);
  return createHash('sha256').update(part(0x30, content)).digest('hex');
}

type Contents = Pick<DecodedTransaction, 'function' | 'endorsers' | 'reads' | 'writes' | 'event'>;
const nothing: Contents = { function: null, endorsers: [], reads: [], writes: [], event: null };

function decodeTransaction(envelope: Uint8Array, index: number, code: string, chaincode: string): DecodedTransaction {
  const unreadable = { id: '', index, kind: 'other', code, at: '', creator: null, ...nothing } as const;
  try {
    const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(envelope).getPayload_asU8());
    const header = payload.getHeader();
    if (!header) return unreadable;
    const channel = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
    const signature = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
    const kind = kinds.get(channel.getType()) ?? 'other';
    return {
      id: channel.getTxId(),
      index,
      kind,
      code,
      at: timeOf(channel),
      creator: signerOf(signature.getCreator_asU8()),
      ...(kind === 'transaction' ? contentsOf(payload.getData_asU8(), chaincode) : nothing),
    };
  } catch (error) {
    // Who goes on after a change that it can't read has no copy of the state any more.
    if (code === 'VALID') throw error;
    return unreadable;
  }
}

const kinds = new Map<number, DecodedTransaction['kind']>([
  [common.HeaderType.ENDORSER_TRANSACTION, 'transaction'],
  [common.HeaderType.CONFIG, 'config'],
  [common.HeaderType.CONFIG_UPDATE, 'config'],
]);

function timeOf(channel: common.ChannelHeader): string {
  // The published classes have no types for Google's own messages.
  const timestamp = channel.getTimestamp() as { getSeconds(): number } | undefined;
  const seconds = timestamp?.getSeconds() ?? 0;
  const time = new Date(seconds * 1000);
  return seconds > 0 && !Number.isNaN(time.getTime()) ? time.toISOString().replace(/\.\d+Z$/, 'Z') : '';
}

function signerOf(bytes: Uint8Array): Signer | null {
  if (bytes.length === 0) return null;
  const identity = msp.SerializedIdentity.deserializeBinary(bytes);
  return { mspId: identity.getMspid(), certificate: Buffer.from(identity.getIdBytes_asU8()).toString('latin1') };
}

function contentsOf(data: Uint8Array, chaincode: string): Contents {
  const [first] = peer.Transaction.deserializeBinary(data).getActionsList();
  if (!first) return nothing;
  const payload = peer.ChaincodeActionPayload.deserializeBinary(first.getPayload_asU8());
  const endorsed = payload.getAction();
  if (!endorsed) return nothing;
  const response = peer.ProposalResponsePayload.deserializeBinary(endorsed.getProposalResponsePayload_asU8());
  const action = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  const called = action.getChaincodeId()?.getName() ?? '';
  return {
    function: called === chaincode ? functionOf(payload.getChaincodeProposalPayload_asU8()) : called,
    endorsers: endorsed.getEndorsementsList().flatMap((each) => signerOf(each.getEndorser_asU8()) ?? []),
    ...keysOf(action.getResults_asU8(), chaincode),
    event: eventOf(action.getEvents_asU8(), chaincode),
  };
}

function functionOf(proposal: Uint8Array): string {
  const input = peer.ChaincodeProposalPayload.deserializeBinary(proposal).getInput_asU8();
  const specification = peer.ChaincodeInvocationSpec.deserializeBinary(input).getChaincodeSpec();
  const [name = new Uint8Array()] = specification?.getInput()?.getArgsList_asU8() ?? [];
  return Buffer.from(name)
    .toString('utf8')
    .replace(/[^ -~]/g, '?')
    .slice(0, 100);
}

function keysOf(results: Uint8Array, chaincode: string): Pick<Contents, 'reads' | 'writes'> {
  const set = ledger.rwset.TxReadWriteSet.deserializeBinary(results)
    .getNsRwsetList()
    .find((each) => each.getNamespace() === chaincode);
  if (!set) return { reads: [], writes: [] };
  const keys = ledger.rwset.kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8());
  return {
    reads: keys.getReadsList().map((read) => read.getKey()),
    writes: keys.getWritesList().map((write) => ({
      key: write.getKey(),
      value: write.getIsDelete() ? null : Buffer.from(write.getValue_asU8()).toString('utf8'),
    })),
  };
}

function eventOf(bytes: Uint8Array, chaincode: string): LedgerEvent | null {
  if (bytes.length === 0) return null;
  const event = peer.ChaincodeEvent.deserializeBinary(bytes);
  if (event.getChaincodeId() !== chaincode) return null;
  try {
    return JSON.parse(Buffer.from(event.getPayload_asU8()).toString('utf8')) as LedgerEvent;
  } catch {
    return null;
  }
}
