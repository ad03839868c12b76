import { crc32 } from 'node:zlib';

/** A file of an archive. The name is ASCII, at most 100 characters. */
export interface ArchiveFile {
  readonly name: string;
  readonly content: Uint8Array;
}

const block = 512;
const maximalStored = 0xffff;

/**
 * A gzipped tar archive that is the same, byte for byte, wherever and whenever it is made: files in the given order,
 * no owner, time zero, and stored instead of deflated, since compressors differ between releases and platforms.
 */
export function archive(files: readonly ArchiveFile[]): Buffer {
  const parts = files.flatMap(({ name, content }) => [
    header(name, content.length),
    content,
    Buffer.alloc((block - (content.length % block)) % block),
  ]);
  return gzipStored(Buffer.concat([...parts, Buffer.alloc(2 * block)]));
}

/** RFC 1952 around stored blocks of RFC 1951: no time, unknown system, nothing for a compressor to choose. */
function gzipStored(data: Buffer): Buffer {
  const head = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  const blocks: Buffer[] = [];
  for (let start = 0; start < data.length; start += maximalStored) {
    const stored = data.subarray(start, start + maximalStored);
    const isLast = start + maximalStored >= data.length;
    blocks.push(Buffer.from([isLast ? 1 : 0]), uint16(stored.length), uint16(stored.length ^ 0xffff), stored);
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(data), 0);
  trailer.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, ...blocks, trailer]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function header(name: string, size: number): Buffer {
  const bytes = Buffer.alloc(block);
  const put = (offset: number, text: string): number => bytes.write(text, offset, 'ascii');
  put(0, name);
  put(100, '0000644\0');
  put(108, '0000000\0');
  put(116, '0000000\0');
  put(124, `${size.toString(8).padStart(11, '0')}\0`);
  put(136, '00000000000\0');
  put(148, '        ');
  put(156, '0');
  put(257, 'ustar\x0000');
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return bytes;
}
