import {
  type KeyValueCursor,
  type KeyValueReader,
  type KeyValueSnapshot,
  type KeyValueStore,
  type RangeOptions,
  type StoreEntry,
  type StoreOperation,
} from './key-value-store';

/** Sorted entries in pieces, none empty. Never changed in place: who holds a tree holds that state of the store. */
type Tree = readonly Piece[];
type Piece = readonly StoreEntry[];

const largestPiece = 256;

/** The store of a network without a home. Snapshots cost nothing: a batch copies the pieces that it changes. */
export class MemoryStore implements KeyValueStore {
  private tree: Tree = [];

  get(key: string): Buffer | undefined {
    return find(this.tree, key);
  }

  range(options: RangeOptions): KeyValueCursor {
    return cursor(this.tree, options);
  }

  batch(operations: readonly StoreOperation[]): Promise<void> {
    // The last operation on a key counts, as in a LevelDB batch.
    const last = new Map(operations.map((operation) => [operation.key, operation]));
    const sorted = [...last.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    this.tree = applied(this.tree, sorted);
    return Promise.resolve();
  }

  snapshot(): KeyValueSnapshot {
    const { tree } = this;
    const reader: KeyValueReader = { get: (key) => find(tree, key), range: (options) => cursor(tree, options) };
    return { ...reader, close: () => undefined };
  }

  compact(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.tree = [];
    return Promise.resolve();
  }
}

/** How many items come before `key`, by binary search. */
function countBefore<T>(items: readonly T[], key: string, keyOf: (item: T) => string): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyOf(items[middle] as T) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

const entryKey = (entry: StoreEntry): string => entry[0];
const lastKey = (piece: Piece): string => (piece[piece.length - 1] as StoreEntry)[0];

function find(tree: Tree, key: string): Buffer | undefined {
  const piece = tree[countBefore(tree, key, lastKey)];
  if (piece === undefined) return undefined;
  const entry = piece[countBefore(piece, key, entryKey)];
  return entry?.[0] === key ? entry[1] : undefined;
}

function cursor(tree: Tree, { start, end, reverse = false }: RangeOptions): KeyValueCursor {
  const entries = reverse ? backwards(tree, start, end) : forwards(tree, start, end);
  return {
    next: (count) => {
      const page: StoreEntry[] = [];
      while (page.length < count) {
        const step = entries.next();
        if (step.done === true) break;
        page.push(step.value);
      }
      return Promise.resolve(page);
    },
    close: () => Promise.resolve(),
  };
}

function* forwards(tree: Tree, start: string, end: string): Generator<StoreEntry, undefined> {
  for (let p = countBefore(tree, start, lastKey); p < tree.length; p++) {
    const piece = tree[p] as Piece;
    for (let e = countBefore(piece, start, entryKey); e < piece.length; e++) {
      const entry = piece[e] as StoreEntry;
      if (entry[0] >= end) return;
      yield entry;
    }
  }
}

function* backwards(tree: Tree, start: string, end: string): Generator<StoreEntry, undefined> {
  for (let p = Math.min(countBefore(tree, end, lastKey), tree.length - 1); p >= 0; p--) {
    const piece = tree[p] as Piece;
    for (let e = countBefore(piece, end, entryKey) - 1; e >= 0; e--) {
      const entry = piece[e] as StoreEntry;
      if (entry[0] < start) return;
      yield entry;
    }
  }
}

/** The tree after the operations, which are sorted by key and name each key once. */
function applied(tree: Tree, operations: readonly StoreOperation[]): Tree {
  const result: Piece[] = [];
  let next = 0;
  const pieces = tree.length > 0 ? tree : [[]];
  pieces.forEach((piece, index) => {
    const isLast = index === pieces.length - 1;
    const from = next;
    while (next < operations.length && (isLast || (operations[next] as StoreOperation).key <= lastKey(piece))) next++;
    if (next === from) result.push(piece);
    else result.push(...split(merged(piece, operations.slice(from, next))));
  });
  return result.filter((piece) => piece.length > 0);
}

function merged(piece: Piece, operations: readonly StoreOperation[]): StoreEntry[] {
  const result: StoreEntry[] = [];
  let at = 0;
  for (const operation of operations) {
    while (at < piece.length && (piece[at] as StoreEntry)[0] < operation.key) result.push(piece[at++] as StoreEntry);
    if (piece[at]?.[0] === operation.key) at++;
    if (operation.type === 'put') result.push([operation.key, operation.value]);
  }
  for (; at < piece.length; at++) result.push(piece[at] as StoreEntry);
  return result;
}

function* split(entries: StoreEntry[]): Generator<Piece> {
  const pieces = Math.ceil(entries.length / largestPiece);
  const size = Math.ceil(entries.length / Math.max(pieces, 1));
  for (let at = 0; at < entries.length; at += size) yield entries.slice(at, at + size);
}
