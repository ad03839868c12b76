/** What the ledger says of itself to outsiders (spec 14, "Two-block ledger"). */
import { type OrganizationRoot } from '../../blocks/organizations';
import { type Commitment } from '../../domain/commitment';
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
