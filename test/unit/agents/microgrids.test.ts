import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Community } from '../../../agents/community/community';
import { loadCommunity } from '../../../agents/community/load-community';
import { divideIntoMicrogrids, placesAlong } from '../../../agents/community/microgrids';
import { dataFolder } from '../../support/data-folder';

describe('the division into microgrids', () => {
  let community: Community;
  before(async () => {
    community = await loadCommunity(dataFolder);
  });
  const sizes = (microgrids: ReadonlyMap<string, string>) =>
    Object.fromEntries(
      [...new Set(microgrids.values())]
        .sort()
        .map((id) => [id, [...microgrids.values()].filter((x) => x === id).length]),
    );

  it('walks each branch of the grid to its end before the next, by name', () => {
    const lines = [
      { from: 'B10', to: 'B1' },
      { from: 'B1', to: 'B2' },
      { from: 'B0', to: 'B10' },
      { from: 'B9', to: 'B0' },
      { from: 'B9', to: 'B3' },
    ];
    assert.deepEqual(placesAlong({ root: 'B0', lines }), ['B0', 'B9', 'B3', 'B10', 'B1', 'B2']);
  });

  it('puts every home into one of as many microgrids as asked for, of about the same size', async () => {
    assert.deepEqual(sizes(await divideIntoMicrogrids(community, dataFolder, 3)), { m1: 8, m2: 8, m3: 8 });
    for (const count of [2, 5, 7, 24]) {
      const all = Object.values(sizes(await divideIntoMicrogrids(community, dataFolder, count)));
      assert.equal(all.length, count);
      assert.ok(Math.max(...all) - Math.min(...all) <= 2, `${count}: ${all.join(' ')}`);
    }
  });

  it('keeps neighbours on a line together', async () => {
    const microgrids = await divideIntoMicrogrids(community, dataFolder, 3);
    const of = (bus: string) => microgrids.get(community.households.find((home) => home.bus === bus)?.id ?? '');
    assert.equal(of('B20'), of('B7'));
    assert.notEqual(of('B20'), of('B28'));
  });

  it('goes by the names of places where there is no grid, and cuts no place in two', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'no-grid-'));
    try {
      const places = ['P1', 'P1', 'P1', 'P2', 'P3', 'P3'];
      const households = community.households.slice(0, 6).map((home, index) => ({ ...home, bus: places[index]! }));
      const divided = await divideIntoMicrogrids({ ...community, households }, folder, 2);
      assert.deepEqual([...divided.values()], ['m1', 'm1', 'm1', 'm2', 'm2', 'm2']);
      await assert.rejects(
        divideIntoMicrogrids({ ...community, households }, folder, 4),
        /3 places can't be divided into 4/,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
