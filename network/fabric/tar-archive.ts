import { gzipSync } from 'node:zlib';

/** A file of an archive. The name is ASCII, at most 100 characters. */
export interface ArchiveFile {
  readonly name: string;
  readonly content: Uint8Array;
}

const block = 512;

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
  const zipped = gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * block)]), { level: 0 });
  zipped[9] = 255; // the operating system's number in the header: unknown
  return zipped;
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
