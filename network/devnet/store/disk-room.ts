import { type DevnetLog } from '../devnet-log';

/**
 * What stays free on a network's disk, in bytes: below it no transaction is taken, so that what was taken before can still
 * be written, with its state, its indexes and what the rest of the machine needs.
 */
export const RESERVED_BYTES = 64 * 1024 * 1024;

const LOOK_EVERY_MS = 1_000;

export interface DiskRoomOptions {
  readonly folder: string;
  readonly reservedBytes: number;
  readonly freeBytes: (folder: string) => Promise<number>;
  readonly log: DevnetLog;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

/** Watches over the room on a network's disk, so that nothing is taken that might not fit. */
export class DiskRoom {
  private lookedAt: number | undefined;
  private free: Promise<number | undefined> = Promise.resolve(undefined);
  private takenSince = 0;
  private isShort = false;

  constructor(private readonly options: DiskRoomOptions) {}

  /**
   * Asks for room for so many bytes: undefined where there is some, else the sentence that says why not, to whoever wants
   * to write (where the folder lies is in the log). The disk is asked once a second at most; what was granted since then
   * counts as written.
   */
  async refusal(bytes: number): Promise<string | undefined> {
    const { reservedBytes } = this.options;
    const free = await this.look();
    // Of a disk that doesn't say, the next write will tell.
    if (free === undefined) return undefined;
    const isShort = free - this.takenSince - bytes < reservedBytes;
    if (!isShort) this.takenSince += bytes;
    this.note(isShort, free);
    return isShort
      ? `its disk has ${shownMebibytes(free)} free, and ${shownMebibytes(reservedBytes)} have to stay so; it goes on by itself when there is room`
      : undefined;
  }

  private look(): Promise<number | undefined> {
    const now = (this.options.now ?? performance.now.bind(performance))();
    if (this.lookedAt === undefined || now - this.lookedAt >= LOOK_EVERY_MS) {
      this.lookedAt = now;
      this.takenSince = 0;
      this.free = this.options.freeBytes(this.options.folder).catch(() => undefined);
    }
    return this.free;
  }

  private note(isShort: boolean, free: number): void {
    if (isShort === this.isShort) return;
    this.isShort = isShort;
    const { folder, reservedBytes, log } = this.options;
    const details = { folder, freeBytes: free, reservedBytes };
    if (isShort) log.warn(details, 'The disk is nearly full: the network takes no transactions until there is room');
    else log.warn(details, 'There is room on the disk again: the network takes transactions');
  }
}

export const shownMebibytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MiB`;
