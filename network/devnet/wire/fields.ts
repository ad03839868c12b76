import { type Codec, type Field } from './codec';
import { Reader, WireError, WireType } from './reader';
import { type Writer } from './writer';

const noBytes: Buffer = Buffer.alloc(0);

function expect(found: number, wanted: number): void {
  if (found !== wanted) throw new WireError(`a field has wire type ${found} where ${wanted} is expected`);
}

function varintField(
  number: number,
  read: (reader: Reader) => number,
  write: (writer: Writer, value: number) => void,
): Field<number> {
  return {
    number,
    initial: 0,
    read: (reader, wireType) => {
      expect(wireType, WireType.varint);
      return read(reader);
    },
    write: (writer, value) => {
      if (value === 0) return;
      write(writer, value);
      writer.tag(number, WireType.varint);
    },
  };
}

export const uint32 = (number: number) =>
  varintField(
    number,
    (reader) => reader.uint32(),
    (writer, value) => writer.uint64(value),
  );
export const uint64 = (number: number) =>
  varintField(
    number,
    (reader) => reader.uint64(),
    (writer, value) => writer.uint64(value),
  );
/** For block numbers that clients ask for, where 2^64-1 stands for no end. */
export const openEndedUint64 = (number: number) =>
  varintField(
    number,
    (reader) => reader.atMostSafeUint64(),
    (writer, value) => writer.uint64(value),
  );
/** Also for enumerations. */
export const int32 = (number: number) =>
  varintField(
    number,
    (reader) => reader.int32(),
    (writer, value) => writer.int64(value),
  );
export const int64 = (number: number) =>
  varintField(
    number,
    (reader) => reader.int64(),
    (writer, value) => writer.int64(value),
  );

export function bool(number: number): Field<boolean> {
  return {
    number,
    initial: false,
    read: (reader, wireType) => {
      expect(wireType, WireType.varint);
      return reader.uint64() !== 0;
    },
    write: (writer, value) => {
      if (!value) return;
      writer.uint64(1);
      writer.tag(number, WireType.varint);
    },
  };
}

export function bytes(number: number): Field<Buffer> {
  return {
    number,
    initial: noBytes,
    read: (reader, wireType) => {
      expect(wireType, WireType.delimited);
      return reader.bytes();
    },
    write: (writer, value) => {
      if (value.length > 0) writeBytes(writer, number, value);
    },
  };
}

export function string(number: number): Field<string> {
  return textField(number, 'utf8', (reader) => reader.string());
}

/** A string held as its UTF-8 bytes, one character each: the form in which state keys are compared and stored. */
export function binaryString(number: number): Field<string> {
  return textField(number, 'latin1', (reader) => reader.binaryString());
}

function textField(number: number, encoding: 'utf8' | 'latin1', read: (reader: Reader) => string): Field<string> {
  return {
    number,
    initial: '',
    read: (reader, wireType) => {
      expect(wireType, WireType.delimited);
      return read(reader);
    },
    write: (writer, value) => {
      if (value !== '') writeText(writer, number, value, encoding);
    },
  };
}

/** A message within a message; absent is undefined, and different from one without any field set. */
export function nested<T>(number: number, codec: Codec<T>): Field<T | undefined> {
  return {
    number,
    initial: undefined,
    read: (reader, wireType) => {
      expect(wireType, WireType.delimited);
      return codec.readInto(new Reader(reader.bytes()));
    },
    write: (writer, value) => {
      if (value !== undefined) writeNested(writer, number, codec, value);
    },
  };
}

export function repeated<T>(number: number, codec: Codec<T>): Field<readonly T[]> {
  return list(
    number,
    (reader) => codec.readInto(new Reader(reader.bytes())),
    (writer, value) => writeNested(writer, number, codec, value),
  );
}

export function repeatedBytes(number: number): Field<readonly Buffer[]> {
  return list(
    number,
    (reader) => reader.bytes(),
    (writer, value) => writeBytes(writer, number, value),
  );
}

export function repeatedString(number: number): Field<readonly string[]> {
  return list(
    number,
    (reader) => reader.string(),
    (writer, value) => writeText(writer, number, value, 'utf8'),
  );
}

/** map<string, bytes>; written in the map's order. */
export function bytesMap(number: number): Field<ReadonlyMap<string, Buffer>> {
  return {
    number,
    initial: new Map(),
    read: (reader, wireType, before) => {
      expect(wireType, WireType.delimited);
      const [key, value] = readEntry(new Reader(reader.bytes()));
      return new Map(before).set(key, value);
    },
    write: (writer, value) => {
      for (const [key, bytes] of [...value].reverse()) {
        const before = writer.written;
        writeBytes(writer, 2, bytes);
        writeText(writer, 1, key, 'utf8');
        writer.uint64(writer.written - before);
        writer.tag(number, WireType.delimited);
      }
    },
  };
}

function readEntry(reader: Reader): [string, Buffer] {
  let key = '';
  let value = noBytes;
  while (!reader.done) {
    const tag = reader.uint32();
    if (tag === ((1 << 3) | WireType.delimited)) key = reader.string();
    else if (tag === ((2 << 3) | WireType.delimited)) value = reader.bytes();
    else reader.skip(tag & 7);
  }
  return [key, value];
}

function list<T>(
  number: number,
  readOne: (reader: Reader) => T,
  writeOne: (writer: Writer, value: T) => void,
): Field<readonly T[]> {
  const none: readonly T[] = Object.freeze([]);
  return {
    number,
    initial: none,
    read: (reader, wireType, before) => {
      expect(wireType, WireType.delimited);
      const value = readOne(reader);
      if (before === none) return [value];
      (before as T[]).push(value);
      return before;
    },
    write: (writer, values) => {
      for (let at = values.length - 1; at >= 0; at--) writeOne(writer, values[at] as T);
    },
  };
}

function writeBytes(writer: Writer, number: number, value: Uint8Array): void {
  writer.bytes(value);
  writer.uint64(value.length);
  writer.tag(number, WireType.delimited);
}

function writeText(writer: Writer, number: number, value: string, encoding: 'utf8' | 'latin1'): void {
  writer.uint64(writer.text(value, encoding));
  writer.tag(number, WireType.delimited);
}

function writeNested<T>(writer: Writer, number: number, codec: Codec<T>, value: Partial<T>): void {
  const before = writer.written;
  codec.writeInto(writer, value);
  writer.uint64(writer.written - before);
  writer.tag(number, WireType.delimited);
}
