import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import {
  exponential,
  type Fixed,
  fixedOf,
  LARGEST_EXPONENT,
  negative,
  ratioOfFixed,
  S,
  sigmoid,
  timesFixed,
} from '../../../chaincode/domain/fixed-point';
import { formatMicros } from '../../../chaincode/domain/units';

/**
 * The same functions once more, by another road: the plain power series of the whole exponent, whose terms grow to 10^43
 * before they fall, with 160 digits after the point. Slow, and nothing is halved, squared or mirrored.
 */
const DIGITS = 160;
const ONE = 10n ** BigInt(DIGITS);
const FIXED_DIGITS = 36;
const FINE = 10n ** BigInt(DIGITS - FIXED_DIGITS);

function seriesOf(x: bigint): bigint {
  let sum = 0n;
  let term = ONE;
  for (let n = 1n; term !== 0n; n++) {
    sum += term;
    term = (term * x) / (ONE * n);
  }
  return sum;
}

const precise = (x: Fixed) => seriesOf(x * FINE);
const preciseSigmoid = (x: Fixed) => (5n * ONE * ONE) / (ONE + seriesOf((negative(x) * FINE) / 2n));
/** Both errors in units of 10^-160. */
const exponentialError = (x: Fixed) => distance(exponential(x) * FINE, precise(x));
const sigmoidError = (x: Fixed) => distance(sigmoid(x) * FINE, preciseSigmoid(x));
const distance = (one: bigint, other: bigint) => (one > other ? one - other : other - one);

/** The bound of spec 00 is 1e-9; what the functions promise is 10^-36 and 10^-35. */
const SPEC_BOUND = ONE / 10n ** 9n;
const EXPONENTIAL_BOUND = FINE;
const SIGMOID_BOUND = 10n * FINE;

const milli = (thousandths: number) => fixedOf(BigInt(thousandths), 1000n);
const grid = (from: number, to: number, step: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => milli(from + index * step));
const ofUnits = (units: bigint) => units as Fixed;
const anyExponent = fc.bigInt({ min: -100n * 10n ** 36n, max: 100n * 10n ** 36n }).map(ofUnits);
const anySigmoidArgument = fc.bigInt({ min: -200n * 10n ** 36n, max: 200n * 10n ** 36n }).map(ofUnits);

describe('fixed point', () => {
  it('e^x is within 10^-36 of the true value on a grid over its whole range, and so within 1e-9', () => {
    assert.ok(EXPONENTIAL_BOUND < SPEC_BOUND);
    for (const x of grid(-100_000, 100_000, 173)) assert.ok(exponentialError(x) <= EXPONENTIAL_BOUND, String(x));
    for (const x of grid(-2_000, 2_000, 11)) assert.ok(exponentialError(x) <= EXPONENTIAL_BOUND, String(x));
  });

  it('e^x is as near at any other point of its range', () => {
    fc.assert(
      fc.property(anyExponent, (x) => exponentialError(x) <= EXPONENTIAL_BOUND),
      { numRuns: 300 },
    );
  });

  it('e^x is 1 at 0, e at 1, 0 far below and refused far above', () => {
    const bound = fixedOf(BigInt(LARGEST_EXPONENT));
    assert.equal(exponential(fixedOf(0n)), fixedOf(1n));
    assert.equal(exponential(fixedOf(1n)), 2718281828459045235360287471352662498n);
    assert.equal(exponential(fixedOf(-1n)), 367879441171442321595523770161460867n);
    assert.ok(exponentialError(bound) <= EXPONENTIAL_BOUND);
    assert.ok(exponentialError(negative(bound)) <= EXPONENTIAL_BOUND);
    assert.equal(exponential(fixedOf(-(10n ** 18n))), 0n);
    assert.throws(() => exponential(ofUnits(bound + 1n)), RangeError);
  });

  it('the sigmoid is within 10^-35 of the true value on a grid over its whole range, and so within 1e-9', () => {
    assert.ok(SIGMOID_BOUND < SPEC_BOUND);
    for (const x of grid(-180_000, 180_000, 311)) assert.ok(sigmoidError(x) <= SIGMOID_BOUND, String(x));
    for (const x of grid(-5_000, 5_000, 29)) assert.ok(sigmoidError(x) <= SIGMOID_BOUND, String(x));
  });

  it('the sigmoid is as near at any other point', () => {
    fc.assert(
      fc.property(anySigmoidArgument, (x) => sigmoidError(x) <= SIGMOID_BOUND),
      { numRuns: 300 },
    );
  });

  it('the sigmoid stays in 0..5, is 2.5 at 0, never falls and mirrors itself', () => {
    assert.equal(S(fixedOf(0n)), 2_500_000n);
    assert.deepEqual([S(fixedOf(10n ** 30n)), S(fixedOf(-(10n ** 30n)))], [5_000_000n, 0n]);
    fc.assert(
      fc.property(anySigmoidArgument, anySigmoidArgument, (one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        assert.ok(0n <= sigmoid(low) && sigmoid(low) <= sigmoid(high) && sigmoid(high) <= fixedOf(5n));
        assert.equal(sigmoid(low) + sigmoid(negative(low)), fixedOf(5n));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the published values of the sigmoid', () => {
    const file = path.join(__dirname, '../../../../test/vectors/formulas.json');
    const cases = (JSON.parse(readFileSync(file, 'utf8')) as { sigmoid: { x: string; S: string }[] }).sigmoid;
    assert.ok(cases.length >= 10);
    for (const { x, S: expected } of cases) {
      const [whole = '', fraction = ''] = x.split('.');
      const found = S(fixedOf(BigInt(whole + fraction.padEnd(6, '0')), 1_000_000n));
      assert.equal(formatMicros(found), formatMicros(BigInt(expected.replace('.', ''))), `S(${x})`);
    }
  });

  it('rounds half to even, away from no sign', () => {
    const half = 10n ** 36n / 2n;
    assert.deepEqual([fixedOf(1n, 3n), fixedOf(-1n, 3n), fixedOf(-2n, 3n)].map(String), [
      '3'.repeat(36),
      `-${'3'.repeat(36)}`,
      `-${'6'.repeat(35)}7`,
    ]);
    assert.deepEqual(
      [1n, 3n, 5n].map((halves) => timesFixed(ofUnits(half), halves)),
      [0n, 2n, 2n],
    );
    assert.deepEqual(
      [1n, 3n, 5n].map((halves) => ratioOfFixed(fixedOf(halves, 2_000_000n))),
      [0n, 2n, 2n],
    );
    assert.throws(() => ratioOfFixed(ofUnits(-(10n ** 36n))), /between 0 and 10\^12/);
  });
});
