import { statfs } from 'node:fs/promises';
import { type BlockLog } from './block-log';
import { type OpenBlockFile, openBlockFile } from './block-file';

/** What a network that keeps something asks of the machine's disk. */
export interface Disk {
  /** How many bytes this user may still write on the disk that the folder lies on. */
  readonly freeBytes: (folder: string) => Promise<number>;
  readonly openBlocks: (options: OpenBlockFile) => Promise<BlockLog>;
}

export const machineDisk: Disk = {
  freeBytes: async (folder) => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
  openBlocks: openBlockFile,
};
