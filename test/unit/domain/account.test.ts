import * as assert from 'node:assert/strict';
import {
  applyMovements,
  emptyAccount,
  foldCredits,
  supplyAfter,
  type Movement,
} from '../../../chaincode/domain/account';

const movement = (change: Partial<Movement>): Movement => ({
  kind: 'transferIn',
  available: 0n,
  lockedForWithdrawal: 0n,
  escrowed: 0n,
  counterparty: null,
  reference: 'x',
  at: '2026-06-01T12:00:00Z',
  transaction: 'ab',
  ...change,
});
const rich = { ...emptyAccount('h01@HouseholdsMSP', 'eEuro'), available: 10n, lockedForWithdrawal: 5n, escrowed: 3n };

describe('an account', () => {
  it('begins empty', () => {
    const { available, lockedForWithdrawal, escrowed, movements } = emptyAccount('a', 'ENT');
    assert.deepEqual([available, lockedForWithdrawal, escrowed, movements], [0n, 0n, 0n, []]);
  });

  it('moves amounts between its parts, down to nothing', () => {
    const escrow = movement({ kind: 'escrow', available: -10n, escrowed: 10n });
    const { available, lockedForWithdrawal, escrowed, movements } = applyMovements(rich, [escrow]);
    assert.deepEqual([available, lockedForWithdrawal, escrowed], [0n, 5n, 13n]);
    assert.deepEqual(movements, [escrow]);
  });

  it('never goes below 0 in any part, however much is in the others', () => {
    for (const change of [{ available: -11n }, { lockedForWithdrawal: -6n }, { escrowed: -4n }]) {
      assert.throws(() => applyMovements(rich, [movement(change)]), { code: 'INSUFFICIENT_FUNDS' });
    }
    assert.throws(() => applyMovements(rich, [movement({ available: -1_000_011n })]), {
      message: '0.00001 eEuro available, 1.000011 needed',
    });
  });

  it('folds what has arrived, and keeps each movement for its statement', () => {
    const credit = (id: string, available: bigint) => ({
      member: rich.member,
      token: rich.token,
      id,
      movements: [movement({ available, reference: id })],
    });
    const folded = foldCredits(rich, [credit('1', 7n), credit('2', 1n)]);
    assert.equal(folded.available, 18n);
    assert.deepEqual(
      folded.movements.map(({ reference }) => reference),
      ['1', '2'],
    );
    const spent = applyMovements(folded, [movement({ available: -18n, reference: '3' })], folded.movements);
    assert.equal(spent.available, 0n);
    assert.deepEqual(
      spent.movements.map(({ reference }) => reference),
      ['1', '2', '3'],
    );
  });
});

describe('a supply', () => {
  it('grows to 10^12 tokens and no further', () => {
    assert.equal(supplyAfter(10n ** 18n - 1n, 1n, 'ENT'), 10n ** 18n);
    assert.throws(() => supplyAfter(10n ** 18n, 1n, 'ENT'), { code: 'SUPPLY_EXCEEDED' });
    assert.equal(supplyAfter(5n, -5n, 'eEuro'), 0n);
  });
});
