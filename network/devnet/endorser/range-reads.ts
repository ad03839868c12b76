import { sha256 } from '../orderer/block-header';
import { type KvRead, type MerkleSummary, QueryReads } from '../wire/rwset-messages';

/** Fabric's maxDegreeQueryReadsHashing. */
export const merkleDegree = 50;

/**
 * The results of a range query as Fabric keeps them for the phantom check: as they are, up to `degree` of them; more
 * of them as a tree of hashes over `degree + 1` reads each, and over as many hashes in the levels above.
 */
export class RangeReads {
  private pending: KvRead[] = [];
  private levels: Buffer[][] = [];

  constructor(private readonly degree: number = merkleDegree) {}

  add(read: KvRead): void {
    this.pending.push(read);
    if (this.pending.length > this.degree) this.hashPending();
  }

  /** To be called once, after the last result. */
  finish(): { readonly raw: readonly KvRead[] } | { readonly merkle: MerkleSummary } {
    if (this.levels.length === 0) return { raw: this.pending };
    if (this.pending.length > 0) this.hashPending();
    const top = this.levels.length - 1;
    for (let level = 0; level < top; level++) {
      const hashes = this.levels[level] ?? [];
      this.levels[level] = [];
      // A single hash rises as it is.
      if (hashes.length === 1) this.level(level + 1).push(...hashes);
      else if (hashes.length > 1) this.level(level + 1).push(combined(hashes));
    }
    const highest = this.level(top);
    if (highest.length > this.degree) this.levels.push([combined(highest)]);
    return { merkle: this.summary() };
  }

  /** The tree as it stands; levels count from 1. */
  summary(): MerkleSummary {
    const maxLevel = Math.max(this.levels.length, 1);
    return { maxDegree: this.degree, maxLevel, maxLevelHashes: this.levels[maxLevel - 1] ?? [] };
  }

  private hashPending(): void {
    let level = 0;
    this.level(0).push(sha256(QueryReads.encode({ kvReads: this.pending })));
    this.pending = [];
    for (let hashes = this.level(0); hashes.length > this.degree; hashes = this.level(level)) {
      this.levels[level] = [];
      level++;
      this.level(level).push(combined(hashes));
    }
  }

  private level(index: number): Buffer[] {
    return (this.levels[index] ??= []);
  }
}

function combined(hashes: readonly Buffer[]): Buffer {
  return sha256(Buffer.concat(hashes));
}
