// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface BlockSummary {
  /** Number of a block, from 0, like "7" */
  readonly number: string;
  /** SHA-256, hex; empty before block 0, like "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  readonly hash: string;
  /** SHA-256, hex; empty before block 0, like "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  readonly previousHash: string;
  /** SHA-256, hex; empty before block 0, like "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  readonly dataHash: string;
  readonly transactions: number;
  readonly valid: number;
  /** Time of its last transaction that says one */
  readonly at: string | null;
  /** Of all its transactions */
  readonly bytes: number;
}

/** What `getBlocks` takes. Blocks of the channel, newest first */
export interface GetBlocksRequest {
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
}

export interface BlockTransaction {
  /** Empty where it has none */
  readonly id: string;
  /** Place in the block */
  readonly index: number;
  /** Kind */
  readonly kind: 'transaction' | 'config' | 'other';
  /** contract:name, or another chaincode */
  readonly function: string | null;
  readonly creator: {
    readonly mspId: string;
    readonly name: string;
  } | null;
  /** Fabric's validation code, like "VALID" */
  readonly code: string;
  readonly at: string | null;
  /** Organisations whose peers endorsed */
  readonly endorsers: readonly string[];
}

/** What `getBlock` takes. A block with its transactions */
export interface GetBlockRequest {
  /** Number of a block, from 0, like "7" */
  readonly block: string;
}

export interface GetBlockAnswer {
  /** Blocks that the answer knows of, like "42" */
  readonly height: string;
  /** Number of a block, from 0, like "7" */
  readonly number: string;
  /** SHA-256, hex; empty before block 0, like "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  readonly hash: string;
  /** SHA-256, hex; empty before block 0, like "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  readonly previousHash: string;
  /** SHA-256, hex; empty before block 0, like "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  readonly dataHash: string;
  readonly transactions: number;
  readonly valid: number;
  /** Time of its last transaction that says one */
  readonly at: string | null;
  /** Of all its transactions */
  readonly bytes: number;
  readonly items: readonly BlockTransaction[];
}

/**
 * What `getRawBlock` takes. A whole block as its peer stores it; for auditors, voters, the banker and market
 * operators
 */
export interface GetRawBlockRequest {
  /** Number of a block, from 0, like "7" */
  readonly block: string;
}

export interface GetRawBlockAnswer {
  /** Number of a block, from 0, like "7" */
  readonly number: string;
  /** base64 */
  readonly block: string;
}

export interface BlockHeader {
  /** Number of a block, from 0, like "7" */
  readonly number: string;
  /** SHA-256, hex; empty before block 0, like "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  readonly previousHash: string;
  /** SHA-256, hex; empty before block 0, like "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  readonly dataHash: string;
  /** SHA-256, hex; empty before block 0, like "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  readonly hash: string;
  /** The metadata with the signatures of the orderers, base64 */
  readonly signatures: string;
}

/**
 * What `getBlockHeaders` takes. Headers of consecutive blocks with the orderers' signatures: what checks the
 * chain
 */
export interface GetBlockHeadersRequest {
  /** Number of a block, from 0, like "7" */
  readonly from?: string;
  /** How many, 1 to 200, like "50" */
  readonly count?: string;
}

export interface GetBlockHeadersAnswer {
  /** Blocks that the answer knows of, like "42" */
  readonly height: string;
  readonly items: readonly BlockHeader[];
}

/**
 * What `getTransactionDetails` takes. Where a transaction stands, who made and endorsed it, which keys it read
 * and wrote
 */
export interface GetTransactionDetailsRequest {
  /** Transaction id, like "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358" */
  readonly transaction: string;
}

export interface GetTransactionDetailsAnswer {
  /** Blocks that the answer knows of, like "42" */
  readonly height: string;
  /** Empty where it has none */
  readonly id: string;
  /** Place in the block */
  readonly index: number;
  /** Kind */
  readonly kind: 'transaction' | 'config' | 'other';
  /** contract:name, or another chaincode */
  readonly function: string | null;
  readonly creator: {
    readonly mspId: string;
    readonly name: string;
  } | null;
  /** Fabric's validation code, like "VALID" */
  readonly code: string;
  readonly at: string | null;
  /** Number of a block, from 0, like "7" */
  readonly block: string;
  readonly endorsers: readonly {
    readonly mspId: string;
    readonly name: string;
  }[];
  readonly reads: readonly string[];
  readonly writes: readonly {
    readonly key: string;
    readonly deleted: boolean;
  }[];
  /** Keys of others' accounts, which are left out */
  readonly hidden: number;
}

export interface GetReadModelAnswer {
  /** Blocks that the answer knows of, like "42" */
  readonly height: string;
  /** Blocks that the answer knows of, like "42" */
  readonly ledgerHeight: string;
  /** Blocks that the answer knows of, like "42" */
  readonly lag: string;
  /** Whether this instance writes, or another that shares the database */
  readonly projecting: boolean;
  /** SHA-256, hex; empty before block 0, like "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  readonly genesis: string;
  /** Of the rules that fill the tables */
  readonly version: number;
}
