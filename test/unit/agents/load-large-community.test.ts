import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { netPosition } from '../../../agents/bidding/net-position';
import { loadLargeCommunity } from '../../../agents/community/load-large-community';
import { divideIntoMicrogrids } from '../../../agents/community/microgrids';
import { dataFolder } from '../../support/data-folder';

describe('the large community', () => {
  it('is a week of 1000 homes with the energy that its published figures state, and divides by neighbourhoods', async () => {
    const community = await loadLargeCommunity(dataFolder, 'community-1000');
    const all = JSON.parse(await readFile(path.join(dataFolder, 'figures.json'), 'utf8')) as Record<
      string,
      Record<string, number>
    >;
    const figures = all['community-1000']!;
    assert.equal(community.households.length, figures['households']);
    assert.equal(community.households.filter(({ pvW }) => pvW > 0).length, figures['with_pv']);
    assert.deepEqual(
      community.days.map(({ hours }) => hours.length),
      [24, 24, 24, 24, 24, 24, 24],
    );
    let [surplus, deficit] = [0n, 0n];
    for (const reading of community.days.flatMap(({ hours }) =>
      hours.flatMap(({ readings }) => [...readings.values()]),
    )) {
      const position = netPosition(reading);
      if (position?.side === 'sell') surplus += position.energy;
      if (position?.side === 'buy') deficit += position.energy;
    }
    const kWh = (wh: bigint) => (Number(wh) / 1000).toFixed(1);
    assert.deepEqual(
      [kWh(surplus), kWh(deficit)],
      [figures['surplus_kwh']!.toFixed(1), figures['deficit_kwh']!.toFixed(1)],
    );

    const microgrids = await divideIntoMicrogrids(community, dataFolder, 3);
    const byPlace = new Map(community.households.map(({ id, bus }) => [bus, microgrids.get(id)]));
    for (const { id, bus } of community.households) assert.equal(microgrids.get(id), byPlace.get(bus));
    assert.equal(new Set(microgrids.values()).size, 3);
  });

  it('refuses a table of homes in another form, and says where', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'large-'));
    try {
      for (const file of ['community-1000.csv.gz', 'community-1000-households.csv', 'tariffs.json']) {
        await cp(path.join(dataFolder, file), path.join(folder, file));
      }
      const homes = path.join(folder, 'community-1000-households.csv');
      const text = await readFile(homes, 'utf8');
      for (const [from, to, expected] of [
        ['N00002,M001', 'N00002', /households\.csv, line 3: expected a household/],
        ['edp-tri-2023', 'flat', /tariffs\.json has no time-of-use tariff called flat/],
        ['household,microgrid', 'home,microgrid', /must begin with the line/],
        ['N00002', 'N99999', /line 3: expected time, a household, two Wh/],
      ] as const) {
        await writeFile(homes, text.replace(from, to));
        await assert.rejects(loadLargeCommunity(folder, 'community-1000'), expected);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
