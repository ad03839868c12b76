import { open } from 'node:fs/promises';
import { readRecords } from './block-file';

/** What a block file looks like to somebody who only reads it. */
export interface BlockFileState {
  readonly blocks: number;
  /** Bytes at the end that are no whole block: a crash in the middle of a write leaves such, and a start cuts them off. */
  readonly tornBytes: number;
  /** What no crash explains: the network would not start. */
  readonly damage: string | undefined;
}

/** Looks through a block file without changing it. Throws when it can't be read at all. */
export async function inspectBlocks(path: string): Promise<BlockFileState> {
  const file = await open(path, 'r');
  try {
    let blocks = 0;
    const { size } = await file.stat();
    for await (const record of readRecords(file, size)) {
      if (record.kind === 'block') {
        blocks++;
        continue;
      }
      if (record.kind === 'other file') return { blocks, tornBytes: 0, damage: `it is no block file of this version` };
      const { offset, followed } = record;
      if (!followed) return { blocks, tornBytes: size - offset, damage: undefined };
      return {
        blocks,
        tornBytes: 0,
        damage: `block ${blocks} at byte ${offset} fails its checksum, and blocks follow it`,
      };
    }
    return { blocks, tornBytes: 0, damage: undefined };
  } finally {
    await file.close();
  }
}
