/** What the ledger says of itself to outsiders (spec 14, "Two-block ledger"). */
import { type OrganizationRoot } from '../../blocks/organizations';
import { type Commitment } from '../../domain/commitment';
import { type FulfilledTrade, type Fulfilment } from '../../domain/fulfilment';
import { keyNumber } from '../key';
import { recordType } from '../record-type';

/**
 * What a cleared listing commits its traders to. Written once, by the step that makes the listing cleared.
 */
export interface CommitmentEntry extends Commitment {
  readonly listing: string;
  /** Ledger time. */
  readonly clearedAt: string;
  /** The transactions that published the trades, in order; the last one wrote this. */
  readonly publishedBy: readonly string[];
}
export const commitmentRecord = recordType<CommitmentEntry>()({
  family: 'commitment',
  key: (r) => [r.listing],
  amounts: ['energy', 'payments'],
});

/** How a listing's trades were fulfilled (spec 14): written page by page, whole once it has a digest. */
export interface FulfilmentEntry extends Fulfilment {
  readonly listing: string;
  /** Ledger time; null until it is whole. */
  readonly closedAt: string | null;
  /** The transactions that closed its pages, in order. */
  readonly closedBy: readonly string[];
}
export const fulfilmentRecord = recordType<FulfilmentEntry>()({
  family: 'fulfilment',
  key: (r) => [r.listing],
  amounts: ['delivered'],
});

/** A row: delivered Wh, and who settled it; both null where that is not known. */
export type FulfilledRow = readonly [string | null, FulfilledTrade['source']];
/** What was delivered of a page of trades, in the order of the clearing. Never changed. */
export interface FulfilmentPage {
  readonly listing: string;
  readonly page: number;
  readonly rows: readonly FulfilledRow[];
}
export const fulfilmentPageRecord = recordType<FulfilmentPage>()({
  family: 'fulfilment-page',
  key: (r) => [r.listing, keyNumber(r.page)],
  amounts: [],
});

/** Whose signatures under blocks and transactions a vote has recognised: what chaincode checks a block by. */
export interface RecognizedRoots {
  /** Of those that endorse. */
  readonly organizations: readonly OrganizationRoot[];
  readonly orderers: readonly OrganizationRoot[];
  /** How many different orderers have to sign a block. */
  readonly signatures: number;
}
export const recognizedRootsRecord = recordType<RecognizedRoots>()({
  family: 'recognized-roots',
  key: () => ['main'],
  amounts: [],
});
