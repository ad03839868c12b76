const smallest = 1024;
const keptAtMost = 1 << 20;
const two32 = 0x1_0000_0000;

/**
 * Writes protocol buffer primitives from the end of a buffer towards its start: what a length prefix counts is
 * already written when the prefix is due, so one pass is enough. Callers therefore write the last thing first.
 */
export class Writer {
  private static idle: Writer | undefined = new Writer();
  private buffer = Buffer.allocUnsafeSlow(smallest);
  private position = smallest;

  /** What `write` wrote, in a buffer of its own. */
  static collect(write: (writer: Writer) => void): Buffer {
    const writer = Writer.idle ?? new Writer();
    Writer.idle = undefined;
    writer.position = writer.buffer.length;
    write(writer);
    const result = Buffer.from(writer.buffer.subarray(writer.position));
    if (writer.buffer.length <= keptAtMost) Writer.idle = writer;
    return result;
  }

  /** Bytes written so far. */
  get written(): number {
    return this.buffer.length - this.position;
  }

  tag(field: number, wireType: number): void {
    this.uint64(field * 8 + wireType);
  }

  /** A non-negative safe integer. */
  uint64(value: number): void {
    let size = 1;
    for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size++;
    this.reserve(size);
    this.position -= size;
    let at = this.position;
    let rest = value;
    while (rest >= 0x80) {
      this.buffer[at++] = (rest & 0x7f) | 0x80;
      rest = rest < two32 ? rest >>> 7 : Math.floor(rest / 0x80);
    }
    this.buffer[at] = rest;
  }

  /** A safe integer, negative ones in ten bytes. */
  int64(value: number): void {
    if (value >= 0) {
      this.uint64(value);
      return;
    }
    this.reserve(10);
    this.position -= 10;
    let rest = BigInt.asUintN(64, BigInt(value));
    for (let at = this.position; at < this.position + 9; at++) {
      this.buffer[at] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.buffer[this.position + 9] = Number(rest);
  }

  bytes(value: Uint8Array): void {
    this.reserve(value.length);
    this.position -= value.length;
    this.buffer.set(value, this.position);
  }

  /** Returns the number of bytes the text takes. */
  text(value: string, encoding: 'utf8' | 'latin1'): number {
    const length = Buffer.byteLength(value, encoding);
    this.reserve(length);
    this.position -= length;
    this.buffer.write(value, this.position, length, encoding);
    return length;
  }

  private reserve(count: number): void {
    if (this.position >= count) return;
    const { written } = this;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 2, written + count));
    this.buffer.copy(grown, grown.length - written, this.position);
    this.buffer = grown;
    this.position = grown.length - written;
  }
}
