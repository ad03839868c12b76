import { EndorseError, type Contract } from '@hyperledger/fabric-gateway';
import assert from 'node:assert/strict';
import { DevnetWorld, textOf } from '../../support/devnet-world';

describe('the embedded network that verifies determinism', () => {
  let world: DevnetWorld;
  let contract: Contract;
  before(async () => {
    world = await DevnetWorld.start({ verifyDeterminism: true });
    contract = await world.contract();
  });
  after(() => world.stop());

  const refusal = async (operation: string, ...args: string[]): Promise<string> => {
    // A single organisation: on its own word alone, without the check, this would be endorsed.
    const proposal = contract.newProposal(operation, { arguments: args, endorsingOrganizations: ['BankMSP'] });
    const error: unknown = await proposal.endorse().then(
      () => assert.fail(`${operation} was endorsed`),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof EndorseError);
    return error.details.map(({ message }) => message).join();
  };

  it('endorses what comes out the same in two processes', async () => {
    await contract.submitTransaction('put', 'k', 'v');
    assert.equal(textOf(await contract.evaluateTransaction('get', 'k')), 'v');
    await contract.submitTransaction('increment', 'counter');
    await contract.submitTransaction('rangeThenPut', 'a', 'z', 'count');
    await contract.submitTransaction('events', 'name=payload');
  });

  it('names the key that two processes write differently', async () => {
    assert.equal(
      await refusal('different', 'a key'),
      'the chaincode is not deterministic: two processes differ in the write of "a key"',
    );
  });

  it('names the result, and the key that only one process read', async () => {
    assert.match(
      await refusal('remember', 'x'),
      /^the chaincode is not deterministic: two processes differ in the result, the read of "x \d+", the read of "x \d+"$/,
    );
  });

  it('commits nothing of what it refuses', async () => {
    const height = world.devnet.height;
    await refusal('different', 'never');
    assert.equal(world.devnet.height, height);
    assert.equal(textOf(await contract.evaluateTransaction('get', 'never')), '');
  });
});
