import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type BlockSource } from '../../../gateway-api/fabric/channel-blocks';
import { ReadModel } from '../../../gateway-api/read-model/read-model';
import { type ReadModelTables } from '../../../gateway-api/read-model/tables';
import { type SqlDatabase } from '../../../gateway-api/sql/sql-database';
import { describeEachDatabase } from '../../support/each-database';
import { MadeChain, payment } from '../../support/made-chain';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const MVCC_READ_CONFLICT = 11;

describeEachDatabase('The projector of the read model', (databases) => {
  const running: ReadModel[] = [];
  const open = async (database: SqlDatabase, source: BlockSource): Promise<ReadModel> => {
    const model = await ReadModel.open(database, source, silent);
    model.start();
    running.push(model);
    return model;
  };
  /** Done when the model has what the chain has. */
  const follow = async (model: ReadModel, chain: MadeChain): Promise<void> => {
    model.noteLedgerHeight(await chain.height());
    while (!(await model.isUpToDate())) await pause(10);
  };
  const stopped = async (): Promise<void> => {
    for (const model of running.splice(0)) await model.stop();
  };
  const state = async (database: SqlDatabase) =>
    Object.fromEntries(
      (await database.withTables<ReadModelTables>().selectFrom('state').selectAll().execute()).map(({ key, value }) => [
        key,
        value,
      ]),
    );
  const held = async (database: SqlDatabase): Promise<bigint> =>
    (await database.withTables<ReadModelTables>().selectFrom('holding').selectAll().execute())[0]?.available ?? 0n;
  const blocksIn = async (database: SqlDatabase): Promise<number> =>
    (await database.withTables<ReadModelTables>().selectFrom('block').select('number').execute()).length;

  it('keeps the state that valid transactions leave, deletes included', async () => {
    const database = await databases.open();
    const chain = new MadeChain('a');
    chain.add({ id: '1', writes: { 'x/1': 'one', 'x/2': 'two' } }, { id: '2', writes: { 'x/3': 'three' } });
    chain.add({ id: '3', writes: { 'x/1': 'uno', 'x/2': null } });
    chain.add({ id: '4', writes: { 'x/1': 'never', 'x/3': null }, code: MVCC_READ_CONFLICT });
    chain.add({ id: '5', writes: { 'x/2': 'again' } }, { id: '6', writes: { 'x/4': 'four', 'x/2': null } });
    await follow(await open(database, chain), chain);
    assert.deepEqual(await state(database), { 'x/1': 'uno', 'x/3': 'three', 'x/4': 'four' });
    await stopped();
  });

  it('goes on where it stopped, over what came meanwhile', async () => {
    const database = await databases.open();
    const chain = new MadeChain('a');
    chain.add(payment(1));
    await follow(await open(database, chain), chain);
    await stopped();
    for (let number = 2; number <= 200; number++) chain.add(payment(number));
    await follow(await open(database, chain), chain);
    assert.equal(await held(database), 200n);
    await stopped();
  });

  it('begins anew for another chain', async () => {
    const database = await databases.open();
    const [first, second] = [new MadeChain('a'), new MadeChain('b')];
    for (let number = 1; number <= 5; number++) first.add(payment(number));
    second.add(payment(1));
    await follow(await open(database, first), first);
    await stopped();
    await follow(await open(database, second), second);
    while ((await blocksIn(database)) !== 2) await pause(10);
    assert.equal(await held(database), 1n);
    await stopped();
  });

  it('begins anew for tables of another version, and when it is asked to', async () => {
    const database = await databases.open();
    const chain = new MadeChain('a');
    for (let number = 1; number <= 5; number++) chain.add(payment(number));
    const tables = database.withTables<ReadModelTables>();
    await follow(await open(database, chain), chain);
    await stopped();
    await tables.updateTable('read_model').set({ version: 999 }).execute();
    await tables.insertInto('state').values({ key: 'left/over', value: 'x' }).execute();
    const model = await open(database, chain);
    while ('left/over' in (await state(database))) await pause(10);
    await follow(model, chain);
    assert.equal(await held(database), 5n);
    await tables.insertInto('state').values({ key: 'left/over', value: 'x' }).execute();
    await model.rebuild();
    while ('left/over' in (await state(database))) await pause(10);
    while ((await held(database)) !== 5n) await pause(10);
    await stopped();
  });

  it('takes no block that doesn’t follow its own', async () => {
    const database = await databases.open();
    const [chain, forged] = [new MadeChain('a'), new MadeChain('a')];
    chain.add(payment(1));
    forged.add(payment(99));
    forged.add(payment(100));
    await follow(await open(database, chain), chain);
    await stopped();
    // The peer lies of what comes next and tells the truth of what there is.
    const source = Object.assign(Object.create(chain) as MadeChain, { open: (start: bigint) => forged.open(start) });
    await open(database, source);
    await pause(100);
    assert.deepEqual([await held(database), await blocksIn(database)], [1n, 2]);
    await stopped();
  });

  it('neither loses a block nor counts one twice, wherever it is killed', async () => {
    const BLOCKS = 200;
    const place = await databases.newPlace();
    const program = path.join(__dirname, '../../support/killed-projector.js');
    let finished = false;
    for (let round = 0; !finished; round++) {
      const child = fork(program, [JSON.stringify(place), String(BLOCKS)], { stdio: 'ignore' });
      const exited = once(child, 'exit') as Promise<[number | null]>;
      // The last rounds are left alone, so that the test ends.
      if (round < 4) {
        await Promise.race([once(child, 'message'), exited]);
        await Promise.race([pause(15 * (round + 1)), exited]);
        child.kill('SIGKILL');
      }
      finished = (await exited)[0] === 0;
    }
    const database = await databases.open(place);
    assert.equal(await held(database), BigInt(3 * BLOCKS));
    assert.equal(await blocksIn(database), BLOCKS + 1);
    assert.equal((await state(database))['counter/main'], String(3 * BLOCKS + 2));
  });

  it('is one at a time, and another takes over', async () => {
    const place = await databases.newPlace();
    const [one, two] = [await databases.open(place), await databases.open(place)];
    const chain = new MadeChain('a');
    chain.add(payment(1));
    const first = await open(one, chain);
    await follow(first, chain);
    const second = await open(two, chain);
    await follow(second, chain);
    // SQLite's locks are the process's own: there both try, and the checkpoint lets one of them write each block.
    if (one.kind === 'postgres') {
      assert.deepEqual([first.status().projecting, second.status().projecting], [true, false]);
    }
    await first.stop();
    for (let number = 2; number <= 20; number++) chain.add(payment(number));
    await follow(second, chain);
    assert.equal(await held(two), 20n);
    await stopped();
  });
});
