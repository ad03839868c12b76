/**
 * A state key as the bytes of its UTF-8 form, one character each ("binary string"). LevelDB, and with it Fabric,
 * orders keys by their bytes; JavaScript orders strings by UTF-16 units, which differs beyond U+FFFF. In this form
 * JavaScript's own `<`, `sort` and `Map` agree with the ledger, and no conversion is needed on the way to the store.
 */
export type StateKey = string;

export function toStateKey(text: string): StateKey {
  return Buffer.from(text, 'utf8').toString('latin1');
}

export function fromStateKey(key: StateKey): string {
  return Buffer.from(key, 'latin1').toString('utf8');
}

/** For `sort`: the order of the ledger. */
export function byStateKey(a: StateKey, b: StateKey): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
