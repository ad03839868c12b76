import assert from 'node:assert/strict';
import { DiskRoom } from '../../../../network/devnet/store/disk-room';
import { isDiskFull, writeFailureReason } from '../../../../network/devnet/store/write-failure';

const mebibyte = 1024 * 1024;

describe('the room on the disk of a network', () => {
  let free: number | Error;
  let looks: number;
  let now: number;
  let logged: string[];
  let room: DiskRoom;
  beforeEach(() => {
    [free, looks, now, logged] = [100 * mebibyte, 0, 0, []];
    const write = (_details: object, message: string): void => void logged.push(message);
    room = new DiskRoom({
      folder: '/home/of/it',
      reservedBytes: 64 * mebibyte,
      freeBytes: () => {
        looks++;
        return free instanceof Error ? Promise.reject(free) : Promise.resolve(free);
      },
      log: { info: write, warn: write, error: write },
      now: () => now,
    });
  });

  it('is granted down to what is reserved, which a refusal names, and where the folder lies only the log knows', async () => {
    assert.equal(await room.refusal(36 * mebibyte), undefined);
    assert.equal(
      await room.refusal(1),
      'its disk has 100 MiB free, and 64 MiB have to stay so; it goes on by itself when there is room',
    );
  });

  it('is asked of the disk once a second, and what was granted meanwhile counts', async () => {
    for (let index = 0; index < 36; index++) assert.equal(await room.refusal(mebibyte), undefined);
    assert.notEqual(await room.refusal(mebibyte), undefined);
    assert.equal(looks, 1);
    now = 999;
    assert.notEqual(await room.refusal(mebibyte), undefined);
    now = 1_000;
    assert.equal(await room.refusal(mebibyte), undefined);
    assert.equal(looks, 2);
  });

  it('is there again when somebody has made some, and the log tells of both, once', async () => {
    free = 63 * mebibyte;
    for (let times = 0; times < 3; times++) assert.match((await room.refusal(1)) ?? '', /^its disk has 63 MiB free/);
    [free, now] = [65 * mebibyte, 1_000];
    for (let times = 0; times < 3; times++) assert.equal(await room.refusal(1), undefined);
    assert.deepEqual(logged, [
      'The disk is nearly full: the network takes no transactions until there is room',
      'There is room on the disk again: the network takes transactions',
    ]);
  });

  it('is taken to be there on a disk that does not say: the write will tell', async () => {
    free = new Error('ENOSYS');
    assert.equal(await room.refusal(mebibyte), undefined);
  });
});

describe('a write that failed', () => {
  const withCode = (code: string): Error => Object.assign(new Error(`${code}: write`), { code, syscall: 'write' });
  const cases: readonly (readonly [string, unknown, boolean, string])[] = [
    ["for want of room, by the system's code", withCode('ENOSPC'), true, 'the disk is full'],
    ['for want of room for this user', withCode('EDQUOT'), true, 'the disk is full'],
    ['deep inside', new Error('a', { cause: new Error('b', { cause: withCode('ENOSPC') }) }), true, 'the disk is full'],
    ["by LevelDB's text", new Error('IO error: /x/000003.log: No space left on device'), true, 'the disk is full'],
    ["by SQLite's text", new Error('database or disk is full'), true, 'the disk is full'],
    ['for another reason', new Error('a', { cause: withCode('EIO') }), false, 'EIO'],
    ['for a reason without a code', new Error('a'), false, 'see the log'],
    ['with something that is no error', 'ENOSPC', false, 'see the log'],
  ];
  for (const [name, error, full, reason] of cases) {
    it(`${name} says so`, () => {
      assert.equal(isDiskFull(error), full);
      assert.equal(writeFailureReason(error), reason);
    });
  }
});
