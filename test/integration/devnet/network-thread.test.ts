import assert from 'node:assert/strict';
import { status } from '@grpc/grpc-js';
import { type Contract, GatewayError } from '@hyperledger/fabric-gateway';
import { startDevnetThread } from '../../../network/devnet-thread/start-devnet-thread';
import { type RunningNetwork } from '../../../network/running-network';
import { fixtureChaincode, fixtureOrganizations, textOf } from '../../support/devnet-world';
import { NetworkClients } from '../../support/network-clients';

describe('the embedded network in a thread of its own', () => {
  const logged: string[] = [];
  const write = (_details: object, message: string): void => void logged.push(message);
  const log = { info: write, warn: write, error: write };
  const options = { channel: 'energy', organizations: fixtureOrganizations, chaincode: fixtureChaincode, log };
  let network: RunningNetwork;
  let clients: NetworkClients;
  let contract: Contract;
  before(async () => {
    network = await startDevnetThread(options);
    clients = new NetworkClients(network);
    contract = await clients.contract('HouseholdsMSP', 'h01', 'in process');
  });
  after(async () => {
    clients.close();
    await network.stop();
  });

  const refusal = async (calling: Promise<unknown>): Promise<GatewayError> => {
    const error: unknown = await calling.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof GatewayError, String(error));
    return error;
  };

  it('commits and answers what its clients in this thread and outside ask', async () => {
    await contract.submitTransaction('put', 'k', 'v');
    assert.equal(textOf(await contract.evaluateTransaction('get', 'k')), 'v');
    const outside = await clients.contract('BankMSP', 'b01', 'tls');
    assert.equal(textOf(await outside.evaluateTransaction('get', 'k')), 'v');
  });

  it('takes many calls at once, each with its own answer, of any size', async () => {
    const value = (index: number) => `${index} `.repeat(20_000);
    const keys = Array.from({ length: 20 }, (_, index) => `many${index}`);
    await Promise.all(keys.map((key, index) => contract.submitTransaction('put', key, value(index))));
    const found = await Promise.all(keys.map(async (key) => textOf(await contract.evaluateTransaction('get', key))));
    assert.deepEqual(
      found,
      keys.map((_, index) => value(index)),
    );
  });

  it('refuses with the same status and details as over gRPC', async () => {
    const outside = await clients.contract('HouseholdsMSP', 'h01', 'tls');
    const [here, there] = await Promise.all(
      [contract, outside].map((each) => refusal(each.submitTransaction('throwing', 'no such thing'))),
    );
    assert.deepEqual(
      [here?.code, here?.details, here?.cause.details],
      [there?.code, there?.details, there?.cause.details],
    );
    assert.match(here?.details[0]?.message ?? '', /no such thing/);
  });

  it('keeps to deadlines', async () => {
    const gateway = await clients.gateway('HouseholdsMSP', 'h01', 'in process');
    const proposal = gateway
      .getNetwork('energy')
      .getContract('fixture')
      .newProposal('get', { arguments: ['k'] });
    const late = await refusal(proposal.evaluate({ deadline: Date.now() - 1 }));
    assert.equal(late.code, status.DEADLINE_EXCEEDED);
  });

  it('streams every event in order, however slowly it is read', async () => {
    const listening = await (await clients.network('HouseholdsMSP', 'h01', 'in process')).getChaincodeEvents('fixture');
    const count = 60;
    for (let index = 0; index < count; index++) await contract.submitTransaction('event', 'k', `e${index}`, '');
    const names: string[] = [];
    for await (const { eventName } of listening) {
      await new Promise((resolve) => setImmediate(resolve));
      if (names.push(eventName) === count) break;
    }
    listening.close();
    assert.deepEqual(
      names,
      Array.from({ length: count }, (_, index) => `e${index}`),
    );
  });

  it('says why it cannot start, as it would without a thread', async () => {
    await assert.rejects(startDevnetThread({ ...options, channel: 'Energy!' }), /channel's name .* found "Energy!"/);
    const sameName = [fixtureOrganizations[0], fixtureOrganizations[0]];
    await assert.rejects(startDevnetThread({ ...options, organizations: sameName }), /needs its own mspId/);
  });

  it('logs where it was told to', () => {
    assert.ok(logged.includes('The embedded network is up'));
  });

  it('fails what is asked after its end, and may be stopped twice', async () => {
    const other = await startDevnetThread(options);
    const others = new NetworkClients(other);
    const orphan = await others.contract('HouseholdsMSP', 'h01', 'in process');
    const events = await (await others.network('HouseholdsMSP', 'h01', 'in process')).getChaincodeEvents('fixture');
    await Promise.all([other.stop(), other.stop()]);
    assert.equal((await refusal(orphan.evaluateTransaction('get', 'k'))).code, status.UNAVAILABLE);
    const ended = (async () => {
      for await (const event of events) assert.fail(event.eventName);
    })();
    await ended.catch((error: unknown) => assert.ok(error instanceof GatewayError, String(error)));
    others.close();
  });
});
