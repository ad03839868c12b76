import { status } from '@grpc/grpc-js';
import { GatewayError } from '@hyperledger/fabric-gateway';
import assert from 'node:assert/strict';
import { type BlockLog } from '../../../network/devnet/store/block-log';
import { type Disk, machineDisk } from '../../../network/devnet/store/disk';
import { DevnetWorld, textOf } from '../../support/devnet-world';
import { temporaryFolder } from '../../support/test-ca';

const gibibyte = 1024 ** 3;

/** The machine's disk, but as full as it is told to be. */
class TestDisk implements Disk {
  free = gibibyte;
  isFull = false;

  readonly freeBytes = (): Promise<number> => Promise.resolve(this.free);

  readonly openBlocks = async (options: Parameters<Disk['openBlocks']>[0]): Promise<BlockLog> => {
    const blocks = await machineDisk.openBlocks(options);
    const full = (): Promise<never> =>
      Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }));
    return {
      append: (record) => (this.isFull ? full() : blocks.append(record)),
      read: (location) => blocks.read(location),
      close: () => blocks.close(),
    };
  };
}

const refusalOf = async (calling: Promise<unknown>): Promise<GatewayError> => {
  const error: unknown = await calling.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof GatewayError, String(error));
  assert.equal(error.code, status.UNAVAILABLE);
  return error;
};

describe('on a disk that fills, the embedded network', () => {
  const { folder, remove } = temporaryFolder();
  after(remove);

  it('takes nothing more before it is full, goes on with reads, and with writes when there is room', async function () {
    this.timeout(30_000);
    const disk = new TestDisk();
    const world = await DevnetWorld.start({ home: `${folder}/nearly`, reservedBytes: gibibyte / 2 }, disk);
    try {
      const contract = await world.contract();
      await contract.submitTransaction('put', 'k', 'before');
      const { height } = world.devnet;
      disk.free = gibibyte / 4;
      const refused = async (): Promise<string | undefined> => {
        const error: unknown = await contract
          .submitTransaction('put', 'k', 'refused')
          .catch((reason: unknown) => reason);
        return error instanceof GatewayError ? error.details[0]?.message : undefined;
      };
      let text = await refused();
      // The disk is asked once a second: until then it is taken to be as it was.
      while (text === undefined) text = await refused();
      assert.equal(
        text,
        'received unsuccessful response from orderer: status=SERVICE_UNAVAILABLE, info=The ledger takes no transactions: its disk has 256 MiB free, and 512 MiB have to stay so; it goes on by itself when there is room',
      );
      const taken = world.devnet.height;
      assert.equal(await refused(), text);
      const value = { transientData: { value: Buffer.from('secret') } };
      const hidden = contract.submit('putPrivate', { arguments: ['shared', 'k'], ...value });
      assert.match((await refusalOf(hidden)).message, /its disk has 256 MiB free/);
      assert.equal(world.devnet.height, taken);
      assert.ok(taken >= height);
      assert.notEqual(textOf(await contract.evaluateTransaction('get', 'k')), '');
      disk.free = gibibyte;
      while ((await refused()) !== undefined);
      await contract.submitTransaction('put', 'k', 'after');
      assert.equal(textOf(await contract.evaluateTransaction('get', 'k')), 'after');
    } finally {
      await world.stop();
    }
  });

  it('that is full tells all who wait and come, says that it has failed, answers reads, and stops at once', async () => {
    const disk = new TestDisk();
    const home = `${folder}/full`;
    const world = await DevnetWorld.start({ home }, disk);
    const contract = await world.contract();
    await contract.submitTransaction('put', 'kept', 'x');
    disk.isFull = true;
    const puts = ['a', 'b', 'c'].map((key) => contract.submitTransaction('put', key, 'x'));
    const errors = await Promise.all(puts.map(refusalOf));
    for (const { message, details } of errors) {
      assert.match(
        `${message} ${details[0]?.message ?? ''}`,
        /The ledger takes no transactions: .* \(the disk is full\)/,
      );
    }
    const late = contract.submit('putPrivate', {
      arguments: ['shared', 'k'],
      transientData: { value: Buffer.from('s') },
    });
    assert.match((await refusalOf(late)).message, /the disk is full/);
    assert.deepEqual(await world.devnet.failed, {
      reason: 'the ledger could not be written (the disk is full), and the network has to be started again',
      isDiskFull: true,
    });
    assert.equal(textOf(await contract.evaluateTransaction('get', 'kept')), 'x');
    await world.stop();
    const again = await DevnetWorld.start({ home });
    const reader = await again.contract('HouseholdsMSP', 'h02');
    await reader.submitTransaction('put', 'later', 'x');
    const kept = await Promise.all(['kept', 'a', 'later'].map((key) => reader.evaluateTransaction('get', key)));
    assert.deepEqual(kept.map(textOf), ['x', '', 'x']);
    await again.stop();
  });
});
