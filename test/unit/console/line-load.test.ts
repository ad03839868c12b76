/** What lines carry, by what is produced and used behind them (spec 33). */
import assert from 'node:assert/strict';
import { type Grid, lineLoads } from '../../../gateway-api/console/model/line-load';

const line = (id: string, from: string, to: string) => ({ id, from, to, maxW: 10_000 });
const grid = (...lines: Grid['lines']): Grid => ({ root: 'T', buses: [], lines, attribution: '' });

describe('the load of lines', () => {
  it('is all that is behind them, whichever way they are written down: up to the transformer or down to the homes', () => {
    const tree = grid(line('L1', 'a', 'T'), line('L2', 'a', 'b'), line('L3', 'c', 'a'), line('L4', 'T', 'd'));
    const loads = lineLoads(
      tree,
      new Map([
        ['a', 100n],
        ['b', 2000n],
        ['c', -500n],
      ]),
    );
    assert.deepEqual(
      loads?.map(({ id, near, far, power }) => [id, near, far, power]),
      [
        ['L1', 'T', 'a', 1600n],
        ['L2', 'a', 'b', 2000n],
        ['L3', 'a', 'c', -500n],
        ['L4', 'T', 'd', 0n],
      ],
    );
  });

  it('is not guessed where lines form a loop', () => {
    assert.equal(
      lineLoads(grid(line('L1', 'T', 'a'), line('L2', 'a', 'b'), line('L3', 'b', 'T')), new Map()),
      undefined,
    );
    assert.equal(lineLoads(grid(line('L1', 'T', 'a'), line('L2', 'T', 'a')), new Map()), undefined);
  });

  it('is not told of lines that hang on nothing', () => {
    assert.deepEqual(lineLoads(grid(line('L1', 'x', 'y')), new Map([['x', 1n]])), []);
  });
});
