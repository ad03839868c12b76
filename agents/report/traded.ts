import { ratioOf, share } from '../../chaincode/domain/units';
import { type LedgerListing } from './day-ledger';
import { type EntTrade, type LedgerStorage } from './storage-ledger';
import { sum } from './sum';

/** What a member bought and sold in one listing: Wh, and millionths of eEuro paid, and received after the fee. */
export interface Traded {
  readonly bought: bigint;
  readonly sold: bigint;
  readonly paid: bigint;
  readonly received: bigint;
}

const NO_FEE = ratioOf(0n);

/** Sums a member's trades of a listing up; nothing where there is no listing. */
export function tradesOf(member: string, listing: LedgerListing | undefined): Traded {
  const traded = { bought: 0n, sold: 0n, paid: 0n, received: 0n };
  for (const trade of listing?.trades ?? []) {
    if (trade.buyer === member) {
      traded.bought += trade.energy;
      traded.paid += trade.payment;
    }
    if (trade.seller === member) {
      traded.sold += trade.energy;
      traded.received += trade.payment - share(trade.payment, listing?.fee ?? NO_FEE);
    }
  }
  return traded;
}

/** What a member traded in the ENT book: millionths of ENT, and of eEuro. */
export interface EntTraded {
  readonly bought: bigint;
  readonly sold: bigint;
  readonly paid: bigint;
  readonly received: bigint;
}

/** Sums a member's trades of ENT up. */
export function entTraded(member: string, trades: readonly EntTrade[]): EntTraded {
  const [bought, sold] = (['buyer', 'seller'] as const).map((side) => trades.filter((trade) => trade[side] === member));
  return {
    bought: sum(bought ?? [], ({ amount }) => amount),
    sold: sum(sold ?? [], ({ amount }) => amount),
    paid: sum(bought ?? [], ({ payment }) => payment),
    received: sum(sold ?? [], ({ payment }) => payment),
  };
}

/** Wh that a member fed into storage units and took out of them in the hour of a listing. */
export function storedBy(
  member: string,
  listing: string | undefined,
  storage: LedgerStorage | undefined,
): { readonly fedIn: bigint; readonly taken: bigint } {
  const stored = { fedIn: 0n, taken: 0n };
  for (const flow of storage?.records.flows ?? []) {
    if (flow.member === member && flow.listing === listing) stored[flow.kind] += flow.energy;
  }
  return stored;
}
