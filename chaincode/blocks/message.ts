import { isUtf8 } from 'node:buffer';
import { BlockError } from './block-error';

/** Nobody makes a reader keep more than this: no message that is read here has more fields. */
const MOST_FIELDS = 200_000;
const LARGEST_FIELD_NUMBER = 536_870_911n;
const LARGEST_INTEGER = (1n << 64n) - 1n;

/**
 * A protocol buffer message as it was received. Strict, because what it says is to be the same for everybody: integers
 * in their shortest form, and a field that can occur once only once, where other readers take the last or merge them.
 * Fields that nobody asks for are passed over. Whatever isn't well-formed is a BlockError MALFORMED.
 */
export class Message {
  private readonly fields = new Map<number, (bigint | Buffer)[]>();

  /** `what` names the message in refusals. */
  constructor(
    bytes: Uint8Array,
    private readonly what: string,
  ) {
    const reader = new Reader(bytes, what);
    for (let count = 0; !reader.done; count++) {
      if (count === MOST_FIELDS) throw new BlockError('MALFORMED', `${what} has more than ${MOST_FIELDS} fields`);
      const { number, value } = reader.field();
      const before = this.fields.get(number);
      if (before) before.push(value);
      else this.fields.set(number, [value]);
    }
  }

  /** How often each field occurs, by number. */
  get counts(): ReadonlyMap<number, number> {
    return new Map(Array.from(this.fields, ([number, values]) => [number, values.length]));
  }

  /** The bytes of a field that occurs at most once; none when it is absent. */
  bytes(number: number): Buffer {
    return this.asBytes(number, this.single(number) ?? Buffer.alloc(0));
  }

  /** A message within the message; undefined when it is absent. */
  message(number: number, what: string): Message | undefined {
    const value = this.single(number);
    return value === undefined ? undefined : new Message(this.asBytes(number, value), what);
  }

  text(number: number): string {
    const bytes = this.bytes(number);
    if (!isUtf8(bytes)) throw new BlockError('MALFORMED', `Field ${number} of ${this.what} is no UTF-8`);
    return bytes.toString('utf8');
  }

  /** An integer up to 2^53; 0 when it is absent. */
  integer(number: number): number {
    const value = this.single(number) ?? 0n;
    if (typeof value !== 'bigint' || value > BigInt(Number.MAX_SAFE_INTEGER)) {
      throw new BlockError('MALFORMED', `Field ${number} of ${this.what} is no integer in range`);
    }
    return Number(value);
  }

  /** All occurrences of a repeated field of bytes. */
  list(number: number): readonly Buffer[] {
    return (this.fields.get(number) ?? []).map((value) => this.asBytes(number, value));
  }

  private single(number: number): bigint | Buffer | undefined {
    const values = this.fields.get(number) ?? [];
    if (values.length > 1) throw new BlockError('MALFORMED', `Field ${number} of ${this.what} occurs twice`);
    return values[0];
  }

  private asBytes(number: number, value: bigint | Buffer): Buffer {
    if (typeof value === 'bigint') throw new BlockError('MALFORMED', `Field ${number} of ${this.what} is no bytes`);
    return value;
  }
}

/** Takes the fields off the bytes one by one, without copying. */
class Reader {
  private readonly bytes: Buffer;
  private position = 0;

  constructor(
    bytes: Uint8Array,
    private readonly what: string,
  ) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.position === this.bytes.length;
  }

  field(): { number: number; value: bigint | Buffer } {
    const tag = this.varint();
    const number = tag >> 3n;
    if (number === 0n || number > LARGEST_FIELD_NUMBER) throw this.malformed('has a field number out of range');
    return { number: Number(number), value: this.value(Number(tag & 7n)) };
  }

  private value(wireType: number): bigint | Buffer {
    if (wireType === 0) return this.varint();
    if (wireType === 1) return this.take(8n);
    if (wireType === 2) return this.take(this.varint());
    if (wireType === 5) return this.take(4n);
    throw this.malformed(`has a field of wire type ${wireType}`);
  }

  private varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.bytes[this.position++];
      if (byte === undefined) throw this.malformed('ends within a field');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte >= 0x80) continue;
      if (byte === 0 && shift > 0n) throw this.malformed('has an integer that is longer than need be');
      if (value > LARGEST_INTEGER) break;
      return value;
    }
    throw this.malformed('has an integer of more than 64 bits');
  }

  private take(length: bigint): Buffer {
    if (length > BigInt(this.bytes.length - this.position)) throw this.malformed('ends within a field');
    const start = this.position;
    this.position += Number(length);
    return this.bytes.subarray(start, this.position);
  }

  private malformed(why: string): BlockError {
    return new BlockError('MALFORMED', `${this.what} ${why}`);
  }
}
