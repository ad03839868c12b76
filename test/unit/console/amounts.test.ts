import assert from 'node:assert/strict';
import fc from 'fast-check';
import { amountText, readDecimal, shifted, showAmount, unshifted } from '../../../gateway-api/console/model/amounts';
import { csvText } from '../../../gateway-api/console/model/csv';
import { signedMicros } from '../../../gateway-api/console/model/signed-micros';
import { showWait } from '../../../gateway-api/console/model/times';

const british = { locale: 'en-GB' } as const;

describe('amounts for people', () => {
  it('come with their unit, prices in cents', () => {
    assert.deepEqual(showAmount('1234.5', 'energy', british), { figure: '1,234.50', unit: 'kWh' });
    assert.deepEqual(showAmount('0.1234', 'price', british), { figure: '12.34', unit: 'ct/kWh' });
    assert.equal(amountText('-0.25', 'money', { locale: 'de-DE' }), '-0,25\u00a0€');
    assert.equal(amountText('0.499', 'percent', british), '49.9\u00a0%');
  });

  it('stay exact where a floating point number would not', () => {
    assert.equal(
      showAmount('999999999999.999999', 'money', { ...british, exact: true }).figure,
      '999,999,999,999.999999',
    );
  });

  it('are never shown as nothing where there is something', () => {
    assert.equal(amountText('0.001173', 'money', { ...british, signed: true }), '+0.001173\u00a0€');
    assert.equal(amountText('-0.004', 'energy', british), '-0.004\u00a0kWh');
    assert.equal(amountText('0.005', 'money', british), '0.01\u00a0€');
    assert.equal(amountText('0', 'money', british), '0.00\u00a0€');
  });

  it('are read as typed, with a comma or a point; what is no number is not guessed at', () => {
    assert.deepEqual(['1,5', ' 01.50 ', '.5', '5.', '0'].map(readDecimal), ['1.5', '1.5', '0.5', '5', '0']);
    for (const typed of ['', ' ', '.', '1.2.3', '1 000', '-1', '1e3', 'abc', '1,000.5']) {
      assert.equal(readDecimal(typed), undefined, typed);
    }
  });

  it('come back from moving the decimal point to and fro', () => {
    const micros = fc.tuple(fc.bigInt(0n, 10n ** 18n), fc.integer({ min: 1, max: 6 }));
    fc.assert(
      fc.property(micros, ([value, places]) => {
        const text = unshifted(String(value), places);
        assert.equal(shifted(text, places).replace(/\.0*$/, ''), String(value));
        if (places === 6) assert.equal(signedMicros(text), value);
      }),
    );
    assert.deepEqual([shifted('0.125', 2), shifted('-1', 2), unshifted('12.5', 2)], ['12.5', '-100', '0.125']);
  });

  it('are negative in a bill that earned more than it cost', () => {
    assert.equal(signedMicros('-1.25'), -1_250_000n);
  });
});

describe('a table as CSV', () => {
  it('quotes what needs it, and gives a spreadsheet nothing to run', () => {
    assert.equal(
      csvText(
        ['a', 'b'],
        [
          ['x,y', '"z"'],
          ['=1+1', '-2'],
        ],
      ),
      'a,b\r\n"x,y","""z"""\r\n\'=1+1,-2\r\n',
    );
  });
});

describe('a wait', () => {
  it('is told as coarsely as it is long', () => {
    assert.deepEqual([7_260_000, 2_400_000, 185_000, 900, -5].map(showWait), [
      '2 h 01 min',
      '40 min',
      '3 min 05 s',
      '1 s',
      '0 s',
    ]);
  });
});
