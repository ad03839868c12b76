import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { DomainError } from '../../../../chaincode/domain/errors';
import { parseTime } from '../../../../chaincode/domain/time';
import {
  checkAttestable,
  type Delivery,
  isFailed,
  ratingCap,
  settleDelivery,
  stateDelivery,
  unknownDelivery,
} from '../../../../chaincode/domain/trust/delivery';
import { cappedRating, checkRatable } from '../../../../chaincode/domain/trust/rating';
import { parseRatio, whOf } from '../../../../chaincode/domain/units';

const listing = { id: 'm_20260601T1100Z', deliveryEnd: '2026-06-01T12:00:00Z' };
const at = '2026-06-01T13:00:00Z';
const DAY = 86_400;
const end = parseTime(listing.deliveryEnd);

const open = (committed = 1000n) => unknownDelivery(listing.id, 0, whOf(committed));
const by = (delivery: Delivery, side: 'sell' | 'buy', delivered: bigint) =>
  stateDelivery(delivery, side, whOf(delivered), at);
const settled = (delivered: bigint, committed = 1000n) =>
  settleDelivery(open(committed), whOf(delivered), 'operator', at);
const code = (what: string) => (error: unknown) => error instanceof DomainError && error.code === what;

describe("A trade's delivery", () => {
  it('is settled when both sides say the same, whoever says it first', () => {
    for (const [first, second] of [
      ['sell', 'buy'],
      ['buy', 'sell'],
    ] as const) {
      const said = by(open(), first, 800n);
      assert.deepEqual([said.source, said.settledAt], [null, null]);
      const agreed = by(said, second, 800n);
      assert.deepEqual([agreed.source, agreed.settledAt, agreed.delivered], ['parties', at, 800n]);
    }
  });

  it('is not settled by one side saying it twice, and both may change their minds while they differ', () => {
    const twice = by(by(open(), 'sell', 800n), 'sell', 800n);
    assert.deepEqual([twice.source, twice.statements.length], [null, 1]);
    const differing = by(twice, 'buy', 100n);
    assert.deepEqual([differing.source, differing.statements.length], [null, 2]);
    assert.equal(by(differing, 'sell', 100n).delivered, 100n);
    assert.equal(by(differing, 'buy', 800n).delivered, 800n);
  });

  it('is settled by the operator where the sides differ, and then stays', () => {
    const decided = settleDelivery(by(by(open(), 'sell', 800n), 'buy', 1n), whOf(500n), 'operator', at);
    assert.deepEqual([decided.source, decided.delivered], ['operator', 500n]);
    assert.throws(() => by(decided, 'sell', 800n), code('DELIVERY_SETTLED'));
    assert.throws(() => settleDelivery(decided, whOf(1n), 'meter', at), code('DELIVERY_SETTLED'));
  });

  it('can be said by a meter', () => {
    assert.equal(settleDelivery(open(), whOf(999n), 'meter', at).source, 'meter');
  });

  it('is never more than was committed', () => {
    assert.throws(() => by(open(), 'buy', 1001n), code('DELIVERY_EXCEEDED'));
    assert.throws(() => settled(1001n), code('DELIVERY_EXCEEDED'));
  });

  it('can be attested from the end of the interval until the window is over', () => {
    const check = (now: number) => checkAttestable(listing, now, 14 * DAY);
    assert.throws(() => check(end - 1), code('DELIVERY_NOT_OVER'));
    check(end);
    check(end + 14 * DAY);
    assert.throws(() => check(end + 14 * DAY + 1), code('RATING_WINDOW_OVER'));
  });

  it('has failed below the tolerance, and not before it is settled', () => {
    const tolerance = parseRatio('0.9');
    assert.deepEqual(
      [settled(899n), settled(900n), settled(1000n), by(open(), 'buy', 0n)].map((each) => isFailed(each, tolerance)),
      [true, false, false, false],
    );
  });

  it('caps what the seller can be rated at 5 x delivered / committed, and leaves the buyer alone', () => {
    assert.deepEqual(
      [settled(1000n), settled(950n), settled(500n), settled(0n), open()].map((each) => ratingCap(each, 'sell')),
      [5_000_000n, 4_750_000n, 2_500_000n, 0n, 5_000_000n],
    );
    assert.equal(ratingCap(settled(0n), 'buy'), 5_000_000n);
    assert.equal(cappedRating(4, settled(500n), 'sell'), 2_500_000n);
    assert.equal(cappedRating(2, settled(500n), 'sell'), 2_000_000n, 'a lower rating stays');
    assert.equal(cappedRating(4, settled(500n), 'buy'), 4_000_000n);
  });

  it('caps an unrated trade, too, which counts as 3', () => {
    assert.equal(cappedRating(null, open(), 'sell'), 3_000_000n);
    assert.equal(cappedRating(null, settled(200n), 'sell'), 1_000_000n);
  });

  it('never lets a rating exceed 5, what was given, or what was delivered', () => {
    const energies = fc.tuple(fc.bigInt(1n, 10n ** 15n), fc.bigInt(0n, 10n ** 15n));
    fc.assert(
      fc.property(energies, fc.integer({ min: 1, max: 5 }), ([committed, part], given) => {
        const delivered = part % (committed + 1n);
        const rating = cappedRating(given, settled(delivered, committed), 'sell');
        assert.ok(rating >= 0n && rating <= BigInt(given) * 1_000_000n);
        assert.ok(rating * committed <= 5_000_000n * delivered);
      }),
      { seed: 14 },
    );
  });
});

describe('The time to rate a trade', () => {
  it('begins when its delivery is settled and ends with the window', () => {
    const check = (delivery: Delivery, now: number) => checkRatable(listing, delivery, now, 14 * DAY);
    assert.throws(() => check(by(open(), 'sell', 1n), end), code('DELIVERY_NOT_SETTLED'));
    const from = parseTime(at);
    check(settled(1000n), from);
    check(settled(1000n), from + 14 * DAY);
    assert.throws(() => check(settled(1000n), from + 14 * DAY + 1), code('RATING_WINDOW_OVER'));
  });
});
