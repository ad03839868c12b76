import { type StageTimes } from '../transaction-times';
import { type Version } from '../wire/rwset-messages';

/** All that can be told of a transaction: what its block says, and what this network has seen of its way. */
export interface TransactionTrace {
  readonly transactionId: string;
  readonly channel: string;
  readonly block: number;
  /** Its place in the block. */
  readonly index: number;
  readonly code: number;
  /** Fabric's name of the code. */
  readonly codeName: string;
  /** What the code means, in a sentence. */
  readonly meaning: string;
  /** The time that the client has put into its proposal, RFC 3339. */
  readonly proposedAt: string | null;
  readonly creator: TracedIdentity | null;
  /** Null where the transaction is so malformed that it can't be read further. */
  readonly call: TracedCall | null;
  readonly endorsers: readonly TracedIdentity[];
  readonly namespaces: readonly TracedNamespace[];
  readonly event: { readonly name: string; readonly payload: string } | null;
  /** Who changed what the transaction had read; empty unless its code tells of a conflict. */
  readonly conflicts: readonly TracedConflict[];
  /** Milliseconds on the way to each station; null where this run of the network hasn't seen it. */
  readonly times: StageTimes | null;
}

export interface TracedIdentity {
  readonly mspId: string;
  /** The certificate's common name: an enrolment id, or a node's name. */
  readonly name: string;
}

/** What was called, with what, and what came of it; long texts are cut. */
export interface TracedCall {
  readonly chaincode: string;
  readonly function: string;
  readonly args: readonly string[];
  readonly status: number;
  readonly result: string;
}

/** What was read and written of one chaincode's state. */
export interface TracedNamespace {
  readonly name: string;
  /** Version null: there was no such key. */
  readonly reads: readonly { readonly key: string; readonly version: Version | null }[];
  readonly ranges: readonly {
    readonly start: string;
    readonly end: string;
    /** Whether it was read to its end. */
    readonly exhausted: boolean;
    /** The keys found; null where there were so many that the ledger keeps hashes over them. */
    readonly found: number | null;
  }[];
  readonly writes: readonly { readonly key: string; readonly value: string | null }[];
  /** Keys whose endorsement policy was set. */
  readonly policies: readonly string[];
  readonly collections: readonly TracedCollection[];
}

/** Private data by hashes, as the block has it. */
export interface TracedCollection {
  readonly name: string;
  readonly reads: readonly { readonly keyHash: string; readonly version: Version | null }[];
  readonly writes: readonly {
    readonly keyHash: string;
    /** Null: deleted. */
    readonly valueHash: string | null;
    readonly purged: boolean;
  }[];
}

export interface TracedConflict {
  readonly kind: 'key' | 'private key' | 'range' | 'forced' | 'unknown';
  /** The key that was changed: `chaincode key`, `chaincode/collection hash`. */
  readonly key: string;
  /** The version that was read; null: none. */
  readonly read: Version | null;
  /** The transaction that changed it. */
  readonly changedBy: {
    readonly transactionId: string;
    readonly block: number;
    readonly index: number;
    readonly function: string;
  } | null;
}
