import assert from 'node:assert/strict';
import { loadRecorded } from '../../../scripts/start/recorded-community';
import { StartError } from '../../../scripts/start/start-error';
import { dataFolder } from '../../support/data-folder';

const here = (name: string, folder?: string) => ({ folder, name });

describe('the recorded community of a start', () => {
  it('trades in a market of its own for each way to play it', async () => {
    const whole = await loadRecorded({ community: here('community-24'), microgrids: undefined });
    assert.deepEqual([whole.market, whole.microgrids], ['fontana', undefined]);
    const divided = await loadRecorded({ community: here('community-24'), microgrids: 3 });
    assert.equal(divided.market, 'fontana-microgrids-3');
    assert.deepEqual([...new Set(divided.microgrids!.values())].sort(), ['m1', 'm2', 'm3']);
  });

  it('may lie in another folder, packed or not', async () => {
    const large = await loadRecorded({ community: here('community-1000', dataFolder), microgrids: 25 });
    assert.deepEqual([large.market, large.community.households.length], ['community-1000-microgrids-25', 1000]);
  });

  for (const [what, options, sentence] of [
    [
      'that is not there',
      { community: here('nobody'), microgrids: undefined },
      /^There is no recorded community nobody: nobody\.json is not in .*data\. There is community-1000 or community-24;/,
    ],
    [
      'that has too few places',
      { community: here('community-24'), microgrids: 25 },
      /24 places can't be divided into 25/,
    ],
  ] as const) {
    it(`is refused in one sentence ${what}`, async () => {
      await assert.rejects(loadRecorded(options), (error: unknown) => {
        assert.ok(error instanceof StartError);
        assert.match(error.message, sentence);
        return true;
      });
    });
  }
});
