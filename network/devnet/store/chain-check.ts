import { CommittedBlock } from '../committer/committed-block';
import { dataHash } from '../orderer/block-header';
import { DamagedLedgerError } from './block-file';
import { type BlockLocation } from './block-log';

/** Checks, record by record, that blocks follow each other and hold what their headers say. */
export class ChainCheck {
  readonly locations: BlockLocation[] = [];
  last: CommittedBlock | undefined;
  /** The block of the number to watch for. */
  watched: CommittedBlock | undefined;

  constructor(
    private readonly channel: string,
    private readonly watch: number,
  ) {}

  /** Takes the next record. Throws DamagedLedgerError. */
  readonly add = (record: Buffer, location: BlockLocation): void => {
    const block = new CommittedBlock(record);
    const expected = this.locations.length;
    if (block.number !== expected || !block.header.previousHash.equals(this.last?.hash ?? Buffer.alloc(0))) {
      throw this.damaged(`the block at place ${expected} doesn't follow the one before it: the hash chain is broken`);
    }
    if (!dataHash(block.envelopes).equals(block.header.dataHash)) {
      throw this.damaged(`the transactions of block ${expected} don't match its data hash`);
    }
    this.locations.push(location);
    this.last = block;
    if (expected === this.watch) this.watched = block;
  };

  private damaged(what: string): DamagedLedgerError {
    return new DamagedLedgerError(
      `Channel ${this.channel}: ${what}. The network does not start on a damaged ledger; restore the block file from a copy`,
    );
  }
}
