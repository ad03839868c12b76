import assert from 'node:assert/strict';
import { type Community } from '../../../agents/community/community';
import { loadCommunity } from '../../../agents/community/load-community';
import { chaosDay, type ChaosResult, type FaultResult } from '../../../scripts/chaos/chaos-day';
import { startDevnetTarget } from '../../../scripts/chaos/devnet-target';
import { startFabricTarget } from '../../../scripts/chaos/fabric-target';
import { faults, type Setting } from '../../../scripts/chaos/fault';
import { type ChaosTarget } from '../../../scripts/chaos/target';
import { type Balances } from '../../../scripts/chaos/played-day';
import { undisturbedDay } from '../../../scripts/chaos/undisturbed-day';
import { dataFolder } from '../../support/data-folder';
import { fabricSuite } from '../../support/fabric-suite';

/** A day, and what everybody has after it when nothing goes wrong. */
interface Played {
  readonly community: Community;
  readonly expected: Balances;
}

/** Morning and noon of the day: enough for three faults, and half of the time. */
async function halfDay(): Promise<Played> {
  const whole = await loadCommunity(dataFolder);
  const community = { ...whole, days: whole.days.map((day) => ({ ...day, hours: day.hours.slice(5, 17) })) };
  return { community, expected: await undisturbedDay(community) };
}

let whole: Promise<Played> | undefined;

/** Both ways of ordering are held against the same undisturbed day, which is played once. */
function wholeDay(): Promise<Played> {
  whole ??= (async () => {
    const community = await loadCommunity(dataFolder);
    return { community, expected: await undisturbedDay(community) };
  })();
  return whole;
}

function suiteOf(
  setting: Setting,
  start: (tell: (line: string) => void) => Promise<ChaosTarget>,
  day: () => Promise<Played>,
  reactionMs: number,
): (this: Mocha.Suite) => void {
  return function () {
    // A bound for what hangs: a day takes as long as the machine makes it take.
    this.timeout(1_800_000);
    const ofSetting = faults.filter((fault) => fault.setting === setting);
    let result: ChaosResult;

    before(async () => {
      const told: string[] = [];
      const tell = (line: string): void => void told.push(line);
      try {
        const { community, expected } = await day();
        const target = await start(tell);
        try {
          result = await chaosDay({ target, faults: ofSetting, community, expected, reactionMs, tell });
        } finally {
          await target.stop();
        }
      } catch (cause) {
        throw new Error([String(cause), 'What was told until then:', ...told.slice(-40)].join('\n'), { cause });
      }
    });

    for (const { name, what, survived } of ofSetting) {
      it(`serves its members again after ${what}${survived ? ', without help' : ''} (${name})`, () => {
        const found = result.faults.find(({ fault }) => fault.name === name) as FaultResult;
        assert.equal(found.givenUp, 0);
        if (survived) assert.equal(found.servedWithout, true);
      });
    }

    it('has lost nothing that it acknowledged', () => {
      assert.ok(result.acknowledged > 300, `${result.acknowledged} writes`);
      assert.deepEqual(result.lost, []);
    });

    it('has done nothing that nobody was told of: nothing is there twice', () => {
      assert.deepEqual(result.doubled, []);
    });

    it('ends with the balances of an undisturbed day', () => {
      assert.deepEqual(result.differing, []);
    });
  };
}

describe('The embedded network under faults', suiteOf('devnet', startDevnetTarget, halfDay, 1_000));

for (const setting of ['raft', 'bft'] as const) {
  fabricSuite(
    `Fabric ordered by ${setting === 'raft' ? 'Raft' : 'BFT'} under faults`,
    suiteOf(setting, (tell) => startFabricTarget(setting, tell), wholeDay, 5_000),
  );
}
