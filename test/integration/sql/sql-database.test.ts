import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { exactSum, sumOf } from '../../../gateway-api/sql/exact-sum';
import { migrate, type MigrationSet } from '../../../gateway-api/sql/migrate';
import { type SqlDatabase, type SqlInteger } from '../../../gateway-api/sql/sql-database';
import { describeEachDatabase } from '../../support/each-database';

interface Tables {
  readonly entry: { readonly name: string; readonly amount: SqlInteger };
}

const entries: MigrationSet = {
  part: 'entries',
  steps: [
    {
      name: 'entries by name',
      up: async (tables, types) => {
        await tables.schema
          .createTable('entry')
          .addColumn('name', types.text, (column) => column.primaryKey())
          .addColumn('amount', types.integer, (column) => column.notNull())
          .modifyEnd(types.tableEnd)
          .execute();
      },
    },
  ],
};
const LARGEST = 2n ** 63n - 1n;

async function withEntries(database: SqlDatabase): Promise<Kysely<Tables>> {
  await migrate(database, entries);
  return database.withTables<Tables>();
}
const names = async (tables: Kysely<Tables>): Promise<string[]> =>
  (await tables.selectFrom('entry').select('name').orderBy('name').execute()).map(({ name }) => name);

describeEachDatabase('the SQL layer', (databases) => {
  it('gives every whole number of 64 bits back exactly', async () => {
    const tables = await withEntries(await databases.open());
    const amounts = [0n, -1n, 2n ** 53n + 1n, 10n ** 18n, LARGEST, -LARGEST - 1n];
    await tables
      .insertInto('entry')
      .values(amounts.map((amount, index) => ({ name: String(index), amount })))
      .execute();
    const rows = await tables.selectFrom('entry').select('amount').orderBy('name').execute();
    assert.deepEqual(
      rows.map(({ amount }) => amount),
      amounts,
    );
  });

  it('sums exactly, also beyond 64 bits and below zero', async () => {
    const tables = await withEntries(await databases.open());
    const amount = fc.bigInt({ min: -LARGEST - 1n, max: LARGEST });
    await fc.assert(
      fc.asyncProperty(fc.array(amount, { maxLength: 40 }), async (amounts) => {
        await tables.deleteFrom('entry').execute();
        for (const [index, each] of amounts.entries()) {
          await tables
            .insertInto('entry')
            .values({ name: String(index), amount: each })
            .execute();
        }
        const { high, low } = exactSum('amount');
        const sums = await tables
          .selectFrom('entry')
          .select([high.as('high'), low.as('low')])
          .executeTakeFirstOrThrow();
        assert.equal(
          sumOf(sums.high, sums.low),
          amounts.reduce((sum, each) => sum + each, 0n),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('refuses a number that does not fit instead of rounding it', async () => {
    const tables = await withEntries(await databases.open());
    await tables.insertInto('entry').values({ name: 'a', amount: LARGEST }).execute();
    await assert.rejects(
      tables
        .updateTable('entry')
        .set({ amount: sql<bigint>`amount + 1` })
        .execute(),
    );
    await assert.rejects(tables.insertInto('entry').values({ name: 'b', amount: 0.5 }).execute());
    const rows = await tables.selectFrom('entry').select('amount').execute();
    assert.deepEqual(rows, [{ amount: LARGEST }]);
  });

  it('sorts text by its bytes', async () => {
    const tables = await withEntries(await databases.open());
    const sorted = ['A', 'B', 'Z/1', 'a', 'a-b', 'a/b', 'aB', 'ab', 'z'];
    for (const name of sorted.toReversed()) await tables.insertInto('entry').values({ name, amount: 1 }).execute();
    assert.deepEqual(
      await names(tables),
      [...sorted].sort((a, b) => (a < b ? -1 : 1)),
    );
  });

  it('keeps all of a transaction or nothing', async () => {
    const tables = await withEntries(await databases.open());
    const failing = tables.transaction().execute(async (inside) => {
      await inside.insertInto('entry').values({ name: 'a', amount: 1 }).execute();
      throw new Error('on purpose');
    });
    await assert.rejects(failing, /on purpose/);
    assert.deepEqual(await names(tables), []);
  });

  it('shows reads outside a transaction only what was committed', async () => {
    const tables = await withEntries(await databases.open());
    await tables.transaction().execute(async (inside) => {
      await inside.insertInto('entry').values({ name: 'a', amount: 1 }).execute();
      assert.deepEqual(await names(tables), []);
    });
    assert.deepEqual(await names(tables), ['a']);
  });

  it('shows all reads of a snapshot the same moment', async () => {
    const database = await databases.open();
    const tables = await withEntries(database);
    await database.snapshot<Tables, unknown>(async (inside) => {
      assert.deepEqual(await names(inside), []);
      await tables.insertInto('entry').values({ name: 'a', amount: 1 }).execute();
      assert.deepEqual(await names(inside), []);
    });
    assert.deepEqual(await names(tables), ['a']);
  });

  it('lets transactions write one after another', async () => {
    const tables = await withEntries(await databases.open());
    await tables.insertInto('entry').values({ name: 'sum', amount: 0 }).execute();
    const add = () =>
      tables.transaction().execute(async (inside) => {
        const { amount } = await inside
          .selectFrom('entry')
          .select('amount')
          .$if(!isSqlite, (query) => query.forUpdate())
          .executeTakeFirstOrThrow();
        await inside
          .updateTable('entry')
          .set({ amount: amount + 1n })
          .execute();
      });
    const isSqlite = (await databases.open()).kind === 'sqlite';
    await Promise.all(Array.from({ length: 20 }, add));
    assert.deepEqual(await tables.selectFrom('entry').select('amount').execute(), [{ amount: 20n }]);
  });

  it('brings the tables up once, though two instances start at once', async () => {
    const place = await databases.newPlace();
    const instances = [await databases.open(place), await databases.open(place)];
    let runs = 0;
    const counted: MigrationSet = {
      ...entries,
      steps: entries.steps.map(({ name, up }) => ({
        name,
        up: (tables, types) => {
          runs++;
          return up(tables, types);
        },
      })),
    };
    await Promise.all(instances.map((instance) => migrate(instance, counted)));
    assert.equal(runs, 1);
  });

  it('leaves the tables as they were when a step fails', async () => {
    const database = await databases.open();
    const tables = await withEntries(database);
    const failing: MigrationSet = {
      part: 'entries',
      steps: [
        ...entries.steps,
        {
          name: 'half of it',
          up: async (inside) => {
            await inside.schema.dropTable('entry').execute();
            throw new Error('on purpose');
          },
        },
      ],
    };
    await assert.rejects(migrate(database, failing), /on purpose/);
    assert.deepEqual(await names(tables), []);
    await migrate(database, entries);
  });

  it('refuses tables of a newer version', async () => {
    const database = await databases.open();
    await withEntries(database);
    await assert.rejects(migrate(database, { part: 'entries', steps: [] }), /version 1.*up to 0/);
  });

  it('gives a lock to one at a time, and on when it is given back', async () => {
    const database = await databases.open();
    const held = await database.tryLock('projector');
    assert.ok(held);
    assert.equal(await database.tryLock('projector'), undefined);
    const other = await database.tryLock('another');
    assert.ok(other);
    await held.release();
    const next = await database.tryLock('projector');
    assert.ok(next);
    await next.release();
    await other.release();
  });
});
