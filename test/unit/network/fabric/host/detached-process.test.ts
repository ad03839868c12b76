import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DetachedProcess } from '../../../../../network/fabric/host/detached-process';
import { withHomeLocked } from '../../../../../network/fabric/host/home-lock';

describe('A process that lives on', () => {
  let folder = '';
  let sleeper: DetachedProcess;
  const start = (program: string): Promise<boolean> =>
    sleeper.start({
      name: sleeper.name,
      logFile: sleeper.logFile,
      command: process.execPath,
      args: ['-e', program],
      cwd: folder,
      environment: {},
    });
  const sleep = 'setInterval(() => undefined, 1000)';

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'detached-'));
    sleeper = new DetachedProcess('sleeper', path.join(folder, 'sleeper.log'));
  });
  afterEach(async () => {
    await sleeper.stop();
    rmSync(folder, { recursive: true });
  });

  it('is found by whoever looks later, and not started twice', async () => {
    assert.equal(await start(sleep), true);
    const later = new DetachedProcess('sleeper', sleeper.logFile);
    assert.equal(await later.pid(), await sleeper.pid());
    assert.equal(await start(sleep), false);
    assert.equal(await later.stop(), true);
    assert.equal(await sleeper.pid(), undefined);
    assert.equal(await sleeper.hasDied(), false);
  });

  it('is written down before its program begins, so that one that is killed while starting it loses nothing', async () => {
    const noted = JSON.stringify(sleeper.pidFile);
    await start(
      `require('fs').writeFileSync('knew', String(JSON.parse(require('fs').readFileSync(${noted})).pid === process.pid));${sleep}`,
    );
    const knew = path.join(folder, 'knew');
    while (!existsSync(knew) || readFileSync(knew, 'utf8') === '') await delay(5);
    assert.equal(readFileSync(knew, 'utf8'), 'true');
  });

  it('is not confused with another process that has its id now', async () => {
    await start(sleep);
    const noted = JSON.parse(readFileSync(sleeper.pidFile, 'utf8')) as { pid: number; startTime: string };
    const foreign = new DetachedProcess('foreign', path.join(folder, 'foreign.log'));
    writeFileSync(foreign.pidFile, JSON.stringify({ ...noted, startTime: 'another' }));
    assert.equal(await foreign.pid(), undefined);
    assert.equal(await foreign.stop(), false);
    assert.equal(await sleeper.pid(), noted.pid);
  });

  it('says what it said last when it has died', async () => {
    await start('console.error("panic: no orderer"); process.exit(1)');
    while ((await sleeper.pid()) !== undefined);
    assert.equal(await sleeper.hasDied(), true);
    await assert.rejects(sleeper.assertRunning(), /sleeper stopped by itself: panic: no orderer\. Its whole log is /);
  });

  it('lets two commands not change a network at the same time, and forgets one that was killed', async () => {
    await withHomeLocked(folder, 'up', async () => {
      await assert.rejects(
        withHomeLocked(folder, 'deploy', () => Promise.resolve()),
        new RegExp(`The command up \\(process ${process.pid}\\) is at work`),
      );
    });
    const lock = path.join(folder, 'command.lock');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, startTime: 'long ago', command: 'up' }));
    assert.equal(await withHomeLocked(folder, 'deploy', () => Promise.resolve('done')), 'done');
  });
});
