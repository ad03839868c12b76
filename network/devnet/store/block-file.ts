import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { type DevnetLog } from '../devnet-log';
import { type BlockLocation, type BlockLog } from './block-log';

/** The block file is damaged in a way that no crash explains; the sentence says where and what was expected. */
export class DamagedLedgerError extends Error {
  override readonly name = 'DamagedLedgerError';
}

// File: 16 bytes of format, then records. Record: magic, length of the payload, CRC of the payload, CRC of these
// twelve bytes, payload. All numbers are big-endian 32-bit.
const fileHead = Buffer.from('sunledger-blk-1\n', 'latin1');
const recordMagic = 0x534c4442;
const headBytes = 16;
const scanChunk = 8 * 1024 * 1024;

export interface OpenBlockFile {
  readonly path: string;
  /** How many blocks were certainly committed: the state knows them. These must be in the file, undamaged. */
  readonly committed: number;
  /** Called with every record in order; the scan waits for it. */
  readonly onRecord: (record: Buffer, location: BlockLocation) => Promise<void> | void;
  readonly log: DevnetLog;
}

/**
 * Opens the block file and reads it through. A record that a crash left half-written at the end, and that was never
 * acknowledged, is cut off; any other damage throws DamagedLedgerError, and nothing is changed.
 */
export async function openBlockFile(options: OpenBlockFile): Promise<BlockLog> {
  const file = await openOrCreate(options.path);
  try {
    const end = await scan(file, options);
    return new BlockFile(file, end);
  } catch (error) {
    await file.close();
    throw error;
  }
}

class BlockFile implements BlockLog {
  private failure: Error | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly file: FileHandle,
    private end: number,
  ) {}

  append(record: Uint8Array): Promise<BlockLocation> {
    const written = this.queue.then(() => this.write(record));
    this.queue = written.catch(() => undefined);
    return written;
  }

  async read({ offset, length }: BlockLocation): Promise<Buffer> {
    const framed = Buffer.allocUnsafe(headBytes + length);
    const { bytesRead } = await this.file.read(framed, 0, framed.length, offset);
    const payload = bytesRead === framed.length ? checkedPayload(framed) : undefined;
    if (payload?.length !== length) {
      throw new DamagedLedgerError(`The block at byte ${offset} of the block file is damaged: its checksum is wrong`);
    }
    return payload;
  }

  async close(): Promise<void> {
    await this.queue;
    await this.file.close();
  }

  private async write(record: Uint8Array): Promise<BlockLocation> {
    if (this.failure !== undefined) throw this.failure;
    const location = { offset: this.end, length: record.length };
    try {
      const framed = [recordHead(record), record];
      const total = headBytes + record.length;
      const { bytesWritten } = await this.file.writev(framed, this.end);
      // A disk that is nearly full takes a part; what becomes of the rest says why.
      if (bytesWritten < total)
        await this.writeRest(Buffer.concat(framed).subarray(bytesWritten), this.end + bytesWritten);
      await this.file.datasync();
      this.end += total;
      return location;
    } catch (cause) {
      // After a failed fsync the kernel may have dropped the pages: trying again would prove nothing.
      this.failure = new Error('The block file could not be written; the network accepts nothing more', { cause });
      throw this.failure;
    }
  }

  private async writeRest(rest: Uint8Array, at: number): Promise<void> {
    for (let written = 0; written < rest.length;) {
      const { bytesWritten } = await this.file.write(rest, written, rest.length - written, at + written);
      if (bytesWritten === 0) throw new Error(`The disk takes no more: ${rest.length - written} bytes are left`);
      written += bytesWritten;
    }
  }
}

async function openOrCreate(path: string): Promise<FileHandle> {
  const file = await open(path, 'a+', 0o600);
  await file.close();
  return open(path, 'r+');
}

/** A new file survives power loss only once its folder is on the disk, too. */
async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function scan(file: FileHandle, { path, committed, onRecord, log }: OpenBlockFile): Promise<number> {
  const { size } = await file.stat();
  if (size < fileHead.length) {
    if (committed > 0) throw missing(path, 0, committed);
    await file.truncate(0);
    await file.write(fileHead, 0, fileHead.length, 0);
    await file.sync();
    await syncFolderOf(path);
    return fileHead.length;
  }
  let offset = fileHead.length;
  let blocks = 0;
  for await (const found of readRecords(file, size)) {
    if (found.kind === 'other file') {
      throw new DamagedLedgerError(
        `${path} is not a block file of this version: it begins with ${JSON.stringify(found.head)}, expected ${JSON.stringify(fileHead.toString('latin1'))}`,
      );
    }
    if (found.kind === 'damage') {
      if (blocks < committed) {
        throw new DamagedLedgerError(
          `${path} is damaged: block ${blocks} at byte ${offset} fails its checksum, but it was committed (the state knows ${committed} blocks). The network does not start on a damaged ledger; restore the file from a copy`,
        );
      }
      if (found.followed) {
        throw new DamagedLedgerError(
          `${path} is damaged: block ${blocks} at byte ${offset} fails its checksum, and blocks follow it. The network does not start on a damaged ledger; restore the file from a copy`,
        );
      }
      log.warn({ path, offset, bytes: size - offset }, 'Cut off a block that a crash left half-written');
      await file.truncate(offset);
      await file.sync();
      break;
    }
    await onRecord(Buffer.from(found.payload), { offset, length: found.payload.length });
    offset += headBytes + found.payload.length;
    blocks++;
  }
  if (blocks < committed) throw missing(path, blocks, committed);
  return offset;
}

/** What lies in a block file, in order: blocks, and then perhaps something that is none. */
export type FoundRecord =
  | { readonly kind: 'block'; readonly payload: Buffer }
  | { readonly kind: 'damage'; readonly offset: number; readonly followed: boolean }
  | { readonly kind: 'other file'; readonly head: string };

/** Reads a block file through, up to the first record that is no whole block. A payload is good until the next step. */
export async function* readRecords(file: FileHandle, size: number): AsyncGenerator<FoundRecord> {
  const head = Buffer.alloc(fileHead.length);
  await file.read(head, 0, head.length, 0);
  if (!head.equals(fileHead)) {
    yield { kind: 'other file', head: head.toString('latin1') };
    return;
  }
  const window = new ScanWindow(file, size);
  for (let offset = fileHead.length; offset < size;) {
    const payload = checkedPayload(await window.record(offset));
    if (payload === undefined) {
      yield { kind: 'damage', offset, followed: await window.recordFollows(offset + 1) };
      return;
    }
    yield { kind: 'block', payload };
    offset += headBytes + payload.length;
  }
}

function missing(path: string, found: number, committed: number): DamagedLedgerError {
  return new DamagedLedgerError(
    `${path} holds ${found} blocks, but ${committed} were committed (the state knows them). The network does not start on an incomplete ledger; restore the file from a copy`,
  );
}

/** Reads the file in large steps while the scan goes through it. */
class ScanWindow {
  private bytes = Buffer.alloc(0);
  private start = 0;

  constructor(
    private readonly file: FileHandle,
    private readonly size: number,
  ) {}

  /** Head and payload of the record at `offset`, cut short where the file ends or the head is nonsense. */
  async record(offset: number): Promise<Buffer> {
    const head = await this.slice(offset, headBytes);
    return this.slice(offset, headBytes + (validHead(head) ? head.readUInt32BE(4) : 0));
  }

  /** Whether the head of a record lies anywhere from `from` on. */
  async recordFollows(from: number): Promise<boolean> {
    const rest = await this.slice(from, this.size - from);
    const magic = Buffer.alloc(4);
    magic.writeUInt32BE(recordMagic);
    for (let at = rest.indexOf(magic); at !== -1; at = rest.indexOf(magic, at + 1)) {
      if (validHead(rest.subarray(at))) return true;
    }
    return false;
  }

  private async slice(offset: number, length: number): Promise<Buffer> {
    const end = Math.min(offset + length, this.size);
    if (offset < this.start || end > this.start + this.bytes.length) {
      const bytes = Buffer.allocUnsafe(Math.min(Math.max(end - offset, scanChunk), this.size - offset));
      await this.file.read(bytes, 0, bytes.length, offset);
      this.bytes = bytes;
      this.start = offset;
    }
    return this.bytes.subarray(offset - this.start, end - this.start);
  }
}

function recordHead(record: Uint8Array): Buffer {
  const head = Buffer.allocUnsafe(headBytes);
  head.writeUInt32BE(recordMagic, 0);
  head.writeUInt32BE(record.length, 4);
  head.writeUInt32BE(crc32(record), 8);
  head.writeUInt32BE(crc32(head.subarray(0, 12)), 12);
  return head;
}

function validHead(bytes: Buffer): boolean {
  return (
    bytes.length >= headBytes &&
    bytes.readUInt32BE(0) === recordMagic &&
    bytes.readUInt32BE(12) === crc32(bytes.subarray(0, 12))
  );
}

/** The payload of a framed record, or undefined when it is cut short or fails its checksum. */
function checkedPayload(framed: Buffer): Buffer | undefined {
  if (!validHead(framed)) return undefined;
  const payload = framed.subarray(headBytes);
  return payload.length === framed.readUInt32BE(4) && crc32(payload) === framed.readUInt32BE(8) ? payload : undefined;
}
