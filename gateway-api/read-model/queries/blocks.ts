import { type Selectable, type Transaction } from 'kysely';
import { type BlockTable, type BlockTransactionTable, type ReadModelTables } from '../tables';
import { type PageOf } from './place-mark';

type Tables = Transaction<ReadModelTables>;
interface Signer {
  readonly mspId: string;
  readonly name: string;
}

/** Records of an account, by the first part of their key; the second is whose account it is (docs/ledger.md). */
const accountFamilies = ['account', 'credit', 'withdrawal'];

/** Blocks, newest first. */
export async function blockList(tables: Tables, { pageSize, bookmark }: PageOf) {
  const before = /^[A-Za-z0-9_-]+$/.test(bookmark) ? numberOf(bookmark) : undefined;
  const found = await tables
    .selectFrom('block')
    .selectAll()
    .$if(before !== undefined, (query) => query.where('number', '<', before ?? 0n))
    .orderBy('number', 'desc')
    .limit(pageSize + 1)
    .execute();
  const rows = found.slice(0, pageSize);
  const last = rows.at(-1);
  const next = found.length > pageSize && last ? Buffer.from(String(last.number)).toString('base64url') : '';
  return { items: rows.map(blockView), bookmark: next };
}

/** A bookmark that is none begins the list anew. */
function numberOf(bookmark: string): bigint | undefined {
  const text = Buffer.from(bookmark, 'base64url').toString('latin1');
  return /^\d{1,18}$/.test(text) ? BigInt(text) : undefined;
}

/** A block with its transactions; undefined when the model doesn't have it. */
export async function blockWithTransactions(tables: Tables, number: bigint) {
  const block = await tables.selectFrom('block').selectAll().where('number', '=', number).executeTakeFirst();
  if (!block) return undefined;
  const rows = await tables
    .selectFrom('block_transaction')
    .selectAll()
    .where('block', '=', number)
    .orderBy('position')
    .execute();
  const items = rows.map((row) => ({
    ...transactionHead(row),
    endorsers: (JSON.parse(row.endorsers) as Signer[]).map(({ mspId }) => mspId),
  }));
  return { ...blockView(block), items };
}

/** What headers of consecutive blocks say, with the orderers' signatures: enough to check the chain. */
export async function blockHeaders(tables: Tables, from: bigint, count: number) {
  const rows = await tables
    .selectFrom('block')
    .select(['number', 'previous_hash', 'data_hash', 'hash', 'signatures'])
    .where('number', '>=', from)
    .orderBy('number')
    .limit(count)
    .execute();
  return rows.map((row) => ({
    number: row.number.toString(),
    previousHash: row.previous_hash,
    dataHash: row.data_hash,
    hash: row.hash,
    signatures: row.signatures,
  }));
}

/**
 * A transaction with its endorsers and the keys that it read and wrote, or undefined. Of those of accounts that the asker
 * may not see, `hidden` is all that is told. Of several with that id it is the one that counts: the first.
 */
export async function transactionDetails(tables: Tables, id: string, maySee: (member: string) => boolean) {
  const row = await tables
    .selectFrom('block_transaction')
    .selectAll()
    .where('id', '=', id)
    .orderBy('block')
    .orderBy('position')
    .executeTakeFirst();
  if (!row) return undefined;
  const isShown = (key: string): boolean => {
    const [family = '', owner = ''] = key.split('/');
    return !accountFamilies.includes(family) || maySee(owner);
  };
  const reads = JSON.parse(row.reads) as string[];
  const writes = JSON.parse(row.writes) as { readonly key: string; readonly deleted: boolean }[];
  const [shownReads, shownWrites] = [reads.filter(isShown), writes.filter(({ key }) => isShown(key))];
  return {
    ...transactionHead(row),
    block: row.block.toString(),
    endorsers: JSON.parse(row.endorsers) as Signer[],
    reads: shownReads,
    writes: shownWrites,
    hidden: reads.length - shownReads.length + (writes.length - shownWrites.length),
  };
}

const blockView = (row: Selectable<BlockTable>) => ({
  number: row.number.toString(),
  hash: row.hash,
  previousHash: row.previous_hash,
  dataHash: row.data_hash,
  transactions: Number(row.transactions),
  valid: Number(row.valid),
  at: row.at === '' ? null : row.at,
  bytes: Number(row.bytes),
});

const transactionHead = (row: Selectable<BlockTransactionTable>) => ({
  id: row.id,
  index: Number(row.position),
  kind: row.kind,
  function: row.function,
  creator: row.creator_msp === null ? null : { mspId: row.creator_msp, name: row.creator_name ?? '' },
  code: row.code,
  at: row.at === '' ? null : row.at,
});
