import assert from 'node:assert/strict';
import { DevnetWorld, textOf } from '../../support/devnet-world';

describe('a transaction on the embedded network', () => {
  let world: DevnetWorld;
  before(async () => (world = await DevnetWorld.start()));
  after(() => world.stop());

  for (const how of ['tls', 'in process'] as const) {
    it(`is endorsed, ordered and committed, and read by a query (${how})`, async () => {
      const contract = await world.contract('HouseholdsMSP', 'h01', how);
      await contract.submitTransaction('put', `key ${how}`, 'value');
      assert.equal(textOf(await contract.evaluateTransaction('get', `key ${how}`)), 'value');
    });
  }
});
