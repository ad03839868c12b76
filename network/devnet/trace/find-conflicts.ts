import { type TransactionRwSet } from '../committer/transaction-rwset';
import { type ChannelLedger } from '../store/channel-ledger';
import { type Version } from '../wire/rwset-messages';
import { fromStateKey } from '../wire/state-key';
import { functionOf, openTransaction } from './block-transaction';
import { type TracedConflict } from './transaction-trace';

/** How many blocks are searched for who changed something: a conflict is with what was just before. */
const mostBlocks = 1_000;

interface Change {
  readonly at: Version;
  readonly deletes: boolean;
}

/** Something a transaction has read, which somebody may have changed. */
interface Watch {
  readonly kind: 'key' | 'private key' | 'range';
  /**
   * Asked of every earlier change, the newest first: what was changed, when this one is the reason of a conflict;
   * 'settled' when it is what was read, so that no earlier one matters; undefined when it is none of this.
   */
  judge(name: string, change: Change): { readonly key: string; readonly read: Version | null } | 'settled' | undefined;
}

/**
 * Who changed what a transaction had read: goes back through the valid transactions before it, at most 1,000 blocks, and
 * names the last change of each key. Empty when none is found.
 */
export async function findConflicts(
  ledger: ChannelLedger,
  rwset: TransactionRwSet,
  place: Version,
): Promise<TracedConflict[]> {
  const watches = new Set(watchesOf(rwset));
  const conflicts: TracedConflict[] = [];
  const oldest = Math.max(0, place.blockNum - mostBlocks);
  for (let number = place.blockNum; number >= oldest && watches.size > 0; number--) {
    const block = await ledger.block(number);
    const last = number === place.blockNum ? place.txNum : block.transactions.length;
    for (let index = last - 1; index >= 0; index--) {
      const transaction = block.transactions[index];
      if (transaction?.rwset === undefined) continue;
      for (const [name, deletes] of changesOf(transaction.rwset)) {
        for (const watch of watches) {
          const found = watch.judge(name, { at: { blockNum: number, txNum: index }, deletes });
          if (found === undefined) continue;
          watches.delete(watch);
          if (found === 'settled') continue;
          const called = functionOf(openTransaction(block, index));
          const changedBy = { transactionId: transaction.txId, block: number, index, function: called };
          conflicts.push({ kind: watch.kind, ...found, changedBy });
        }
      }
    }
  }
  return conflicts;
}

const keyName = (namespace: string, key: string): string => `${namespace} ${key}`;
const hashName = (namespace: string, collection: string, hash: Buffer): string =>
  `${namespace}/${collection} ${hash.toString('hex')}`;

/** Every key that a transaction changes, by its name, and whether it deletes it. */
function* changesOf({ namespaces }: TransactionRwSet): Generator<readonly [string, boolean]> {
  for (const { namespace, kv, collections } of namespaces) {
    for (const { key, isDelete, value } of kv.writes) yield [keyName(namespace, key), isDelete || value.length === 0];
    for (const { key } of kv.metadataWrites) yield [keyName(namespace, key), false];
    for (const { collection, hashed } of collections) {
      for (const { keyHash, isDelete } of hashed.writes) yield [hashName(namespace, collection, keyHash), isDelete];
      for (const { keyHash } of hashed.metadataWrites) yield [hashName(namespace, collection, keyHash), false];
    }
  }
}

function* watchesOf({ namespaces }: TransactionRwSet): Generator<Watch> {
  for (const { namespace, kv, collections } of namespaces) {
    for (const { key, version } of kv.reads) {
      yield keyWatch('key', keyName(namespace, key), `${namespace} ${fromStateKey(key)}`, version);
    }
    for (const { startKey, endKey, exhausted, rawReads } of kv.rangeQueries) {
      const read = new Map((rawReads?.kvReads ?? []).map(({ key, version }) => [key, version]));
      const contains = (key: string): boolean =>
        key >= startKey && (endKey === '' || key < endKey || (!exhausted && key === endKey));
      yield rangeWatch(namespace, contains, rawReads === undefined ? undefined : read);
    }
    for (const { collection, hashed } of collections) {
      for (const { keyHash, version } of hashed.reads) {
        const name = hashName(namespace, collection, keyHash);
        yield keyWatch('private key', name, name, version);
      }
    }
  }
}

function keyWatch(kind: Watch['kind'], wanted: string, shown: string, read: Version | undefined): Watch {
  return {
    kind,
    judge: (name, { at, deletes }) => {
      if (name !== wanted) return undefined;
      const same = read === undefined ? deletes : isSame(read, at);
      return same ? 'settled' : { key: shown, read: read ?? null };
    },
  };
}

/** `found`: the keys that the range had; undefined where the ledger only has hashes over them. */
function rangeWatch(
  namespace: string,
  contains: (key: string) => boolean,
  found: ReadonlyMap<string, Version | undefined> | undefined,
): Watch {
  const start = `${namespace} `;
  const known = new Set<string>();
  return {
    kind: 'range',
    judge: (name, { at, deletes }) => {
      const key = name.slice(start.length);
      if (!name.startsWith(start) || !contains(key) || known.has(key)) return undefined;
      // Only the last change of a key says what it is now.
      known.add(key);
      const read = found?.get(key);
      if (read === undefined ? found !== undefined && deletes : isSame(read, at)) return undefined;
      return { key: `${namespace} ${fromStateKey(key)}`, read: read ?? null };
    },
  };
}

const isSame = (a: Version, b: Version): boolean => a.blockNum === b.blockNum && a.txNum === b.txNum;
