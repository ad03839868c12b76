import { keyOf } from './key';

/** Names of T's properties that hold a bigint. */
type BigintKeys<T> = { [K in keyof T]-?: T[K] extends bigint ? K : never }[keyof T] & string;

/** How a kind of record lies on the ledger: one key family, one codec. */
export interface RecordType<T> {
  readonly family: string;
  keyParts(record: T): readonly string[];
  /** JSON with sorted keys and amounts as decimal strings: the same bytes on every endorser. */
  encode(record: T): string;
  decode(json: string): T;
}

interface Definition<T> {
  readonly family: string;
  readonly key: (record: T) => readonly string[];
  /** All bigint properties of the record. */
  readonly amounts: readonly BigintKeys<T>[];
  /** Properties that hold a list of objects with bigint properties of their own. */
  readonly lists?: Readonly<Partial<Record<keyof T & string, readonly string[]>>>;
}

type Plain = Record<string, unknown>;

/** Sorts keys and writes bigints as decimal strings. */
function toStored(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(toStored);
  if (value === null || typeof value !== 'object') return value;
  const sorted: Plain = {};
  for (const key of Object.keys(value).sort()) {
    const property = (value as Plain)[key];
    if (property !== undefined) sorted[key] = toStored(property);
  }
  return sorted;
}

function restoreAmounts(record: Plain, names: readonly string[]): void {
  for (const name of names) record[name] = BigInt(record[name] as string);
}

/** Defines how a kind of record lies on the ledger. The compiler refuses an amount that isn't listed as one. */
export function recordType<T extends object>() {
  return <const Amounts extends readonly BigintKeys<T>[]>(
    definition: Definition<T> & { readonly amounts: Amounts } & (BigintKeys<T> extends Amounts[number]
        ? unknown
        : { readonly missing: Exclude<BigintKeys<T>, Amounts[number]> }),
  ): RecordType<T> => ({
    family: definition.family,
    keyParts: definition.key,
    encode: (record) => JSON.stringify(toStored(record)),
    decode: (json) => {
      const record = JSON.parse(json) as Plain;
      restoreAmounts(record, definition.amounts);
      for (const [list, names] of Object.entries<readonly string[] | undefined>(definition.lists ?? {})) {
        for (const item of record[list] as Plain[]) restoreAmounts(item, names ?? []);
      }
      return record as T;
    },
  });
}

/** The full key of a record. */
export const keyOfRecord = <T>(type: RecordType<T>, record: T): string => keyOf(type.family, ...type.keyParts(record));
