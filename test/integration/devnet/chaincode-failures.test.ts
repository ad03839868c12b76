import { status } from '@grpc/grpc-js';
import { type Contract, EndorseError, type GatewayError } from '@hyperledger/fabric-gateway';
import assert from 'node:assert/strict';
import { DevnetWorld, fixtureChaincode, textOf } from '../../support/devnet-world';

describe('a chaincode that does not start', () => {
  it('keeps the network from starting, with a sentence that says why', async () => {
    const chaincode = { ...fixtureChaincode, command: [process.execPath, '--eval', 'process.exit(7)'] as const };
    await assert.rejects(
      DevnetWorld.start({ chaincode }),
      /ended 3 times before it was ready, at last with exit code 7/,
    );
  });
});

describe('when the chaincode fails, the embedded network', () => {
  let world: DevnetWorld;
  let contract: Contract;
  before(async () => {
    world = await DevnetWorld.start({ executionTimeoutMs: 1_000 });
    contract = await world.contract();
  });
  after(() => world.stop());

  it('passes on what the chaincode said', async () => {
    await assert.rejects(contract.submitTransaction('throwing', 'not today'), (error: EndorseError) => {
      assert.ok(error instanceof EndorseError);
      assert.equal(error.code, status.ABORTED);
      assert.deepEqual(error.details, [
        {
          address: world.organization('HouseholdsMSP').peer.address,
          mspId: 'HouseholdsMSP',
          message: 'chaincode response 500, not today',
        },
      ]);
      return true;
    });
    await assert.rejects(contract.evaluateTransaction('throwing', 'not today'), (error: GatewayError) => {
      assert.equal(error.code, status.UNKNOWN);
      assert.match(error.message, /evaluate call to endorser returned error: chaincode response 500, not today$/);
      return true;
    });
  });

  it('refuses when two organisations get different results', async () => {
    const height = world.devnet.height;
    await assert.rejects(contract.submitTransaction('different', 'random'), (error: EndorseError) => {
      assert.equal(error.code, status.ABORTED);
      assert.match(
        error.message,
        /failed to collect enough transaction endorsements, see attached details for more info/,
      );
      assert.deepEqual(
        new Set(error.details.map(({ message }) => message)),
        new Set(['ProposalResponsePayloads do not match']),
      );
      return true;
    });
    assert.equal(world.devnet.height, height);
  });

  it('gives up on a chaincode that hangs, and serves others meanwhile', async () => {
    const hanging = assert.rejects(contract.submitTransaction('hang'), (error: EndorseError) => {
      assert.match(
        error.details[0]?.message ?? '',
        /^error in simulation: failed to execute transaction [0-9a-f]{64}: error sending: timeout expired while executing transaction$/,
      );
      return true;
    });
    assert.equal(textOf(await contract.evaluateTransaction('echo', 'meanwhile')), 'meanwhile');
    await hanging;
    assert.equal(textOf(await contract.evaluateTransaction('echo', 'after')), 'after');
  });

  it('starts a chaincode again that answers nothing any more', async () => {
    const { chaincodePid } = world.devnet;
    const spinning = assert.rejects(contract.evaluateTransaction('spin', '600000'), /see attached details/);
    await spinning;
    assert.equal(textOf(await contract.evaluateTransaction('echo', 'anew')), 'anew');
    assert.notEqual(world.devnet.chaincodePid, chaincodePid);
  });

  it('says that the stream ended when the chaincode dies, and starts it again', async () => {
    const before_ = world.devnet.chaincodePid;
    await assert.rejects(contract.submitTransaction('exit'), (error: EndorseError) => {
      assert.equal(error.code, status.ABORTED);
      assert.match(error.details[0]?.message ?? '', /error sending: chaincode stream terminated$/);
      return true;
    });
    await contract.submitTransaction('put', 'risen', 'again');
    assert.equal(textOf(await contract.evaluateTransaction('get', 'risen')), 'again');
    assert.notEqual(world.devnet.chaincodePid, before_);
  });

  it('answers queries under way on another peer when the chaincode is killed', async () => {
    const query = contract.evaluateTransaction('spin', '300');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { chaincodePid } = world.devnet;
    assert.ok(chaincodePid !== undefined);
    process.kill(chaincodePid, 'SIGKILL');
    await query;
  });
});
