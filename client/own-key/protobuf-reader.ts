import { textOf } from './bytes';
import { insist, SigningRefused } from './signing-refused';

/** How a field of a message is read: `many` is bytes that may stand there more than once. */
type Kind = 'bytes' | 'text' | 'number' | 'many';

/** The fields of a message: number and kind by name. */
export type Shape = Readonly<Record<string, readonly [number, Kind]>>;

interface Values {
  bytes: Uint8Array;
  text: string;
  number: bigint;
  many: readonly Uint8Array[];
}

/** What a message holds. A field that isn't there is empty or 0, as protobuf has it. */
export type Message<S extends Shape> = { readonly [K in keyof S]: Values[S[K][1]] };

const VARINT = 0;
const BYTES = 2;
const MOST = 0xffff_ffff_ffff_ffffn;

/**
 * Reads a protobuf message as strictly as can be: fields in ascending order, each at most once, none that the shape
 * doesn't name, numbers in their shortest form. What is signed after that says one thing only, to whomever reads it: no
 * reader merges, skips or overrides anything. Throws SigningRefused (MALFORMED) for anything else, and nothing but that.
 */
export function readMessage<const S extends Shape>(what: string, bytes: Uint8Array, shape: S): Message<S> {
  const names = new Map(Object.entries(shape).map(([name, [number, kind]]) => [number, { name, kind }]));
  const read: Record<string, unknown> = Object.fromEntries(
    Object.entries(shape).map(([name, [, kind]]) => [name, emptyOf(kind)]),
  );
  let offset = 0;
  let last = 0;
  const number = (): bigint => {
    const { value, end } = varintAt(what, bytes, offset);
    offset = end;
    return value;
  };
  while (offset < bytes.length) {
    const key = number();
    const field = Number(key >> 3n);
    const known = names.get(field);
    insist(known !== undefined, 'MALFORMED', `${what} holds a field ${field} that has no place there.`);
    insist(
      field > last || (known.kind === 'many' && field === last),
      'MALFORMED',
      `${what} holds field ${field} twice or out of order.`,
    );
    last = field;
    const wire = Number(key & 7n);
    insist(
      wire === (known.kind === 'number' ? VARINT : BYTES),
      'MALFORMED',
      `Field ${field} of ${what} is of another type.`,
    );
    const value = number();
    if (known.kind === 'number') {
      read[known.name] = value;
      continue;
    }
    insist(value <= BigInt(bytes.length - offset), 'MALFORMED', `${what} ends inside field ${field}.`);
    const contents = bytes.subarray(offset, offset + Number(value));
    offset += contents.length;
    if (known.kind === 'many') (read[known.name] as Uint8Array[]).push(contents);
    else read[known.name] = known.kind === 'text' ? textOf(contents) : contents;
  }
  return read as Message<S>;
}

function emptyOf(kind: Kind): unknown {
  switch (kind) {
    case 'bytes':
      return new Uint8Array();
    case 'text':
      return '';
    case 'number':
      return 0n;
    case 'many':
      return [];
  }
}

function varintAt(what: string, bytes: Uint8Array, offset: number): { value: bigint; end: number } {
  let value = 0n;
  for (let index = 0; index < 10; index++) {
    const byte = bytes[offset + index];
    insist(byte !== undefined, 'MALFORMED', `${what} ends inside a number.`);
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte >= 0x80) continue;
    insist(
      value <= MOST && (byte !== 0 || index === 0),
      'MALFORMED',
      `${what} holds a number that is not in its shortest form.`,
    );
    return { value, end: offset + index + 1 };
  }
  throw new SigningRefused('MALFORMED', `${what} holds a number that is too long.`);
}
