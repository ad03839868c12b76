import assert from 'node:assert/strict';
import { status } from '@grpc/grpc-js';
import { type GatewayError } from '@hyperledger/fabric-gateway';
import { BlockchainInfo } from '../../../network/devnet/wire/common-messages';
import { DevnetWorld, fixtureChaincode, pairChannel, textOf } from '../../support/devnet-world';
import { temporaryFolder } from '../../support/test-ca';

const options = { furtherChannels: [pairChannel] };

async function refusal(call: Promise<unknown>): Promise<GatewayError> {
  return call.then(
    () => assert.fail('The call was not refused'),
    (error: unknown) => error as GatewayError,
  );
}

describe('several channels of the embedded network', () => {
  const { folder, remove } = temporaryFolder();
  let world: DevnetWorld;
  before(async () => {
    world = await DevnetWorld.start({ home: folder, ...options });
  });
  after(async () => {
    await world.stop();
    remove();
  });

  it('have a ledger each: what is written on one is not on the other', async () => {
    const energy = await world.contract();
    const pair = await world.contractOn('pair');
    await energy.submitTransaction('put', 'k', 'of energy');
    const height = world.devnet.channels.get('energy')?.height;
    await pair.submitTransaction('put', 'k', 'of pair');
    await pair.submitTransaction('increment', 'counter');
    assert.equal(textOf(await energy.evaluateTransaction('get', 'k')), 'of energy');
    assert.equal(textOf(await pair.evaluateTransaction('get', 'k')), 'of pair');
    assert.equal(textOf(await energy.evaluateTransaction('get', 'counter')), '');
    assert.equal(world.devnet.channels.get('energy')?.height, height);
    assert.equal(world.devnet.channels.get('pair')?.height, 3);
  });

  it('have a chaincode process each', () => {
    const pids = [...world.devnet.channels.values()].map(({ chaincodePid }) => chaincodePid);
    assert.equal(new Set(pids).size, 2);
  });

  it('tell chaincode their own name, and the readers of qscc their own height', async () => {
    const pair = await world.contractOn('pair');
    assert.match(textOf(await pair.evaluateTransaction('txId')), / pair$/);
    const qscc = (await world.network('OperatorMSP', 'o01', 'tls', 'pair')).getContract('qscc');
    const info = BlockchainInfo.decode(Buffer.from(await qscc.evaluateTransaction('GetChainInfo', 'pair')));
    assert.equal(info.height, world.devnet.channels.get('pair')?.height);
  });

  it('are closed to organisations that are no members, whichever way they ask', async () => {
    const own = await world.contractOn('pair', 'BankMSP', 'b01');
    const query = await refusal(own.evaluateTransaction('get', 'k'));
    assert.match(query.message, /failed to get config for channel \[pair\]/);
    const inProcess = (await world.network('BankMSP', 'b01', 'in process', 'pair')).getContract('fixture');
    assert.match((await refusal(inProcess.evaluateTransaction('get', 'k'))).message, /creator org unknown/);
    assert.match((await refusal(inProcess.submitTransaction('put', 'k', 'x'))).details[0]?.message ?? '', /unknown/);
    const qscc = (await world.network('BankMSP', 'b01')).getContract('qscc');
    assert.match((await refusal(qscc.evaluateTransaction('GetChainInfo', 'pair'))).message, /Invalid chain ID, pair/);
    const asking = (await world.contractOn('pair')).newProposal('get', { endorsingOrganizations: ['BankMSP'] });
    assert.equal((await refusal(asking.endorse())).code, status.UNAVAILABLE);
  });

  it('do not tell a reader of one about another that it can not read', async () => {
    // In this process all peers are asked at once, so the channel is known: the policy has to refuse.
    const network = await world.network('BankMSP', 'b01', 'in process');
    const asked = await refusal(network.getContract('qscc').evaluateTransaction('GetBlockByNumber', 'pair', '0'));
    assert.match(asked.message, /access denied for \[GetBlockByNumber\]\[pair\]/);
  });

  it('are the same after a stop and a start, and may be fewer or more then', async () => {
    const hashes = async () =>
      Object.fromEntries(
        await Promise.all(
          [...world.devnet.channels.values()].map(async (channel) => [channel.name, await channel.stateHash()]),
        ),
      ) as Record<string, string>;
    const both = await hashes();
    await world.stop();
    world = await DevnetWorld.start({ home: folder });
    assert.deepEqual(await hashes(), { energy: both['energy'] });
    await world.stop();
    const third = { name: 'third', chaincode: { ...fixtureChaincode, collections: [] } };
    world = await DevnetWorld.start({ home: folder, furtherChannels: [pairChannel, third] });
    const { third: empty, ...others } = await hashes();
    assert.deepEqual(others, both);
    assert.notEqual(empty, both['pair']);
    for (const channel of world.devnet.channels.values()) {
      assert.equal((await channel.verifyChain()).problem, undefined);
    }
  });
});

describe('a network whose channels do not fit', () => {
  const start = (furtherChannels: (typeof options)['furtherChannels']) => DevnetWorld.start({ furtherChannels });

  it('is refused: two of one name, an unknown member, a collection of a stranger', async () => {
    await assert.rejects(start([{ ...pairChannel, name: 'energy' }]), /needs its own name, found energy, energy/);
    await assert.rejects(
      start([{ ...pairChannel, mspIds: ['ElsewhereMSP'] }]),
      /Channel pair names ElsewhereMSP, which the network doesn't have/,
    );
    await assert.rejects(
      start([{ ...pairChannel, chaincode: fixtureChaincode }]),
      /Collection alone names BankMSP, which channel pair doesn't have/,
    );
    await assert.rejects(start([{ ...pairChannel, mspIds: [] }]), /Channel pair needs at least one organisation/);
  });
});
