import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import pino from 'pino';
import { logFile } from '../../../scripts/start/log-file';
import { temporaryFolder } from '../../support/test-ca';

describe('the log of a start', () => {
  const { folder, remove } = temporaryFolder();
  after(remove);

  it('is added to, and readable by its owner alone', async () => {
    const file = path.join(folder, 'a.log');
    for (const text of ['first', 'second']) pino({}, logFile(file)).warn(text);
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as { msg: string }).msg),
      ['first', 'second'],
    );
    assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  it('does not stop what it tells of when the disk has no room for a line', function () {
    // The device of Linux that is always full.
    if (process.platform !== 'linux') this.skip();
    const log = pino({}, logFile('/dev/full'));
    for (const text of ['one', 'two']) log.error(text);
  });
});
