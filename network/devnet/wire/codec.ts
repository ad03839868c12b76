import { Writer } from './writer';
import { Reader, WireError } from './reader';

/**
 * Protocol buffer messages as tables: one line per field, from which decoding, encoding and the TypeScript type
 * follow. Decoded `bytes` are views of what was received, never copies, and every field is present with proto3's
 * default. Fields are written in ascending order, as Fabric's own Go code writes them, so that a message that was
 * decoded and encoded again has the same bytes (unknown fields apart). A test compares every table with
 * @hyperledger/fabric-protos.
 */
export interface Field<T> {
  readonly number: number;
  readonly initial: T;
  /** Reads one occurrence of the field; `before` is what earlier occurrences gave. */
  readonly read: (reader: Reader, wireType: number, before: T) => T;
  /** Writes the field with its tag, unless it holds the default. Writers fill their buffer from the end. */
  readonly write: (writer: Writer, value: T) => void;
}

/** The type of the messages of a codec. */
export type MessageOf<C> = C extends Codec<infer T> ? T : never;

export interface Codec<T> {
  /** Throws WireError when the bytes are no such message. */
  decode(bytes: Uint8Array): T;
  /** Absent fields are written as their default, which is: not at all. */
  encode(message: Partial<T>): Buffer;
  readInto(reader: Reader): T;
  writeInto(writer: Writer, message: Partial<T>): void;
}

interface Slot {
  readonly name: string;
  readonly field: Field<unknown>;
}

/** A message type; `fields` names each field by its number and kind. */
export function message<T extends object>(fields: { readonly [K in keyof T]: Field<T[K]> }): Codec<Readonly<T>> {
  type Message = Readonly<T>;
  const slots: readonly Slot[] = Object.entries<Field<unknown>>(fields as unknown as Record<string, Field<unknown>>)
    .map(([name, field]) => ({ name, field }))
    .sort((a, b) => a.field.number - b.field.number);
  const byNumber: (Slot | undefined)[] = [];
  const initial: Record<string, unknown> = {};
  for (const slot of slots) {
    byNumber[slot.field.number] = slot;
    initial[slot.name] = slot.field.initial;
  }
  const descending = [...slots].reverse();

  function readInto(reader: Reader): Message {
    const result: Record<string, unknown> = { ...initial };
    while (!reader.done) {
      const tag = reader.uint32();
      const slot = byNumber[tag >>> 3];
      if (slot === undefined) {
        if (tag >>> 3 === 0) throw new WireError('a field has the number 0');
        reader.skip(tag & 7);
      } else {
        result[slot.name] = slot.field.read(reader, tag & 7, result[slot.name]);
      }
    }
    return result as Message;
  }

  function writeInto(writer: Writer, value: Partial<Message>): void {
    for (const { name, field } of descending) {
      const part = (value as Record<string, unknown>)[name];
      if (part !== undefined) field.write(writer, part);
    }
  }

  return {
    decode: (bytes) => readInto(new Reader(bytes)),
    encode: (value) => Writer.collect((writer) => writeInto(writer, value)),
    readInto,
    writeInto,
  };
}
