import { type Kysely } from 'kysely';
import { type StateCopy } from '../../chaincode/copy/query-copy';
import { type ReadModelTables } from './tables';

/** The public state in SQL, as queries of the chaincode read it. */
export const sqlState = (tables: Kysely<ReadModelTables>): StateCopy => ({
  get: async (key) =>
    (await tables.selectFrom('state').select('value').where('key', '=', key).executeTakeFirst())?.value,
  range: async (start, end, limit) =>
    await tables
      .selectFrom('state')
      .selectAll()
      .where('key', '>=', start)
      .where('key', '<', end)
      .orderBy('key')
      .limit(limit)
      .execute(),
});
