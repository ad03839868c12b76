import { X509Certificate } from 'node:crypto';
import { type NamespaceRwSet } from '../committer/transaction-rwset';
import { type Faults } from '../faults';
import { type ChannelLedger } from '../store/channel-ledger';
import { type TransactionTimes } from '../transaction-times';
import { SerializedIdentity, type Timestamp } from '../wire/common-messages';
import { ValidationCode } from '../wire/peer-messages';
import { WireError } from '../wire/reader';
import { fromStateKey } from '../wire/state-key';
import { type BlockTransaction, openTransaction } from './block-transaction';
import { codeMeaning, codeName } from './code-meanings';
import { findConflicts } from './find-conflicts';
import {
  type TracedConflict,
  type TracedIdentity,
  type TracedNamespace,
  type TransactionTrace,
} from './transaction-trace';

/** Texts longer than this are cut: a trace is to be read. */
const longest = 200;

/** What a running channel knows besides its ledger. */
export interface RunningChannel {
  readonly name: string;
  readonly faults?: Faults;
  readonly times?: TransactionTimes;
}

/**
 * The trace of a transaction of the ledger; undefined when the ledger has none of this id. It tells no more of private
 * data than the block: hashes.
 */
export async function traceTransaction(
  ledger: ChannelLedger,
  transactionId: string,
  { name, faults, times }: RunningChannel,
): Promise<TransactionTrace | undefined> {
  const place = ledger.transaction(transactionId);
  if (place === undefined) return undefined;
  const transaction = openTransaction(await ledger.block(place.block), place.index);
  const action = transaction?.action;
  const { code } = place;
  const inConflict = code === ValidationCode.mvccReadConflict || code === ValidationCode.phantomReadConflict;
  const at = { blockNum: place.block, txNum: place.index };
  return {
    transactionId,
    channel: name,
    block: place.block,
    index: place.index,
    code,
    codeName: codeName(code),
    meaning: codeMeaning(code),
    proposedAt: rfc3339(transaction?.submitted.head?.channelHeader.timestamp),
    creator: identityOf(transaction?.submitted.head?.signatureHeader.creator),
    call: callOf(transaction),
    endorsers: (action?.endorsements ?? []).flatMap(({ endorser }) => identityOf(endorser) ?? []),
    namespaces: (action?.rwset.namespaces ?? []).map(namespaceOf),
    event:
      action?.event === undefined ? null : { name: action.event.eventName, payload: shortened(action.event.payload) },
    conflicts: inConflict && action !== undefined ? await conflictsOf() : [],
    times: times?.of(transactionId) ?? null,
  };

  async function conflictsOf(): Promise<TracedConflict[]> {
    if (faults?.wasForced(transactionId) === true) return [unexplained('forced')];
    const found = action === undefined ? [] : await findConflicts(ledger, action.rwset, at);
    return found.length > 0 ? found : [unexplained('unknown')];
  }
}

const unexplained = (kind: 'forced' | 'unknown'): TracedConflict => ({ kind, key: '', read: null, changedBy: null });

function callOf(transaction: BlockTransaction | undefined): TransactionTrace['call'] {
  if (transaction?.action === undefined) return null;
  const { action, args, response } = transaction;
  const [name, ...rest] = args.map(shortened);
  return {
    chaincode: action.chaincode,
    function: name ?? '',
    args: rest,
    status: response?.status ?? 0,
    result: shortened(response?.payload ?? Buffer.alloc(0)),
  };
}

function namespaceOf({ namespace, kv, collections }: NamespaceRwSet): TracedNamespace {
  return {
    name: namespace,
    reads: kv.reads.map(({ key, version }) => ({ key: fromStateKey(key), version: version ?? null })),
    ranges: kv.rangeQueries.map(({ startKey, endKey, exhausted, rawReads, readsMerkleHashes }) => ({
      start: fromStateKey(startKey),
      end: fromStateKey(endKey),
      exhausted,
      found: readsMerkleHashes === undefined ? (rawReads?.kvReads.length ?? 0) : null,
    })),
    writes: kv.writes.map(({ key, isDelete, value }) => ({
      key: fromStateKey(key),
      value: isDelete ? null : shortened(value),
    })),
    policies: kv.metadataWrites.map(({ key }) => fromStateKey(key)),
    collections: collections.map(({ collection, hashed }) => ({
      name: collection,
      reads: hashed.reads.map(({ keyHash, version }) => ({
        keyHash: keyHash.toString('hex'),
        version: version ?? null,
      })),
      writes: hashed.writes.map(({ keyHash, valueHash, isDelete, isPurge }) => ({
        keyHash: keyHash.toString('hex'),
        valueHash: isDelete ? null : valueHash.toString('hex'),
        purged: isPurge,
      })),
    })),
  };
}

/** Null where the bytes are no identity. */
function identityOf(serialized: Buffer | undefined): TracedIdentity | null {
  if (serialized === undefined) return null;
  try {
    const { mspId, idBytes } = SerializedIdentity.decode(serialized);
    return { mspId, name: commonName(idBytes) };
  } catch (error) {
    if (error instanceof WireError) return null;
    throw error;
  }
}

function commonName(certificate: Buffer): string {
  try {
    return /^CN=(.*)$/m.exec(new X509Certificate(certificate).subject)?.[1] ?? '';
  } catch {
    // Whatever stands there, it is no certificate.
    return '';
  }
}

/** Bytes as a text of moderate length; what is no text in base64. */
function shortened(bytes: Buffer): string {
  const text = bytes.toString();
  const readable = Buffer.from(text).equals(bytes) ? text : `base64 ${bytes.toString('base64')}`;
  return readable.length <= longest ? readable : `${readable.slice(0, longest)}... (${bytes.length} bytes)`;
}

function rfc3339(time: Timestamp | undefined): string | null {
  if (time === undefined) return null;
  const date = new Date(time.seconds * 1000 + time.nanos / 1e6);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
