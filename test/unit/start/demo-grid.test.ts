/** The grid that a demonstration tells of. */
import assert from 'node:assert/strict';
import os from 'node:os';
import { loadCommunity } from '../../../agents/community/load-community';
import { loadDemoGrid } from '../../../scripts/start/demo-grid';
import { dataFolder } from '../../support/data-folder';

describe('the grid of a demonstration', () => {
  it('has every recorded home at one of its buses, and says whose data it is', async () => {
    const { households } = await loadCommunity(dataFolder);
    const grid = await loadDemoGrid(dataFolder, households);
    assert.ok(grid);
    const wired = new Set(grid.lines.flatMap(({ from, to }) => [from, to]));
    assert.ok(households.every(({ bus }) => wired.has(bus)));
    assert.ok(grid.lines.every(({ maxW }) => maxW > 0));
    assert.match(grid.attribution, /SimBench/);
  });

  it('is not told for homes that hang elsewhere, nor where the data has none', async () => {
    assert.equal(await loadDemoGrid(dataFolder, [{ bus: 'N1' }]), undefined);
    assert.equal(await loadDemoGrid(os.tmpdir(), []), undefined);
  });
});
