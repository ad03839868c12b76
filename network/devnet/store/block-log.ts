/** Where a record lies in a block log. */
export interface BlockLocation {
  readonly offset: number;
  readonly length: number;
}

/** The append-only file of blocks: the ledger itself. Everything else can be made again from it. */
export interface BlockLog {
  /** Resolves when the record is on the disk: the commit point. Rejects for good at the first failure. */
  append(record: Uint8Array): Promise<BlockLocation>;
  /** Throws when the record is damaged. */
  read(location: BlockLocation): Promise<Buffer>;
  close(): Promise<void>;
}

/** The log of a network without a home. */
export class MemoryBlockLog implements BlockLog {
  private readonly records = new Map<number, Buffer>();
  private size = 0;

  append(record: Uint8Array): Promise<BlockLocation> {
    const location = { offset: this.size, length: record.length };
    this.records.set(location.offset, Buffer.from(record));
    this.size += record.length;
    return Promise.resolve(location);
  }

  read({ offset }: BlockLocation): Promise<Buffer> {
    const record = this.records.get(offset);
    return record === undefined
      ? Promise.reject(new Error(`The block log has no record at ${offset}`))
      : Promise.resolve(record);
  }

  close(): Promise<void> {
    this.records.clear();
    return Promise.resolve();
  }
}
