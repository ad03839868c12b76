import { type Contract, type GatewayError } from '@hyperledger/fabric-gateway';
import assert from 'node:assert/strict';
import { DevnetWorld, textOf } from '../../support/devnet-world';

describe('what a chaincode reads on the embedded network', () => {
  let world: DevnetWorld;
  let contract: Contract;
  before(async () => {
    world = await DevnetWorld.start();
    contract = await world.contract();
  });
  after(() => world.stop());

  const read = async (name: string, ...args: string[]) => textOf(await contract.evaluateTransaction(name, ...args));
  async function refused(name: string, ...args: string[]): Promise<string> {
    try {
      await contract.evaluateTransaction(name, ...args);
    } catch (error) {
      return (error as GatewayError).details[0]?.message ?? '';
    }
    throw new Error('The query was not refused');
  }

  it('does not include its own writes', async () => {
    await contract.submitTransaction('put', 'own', 'before');
    assert.equal(textOf(await contract.submitTransaction('putThenGet', 'own', 'after')), 'before');
    assert.equal(await read('get', 'own'), 'after');
  });

  it('is nothing for a key that is missing, deleted, or was written empty', async () => {
    await contract.submitTransaction('put', 'deleted', 'x');
    await contract.submitTransaction('del', 'deleted');
    await contract.submitTransaction('put', 'empty', 'x');
    await contract.submitTransaction('put', 'empty', '');
    for (const key of ['missing', 'deleted', 'empty']) assert.equal(await read('get', key), '');
    assert.equal(await read('range', 'deleted', 'empty~'), '[]');
  });

  it('comes whole, however large', async () => {
    const large = 'x'.repeat(3 * 1024 * 1024);
    await contract.submitTransaction('put', 'large', large);
    assert.equal((await read('get', 'large')).length, large.length);
  });

  it('comes in the order of the UTF-8 bytes of the keys, end excluded', async () => {
    const keys = ['o/a', 'o/\u00e4', 'o/\uffee', 'o/\u{1f600}', 'o/z'];
    for (const key of keys) await contract.submitTransaction('put', key, 'x');
    assert.deepEqual(JSON.parse(await read('range', 'o/', 'o0')), [
      'o/a',
      'o/z',
      'o/\u00e4',
      'o/\uffee',
      'o/\u{1f600}',
    ]);
    assert.deepEqual(JSON.parse(await read('range', 'o/a', 'o/z')), ['o/a']);
  });

  it('comes in batches of a hundred without a gap', async () => {
    await contract.submitTransaction('putMany', 'many/', '350');
    assert.equal((JSON.parse(await read('range', 'many/', 'many/z')) as string[]).length, 350);
    assert.equal(await read('countRange', 'many/0000100', 'many/0000201'), '101');
  });

  it('comes in pages, each with a bookmark for the next', async () => {
    await contract.submitTransaction('putMany', 'page/', '25');
    const seen: string[] = [];
    let bookmark = '';
    const sizes: number[] = [];
    do {
      const page = JSON.parse(await read('page', 'page/', 'page/z', '10', bookmark)) as {
        keys: string[];
        count: number;
        bookmark: string;
      };
      assert.equal(page.keys.length, page.count);
      sizes.push(page.count);
      seen.push(...page.keys);
      ({ bookmark } = page);
    } while (bookmark !== '');
    assert.deepEqual(sizes, [10, 10, 5]);
    assert.deepEqual(seen, JSON.parse(await read('range', 'page/', 'page/z')));
  });

  it('forbids writes after a paged query', async () => {
    assert.match(
      await refused('pageThenPut', 'x'),
      /Transaction has already performed a paginated query\. Writes are not allowed/,
    );
  });

  it('finds composite keys by their first parts, and only them', async () => {
    for (const parts of [
      ['offer', 'h1', 'a'],
      ['offer', 'h1', 'b'],
      ['offer', 'h10', 'c'],
      ['offers', 'h1', 'd'],
    ]) {
      await contract.submitTransaction('composite', ...parts);
    }
    assert.deepEqual(JSON.parse(await read('partial', 'offer', 'h1')), [
      ['h1', 'a'],
      ['h1', 'b'],
    ]);
    assert.equal(await read('range', '', 'a'), '[]');
  });

  it('has the history of a key, newest first, and of no other', async () => {
    await contract.submitTransaction('put', 'hist', 'one');
    await contract.submitTransaction('put', 'histo', 'other');
    await contract.submitTransaction('del', 'hist');
    await contract.submitTransaction('put', 'hist', 'three');
    const entries = JSON.parse(await read('history', 'hist')) as { value: string; isDelete: boolean; txId: string }[];
    assert.deepEqual(
      entries.map(({ value, isDelete }) => [value, isDelete]),
      [
        ['three', false],
        ['', true],
        ['one', false],
      ],
    );
    assert.equal(new Set(entries.map(({ txId }) => txId)).size, 3);
    assert.equal(await read('history', 'never'), '[]');
  });

  it('has no rich queries, as with LevelDB', async () => {
    assert.match(
      await refused('richQuery'),
      /GET_QUERY_RESULT failed: transaction ID: [0-9a-f]{64}: ExecuteQuery not supported for leveldb/,
    );
  });

  it('has no other chaincode', async () => {
    assert.match(
      await refused('invoke', 'other'),
      /INVOKE_CHAINCODE failed: .*failed to get chaincode container info for other/,
    );
  });

  it('is one height throughout, though blocks are committed meanwhile', async () => {
    await contract.submitTransaction('putMany', 'sum/', '60', '0');
    const stop = new AbortController();
    const writing = (async () => {
      for (let round = 1; !stop.signal.aborted; round++)
        await contract.submitTransaction('putMany', 'sum/', '60', String(round));
    })();
    for (let query = 0; query < 30; query++) {
      const values = new Set(JSON.parse(await read('values', 'sum/', 'sum/z')) as string[]);
      assert.equal(values.size, 1, [...values].join());
    }
    stop.abort();
    await writing;
  });
});
