import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DefinitionError } from '../../../../../network/fabric/definition/definition-error';
import { withNotedTarget } from '../../../../../network/fabric/host/noted-targets';

describe('A command that adds one', () => {
  let home = '';
  let there = 1;
  const add = (command: string, fails?: Error): Promise<number> =>
    withNotedTarget(
      home,
      command,
      () => there + 1,
      (count) => {
        there = count;
        return fails ? Promise.reject(fails) : Promise.resolve(count);
      },
    );

  beforeEach(() => {
    home = mkdtempSync(path.join(os.tmpdir(), 'noted-targets-'));
    there = 1;
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('adds one each time it is run to its end', async () => {
    assert.deepEqual([await add('peer add a'), await add('peer add a')], [2, 3]);
    assert.equal(existsSync(path.join(home, 'unfinished.json')), false);
  });

  it('adds one in all where runs were cut off', async () => {
    for (let attempt = 0; attempt < 3; attempt++) await assert.rejects(add('peer add a', new Error('cut off')));
    assert.equal(await add('peer add a'), 2);
    assert.equal(await add('peer add a'), 3);
  });

  it('is no other command’s concern', async () => {
    await assert.rejects(add('peer add a', new Error('cut off')));
    assert.equal(await add('peer add b'), 3);
    assert.equal(await add('peer add a'), 2);
  });

  it('begins anew after so many as there can’t be', async () => {
    await assert.rejects(add('peer add a', new DefinitionError([])), DefinitionError);
    there = 4;
    assert.equal(await add('peer add a'), 5);
  });
});
