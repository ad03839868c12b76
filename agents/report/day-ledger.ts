import { type Side } from '../../chaincode/domain/offer';
import { type MechanismName } from '../../chaincode/domain/clearing/mechanisms';
import { type MicroEuro, type PricePerKWh, type Ratio, type Wh } from '../../chaincode/domain/units';
import { type AgentsReport } from './agents-report';
import { type LedgerStorage } from './storage-ledger';

/** An offer of a settled listing, as the ledger holds it. */
export interface LedgerOffer {
  /** As trades name it: `member:offer`. */
  readonly key: string;
  readonly member: string;
  readonly side: Side;
  readonly energy: Wh;
  readonly price: PricePerKWh;
}

/** A trade of a settled listing, as the ledger holds it. */
export interface LedgerTrade {
  readonly buyer: string;
  readonly seller: string;
  readonly energy: Wh;
  readonly price: PricePerKWh;
  /** What the buyer paid, before the market's fee. */
  readonly payment: MicroEuro;
}

/** A settled listing with everything that was offered and traded in it. */
export interface LedgerListing {
  readonly id: string;
  readonly deliveryStart: Date;
  readonly mechanism: MechanismName;
  readonly fee: Ratio;
  /** The one price of the listing, where its mechanism found one. */
  readonly price: PricePerKWh | null;
  readonly offers: readonly LedgerOffer[];
  readonly trades: readonly LedgerTrade[];
}

/** What an account holds of eEuro, in millionths. */
export interface LedgerAccount {
  readonly member: string;
  readonly available: bigint;
  readonly escrowed: bigint;
  readonly lockedForWithdrawal: bigint;
  /** What its history says it paid, received for energy and earned in fees in the day's listings, in millionths. */
  readonly booked: {
    readonly paid: bigint;
    readonly received: bigint;
    readonly fees: bigint;
    /** What it was paid for attesting them. */
    readonly rewards: bigint;
    /** The same for ENT in the order book, where no fee is taken. */
    readonly paidForEnt: bigint;
    readonly receivedForEnt: bigint;
  };
}

/** What the ledger says of one day of a market: the only source of the report besides the recorded readings. */
export interface DayLedger {
  readonly market: string;
  readonly operator: string;
  readonly listings: readonly LedgerListing[];
  /** Every account of the network, the operator's and the banker's included. */
  readonly accounts: readonly LedgerAccount[];
  /** All eEuro in circulation, as the ledger's own count has it. */
  readonly supply: bigint;
  /** What agents did, where the network has any. */
  readonly agents?: AgentsReport | undefined;
  /** Stored energy, where the community has storage units. */
  readonly storage?: LedgerStorage | undefined;
}
