import assert from 'node:assert/strict';
import { SignedTransactions } from '../../../scripts/cli/member/signed-transactions';
import { temporaryFolder } from '../../support/test-ca';

const ME = 'h01@HouseholdsMSP';
const given = (transactionId: string, version: string) => ({
  transactionId,
  rewrites: new Map([[`sunledger/account/${ME}/eEuro`, version]]),
});

describe('What was signed under an idempotency key', () => {
  const home = temporaryFolder();
  after(() => {
    home.remove();
  });

  it('is known to the next program, by member and key', async () => {
    const before = new SignedTransactions(home.folder, ME);
    await before.note('rent:june', given('t1', '7.2'));
    await before.note('rent:june', given('t2', '7.2'));
    const after_ = new SignedTransactions(home.folder, ME);
    assert.deepEqual(await after_.of('rent:june'), [given('t1', '7.2'), given('t2', '7.2')]);
    assert.deepEqual(await after_.of('rent:july'), []);
    assert.deepEqual(await new SignedTransactions(home.folder, 'h02@HouseholdsMSP').of('rent:june'), []);
  });
});
