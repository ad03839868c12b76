import { type MovementKind } from '../../chaincode/domain/account';
import { type ListingState } from '../../chaincode/domain/listing-state';
import { type Side } from '../../chaincode/domain/offer';
import { type TrustChangeKind } from '../../chaincode/domain/trust/trust';
import { type DecodedTransaction } from '../fabric/decoded-block';
import { type SqlInteger, type SqlPerhapsInteger } from '../sql/sql-database';

/** Times are RFC 3339 in UTC with whole seconds, so that they sort as text. Amounts: energy in Wh, all else in millionths. */
export interface ReadModelTables {
  readonly read_model: ReadModelTable;
  readonly state: StateTable;
  readonly block: BlockTable;
  readonly block_transaction: BlockTransactionTable;
  readonly movement: MovementTable;
  readonly holding: HoldingTable;
  readonly supply_change: SupplyChangeTable;
  readonly energy_change: EnergyChangeTable;
  readonly storage_change: StorageChangeTable;
  readonly trust_change: TrustChangeTable;
  readonly listing: ListingTable;
  readonly offer: OfferTable;
  readonly trade: TradeTable;
  readonly book_trade: BookTradeTable;
}

/** One row: which chain it is a model of, by which rules, and how far it has come. */
export interface ReadModelTable {
  readonly id: SqlInteger;
  readonly channel: string;
  /** Hash of block 0. */
  readonly genesis: string;
  /** Version of the projections that filled the tables; 0 asks for a rebuild. */
  readonly version: SqlInteger;
  /** Blocks that are in the tables: the number of the next one. */
  readonly height: SqlInteger;
  /** Hash of the last of them. */
  readonly head: string;
}

/** The public state, as stored. */
export interface StateTable {
  readonly key: string;
  readonly value: string;
}

export interface BlockTable {
  readonly number: SqlInteger;
  readonly hash: string;
  readonly previous_hash: string;
  readonly data_hash: string;
  readonly transactions: SqlInteger;
  readonly valid: SqlInteger;
  /** Of the last transaction that says one; empty where none does. */
  readonly at: string;
  readonly bytes: SqlInteger;
  /** The part of the metadata that holds the orderers' signatures, base64. */
  readonly signatures: string;
}

export interface BlockTransactionTable {
  readonly block: SqlInteger;
  readonly position: SqlInteger;
  readonly id: string;
  readonly kind: DecodedTransaction['kind'];
  readonly function: string | null;
  readonly code: string;
  readonly at: string;
  readonly creator_msp: string | null;
  readonly creator_name: string | null;
  /** JSON: [{ mspId, name }] */
  readonly endorsers: string;
  /** JSON: [key] */
  readonly reads: string;
  /** JSON: [{ key, deleted }] */
  readonly writes: string;
}

/** Where on the ledger something happened: block, transaction in it, number in the transaction. */
export interface Place {
  readonly block: SqlInteger;
  readonly position: SqlInteger;
  readonly number: SqlInteger;
}

/** A movement of an account with where it led; credits that aren't folded in yet count. */
export interface MovementTable extends Place {
  readonly member: string;
  readonly token: string;
  readonly kind: MovementKind;
  readonly available: SqlInteger;
  readonly locked: SqlInteger;
  readonly escrowed: SqlInteger;
  readonly counterparty: string | null;
  readonly reference: string;
  readonly at: string;
  readonly transaction: string;
  readonly available_after: SqlInteger;
  readonly locked_after: SqlInteger;
  readonly escrowed_after: SqlInteger;
}

/** What a member holds of a token: its account with its credits. */
export interface HoldingTable {
  readonly member: string;
  readonly token: string;
  readonly available: SqlInteger;
  readonly locked: SqlInteger;
  readonly escrowed: SqlInteger;
}

export interface SupplyChangeTable extends Place {
  readonly token: string;
  /** Seconds since 1970. */
  readonly time: SqlInteger;
  readonly total: SqlInteger;
}

/** KWH and R after a change of either; decimal text, because they are sums without a bound. */
export interface EnergyChangeTable extends Place {
  /** Seconds since 1970. */
  readonly time: SqlInteger;
  readonly stored: string;
  readonly rate: string;
  /** ENT in circulation. */
  readonly circulating: string;
}

export interface StorageChangeTable extends Place {
  readonly unit: string;
  readonly at: string;
  readonly transaction: string;
  readonly report: SqlInteger;
  readonly energy: SqlInteger;
  readonly reserved: SqlInteger;
  /** Energy that came (or went, below 0) with it. */
  readonly change: SqlInteger;
}

export interface TrustChangeTable extends Place {
  readonly member: string;
  readonly at: string;
  readonly kind: TrustChangeKind;
  readonly listing: string | null;
  readonly trade: SqlPerhapsInteger;
  readonly rating: SqlInteger;
  readonly score: SqlInteger;
  readonly points: SqlInteger;
}

/** A listing's header, as far as lists and statistics ask for it. */
export interface ListingTable {
  readonly id: string;
  readonly market: string;
  readonly state: ListingState;
  readonly delivery_start: string;
  readonly delivery_end: string;
  readonly price: SqlPerhapsInteger;
  /** Sums of a whole listing: decimal text. */
  readonly energy: string | null;
  readonly turnover: string | null;
  readonly trades: SqlInteger;
  readonly offers: SqlInteger;
}

/** An offer of a listing with what its clearing made of it. */
export interface OfferTable {
  readonly listing: string;
  readonly page: SqlInteger;
  readonly row: SqlInteger;
  readonly market: string;
  readonly delivery_start: string;
  readonly member: string;
  readonly id: string;
  readonly side: Side;
  readonly unit: string | null;
  readonly energy: SqlInteger;
  readonly price: SqlInteger;
  readonly traded: SqlInteger;
  readonly amount: SqlInteger;
  readonly fee: SqlInteger;
  readonly refund: SqlInteger;
}

export interface TradeTable {
  readonly listing: string;
  /** In the order of the clearing, from 0. */
  readonly number: SqlInteger;
  readonly market: string;
  readonly delivery_start: string;
  readonly buyer: string;
  readonly buy_offer: string;
  readonly seller: string;
  readonly sell_offer: string;
  readonly unit: string | null;
  readonly energy: SqlInteger;
  readonly price: SqlInteger;
  readonly payment: SqlInteger;
}

export interface BookTradeTable {
  readonly book: string;
  readonly id: string;
  readonly at: string;
  /** Seconds since 1970, for candles of any width. */
  readonly time: SqlInteger;
  readonly buy: string;
  readonly sell: string;
  readonly amount: SqlInteger;
  readonly price: SqlInteger;
  readonly total: SqlInteger;
}
