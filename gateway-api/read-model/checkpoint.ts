import { type Kysely, type Selectable, type Transaction } from 'kysely';
import { type DecodedBlock } from '../fabric/decoded-block';
import { PROJECTION_VERSION } from './projection';
import { readModelTables } from './read-model-migrations';
import { type ReadModelTable, type ReadModelTables } from './tables';

/** Where a model stands. */
export type Checkpoint = Selectable<ReadModelTable>;

const ROW = 1;

/** The tables are not as this instance left them: another one went on, or a rebuild was asked for. Nothing was changed. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
}

/** Where the model stands; undefined while there is none. */
export const readCheckpoint = async (tables: Kysely<ReadModelTables>): Promise<Checkpoint | undefined> =>
  await tables.selectFrom('read_model').selectAll().where('id', '=', BigInt(ROW)).executeTakeFirst();

/** Empties the model for a chain: from here on it is built from block 0. */
export async function beginModel(
  tables: Kysely<ReadModelTables>,
  { channel, genesis }: Pick<Checkpoint, 'channel' | 'genesis'>,
): Promise<Checkpoint> {
  const begun = { id: BigInt(ROW), channel, genesis, version: BigInt(PROJECTION_VERSION), height: 0n, head: '' };
  await tables.transaction().execute(async (inside) => {
    for (const table of readModelTables) await inside.deleteFrom(table).execute();
    await inside.insertInto('read_model').values(begun).execute();
  });
  return begun;
}

/**
 * Moves the checkpoint on over blocks, inside the transaction that holds what they change. Throws CheckpointMoved unless
 * it stands where it was: so no block is ever counted twice or left out, whoever else writes.
 */
export async function advance(
  inside: Transaction<ReadModelTables>,
  from: Checkpoint,
  last: DecodedBlock,
): Promise<Checkpoint> {
  const to = { ...from, height: last.number + 1n, head: last.hash };
  const { numUpdatedRows } = await inside
    .updateTable('read_model')
    .set({ height: to.height, head: to.head })
    .where('id', '=', from.id)
    .where('height', '=', from.height)
    .where('head', '=', from.head)
    .where('version', '=', from.version)
    .where('genesis', '=', from.genesis)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new CheckpointMoved('The read model stands elsewhere than this instance left it');
  return to;
}

/** Asks whoever keeps the model to build it again from block 0, at once or when it next starts. */
export async function requestRebuild(tables: Kysely<ReadModelTables>): Promise<void> {
  await tables.updateTable('read_model').set({ version: 0n }).execute();
}
