import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { type TrustPoints } from '../../../../chaincode/domain/trust/points';
import { S, fixedOf } from '../../../../chaincode/domain/fixed-point';
import {
  type CountedTrade,
  countTrade,
  failDelivery,
  findFraud,
  isProven,
  MOST_CHANGES,
  newcomer,
  type Trust,
} from '../../../../chaincode/domain/trust/trust';
import { trustParameters } from '../../../../chaincode/domain/trust/trust-parameters';
import { microEuroOf, ratioOf } from '../../../../chaincode/domain/units';

const parameters = trustParameters({});
const me = 'm@HouseholdsMSP';

const trade = (changed: Partial<CountedTrade> = {}): CountedTrade => ({
  at: '2026-06-01T12:00:00Z',
  listing: 'm_20260601T1100Z',
  trade: 0,
  kind: 'rating',
  by: 'a@HouseholdsMSP',
  rating: ratioOf(5_000_000n),
  payment: microEuroOf(1_000_000n),
  registered: 0n,
  kept: true,
  ...changed,
});
const count = (trust: Trust, ...changes: Partial<CountedTrade>[]): Trust =>
  changes.reduce((before, changed) => countTrade(before, trade(changed), parameters), trust);
const lost = (trust: Trust, at: string) => failDelivery(trust, { at, listing: 'm_20260601T1100Z', trade: 1 });

/** Rated 5 by three members, so long after registration and with so much traded that the class is the best. */
const trusted = (): Trust =>
  count(
    newcomer(me),
    ...['a', 'b', 'c'].map((by) => ({ by, registered: 400n * 86_400n, payment: microEuroOf(10n ** 9n) })),
  );

describe("A trader's trust", () => {
  it('begins with 1 point, and without a score', () => {
    const { points, rated, partners } = newcomer(me);
    assert.deepEqual([points, rated, partners], [1, 0, []]);
  });

  it('averages the rating, the time and the money of every trade that counts, this one among the money', () => {
    const once = count(newcomer(me), { rating: ratioOf(4_000_000n), registered: 30n * 86_400n });
    const [beta, gamma] = [S(fixedOf(1n)), S(fixedOf(1n, 100n))];
    const experience = (4_000_000n + beta + gamma) / 3n;
    assert.ok(once.score - experience <= 1n && experience - once.score <= 1n, `${once.score}`);
    assert.deepEqual([once.rated, once.traded], [1, 1_000_000n]);
  });

  it('has more than 1 point only once three different members have rated it', () => {
    const two = count(newcomer(me), { by: 'a' }, { by: 'b' }, { by: 'a' }, { by: 'b' });
    assert.deepEqual([two.points, two.partners], [1, ['a', 'b']]);
    assert.equal(count(two, { by: 'c', kind: 'unrated' }).points, 1, 'who says nothing has not rated it');
    assert.equal(count(two, { by: 'c' }).points, 3);
  });

  it('loses a point by a failed delivery, not below 1 and once a day', () => {
    const best = trusted();
    assert.equal(best.points, 4);
    const once = lost(best, '2026-06-02T00:00:00Z');
    assert.deepEqual([once.points, once.score, once.lostOn], [3, best.score, '2026-06-02']);
    assert.equal(lost(once, '2026-06-02T23:59:59Z'), once);
    const days = ['03', '04', '05'].map((day) => `2026-06-${day}T00:00:00Z`);
    assert.equal(days.reduce(lost, once).points, 1);
  });

  it('gets a lost point back only by a trade that it is known to have kept', () => {
    const fallen = lost(trusted(), '2026-06-02T00:00:00Z');
    assert.equal(count(fallen, { kept: false }).points, 3);
    assert.equal(count(fallen, { kept: true }).points, 4);
  });

  it('falls with its score at once, kept or not', () => {
    const rated = { rating: ratioOf(0n), registered: 0n, kept: false };
    assert.ok(count(trusted(), rated, rated, rated, rated, rated, rated).points < 4);
  });

  it('starts anew when fraud is found: 1 point until three members have rated it again', () => {
    const found = findFraud(trusted(), '2026-06-03T00:00:00Z');
    assert.deepEqual([found.points, found.partners, found.fraudAt], [1, [], '2026-06-03T00:00:00Z']);
    assert.equal(count(found, { by: 'a' }, { by: 'b' }).points, 1);
    assert.equal(count(found, { by: 'a' }, { by: 'b' }, { by: 'c' }).points, 4);
  });

  it('says why: the newest changes first, a bounded number of them', () => {
    const long = Array.from({ length: MOST_CHANGES + 5 }, (_, index) => ({ trade: index }));
    const { changes } = count(newcomer(me), ...long);
    assert.equal(changes.length, MOST_CHANGES);
    assert.equal(changes[0]?.trade, MOST_CHANGES + 4);
  });

  it('stays in 0..5 and 1..4, whatever happens in whatever order', () => {
    const step = fc.oneof(
      fc.record({
        by: fc.constantFrom('a', 'b', 'c', 'd'),
        kind: fc.constantFrom<CountedTrade['kind']>('rating', 'unrated'),
        rating: fc.bigInt(0n, 5_000_000n).map(ratioOf),
        payment: fc.bigInt(0n, 10n ** 18n).map(microEuroOf),
        registered: fc.bigInt(0n, 10n ** 10n),
        kept: fc.boolean(),
      }),
      fc.record({ lostOn: fc.integer({ min: 10, max: 28 }) }),
      fc.constant('fraud' as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let trust = newcomer(me);
        for (const each of steps) {
          const before: TrustPoints = trust.points;
          if (each === 'fraud') trust = findFraud(trust, '2026-06-01T00:00:00Z');
          else if ('lostOn' in each) trust = lost(trust, `2026-06-${each.lostOn}T00:00:00Z`);
          else trust = count(trust, each);
          assert.ok(trust.points >= 1 && trust.points <= 4);
          assert.ok(trust.score >= 0n && trust.score <= 5_000_000n);
          assert.ok(isProven(trust) || trust.points <= before, 'no more points without three raters');
          assert.ok(trust.traded <= 10n ** 18n && trust.changes.length <= MOST_CHANGES);
        }
      }),
      { seed: 14, numRuns: 300 },
    );
  });
});
