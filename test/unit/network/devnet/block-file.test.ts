import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import sinon from 'sinon';
import { type BlockLocation } from '../../../../network/devnet/store/block-log';
import { openBlockFile } from '../../../../network/devnet/store/block-file';
import { isDiskFull } from '../../../../network/devnet/store/write-failure';
import { temporaryFolder } from '../../../support/test-ca';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('the block file', () => {
  const { folder, remove } = temporaryFolder();
  let file = 0;
  let at: string;
  beforeEach(() => (at = path.join(folder, `${file++}.blocks`)));
  after(remove);

  async function load(
    committed: number,
  ): Promise<{ records: string[]; log: Awaited<ReturnType<typeof openBlockFile>> }> {
    const records: string[] = [];
    const onRecord = (record: Buffer): void => void records.push(record.toString());
    return { records, log: await openBlockFile({ path: at, committed, onRecord, log: silent }) };
  }
  async function written(...records: readonly string[]): Promise<BlockLocation[]> {
    const { log } = await load(0);
    const locations: BlockLocation[] = [];
    for (const record of records) locations.push(await log.append(Buffer.from(record)));
    await log.close();
    return locations;
  }

  it('gives back what was appended, by place and in order', async () => {
    const locations = await written('one', '', 'three'.repeat(1000));
    const { records, log } = await load(3);
    assert.deepEqual(records, ['one', '', 'three'.repeat(1000)]);
    assert.equal((await log.read(locations[2] as BlockLocation)).toString(), 'three'.repeat(1000));
    await log.close();
  });

  it('cuts off a torn record at every byte, when nobody was told of it', async () => {
    const [, second] = await written('one', 'two', 'three');
    const whole = readFileSync(at);
    const start = (second?.offset ?? 0) + 16 + 'two'.length;
    for (let length = start; length < whole.length; length++) {
      writeFileSync(at, whole.subarray(0, length));
      const { records, log } = await load(2);
      await log.close();
      assert.deepEqual(records, ['one', 'two'], `cut at ${length}`);
      assert.equal(readFileSync(at).length, start);
    }
  });

  it('does not open when a committed record is cut at any byte', async () => {
    await written('one', 'two');
    const whole = readFileSync(at);
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(at, whole.subarray(0, length));
      await assert.rejects(load(2), /does not start on/, `cut at ${length}`);
      assert.equal(readFileSync(at).length, length);
    }
  });

  it('does not open when any bit of a committed record has flipped', async () => {
    await written('one', 'two');
    const whole = readFileSync(at);
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const damaged = Buffer.from(whole);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      writeFileSync(at, damaged);
      await assert.rejects(load(2), /damaged|not a block file/, `bit ${bit}`);
    }
  });

  it('does not cut where records follow', async () => {
    const [first] = await written('one', 'two');
    const damaged = readFileSync(at);
    damaged[(first?.offset ?? 0) + 16] = 0;
    writeFileSync(at, damaged);
    await assert.rejects(load(0), /fails its checksum, and blocks follow it/);
  });

  it('cuts off garbage after the last record', async () => {
    await written('one');
    appendFileSync(at, Buffer.alloc(5000));
    const { records, log } = await load(1);
    assert.deepEqual(records, ['one']);
    await log.append(Buffer.from('two'));
    await log.close();
    const again = await load(2);
    assert.deepEqual(again.records, ['one', 'two']);
    await again.log.close();
  });

  it('takes nothing more after a sync that failed, and does not try again', async () => {
    await written('one');
    const { log } = await load(1);
    const handle = await open(at, 'r');
    const prototype = Object.getPrototypeOf(handle) as { datasync(): Promise<void> };
    await handle.close();
    const sync = sinon.stub(prototype, 'datasync').rejects(new Error('EIO'));
    try {
      await assert.rejects(log.append(Buffer.from('two')), /could not be written; the network accepts nothing more/);
      await assert.rejects(log.append(Buffer.from('three')), /could not be written; the network accepts nothing more/);
      assert.equal(sync.callCount, 1);
    } finally {
      sync.restore();
    }
    await log.close();
  });

  it('writes on where the disk has taken only a part of a block', async () => {
    const { log } = await load(0);
    const writes = await stubWrites();
    writes.writev.callsFake(async function (this: FileHandle, parts, position) {
      const whole = Buffer.concat(parts as Buffer[]);
      const { bytesWritten } = await this.write(whole, 0, 20, position);
      return { bytesWritten, buffers: parts };
    });
    await log.append(Buffer.from('a block in two parts')).finally(() => writes.writev.restore());
    await log.append(Buffer.from('and the next'));
    await log.close();
    const again = await load(2);
    assert.deepEqual(again.records, ['a block in two parts', 'and the next']);
    await again.log.close();
  });

  it('tells why, where the disk takes a part of a block and no more', async () => {
    const { log } = await load(0);
    const writes = await stubWrites();
    writes.writev.callsFake((parts) => Promise.resolve({ bytesWritten: 20, buffers: parts }));
    const write = sinon.stub(writes.prototype, 'write').rejects(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    try {
      await assert.rejects(log.append(Buffer.from('a block in two parts')), isDiskFull);
    } finally {
      writes.writev.restore();
      write.restore();
    }
    await log.close();
  });

  async function stubWrites() {
    const handle = await open(at, 'r');
    const prototype = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
    return { prototype, writev: sinon.stub(prototype, 'writev') };
  }
});
