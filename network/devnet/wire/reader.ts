import { isUtf8 } from 'node:buffer';

/** Bytes that are no well-formed message of the expected type. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

/** Wire types of protocol buffers that Fabric's messages use, and the two fixed ones, to skip them. */
export const WireType = { varint: 0, fixed64: 1, delimited: 2, fixed32: 5 } as const;

const two32 = 0x1_0000_0000;

/** Reads protocol buffer primitives off a buffer, without copying. Throws WireError at whatever isn't well-formed. */
export class Reader {
  private readonly buffer: Buffer;
  private position = 0;
  private readonly end: number;

  constructor(bytes: Uint8Array) {
    this.buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.end = this.buffer.length;
  }

  get done(): boolean {
    return this.position >= this.end;
  }

  /** A varint of which the lower 32 bits are meant. */
  uint32(): number {
    const first = this.buffer[this.position];
    if (first !== undefined && first < 0x80) {
      this.position++;
      return first;
    }
    this.varint();
    return this.low;
  }

  /** A varint as a number; beyond 2^53 it is refused, since no counter of Fabric gets there. */
  uint64(): number {
    this.varint();
    const value = this.high * two32 + this.low;
    if (!Number.isSafeInteger(value)) throw new WireError('an integer is out of range');
    return value;
  }

  /** A varint as a number; everything beyond 2^53 counts as the largest. */
  atMostSafeUint64(): number {
    this.varint();
    return Math.min(this.high * two32 + this.low, Number.MAX_SAFE_INTEGER);
  }

  int32(): number {
    this.varint();
    return this.low | 0;
  }

  int64(): number {
    this.varint();
    const value = (this.high | 0) * two32 + this.low;
    if (!Number.isSafeInteger(value)) throw new WireError('an integer is out of range');
    return value;
  }

  bytes(): Buffer {
    const length = this.uint64();
    const start = this.position;
    if (length > this.end - start) throw new WireError('a field is longer than its message');
    this.position = start + length;
    return this.buffer.subarray(start, this.position);
  }

  string(): string {
    const bytes = this.bytes();
    const text = bytes.toString('utf8');
    // U+FFFD stands for itself or for bytes that are no UTF-8.
    if (text.includes('\ufffd') && !isUtf8(bytes)) throw invalidUtf8();
    return text;
  }

  /** A string as its UTF-8 bytes, one character each (see state-key.ts). */
  binaryString(): string {
    const bytes = this.bytes();
    if (!isUtf8(bytes)) throw invalidUtf8();
    return bytes.toString('latin1');
  }

  skip(wireType: number): void {
    if (wireType === WireType.varint) this.varint();
    else if (wireType === WireType.delimited) this.bytes();
    else if (wireType === WireType.fixed64) this.advance(8);
    else if (wireType === WireType.fixed32) this.advance(4);
    else throw new WireError(`wire type ${wireType} is not in use`);
  }

  private low = 0;
  private high = 0;

  /** Leaves the value in `low` and `high`, both unsigned. */
  private varint(): void {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.buffer[this.position++];
      if (byte === undefined || this.position > this.end) throw new WireError('the message ends within a field');
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high |= bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 0x80) {
        this.low = low >>> 0;
        this.high = high >>> 0;
        return;
      }
    }
    throw new WireError('an integer has more than ten bytes');
  }

  private advance(count: number): void {
    this.position += count;
    if (this.position > this.end) throw new WireError('the message ends within a field');
  }
}

function invalidUtf8(): WireError {
  return new WireError('string field contains invalid UTF-8');
}
