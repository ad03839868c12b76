/** The lottery of seats (spec 14): by weight, the same on every machine, and nobody's to choose. */
import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { type Candidate, drawSeats, inOrderOfLots } from '../../../../chaincode/domain/agents/lottery';

const weights = [1n, 2n, 3n, 4n];
const candidates: readonly Candidate[] = weights.map((weight, index) => ({
  member: `a${index}@HouseholdsMSP`,
  weight,
}));
const DRAWS = 4000;
const seeds = Array.from({ length: DRAWS }, (_, index) => `block ${index}`);

const someCandidates = fc.uniqueArray(
  fc.record({ member: fc.string({ minLength: 1, maxLength: 8 }), weight: fc.bigInt({ min: 1n, max: 10n ** 24n }) }),
  { selector: ({ member }) => member, maxLength: 30 },
);

const shareOf = (favourite: number, total: number) => favourite / total;

describe('The lottery of seats', () => {
  it('gives the first seat by weight (chi-square over 4000 seeds)', () => {
    const wins = new Map<string, number>();
    for (const seed of seeds) {
      const [first = ''] = inOrderOfLots(seed, candidates);
      wins.set(first, (wins.get(first) ?? 0) + 1);
    }
    let chiSquare = 0;
    for (const { member, weight } of candidates) {
      const expected = DRAWS * shareOf(Number(weight), 10);
      chiSquare += ((wins.get(member) ?? 0) - expected) ** 2 / expected;
    }
    // 0.999 quantile for 3 degrees of freedom; the seeds are fixed.
    assert.ok(chiSquare < 16.27, `chi-square ${chiSquare}`);
  });

  it('gives the second seat by weight among those who are left', () => {
    const pairs = new Map<string, number>();
    for (const seed of seeds) {
      const [first = '', second = ''] = inOrderOfLots(seed, candidates);
      pairs.set(first + second, (pairs.get(first + second) ?? 0) + 1);
    }
    let chiSquare = 0;
    for (const one of candidates) {
      for (const other of candidates) {
        if (one === other) continue;
        const expected =
          DRAWS * shareOf(Number(one.weight), 10) * shareOf(Number(other.weight), 10 - Number(one.weight));
        chiSquare += ((pairs.get(one.member + other.member) ?? 0) - expected) ** 2 / expected;
      }
    }
    // 0.999 quantile for 11 degrees of freedom.
    assert.ok(chiSquare < 31.26, `chi-square ${chiSquare}`);
  });

  it('does not depend on the order in which candidates are given, and is the same when drawn again', () => {
    fc.assert(
      fc.property(someCandidates, fc.string(), fc.integer({ min: 0, max: 12 }), (given, seed, seats) => {
        const drawn = drawSeats(seed, seats, given);
        assert.deepEqual(drawSeats(seed, seats, [...given].reverse()), drawn);
        assert.deepEqual(drawSeats(seed, seats, given), drawn);
        assert.equal(drawn.length, Math.min(seats, given.length));
        assert.equal(new Set(drawn).size, drawn.length);
        assert.deepEqual(drawn, [...drawn].sort());
      }),
    );
  });

  it('lets nobody move the others by coming, going or staking', () => {
    fc.assert(
      fc.property(someCandidates, fc.string(), fc.bigInt({ min: 1n, max: 10n ** 24n }), (given, seed, staked) => {
        const [last, ...others] = given;
        if (!last) return;
        const order = inOrderOfLots(seed, others);
        for (const changed of [others, given, [{ ...last, weight: staked }, ...others]]) {
          const all: readonly string[] = inOrderOfLots(seed, changed);
          const without: readonly string[] = all.filter((member) => member !== last.member);
          assert.deepEqual(without, order);
        }
      }),
    );
  });

  it('gives more weight never a worse place', () => {
    fc.assert(
      fc.property(someCandidates, fc.string(), (given, seed) => {
        const [one, ...others] = given;
        if (!one) return;
        const place = inOrderOfLots(seed, given).indexOf(one.member);
        const richer = [{ ...one, weight: one.weight * 2n }, ...others];
        assert.ok(inOrderOfLots(seed, richer).indexOf(one.member) <= place);
      }),
    );
  });

  it('takes present agents only where candidates are too few, those of no weight last', () => {
    const present = [
      { member: 'p1', weight: 0n },
      { member: 'p2', weight: 5n },
    ];
    assert.deepEqual(drawSeats('s', 4, candidates, present), candidates.map(({ member }) => member).sort());
    assert.deepEqual(
      drawSeats('s', 5, candidates, present).filter((member) => member.startsWith('p')),
      ['p2'],
    );
    assert.deepEqual(drawSeats('s', 10, [], present), ['p1', 'p2']);
    assert.deepEqual(drawSeats('s', 10, [{ member: 'c', weight: 0n }]), []);
  });

  it('draws what it has always drawn', () => {
    assert.deepEqual(inOrderOfLots('ab'.repeat(32), candidates), EXPECTED);
  });
});

/** Computed apart from this code, in floating point: a change here is a change of what peers agree on. */
const EXPECTED = [1, 3, 2, 0].map((index) => `a${index}@HouseholdsMSP`);
