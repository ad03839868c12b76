import { RangeReads } from '../endorser/range-reads';
import { type CommittedState } from '../store/ledger-view';
import { sameVersion } from '../store/state-entry';
import { ValidationCode } from '../wire/peer-messages';
import { type KvRead, type MerkleSummary, type RangeQueryInfo, type Version } from '../wire/rwset-messages';
import { type StateKey } from '../wire/state-key';
import { type BlockUpdates } from './block-updates';
import { type TransactionRwSet } from './transaction-rwset';

/**
 * Whether what a transaction read is still so: against the state, and against the valid transactions before it in its
 * block. Gives VALID, MVCC_READ_CONFLICT or PHANTOM_READ_CONFLICT, in Fabric's order of checks.
 */
export async function conflictOf(
  rwset: TransactionRwSet,
  updates: BlockUpdates,
  state: CommittedState,
): Promise<ValidationCode> {
  for (const { namespace, kv, collections } of rwset.namespaces) {
    for (const { key, version } of kv.reads) {
      if (updates.stateUpdate(namespace, key) !== undefined) return ValidationCode.mvccReadConflict;
      if (!sameVersion(state.state(namespace, key)?.version, version)) return ValidationCode.mvccReadConflict;
    }
    for (const query of kv.rangeQueries) {
      if (!(await sameRange(namespace, query, updates, state))) return ValidationCode.phantomReadConflict;
    }
    for (const { collection, hashed } of collections) {
      for (const { keyHash, version } of hashed.reads) {
        const key = keyHash.toString('latin1');
        if (updates.hashedUpdate(namespace, collection, key) !== undefined) return ValidationCode.mvccReadConflict;
        if (!sameVersion(state.hashed(namespace, collection, key)?.version, version)) {
          return ValidationCode.mvccReadConflict;
        }
      }
    }
  }
  return ValidationCode.valid;
}

type Found = Pick<KvRead, 'key'> & { readonly version: Version };

async function sameRange(
  namespace: string,
  query: RangeQueryInfo,
  updates: BlockUpdates,
  state: CommittedState,
): Promise<boolean> {
  const current = combined(namespace, query, updates, state);
  try {
    const { readsMerkleHashes: merkle } = query;
    return merkle === undefined ? await sameReads(query, current) : await sameHashes(merkle, current);
  } finally {
    await current.return(undefined);
  }
}

async function sameReads(query: RangeQueryInfo, current: AsyncGenerator<Found>): Promise<boolean> {
  for (const read of query.rawReads?.kvReads ?? []) {
    const step = await current.next();
    if (step.done === true) return false;
    if (step.value.key !== read.key || !sameVersion(step.value.version, read.version)) return false;
  }
  return (await current.next()).done === true;
}

async function sameHashes(expected: MerkleSummary, current: AsyncGenerator<Found>): Promise<boolean> {
  const reads = new RangeReads(expected.maxDegree);
  for await (const read of current) reads.add(read);
  const result = reads.finish();
  if (!('merkle' in result)) return false;
  const { maxLevel, maxLevelHashes } = result.merkle;
  return (
    maxLevel === expected.maxLevel &&
    maxLevelHashes.length === expected.maxLevelHashes.length &&
    maxLevelHashes.every((hash, index) => hash.equals(expected.maxLevelHashes[index] ?? hash.subarray(1)))
  );
}

/** The range as it would be read now: the state with the block's updates so far laid over it. */
async function* combined(
  namespace: string,
  { startKey, endKey, exhausted }: RangeQueryInfo,
  updates: BlockUpdates,
  state: CommittedState,
): AsyncGenerator<Found> {
  // A caller that didn't come to the end has read up to and including the last key.
  const inRange = (key: StateKey): boolean =>
    key >= startKey && (endKey === '' || key < endKey || (!exhausted && key === endKey));
  const changed = [...(updates.state.get(namespace) ?? [])].filter(([key]) => inRange(key));
  changed.sort(([a], [b]) => (a < b ? -1 : 1));
  const cursor = state.range(namespace, startKey, exhausted || endKey === '' ? endKey : `${endKey}\0`);
  try {
    let at = 0;
    for (let found = await cursor.next(); found !== undefined; found = await cursor.next()) {
      for (; at < changed.length && (changed[at]?.[0] ?? '') < found.key; at++) yield* visible(changed[at]);
      if (changed[at]?.[0] === found.key) yield* visible(changed[at++]);
      else yield { key: found.key, version: found.entry.version };
    }
    for (; at < changed.length; at++) yield* visible(changed[at]);
  } finally {
    await cursor.close();
  }
}

type Change = readonly [StateKey, { readonly entry: { readonly version: Version } | undefined }];

function* visible(change: Change | undefined): Generator<Found> {
  const entry = change?.[1].entry;
  if (change !== undefined && entry !== undefined) yield { key: change[0], version: entry.version };
}
