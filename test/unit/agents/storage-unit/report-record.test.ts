import assert from 'node:assert/strict';
import { appendFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type BatteryMeters, unusedMeters } from '../../../../agents/storage-unit/battery';
import { fileLines } from '../../../../agents/storage-unit/record-lines';
import { lockRecord } from '../../../../agents/storage-unit/record-lock';
import { ReportRecord } from '../../../../agents/storage-unit/report-record';
import { temporaryFolder } from '../../../support/test-ca';

const UNIT = 'su1@HouseholdsMSP';
const fed = (energy: bigint, holds = energy): BatteryMeters => ({
  fedIn: new Map([['a@M', energy]]),
  taken: new Map(),
  holds,
});

describe("a storage unit's record", () => {
  const { folder, remove } = temporaryFolder();
  const file = path.join(folder, 'units', 'su1.jsonl');
  afterEach(() => rm(file, { force: true }));
  after(remove);

  const open = async (lastReport = 0, energy = 0n) =>
    ReportRecord.open(await fileLines(file), UNIT, () =>
      Promise.resolve({ ledger: { unit: UNIT, lastReport, energy }, meters: unusedMeters }),
    );

  it('numbers readings from where the ledger is, and has them all after it was opened again', async () => {
    const first = await open(41);
    await first.note('one', fed(1_000n, 900n), 1n);
    await first.note('two', fed(1_500n, 1_350n), 1n);
    await first.close();
    const again = await open();
    assert.deepEqual(
      again.next(10).map(({ number, reading }) => [number, reading.kind, reading.energy]),
      [
        [42, 'produced', 1_000n],
        [43, 'actual', 900n],
        [44, 'produced', 500n],
        [45, 'actual', 1_350n],
      ],
    );
    assert.deepEqual([again.has('one'), again.has('three'), again.meters.holds], [true, false, 1_350n]);
    assert.deepEqual(
      (await again.entries()).map(({ label, first: number }) => [label, number]),
      [
        ['one', 42],
        ['two', 44],
      ],
    );
    await again.close();
  });

  it('counts nothing twice that it has recorded, and nothing that was there before it', async () => {
    const record = await ReportRecord.open(await fileLines(file), UNIT, () =>
      Promise.resolve({ ledger: { unit: UNIT, lastReport: 0, energy: 700n }, meters: fed(5_000n, 700n) }),
    );
    assert.deepEqual(await record.note('', fed(5_000n, 700n), 1n), []);
    assert.deepEqual(await record.note('', fed(5_100n, 800n), 1n), [{ kind: 'produced', member: 'a@M', energy: 100n }]);
    assert.deepEqual(await record.note('', fed(5_100n, 800n), 1n), []);
    await record.close();
  });

  it('lets go of what the ledger has', async () => {
    const record = await open();
    await record.note('', fed(1_000n), 1n);
    await record.note('', fed(1_100n), 1n);
    record.confirm(0);
    assert.equal(record.waiting, 2);
    record.confirm(1);
    assert.deepEqual(
      record.next(5).map(({ number }) => number),
      [2],
    );
    record.confirm(2);
    assert.equal(record.waiting, 0);
    await record.close();
  });

  it('refuses a ledger that has other reports than its own', async () => {
    const record = await open(3);
    await record.note('', fed(1_000n), 1n);
    for (const lastReport of [2, 5]) assert.throws(() => record.confirm(lastReport), { code: 'RECORD_MISMATCH' });
    record.confirm(4);
    assert.throws(() => record.confirm(2), { code: 'RECORD_MISMATCH' });
    await record.close();
  });

  it('refuses the record of another unit, and lines that are none', async () => {
    const record = await open();
    await record.close();
    const other = fileLines(file).then((lines) => ReportRecord.open(lines, 'su2@M', () => assert.fail()));
    await assert.rejects(other, { code: 'RECORD_MISMATCH' });
    for (const line of [
      '{}',
      'x',
      '{"label":"","first":7,"readings":[],"holds":"0"}',
      '{"label":"","first":1,"readings":[{"kind":"produced","energy":"1"}],"holds":"0"}',
    ]) {
      const text = await readFile(file, 'utf8');
      await appendFile(file, `${line}\n`);
      await assert.rejects(open(), { code: 'RECORD_UNREADABLE' }, line);
      await writeFile(file, text);
    }
  });

  it('forgets a line that a kill cut off, which nobody was told of', async () => {
    const record = await open();
    await record.note('', fed(1_000n), 1n);
    await record.close();
    await appendFile(file, '{"label":"","first":2,"rea');
    const again = await open();
    assert.equal(again.lastNumber, 1);
    await again.note('', fed(1_200n), 1n);
    await again.close();
    const third = await open();
    assert.equal(third.lastNumber, 2);
    await third.close();
  });

  it('is for its owner only, and for one process at a time', async () => {
    await (await open()).close();
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await writeFile(`${file}.lock`, `${process.ppid}\n`);
    await assert.rejects(lockRecord(file), { code: 'RECORD_TAKEN' });
    await writeFile(`${file}.lock`, '999999999\n');
    const unlock = await lockRecord(file);
    assert.equal(await readFile(`${file}.lock`, 'utf8'), `${process.pid}\n`);
    await unlock();
    await assert.rejects(stat(`${file}.lock`), { code: 'ENOENT' });
  });
});
