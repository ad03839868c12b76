import assert from 'node:assert/strict';
import { type Community } from '../../../agents/community/community';
import { loadCommunity } from '../../../agents/community/load-community';
import { chaosDay, type ChaosResult, type FaultResult } from '../../../scripts/chaos/chaos-day';
import { startDevnetTarget } from '../../../scripts/chaos/devnet-target';
import { startFabricTarget } from '../../../scripts/chaos/fabric-target';
import { faults, type Setting } from '../../../scripts/chaos/fault';
import { type ChaosTarget } from '../../../scripts/chaos/target';
import { undisturbedDay } from '../../../scripts/chaos/undisturbed-day';
import { dataFolder } from '../../support/data-folder';
import { fabricSuite } from '../../support/fabric-suite';

const silent = (): void => undefined;

/** Morning and noon of the day: enough for three faults, and half of the time. */
async function halfDay(): Promise<Community> {
  const community = await loadCommunity(dataFolder);
  return { ...community, days: community.days.map((day) => ({ ...day, hours: day.hours.slice(5, 17) })) };
}

function suiteOf(
  setting: Setting,
  start: () => Promise<ChaosTarget>,
  day: () => Promise<Community>,
  reactionMs: number,
): (this: Mocha.Suite) => void {
  return function () {
    this.timeout(900_000);
    const ofSetting = faults.filter((fault) => fault.setting === setting);
    let result: ChaosResult;

    before(async () => {
      const community = await day();
      const expected = await undisturbedDay(community);
      const target = await start();
      try {
        result = await chaosDay({ target, faults: ofSetting, community, expected, reactionMs, tell: silent });
      } finally {
        await target.stop();
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

const wholeDay = (): Promise<Community> => loadCommunity(dataFolder);
for (const setting of ['raft', 'bft'] as const) {
  const start = (): Promise<ChaosTarget> => startFabricTarget(setting, silent);
  fabricSuite(
    `Fabric ordered by ${setting === 'raft' ? 'Raft' : 'BFT'} under faults`,
    suiteOf(setting, start, wholeDay, 5_000),
  );
}
