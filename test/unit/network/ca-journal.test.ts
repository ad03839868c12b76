import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { diskHome, memoryHome, type CaHome } from '../../../network/devnet/ca/ca-home';
import { openJournal, rewriteJournal } from '../../../network/devnet/ca/journal';
import { temporaryFolder } from '../../support/test-ca';

describe("the journal of a CA's records", () => {
  let home: CaHome;
  let file: string;
  let remove: () => void;
  beforeEach(() => {
    const temporary = temporaryFolder();
    home = diskHome(path.join(temporary.folder, 'ca'));
    file = path.join(temporary.folder, 'ca', 'j');
    remove = temporary.remove;
  });
  afterEach(() => {
    remove();
  });

  async function entries(): Promise<readonly number[]> {
    const opened = await openJournal<number>(home, 'j');
    await opened.journal.close();
    return opened.entries;
  }

  async function append(...values: number[]): Promise<void> {
    const { journal } = await openJournal<number>(home, 'j');
    for (const value of values) await journal.append(value);
    await journal.close();
  }

  it('gives back what was appended, in order, also what was appended at once', async () => {
    await append(1, 2);
    const { journal } = await openJournal<number>(home, 'j');
    await Promise.all([3, 4, 5].map((value) => journal.append(value)));
    await journal.close();
    assert.deepEqual(await entries(), [1, 2, 3, 4, 5]);
  });

  it('cuts off a last line that was torn at any byte, and goes on', async () => {
    await append(1, 2);
    const whole = readFileSync(file);
    const firstLine = whole.indexOf('\n') + 1;
    for (let length = firstLine; length < whole.length; length++) {
      writeFileSync(file, whole);
      truncateSync(file, length);
      assert.deepEqual(await entries(), [1], `cut at ${length}`);
    }
    await append(3);
    assert.deepEqual(await entries(), [1, 3]);
  });

  it('cuts off a last line of which the disk kept other bytes', async () => {
    await append(1);
    appendFileSync(file, Buffer.alloc(40));
    appendFileSync(file, '\n');
    assert.deepEqual(await entries(), [1]);
  });

  it('refuses to open when an acknowledged record is damaged', async () => {
    await append(1, 2);
    const bytes = readFileSync(file);
    bytes[18] = (bytes[18] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await assert.rejects(entries(), /damaged in line 1/);
  });

  it('can be rewritten as a whole', async () => {
    await append(1, 2, 3);
    rewriteJournal(home, 'j', [9]);
    assert.deepEqual(await entries(), [9]);
  });

  it('belongs to its owner alone', async () => {
    await append(1);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(path.dirname(file)).mode & 0o777, 0o700);
  });

  it('keeps nothing in a home in memory', async () => {
    const { journal } = await openJournal<number>(memoryHome(), 'j');
    await journal.append(1);
    await journal.close();
  });
});
