import {
  readKeyRead,
  readKeyWrite,
  readNamespace,
  readNamespaceWrites,
  readReadWriteSet,
  readVersion,
} from './fabric-messages';
import { SigningRefused } from './signing-refused';

/**
 * The keys that a transaction both reads and writes, as `namespace/key`, with the version that it read: `block.number` of
 * the transaction that wrote it last, or `''` where there was none.
 */
export type RewrittenKeys = ReadonlyMap<string, string>;

/**
 * Families of records that the chaincode never deletes, and whose ids it takes once: what was absent before such a key was
 * written is never absent again. (Of any other key that can't be said: deleted, it would look as if it had never been.)
 */
export const lastingFamilies: ReadonlySet<string> = new Set([
  'account',
  'agent',
  'attestation',
  'book',
  'certificate-use',
  'delivery',
  'listing',
  'market',
  'member',
  'offer',
  'order',
  'platform-rating',
  'rating',
  'session',
  'storage-unit',
  'tally',
  'unit',
]);

/**
 * Whether of two transactions at most one can ever take effect, in whichever order they are sent: they rewrite a key that
 * both have read in the same version. Peers take a transaction only while the keys it read stand in the versions it read
 * (Fabric's MVCC check), and the first of the two ends that version for good: versions never come again.
 */
export function excludeEachOther(one: RewrittenKeys, other: RewrittenKeys): boolean {
  for (const [key, version] of one) {
    if (other.get(key) === version && (version !== '' || isLasting(key))) return true;
  }
  return false;
}

const isLasting = (key: string): boolean => lastingFamilies.has(key.split('/')[1] ?? '');

/**
 * The keys that a transaction rewrites, out of the read-write set that its endorsers signed. One that can't be read comes
 * to none: then nothing is known to exclude it.
 */
export function rewrittenKeys(results: Uint8Array): RewrittenKeys {
  try {
    return new Map(readReadWriteSet(results).namespaces.flatMap(rewrittenIn));
  } catch (error) {
    if (error instanceof SigningRefused) return new Map();
    throw error;
  }
}

function rewrittenIn(bytes: Uint8Array): (readonly [string, string])[] {
  const { namespace, keys } = readNamespace(bytes);
  const { reads, writes } = readNamespaceWrites(keys);
  const written = new Set(writes.map((write) => readKeyWrite(write).key));
  return reads
    .map(readKeyRead)
    .filter(({ key }) => written.has(key))
    .map(({ key, version }) => [`${namespace}/${key}`, versionText(version)] as const);
}

function versionText(bytes: Uint8Array): string {
  if (bytes.length === 0) return '';
  const { block, number } = readVersion(bytes);
  return `${block}.${number}`;
}
