import { type MicroEuro, type PricePerKWh } from '../../chaincode/domain/units';

/** Energy that a member fed into a storage unit, or took out of it, in the hour of a listing. */
export interface StorageFlow {
  readonly listing: string;
  readonly unit: string;
  readonly member: string;
  readonly kind: 'fedIn' | 'taken';
  /** Wh */
  readonly energy: bigint;
}

/** A trade of the ENT book. */
export interface EntTrade {
  readonly buyer: string;
  readonly seller: string;
  /** Micro-ENT. */
  readonly amount: bigint;
  /** Per ENT. */
  readonly price: PricePerKWh;
  readonly payment: MicroEuro;
}

/** What an account holds of ENT, and what its whole history says was minted to it and burned of it; micro-ENT. */
export interface EntAccount {
  readonly member: string;
  readonly held: bigint;
  readonly minted: bigint;
  readonly burned: bigint;
}

/** What the records of the storage units come to; Wh. */
export interface StorageRecords {
  /** What each member's flows of the day were. */
  readonly flows: readonly StorageFlow[];
  /** What the batteries lost in the hours of the day; negative where they turned out to hold more. */
  readonly lost: bigint;
  /** The same over the whole of the records, with what was in the units when they were begun. */
  readonly ever: { readonly begun: bigint; readonly fedIn: bigint; readonly taken: bigint; readonly lost: bigint };
}

/** Stored energy and ENT (spec 12) as the ledger and the units' records have them after a day. */
export interface LedgerStorage {
  readonly units: readonly { readonly id: string; readonly owner: string; readonly energy: bigint }[];
  /** KWH in Wh; ENT, D and R in millionths. */
  readonly pools: {
    readonly stored: bigint;
    readonly circulating: bigint;
    readonly gap: bigint;
    readonly rate: bigint;
  };
  /** ENT minted per kWh fed in and burned per kWh taken out from now on, in millionths. */
  readonly rates: { readonly mint: bigint; readonly burn: bigint };
  readonly accounts: readonly EntAccount[];
  /** The day's trades of ENT, in their order. */
  readonly trades: readonly EntTrade[];
  readonly records: StorageRecords;
}
