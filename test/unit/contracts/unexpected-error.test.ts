/** A fault of the chaincode itself: its text is for those who run it, not for clients. */
import { strict as assert } from 'node:assert';
import { Shim } from 'fabric-shim';
import sinon from 'sinon';
import { MarketWorld, operator } from '../../support/market-world';

describe('A fault of the chaincode', () => {
  afterEach(() => sinon.restore());

  it('tells the caller its transaction, and the log the rest', async () => {
    const world = await MarketWorld.create();
    const listing = await world.openListing();
    // What no transaction can have written.
    world.peer.put(`listing/${listing}`, '{"secret text":');
    const logged = sinon.stub(Shim.newLogger('sunledger'), 'error');
    const call = await world.call(operator);
    await assert.rejects(world.peer.simulate('market:GetListing', [listing], call), (error: unknown) => {
      assert.ok(error instanceof Error);
      assert.match(error.message, /^The chaincode failed at transaction [0-9a-z]+; its log says why$/);
      return true;
    });
    const lines = JSON.stringify(logged.args);
    assert.match(lines, /Transaction [0-9a-z]+ \(market:GetListing\) failed: SyntaxError/);
  });
});
