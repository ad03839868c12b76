import assert from 'node:assert/strict';
import { BlockUpdates } from '../../../../network/devnet/committer/block-updates';
import { CommittedBlock } from '../../../../network/devnet/committer/committed-block';
import { dataHash } from '../../../../network/devnet/orderer/block-header';
import { type BlockLog, MemoryBlockLog } from '../../../../network/devnet/store/block-log';
import { ChannelLedger, type LedgerStorage } from '../../../../network/devnet/store/channel-ledger';
import { MemoryStore } from '../../../../network/devnet/store/memory-store';
import { Block } from '../../../../network/devnet/wire/common-messages';
import { toStateKey } from '../../../../network/devnet/wire/state-key';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const noBytes: Buffer = Buffer.alloc(0);

/** Storage whose blocks are already there, as a scan of their file would find them. */
function storageWith(records: readonly Buffer[], store = new MemoryStore()): LedgerStorage {
  return {
    store,
    privateStore: new MemoryStore(),
    openBlocks: async ({ onRecord }): Promise<BlockLog> => {
      const log = new MemoryBlockLog();
      for (const record of records) await onRecord(record, await log.append(record));
      return log;
    },
  };
}

function block(number: number, previousHash: Buffer, change: { dataHash?: Buffer } = {}): Buffer {
  const envelopes = [Buffer.from(`envelope ${number}`)];
  return Block.encode({
    header: { number, previousHash, dataHash: change.dataHash ?? dataHash(envelopes) },
    data: { data: envelopes },
    metadata: { metadata: [noBytes, noBytes, Buffer.from([0]), noBytes, noBytes] },
  });
}

const open = (storage: LedgerStorage) => ChannelLedger.open('energy', storage, silent, () => 0);

describe("a channel's ledger", () => {
  const first = block(0, noBytes);
  const second = block(1, new CommittedBlock(first).hash);

  it('opens on blocks that follow each other', async () => {
    const ledger = await open(storageWith([first, second]));
    assert.equal(ledger.height, 2);
    assert.deepEqual((await ledger.block(1)).bytes, second);
    assert.equal(ledger.numberOf(new CommittedBlock(first).hash), 0);
    await assert.rejects(ledger.block(2), /no such block number \[2\] in index/);
  });

  it('does not open on a block that names another as the one before', async () => {
    const forged = block(1, new CommittedBlock(second).hash);
    await assert.rejects(
      open(storageWith([first, forged])),
      /the block at place 1 doesn't follow the one before it: the hash chain is broken/,
    );
  });

  it('does not open on a block of another number', async () => {
    await assert.rejects(
      open(storageWith([first, block(2, new CommittedBlock(first).hash)])),
      /the hash chain is broken/,
    );
  });

  it('does not open on a block whose transactions were exchanged', async () => {
    const forged = block(0, noBytes, { dataHash: Buffer.alloc(32) });
    await assert.rejects(open(storageWith([forged])), /the transactions of block 0 don't match its data hash/);
  });

  it('makes the state again when it belongs to other blocks', async () => {
    const store = new MemoryStore();
    const one = await open(storageWith([first], store));
    const updates = new BlockUpdates(one.state);
    const version = { blockNum: 1, txNum: 0 };
    const write = { key: toStateKey('k'), isDelete: false, value: Buffer.from('of the other chain') };
    const kv = { reads: [], rangeQueries: [], writes: [write], metadataWrites: [] };
    updates.apply({ namespaces: [{ namespace: 'n', kv, collections: [] }] }, version);
    await one.commit(new CommittedBlock(second), updates, []);
    assert.equal(one.state.state('n', toStateKey('k'))?.value.toString(), 'of the other chain');
    const otherSecond = block(1, new CommittedBlock(first).hash, {});
    const differing = Block.encode({
      ...Block.decode(otherSecond),
      data: { data: [Buffer.from('other')] },
      header: { number: 1, previousHash: new CommittedBlock(first).hash, dataHash: dataHash([Buffer.from('other')]) },
    });
    const again = await open(storageWith([first, differing], store));
    assert.equal(again.height, 2);
    assert.equal(again.state.state('n', toStateKey('k')), undefined);
  });

  it('shows a view the height at which it was taken, until it is released', async () => {
    const ledger = await open(storageWith([first]));
    const view = ledger.view();
    await ledger.commit(new CommittedBlock(second), new BlockUpdates(ledger.state), []);
    assert.deepEqual([view.height, ledger.view().height], [1, 2]);
    view.release();
    view.release();
  });
});
