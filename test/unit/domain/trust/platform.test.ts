import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { parseTime } from '../../../../chaincode/domain/time';
import { isoWeek, platformScore, ratePlatform, unratedPlatform } from '../../../../chaincode/domain/trust/platform';

describe("The platform's score", () => {
  it('is the mean of satisfaction and service over all ratings', () => {
    assert.equal(platformScore(unratedPlatform), null);
    const once = ratePlatform(unratedPlatform, 4, 5);
    assert.equal(platformScore(once), 4_500_000n);
    assert.equal(platformScore(ratePlatform(ratePlatform(once, 1, 1), 3, 3)), 2_833_333n);
  });

  it('follows score = (n x score + temp) / (n + 1), and stays in 1..5', () => {
    const rating = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(rating, rating), { minLength: 1, maxLength: 200 }), (ratings) => {
        let platform = unratedPlatform;
        let score = 0;
        for (const [n, [satisfaction, service]] of ratings.entries()) {
          platform = ratePlatform(platform, satisfaction, service);
          score = (n * score + (satisfaction + service) / 2) / (n + 1);
        }
        const found = Number(platformScore(platform)) / 1e6;
        assert.ok(Math.abs(found - score) < 1e-6 && found >= 1 && found <= 5);
      }),
      { seed: 14 },
    );
  });
});

describe('An ISO week', () => {
  for (const [date, week] of [
    ['1970-01-01', '1970-W01'],
    ['2015-12-31', '2015-W53'],
    ['2016-01-03', '2015-W53'],
    ['2016-01-04', '2016-W01'],
    ['2018-12-31', '2019-W01'],
    ['2020-12-31', '2020-W53'],
    ['2021-01-03', '2020-W53'],
    ['2024-12-30', '2025-W01'],
    ['2026-06-07', '2026-W23'],
    ['2026-06-08', '2026-W24'],
  ] as const) {
    it(`of ${date} is ${week}`, () => {
      assert.equal(isoWeek(parseTime(`${date}T00:00:00Z`)), week);
      assert.equal(isoWeek(parseTime(`${date}T23:59:59Z`)), week);
    });
  }
});
