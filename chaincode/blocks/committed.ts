import { type Block, findTransaction, payloadOf } from './block';
import { BlockError } from './block-error';
import { type Identity, type Organizations } from './organizations';
import { checkCreator, checkEndorsements, checkOrderers, type OrdererPolicy } from './signatures';
import { readTransaction, type Transaction } from './transaction';

/** Whose word counts in a channel, and for which chaincode. */
export interface Trusted {
  readonly channel: string;
  readonly chaincode: string;
  /** Those that endorse, by MAJORITY. */
  readonly organizations: Organizations;
  readonly orderers: OrdererPolicy;
}

/** What is shown of a record: the block that wrote it, which of its transactions did, and what peers say of it since. */
export interface ShownRecord {
  readonly key: string;
  readonly block: Block;
  readonly transactionId: string;
  /** An endorsed query of the record (the payload of its envelope), which was never ordered. */
  readonly attestation: Uint8Array;
}

/** A record that really lies on the ledger, and who brought it about. */
export interface CommittedRecord {
  readonly block: Block;
  readonly value: Buffer;
  readonly transaction: Transaction;
  readonly by: Identity;
  readonly orderers: readonly Identity[];
  readonly endorsers: readonly Identity[];
  /** What the query answered, when, and whose peers vouch for it. */
  readonly attestation: Transaction;
  readonly witnesses: readonly Identity[];
}

/**
 * Proves that a transaction wrote a record, and was valid. The orderers' signatures fix the block and so the
 * transaction; a majority's endorsements say that the chaincode decided so. But whether the peers then found the
 * transaction valid no signature of the block covers. That is what the attestation is for: a majority of peers sign, in
 * the read set of a later query, that the record's version is this very transaction of this very block; so it was
 * applied, and nothing has been written over it until then. An envelope that was ordered a second time proves nothing.
 * Certificates have to be valid at the transactions' own times. BlockError says what is wrong.
 */
export function checkCommitted(
  { key, block, transactionId, attestation }: ShownRecord,
  trusted: Trusted,
): CommittedRecord {
  const { organizations } = trusted;
  const { index, envelope, validationCode } = findTransaction(block, transactionId);
  const transaction = readTransaction(payloadOf(envelope));
  checkPlace(transaction, trusted, `Transaction ${transactionId}`);
  const { time } = transaction;
  const orderers = checkOrderers(block, trusted.orderers, time);
  const by = checkCreator(transaction, envelope, organizations, time);
  const endorsers = checkEndorsements(transaction, organizations, time);
  if (validationCode !== undefined && validationCode !== 0) {
    throw new BlockError(
      'INVALID',
      `Transaction ${transactionId} was found invalid when block ${block.number} was committed (code ${validationCode})`,
    );
  }
  const value = transaction.writes.get(key);
  if (!value) throw new BlockError('ABSENT', `Transaction ${transactionId} wrote no ${key}`);
  const query = readTransaction(attestation);
  checkPlace(query, trusted, 'The attestation');
  const witnesses = checkEndorsements(query, organizations, query.time);
  checkVersion(query, key, block.number, index);
  return { block, value, transaction, by, orderers, endorsers, attestation: query, witnesses };
}

function checkPlace({ channel, chaincode }: Transaction, trusted: Trusted, what: string): void {
  if (channel === trusted.channel && chaincode === trusted.chaincode) return;
  throw new BlockError(
    'ELSEWHERE',
    `${what} is one of another chaincode or channel than ${trusted.chaincode} on ${trusted.channel}`,
  );
}

function checkVersion({ reads }: Transaction, key: string, block: number, index: number): void {
  const version = reads.get(key);
  if (version === undefined) throw new BlockError('ABSENT', `The attestation says nothing of ${key}`);
  if (version === null) throw new BlockError('INVALID', `The peers attest that there is no ${key} on the ledger`);
  if (version.block !== block || version.transaction !== index) {
    throw new BlockError(
      'INVALID',
      `The peers attest that ${key} was written by transaction ${version.transaction} of block ${version.block}, not by transaction ${index} of block ${block}`,
    );
  }
}
