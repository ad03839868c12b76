import { status } from '@grpc/grpc-js';
import { type Contract, type GatewayError } from '@hyperledger/fabric-gateway';
import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import sinon from 'sinon';
import { signLowS } from '../../../identity/signature';
import { SerializedIdentity } from '../../../network/devnet/wire/common-messages';
import { CommitStatusRequest, SignedRequest } from '../../../network/devnet/wire/gateway-messages';
import { DevnetWorld, textOf } from '../../support/devnet-world';
import { callRaw, refusalOf } from '../../support/raw-proposal';
import { temporaryFolder } from '../../support/test-ca';

describe('a transaction on the embedded network', () => {
  let world: DevnetWorld;
  before(async () => (world = await DevnetWorld.start()));
  after(() => world.stop());

  for (const how of ['tls', 'in process'] as const) {
    describe(`(${how})`, () => {
      let contract: Contract;
      before(async () => (contract = await world.contract('HouseholdsMSP', 'h01', how)));

      it('is endorsed, ordered and committed, and read by a query', async () => {
        await contract.submitTransaction('put', `key ${how}`, 'value');
        assert.equal(textOf(await contract.evaluateTransaction('get', `key ${how}`)), 'value');
      });

      it('answers with its result, its id and where it lies', async () => {
        const commit = await contract.submitAsync('readThenPut', { arguments: [`key ${how}`, 'next'] });
        assert.equal(textOf(commit.getResult()), 'value');
        const { successful, code, blockNumber, transactionId } = await commit.getStatus();
        assert.deepEqual([successful, code, transactionId], [true, 0, commit.getTransactionId()]);
        assert.equal(blockNumber, BigInt(world.devnet.height - 1));
        assert.deepEqual(await commit.getStatus(), { successful, code, blockNumber, transactionId });
      });

      it('tells the chaincode its id and channel', async () => {
        const proposal = contract.newProposal('txId');
        assert.equal(textOf(await proposal.evaluate()), `${proposal.getTransactionId()} energy`);
      });

      it('leaves no trace when it was only evaluated', async () => {
        const before_ = { height: world.devnet.height, state: await world.devnet.stateHash() };
        await contract.evaluateTransaction('put', 'untouched', 'x');
        assert.deepEqual({ height: world.devnet.height, state: await world.devnet.stateHash() }, before_);
      });

      it('goes with many others at once, each with its own result', async () => {
        const height = world.devnet.height;
        const results = await Promise.all(
          Array.from({ length: 40 }, (_, index) =>
            contract.submitTransaction('readThenPut', `many ${how} ${index}`, String(index)),
          ),
        );
        assert.equal(results.length, 40);
        assert.ok(world.devnet.height - height < 40, 'transactions share blocks');
        for (const index of [0, 39]) {
          assert.equal(textOf(await contract.evaluateTransaction('get', `many ${how} ${index}`)), String(index));
        }
      });

      it('that nobody has sent is waited for until the deadline', async () => {
        const { certificatePem, privateKey } = await world.enrollment('HouseholdsMSP');
        const identity = SerializedIdentity.encode({ mspId: 'HouseholdsMSP', idBytes: Buffer.from(certificatePem) });
        const request = CommitStatusRequest.encode({ transactionId: 'f'.repeat(64), channelId: 'energy', identity });
        const signed = SignedRequest.encode({ request, signature: signLowS(privateKey, request) });
        const client = how === 'tls' ? world.client('HouseholdsMSP') : world.devnet.transport;
        const waiting = callRaw(client, 'CommitStatus', signed, { withinMs: 100 });
        assert.equal((await refusalOf(waiting)).code, status.DEADLINE_EXCEEDED);
      });
    });
  }

  it("says what became of it only to the channel's readers", async () => {
    const { certificatePem } = await world.enrollment('HouseholdsMSP');
    const other = await world.enrollment('BankMSP', 'b01');
    const identity = SerializedIdentity.encode({ mspId: 'HouseholdsMSP', idBytes: Buffer.from(certificatePem) });
    const request = CommitStatusRequest.encode({ transactionId: 'f'.repeat(64), channelId: 'energy', identity });
    const signed = SignedRequest.encode({ request, signature: signLowS(other.privateKey, request) });
    const refused = await refusalOf(callRaw(world.client('HouseholdsMSP'), 'CommitStatus', signed));
    assert.equal(refused.code, status.PERMISSION_DENIED);
  });
});

describe('when the disk fails, the embedded network', () => {
  const { folder, remove } = temporaryFolder();
  after(remove);

  it('acknowledges nothing that may be lost, takes nothing more, and is whole after a restart', async () => {
    const world = await DevnetWorld.start({ home: folder });
    const contract = await world.contract();
    await contract.submitTransaction('put', 'kept', 'x');
    const handle = await open(__filename, 'r');
    const prototype = Object.getPrototypeOf(handle) as { datasync(): Promise<void> };
    await handle.close();
    const sync = sinon.stub(prototype, 'datasync').rejects(new Error('EIO'));
    try {
      const commit = await contract.submitAsync('put', { arguments: ['lost', 'x'] });
      await assert.rejects(commit.getStatus(), (error: GatewayError) => {
        assert.equal(error.code, status.UNAVAILABLE);
        return true;
      });
    } finally {
      sync.restore();
    }
    await assert.rejects(contract.submitTransaction('put', 'refused', 'x'), (error: GatewayError) => {
      assert.equal(error.code, status.UNAVAILABLE);
      assert.match(
        error.details[0]?.message ?? '',
        /status=SERVICE_UNAVAILABLE, info=The ledger takes no transactions: the ledger could not be written/,
      );
      return true;
    });
    assert.equal(textOf(await contract.evaluateTransaction('get', 'kept')), 'x');
    await world.stop();
    const again = await DevnetWorld.start({ home: folder });
    const reader = await again.contract('HouseholdsMSP', 'h02');
    assert.equal(textOf(await reader.evaluateTransaction('get', 'kept')), 'x');
    assert.equal(textOf(await reader.evaluateTransaction('get', 'refused')), '');
    assert.equal((await again.devnet.verifyChain()).problem, undefined);
    await again.stop();
  });
});
