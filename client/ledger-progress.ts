/** How far the ledger is known to have come, to everybody who shares it. */
export class LedgerProgress {
  /** The newest block that somebody was told of; -1 before the first. */
  newestBlock = -1n;

  note(block: bigint): void {
    if (block > this.newestBlock) this.newestBlock = block;
  }
}
