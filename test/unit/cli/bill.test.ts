import assert from 'node:assert/strict';
import { type Movement } from '../../../client';
import { billOf, paidSince } from '../../../scripts/cli/member/bill';

const moved = (at: string, kind: Movement['kind'], available: string, reference = ''): Movement => ({
  ...{ at, kind, available, lockedForWithdrawal: '0', escrowed: '0' },
  ...{ counterparty: null, reference, transaction: 'f'.repeat(64) },
});
const august = ['2016-08-01T00:00:00Z', '2016-09-01T00:00:00Z'] as const;

describe('a bill', () => {
  it('counts energy by its hour of delivery, also where that was paid in the month before, and all else by its time', () => {
    const { lines, energy, change, elsewhere } = billOf(
      [
        moved('2016-07-31T23:50:00Z', 'sale', '0.5', 'fontana_20160801T0000Z'),
        moved('2016-08-10T00:00:00Z', 'mint', '10'),
        moved('2016-08-31T23:50:00Z', 'purchase', '-0.2', 'fontana_20160901T0000Z'),
        moved('2016-07-31T23:59:59Z', 'mint', '100'),
      ],
      ...august,
    );
    assert.deepEqual(lines, [
      { what: 'Energy sold', movements: 1, amount: '0.5' },
      { what: 'Paid in', movements: 1, amount: '10' },
    ]);
    assert.deepEqual([energy, change, elsewhere], ['0.5', '10.5', ['2016-09']]);
  });

  it('names every month once whose energy was paid in its time, as when recorded days are played', () => {
    const hours = ['20160815T1000Z', '20160815T1100Z', '20160901T0000Z'];
    const sales = hours.map((hour) => moved('2026-11-21T13:00:00Z', 'sale', '0.1', `fontana_${hour}`));
    const { lines, elsewhere } = billOf(sales, '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z');
    assert.deepEqual([lines, elsewhere], [[], ['2016-08', '2016-09']]);
  });

  it('looks back on the ledger for what was paid up to a month ahead', () => {
    assert.equal(paidSince(august[0]), '2016-07-01T00:00:00.000Z');
  });
});
