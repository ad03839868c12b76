import { type DecodedBlock, type DecodedTransaction, type Write } from '../fabric/decoded-block';
import { type Batch } from './batch';
import { accounts } from './projections/accounts';
import { books } from './projections/books';
import { energy } from './projections/energy';
import { listings } from './projections/listings';
import { trust } from './projections/trust';
import { signerName } from './signer-name';
import { TransactionScope } from './transaction-scope';

/**
 * Goes up with every change of what the tables hold for the same blocks: a model that was filled by another version is
 * built again from block 0.
 */
export const PROJECTION_VERSION = 1;

/** A record that changes: as stored, and as it was before. */
export interface RecordWrite extends Write {
  readonly before: string | undefined;
}

/** What changes of records make of the tables, by the records' families. They come in the order of the ledger. */
export type Projection = Readonly<
  Record<string, (scope: TransactionScope, write: RecordWrite) => Promise<void> | void>
>;

const projections: Projection = { ...accounts, ...listings, ...books, ...energy, ...trust };
const needsBefore = new Set(['storage-unit', 'trust']);

const VALID = 'VALID';

/** Works a block into the batch: the block itself, and the changes of its valid transactions. */
export async function projectBlock(batch: Batch, block: DecodedBlock): Promise<void> {
  addBlock(batch, block);
  for (const transaction of block.transactions) {
    if (transaction.code === VALID && transaction.kind === 'transaction') {
      await projectTransaction(new TransactionScope(batch, transaction, block.number));
    }
  }
}

async function projectTransaction(scope: TransactionScope): Promise<void> {
  const { batch, transaction } = scope;
  const before = await statesBefore(batch, transaction.writes);
  // First the whole state: a change can be told from others of the same transaction.
  for (const { key, value } of transaction.writes) batch.setState(key, value);
  for (const write of transaction.writes) {
    await projections[familyOf(write)]?.(scope, { ...write, before: before.get(write.key) });
  }
}

const familyOf = ({ key }: Write): string => key.slice(0, key.indexOf('/'));

async function statesBefore(batch: Batch, writes: readonly Write[]): Promise<ReadonlyMap<string, string>> {
  const keys = writes.filter((write) => needsBefore.has(familyOf(write))).map(({ key }) => key);
  return keys.length === 0 ? new Map() : await batch.states(keys);
}

function addBlock(batch: Batch, { transactions, ...block }: DecodedBlock): void {
  batch.add('block', {
    ...{ number: block.number, hash: block.hash, previous_hash: block.previousHash, data_hash: block.dataHash },
    ...{ transactions: transactions.length, valid: transactions.filter(({ code }) => code === VALID).length },
    ...{ at: transactions.findLast(({ at }) => at !== '')?.at ?? '', bytes: block.bytes },
    signatures: block.signatures,
  });
  for (const transaction of transactions) addTransaction(batch, block.number, transaction);
}

function addTransaction(batch: Batch, block: bigint, transaction: DecodedTransaction): void {
  const { index, id, kind, code, at, creator, endorsers, reads, writes } = transaction;
  batch.add('block_transaction', {
    ...{ block, position: index, id, kind, function: transaction.function, code, at },
    ...{ creator_msp: creator?.mspId ?? null, creator_name: creator ? signerName(creator) : null },
    endorsers: JSON.stringify(endorsers.map((endorser) => ({ mspId: endorser.mspId, name: signerName(endorser) }))),
    reads: JSON.stringify(reads),
    writes: JSON.stringify(writes.map(({ key, value }) => ({ key, deleted: value === null }))),
  });
}
