import { status } from '@grpc/grpc-js';
import { checkpointers, GatewayError, type Network } from '@hyperledger/fabric-gateway';
import assert from 'node:assert/strict';
import { signLowS } from '../../../identity/signature';
import { headerHash } from '../../../network/devnet/orderer/block-header';
import {
  Block,
  ChannelHeader,
  Envelope,
  Payload,
  SerializedIdentity,
  SignatureHeader,
} from '../../../network/devnet/wire/common-messages';
import { DeliverResponse } from '../../../network/devnet/wire/peer-messages';
import { DevnetWorld, textOf } from '../../support/devnet-world';
import { takeEvents } from '../../support/take-events';
import { until } from '../../support/until';

for (const how of ['tls', 'in process'] as const) {
  describe(`events of the embedded network (${how})`, () => {
    let world: DevnetWorld;
    let network: Network;
    before(async () => {
      world = await DevnetWorld.start();
      network = await world.network('HouseholdsMSP', 'h01', how);
    });
    after(() => world.stop());

    const emit = (name: string) =>
      network.getContract('fixture').submitTransaction('event', `key ${name}`, name, `of ${name}`);
    const take = (count: number, options: Parameters<Network['getChaincodeEvents']>[1]) =>
      takeEvents(network, count, options);

    it('come once per transaction, the last one set, in order', async () => {
      const listening = await network.getChaincodeEvents('fixture');
      const contract = network.getContract('fixture');
      for (const name of ['a', 'b', 'c']) await contract.submitTransaction('event', 'k', name, `of ${name}`);
      const names: string[] = [];
      for await (const { eventName, payload, blockNumber, transactionId } of listening) {
        names.push(`${eventName} ${textOf(payload)}`);
        assert.ok(blockNumber > 0n && transactionId.length === 64);
        if (names.length === 3) break;
      }
      listening.close();
      assert.deepEqual(names, ['a of a', 'b of b', 'c of c']);
    });

    it('are replayed from a block, and go on with new ones', async () => {
      const contract = network.getContract('fixture');
      const startBlock = BigInt(world.devnet.height);
      for (const name of ['r1', 'r2']) await contract.submitTransaction('event', 'k', name, '');
      const taking = take(3, { startBlock });
      await contract.submitTransaction('event', 'k', 'r3', '');
      assert.deepEqual(
        (await taking).map(({ eventName }) => eventName),
        ['r1', 'r2', 'r3'],
      );
    });

    it('go on after a checkpointed transaction, within its block too', async () => {
      const startBlock = BigInt(world.devnet.height);
      await Promise.all(['p1', 'p2', 'p3', 'p4', 'p5'].map((name) => emit(name)));
      const all = await take(5, { startBlock });
      const checkpoint = checkpointers.inMemory();
      const second = all[1];
      assert.ok(second !== undefined);
      await checkpoint.checkpointChaincodeEvent(second);
      const rest = await take(3, { checkpoint });
      assert.deepEqual(
        rest.map(({ eventName }) => eventName),
        all.slice(2).map(({ eventName }) => eventName),
      );
    });

    it('of invalid transactions do not exist', async () => {
      const contract = network.getContract('fixture');
      const startBlock = BigInt(world.devnet.height);
      const unendorsed = contract.newProposal('event', {
        arguments: ['k', 'invalid', ''],
        endorsingOrganizations: ['BankMSP'],
      });
      assert.equal((await (await (await unendorsed.endorse()).submit()).getStatus()).code, 10);
      await contract.submitTransaction('event', 'k', 'valid', '');
      assert.deepEqual(
        (await take(1, { startBlock })).map(({ eventName }) => eventName),
        ['valid'],
      );
    });

    it('end when the client closes the stream', async () => {
      const events = await network.getChaincodeEvents('fixture');
      const waiting = events[Symbol.asyncIterator]().next();
      setTimeout(() => events.close(), 20);
      await assert.rejects(
        waiting,
        (error: unknown) => error instanceof GatewayError && Object.is(error.code, status.CANCELLED),
      );
    });
  });
}

describe('block events of the embedded network', () => {
  let world: DevnetWorld;
  before(async () => (world = await DevnetWorld.start()));
  after(() => world.stop());

  it('bring whole blocks from the first on, linked to each other', async () => {
    const network = await world.network();
    await network.getContract('fixture').submitTransaction('put', 'k', 'v');
    const blocks = await network.getBlockEvents({ startBlock: 0n });
    let previous: Buffer = Buffer.alloc(0);
    let seen = 0;
    for await (const block of blocks) {
      const { header } = Block.decode(block.serializeBinary());
      assert.ok(header !== undefined);
      assert.equal(header.number, seen);
      assert.deepEqual(header.previousHash, previous);
      previous = headerHash(header);
      if (++seen === world.devnet.height) break;
    }
    blocks.close();
    assert.equal(seen, 2);
  });

  it('bring filtered blocks with ids, codes and events without payload', async () => {
    const network = await world.network();
    const startBlock = BigInt(world.devnet.height);
    await network.getContract('fixture').submitTransaction('event', 'k', 'named', 'secret');
    const blocks = await network.getFilteredBlockEvents({ startBlock });
    for await (const block of blocks) {
      const seen = block.getFilteredTransactionsList().map((transaction) => [
        transaction.getTxValidationCode(),
        transaction
          .getTransactionActions()
          ?.getChaincodeActionsList()
          .map((action) => [action.getChaincodeEvent()?.getEventName(), action.getChaincodeEvent()?.getPayload()]),
      ]);
      assert.deepEqual(seen, [[0, [['named', '']]]]);
      break;
    }
    blocks.close();
  });

  it('go on without end for a client that asks for the largest block number', async () => {
    const { certificatePem, privateKey } = await world.enrollment('HouseholdsMSP');
    const creator = SerializedIdentity.encode({ mspId: 'HouseholdsMSP', idBytes: Buffer.from(certificatePem) });
    const channelHeader = ChannelHeader.encode({
      type: 5,
      channelId: 'energy',
      timestamp: { seconds: Math.floor(Date.now() / 1000), nanos: 0 },
    });
    const signatureHeader = SignatureHeader.encode({ creator, nonce: Buffer.from('n') });
    // SeekInfo { start: oldest, stop: specified 2^64-1 }
    const data = Buffer.from('0a021200120d1a0b08ffffffffffffffffff01', 'hex');
    const payload = Payload.encode({ header: { channelHeader, signatureHeader }, data });
    const asIs = (bytes: Buffer): Buffer => bytes;
    const stream = world.client('HouseholdsMSP').makeBidiStreamRequest('/protos.Deliver/Deliver', asIs, asIs);
    stream.on('error', () => undefined);
    stream.write(Envelope.encode({ payload, signature: signLowS(privateKey, payload) }));
    let seen = 0;
    for await (const bytes of stream as AsyncIterable<Buffer>) {
      assert.equal(DeliverResponse.decode(bytes).block?.header?.number, seen);
      if (++seen === world.devnet.height) break;
    }
    stream.cancel();
  });

  it('wait for the next block', async () => {
    const network = await world.network();
    const blocks = await network.getBlockEvents();
    let came = false;
    const next = blocks[Symbol.asyncIterator]()
      .next()
      .finally(() => (came = true));
    const height = world.devnet.height;
    // Nothing tells when the peer has begun to listen: what was committed before that does not come.
    await until('a block comes', async () => {
      await network.getContract('fixture').submitTransaction('put', 'k', 'v');
      return came;
    });
    const step = await next;
    assert.ok(step.done !== true);
    assert.ok((step.value.getHeader()?.getNumber() ?? 0) >= height);
    blocks.close();
  });
});
