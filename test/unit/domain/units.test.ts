import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { DomainError } from '../../../chaincode/domain/errors';
import * as units from '../../../chaincode/domain/units';

const parsers = [
  { name: 'energy', parse: units.parseEnergy, format: units.formatEnergy, decimals: 3 },
  { name: 'amount', parse: units.parseAmount, format: units.formatMicros, decimals: 6 },
  { name: 'eEuro', parse: units.parseEuro, format: units.formatMicros, decimals: 6 },
  { name: 'price', parse: units.parsePrice, format: units.formatMicros, decimals: 6 },
  { name: 'ratio', parse: units.parseRatio, format: units.formatMicros, decimals: 6 },
] as const;

const refusedText = [
  ...['', ' ', '1 ', ' 1', '-1', '-0', '+1', '.5', '5.', '01', '00', '1.2.3', '1,5', '1_000', '1e3', '1E3', 'NaN'],
  ...['Infinity', '0x1', '0b1', '1n', '١', '１', '1\n', '\u00001', 'null', 'true', '[1]', '9'.repeat(1_000_000)],
];

for (const { name, parse, format, decimals } of parsers) {
  describe(`units: ${name} at the door`, () => {
    it('reads what it writes, over the whole range', () => {
      const largest = units.LARGEST_UNITS * 10n ** BigInt(decimals);
      fc.assert(
        fc.property(fc.oneof(fc.bigInt(0n, largest), fc.bigInt(largest - 5n, largest)), (value) => {
          assert.equal(parse(format(value)), value);
        }),
      );
    });

    it('writes the shortest decimal', () => {
      const scale = 10n ** BigInt(decimals);
      assert.equal(format(0n), '0');
      assert.equal(format(scale), '1');
      assert.equal(format(1n), `0.${'1'.padStart(decimals, '0')}`);
      assert.equal(format((5n * scale) / 4n), '1.25');
      assert.equal(format(-scale / 2n), '-0.5');
    });

    it(`refuses more than ${decimals} decimals, trailing zeros included`, () => {
      const most = `0.${'0'.repeat(decimals)}`;
      assert.equal(parse(most), 0n);
      assert.throws(() => parse(`${most}0`), { code: 'INVALID_ARGUMENT' });
    });

    it('refuses what is above 10^12', () => {
      const above = `1000000000000.${'1'.padStart(decimals, '0')}`;
      assert.ok(parse('1000000000000') > 0n);
      for (const text of [above, '1000000000001', '9999999999999', '10000000000000']) {
        assert.throws(() => parse(text), { code: 'INVALID_ARGUMENT' }, text);
      }
    });

    it('refuses what is not a plain decimal, naming the field and not repeating the text', () => {
      for (const text of refusedText) {
        assert.throws(
          () => parse(text, 'theField'),
          (error) =>
            error instanceof DomainError &&
            error.code === 'INVALID_ARGUMENT' &&
            error.details['field'] === 'theField' &&
            error.message.startsWith('theField must ') &&
            error.message.length < 200,
          JSON.stringify(text.slice(0, 20)),
        );
      }
    });
  });
}

describe('units: computed amounts', () => {
  it('cannot be built below 0 or above 10^12 units', () => {
    const makers = [units.microEuroOf, units.microsOf, units.priceOf, units.ratioOf];
    for (const make of makers) {
      assert.equal(make(10n ** 18n), 10n ** 18n);
      assert.throws(() => make(10n ** 18n + 1n), DomainError);
      assert.throws(() => make(-1n), DomainError);
    }
    assert.equal(units.whOf(10n ** 15n), 10n ** 15n);
    assert.throws(() => units.whOf(10n ** 15n + 1n), DomainError);
    assert.throws(() => units.whOf(-1n), DomainError);
  });

  it('divides half to even', () => {
    const divided = [1n, 3n, 5n, 7n].map((numerator) => units.divideHalfEven(numerator, 2n));
    assert.deepEqual(divided, [0n, 2n, 2n, 4n]);
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 33n), fc.bigInt(1n, 10n ** 18n), (numerator, denominator) => {
        const quotient = units.divideHalfEven(numerator, denominator);
        const twiceOff = 2n * (numerator - quotient * denominator);
        assert.ok(twiceOff <= denominator && -twiceOff <= denominator);
        if (twiceOff === denominator || twiceOff === -denominator) assert.equal(quotient % 2n, 0n);
      }),
    );
  });

  it('price x Wh / 1000, rounded half to even, is what energy costs', () => {
    const cost = (price: bigint, energy: bigint) => units.payment(units.priceOf(price), units.whOf(energy));
    assert.equal(cost(183_333n, 4_000n), 733_332n);
    assert.equal(cost(1n, 500n), 0n);
    assert.equal(cost(3n, 500n), 2n);
    assert.equal(cost(1n, 501n), 1n);
    assert.equal(cost(10n ** 18n, 1_000n), 10n ** 18n);
    assert.throws(() => cost(10n ** 18n, 1_001n), { code: 'INVALID_ARGUMENT' });
    assert.equal(units.exactPayment(units.priceOf(10n ** 18n), units.whOf(10n ** 15n)), 10n ** 30n);
  });

  it('takes a share of an amount, rounded half to even', () => {
    assert.equal(units.share(50n, units.ratioOf(10_000n)), 0n);
    assert.equal(units.share(150n, units.ratioOf(10_000n)), 2n);
    assert.equal(units.share(7n, units.ratioOf(1_000_000n)), 7n);
  });

  it('puts the middle of two prices between them, a half to the even side', () => {
    const middle = (a: bigint, b: bigint) => units.middlePrice(units.priceOf(a), units.priceOf(b));
    assert.deepEqual(
      [middle(1n, 2n), middle(2n, 3n), middle(3n, 4n), middle(5n, 5n), middle(9n, 1n)],
      [2n, 2n, 4n, 5n, 5n],
    );
  });
});
