import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { netPosition } from '../../../agents/bidding/net-position';
import { type Community } from '../../../agents/community/community';
import { loadCommunity } from '../../../agents/community/load-community';
import { dataFolder } from '../../support/data-folder';

describe('the recorded community', () => {
  let community: Community;
  before(async () => {
    community = await loadCommunity(dataFolder);
  });

  it('is two weeks of 24 homes, 14 of them with panels', () => {
    assert.equal(community.households.length, 24);
    assert.equal(community.households.filter(({ pvW }) => pvW > 0).length, 14);
    assert.deepEqual(
      community.days.map(({ date, hours }) => `${date} ${hours.length}`),
      [15, 16, 17, 18, 19, 20, 21]
        .map((day) => `2016-08-${day} 24`)
        .concat([23, 24, 25, 26, 27, 28, 29].map((day) => `2017-01-${day} 24`)),
    );
  });

  it('has days from local midnight to local midnight', () => {
    for (const { hours } of community.days) {
      assert.deepEqual(
        hours.map(({ startMinute }) => startMinute),
        Array.from({ length: 24 }, (_, hour) => hour * 60),
      );
    }
  });

  it('has the energy that its published figures state', async () => {
    const figures = JSON.parse(await readFile(path.join(dataFolder, 'figures.json'), 'utf8')) as Record<
      string,
      Record<string, number>
    >;
    const weeks = [community.days.slice(0, 7), community.days.slice(7)];
    for (const [index, name] of ['community-24 summer', 'community-24 winter'].entries()) {
      const totals = { load: 0n, pv: 0n, surplus: 0n, deficit: 0n, tradable: 0n };
      for (const { readings } of weeks[index]!.flatMap(({ hours }) => hours)) {
        let [surplus, deficit] = [0n, 0n];
        for (const reading of readings.values()) {
          totals.load += reading.load;
          totals.pv += reading.pv;
          const position = netPosition(reading);
          if (position?.side === 'sell') surplus += position.energy;
          if (position?.side === 'buy') deficit += position.energy;
        }
        totals.surplus += surplus;
        totals.deficit += deficit;
        totals.tradable += surplus < deficit ? surplus : deficit;
      }
      for (const [key, value] of Object.entries(totals)) {
        assert.equal((Number(value) / 1000).toFixed(1), figures[name]![`${key}_kwh`]!.toFixed(1), `${name} ${key}`);
      }
    }
  });

  it('never produces more in an hour than its panels can', () => {
    for (const { hours } of community.days) {
      for (const { readings } of hours) {
        for (const { id, pvW } of community.households) assert.ok(readings.get(id)!.pv <= BigInt(pvW), id);
      }
    }
  });

  for (const [name, from, to, expected] of [
    ['a reading that is no number', ',1574,0', ',x,0', /line 2: expected time, a household, two Wh/],
    ['a home that nobody knows', ',H01,1574', ',H99,1574', /line 2: expected time, a household, two Wh/],
    ['a second reading', 'Z,H02,1619', 'Z,H01,1619', /line 3: a second reading of H01/],
    ['a missing reading', '2016-08-15T07:00:00Z,H01,1574,0\n', '', /has 23 of 24 homes/],
    ['another heading', 'load_wh,pv_wh', 'load,pv', /must begin with the line/],
  ] as const) {
    it(`refuses a table with ${name}, and says where`, async () => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'community-'));
      try {
        await cp(dataFolder, folder, { recursive: true });
        const table = path.join(folder, 'community-24.csv');
        await writeFile(table, (await readFile(table, 'utf8')).replace(from, to));
        await assert.rejects(loadCommunity(folder), expected);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  }
});
