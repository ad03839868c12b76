import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { EndorseError } from '@hyperledger/fabric-gateway';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { isPortFree } from '../../../network/fabric/free-ports';
import { type NetworkPlan, portsOf } from '../../../network/fabric/network-plan';
import { startFabricNetwork } from '../../../network/fabric/start-fabric-network';
import { type RunningNetwork } from '../../../network/running-network';
import { callerOf, type GatewayCaller } from './gateway-caller';
import { fabricBinaries, fabricSuite } from '../../support/fabric-suite';

fabricSuite('A network of real Fabric processes', () => {
  let home = '';
  let network: RunningNetwork;
  let households: GatewayCaller;
  let operator: GatewayCaller;

  const start = async (): Promise<void> => {
    network = await startFabricNetwork({
      binaries: fabricBinaries(),
      home,
      organizations: ['Households', 'Operator', 'Bank'].map((name) => ({
        mspId: `${name}MSP`,
        name: name.toLowerCase(),
      })),
      channel: 'energy',
      chaincode: {
        name: 'fixture',
        version: '1',
        command: [process.execPath, path.join(__dirname, 'fixture-chaincode.js')],
        cwd: __dirname,
        collections: [
          {
            name: 'secrets',
            memberMspIds: ['HouseholdsMSP', 'BankMSP'],
            memberOnlyRead: true,
            memberOnlyWrite: true,
            blockToLive: 0,
          },
        ],
      },
      batch: { timeoutMs: 100, maxMessages: 500 },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    households = await callerOf(network, home, 'households');
    operator = await callerOf(network, home, 'operator');
  };
  const stop = async (): Promise<void> => {
    households.close();
    operator.close();
    await network.stop();
  };

  before(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'fabric-network-'));
    await start();
  });
  after(async () => {
    await stop();
    await rm(home, { recursive: true, force: true });
  });

  it('commits what one organisation submits and lets another read it on its own peer', async () => {
    await households.contract.submitTransaction('put', 'greeting', 'hello');
    await eventually(async () => text(await operator.contract.evaluateTransaction('get', 'greeting')), 'hello');
  });

  it('has two of three organisations endorse, each with its own signature', async () => {
    const commit = await households.contract.submitAsync('put', { arguments: ['endorsed', 'twice'] });
    await commit.getStatus();
    const stored = await households.blocks.evaluateTransaction(
      'GetTransactionByID',
      'energy',
      commit.getTransactionId(),
    );
    const endorsers = endorsersOf(peer.ProcessedTransaction.deserializeBinary(stored));
    assert.equal(endorsers.length, 2);
    assert.equal(new Set(endorsers).size, 2);
    assert.ok(endorsers.includes('HouseholdsMSP'));
  });

  it('refuses a transaction on whose result the endorsers disagree', async () => {
    const proposal = households.contract.newProposal('putProcessId', { arguments: ['who'] });
    await assert.rejects(proposal.endorse(), (error: unknown) => {
      assert.ok(error instanceof EndorseError);
      assert.match(error.details.map(({ message }) => message).join(), /ProposalResponsePayloads do not match/);
      return true;
    });
  });

  it('invalidates the second of two transactions that read the same version', async () => {
    await households.contract.submitTransaction('put', 'list', 'a');
    const endorsed = await Promise.all(
      ['b', 'c'].map((item) => households.contract.newProposal('append', { arguments: ['list', item] }).endorse()),
    );
    const statuses = [];
    for (const transaction of endorsed) statuses.push(await (await transaction.submit()).getStatus());
    assert.deepEqual(
      statuses.map(({ code }) => code),
      [peer.TxValidationCode.VALID, peer.TxValidationCode.MVCC_READ_CONFLICT],
    );
    assert.equal(text(await households.contract.evaluateTransaction('get', 'list')), 'ab');
  });

  it('keeps private data out of the block and from organisations that are no members', async () => {
    const proposal = households.contract.newProposal('putSecret', {
      arguments: ['secrets', 'name'],
      transientData: { value: 'a name that nobody else may see' },
      endorsingOrganizations: ['HouseholdsMSP', 'BankMSP'],
    });
    const commit = await (await proposal.endorse()).submit();
    assert.equal((await commit.getStatus()).code, peer.TxValidationCode.VALID);

    const secret = text(await households.contract.evaluateTransaction('getSecret', 'secrets', 'name'));
    assert.equal(secret, 'a name that nobody else may see');
    const block = await households.blocks.evaluateTransaction('GetBlockByTxID', 'energy', commit.getTransactionId());
    assert.ok(!Buffer.from(block).includes('nobody else'));
    await assert.rejects(operator.contract.evaluateTransaction('getSecret', 'secrets', 'name'));
  });

  it('starts a chaincode that has died again', async () => {
    const processId = async (): Promise<string> =>
      text(await households.contract.evaluate('processId', { endorsingOrganizations: ['HouseholdsMSP'] }));
    const killed = await processId();
    process.kill(Number(killed), 'SIGKILL');
    await eventually(
      () =>
        processId()
          .then((now) => now !== killed)
          .catch(() => false),
      true,
    );
  });

  it('goes on where it stopped, and stopping leaves no process behind', async () => {
    await households.contract.submitTransaction('put', 'kept', 'over the night');
    await stop();
    const plan = await readFile(path.join(home, 'network-plan.json'), 'utf8');
    const ports = portsOf(JSON.parse(plan) as NetworkPlan);
    assert.equal(ports.length, 12);
    for (const port of ports) assert.ok(await isPortFree(port), `port ${port} is still in use`);

    await start();
    assert.equal(text(await households.contract.evaluateTransaction('get', 'kept')), 'over the night');
    await households.contract.submitTransaction('put', 'kept', 'and changed in the morning');
  });
});

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

/** Another peer may commit a moment later: asks again until the answer is the expected one or the test runs out of time. */
async function eventually<Value>(ask: () => Promise<Value>, expected: Value): Promise<void> {
  for (;;) {
    if ((await ask()) === expected) return;
  }
}

function endorsersOf(processed: peer.ProcessedTransaction): string[] {
  const payload = common.Payload.deserializeBinary(processed.getTransactionenvelope()!.getPayload_asU8());
  const [action] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  const endorsed = peer.ChaincodeActionPayload.deserializeBinary(action!.getPayload_asU8()).getAction()!;
  return endorsed
    .getEndorsementsList()
    .map((endorsement) => msp.SerializedIdentity.deserializeBinary(endorsement.getEndorser_asU8()).getMspid());
}
