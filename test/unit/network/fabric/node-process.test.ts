import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NodeProcess, type NodeProcessOptions } from '../../../../network/fabric/node-process';
import { retryUntil } from '../../../../network/fabric/retry-until';

describe('A process of a network', () => {
  let folder = '';
  const script = (source: string): NodeProcessOptions => ({
    name: 'peer0.test',
    command: process.execPath,
    args: ['-e', source],
    cwd: folder,
    environment: {},
    logFile: path.join(folder, 'log'),
  });
  const exited = (started: NodeProcess): Promise<void> => new Promise((resolve) => started.onUnexpectedExit(resolve));

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'node-process-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is gone once it has been stopped, and stopping is no failure', async () => {
    const started = await NodeProcess.start(script('setInterval(() => {}, 1000)'));
    started.assertRunning();
    await started.stop();
    assert.throws(() => process.kill(started.pid, 0), { code: 'ESRCH' });
  });

  it('that died says why in one sentence, and where its log is', async () => {
    const started = await NodeProcess.start(script('console.log("panic: port 7051 is taken"); process.exitCode = 2'));
    await exited(started);
    assert.throws(
      () => started.assertRunning(),
      /^FabricNetworkError: peer0\.test stopped by itself \(exit 2\): panic: port 7051 is taken\. Its whole log is /,
    );
    await started.stop();
  });

  it('that cannot be started says so', async () => {
    const options = { ...script(''), command: path.join(folder, 'missing') };
    await assert.rejects(NodeProcess.start(options), /peer0\.test could not be started/);
  });

  it("does not see this process' settings of Fabric", async () => {
    process.env['CORE_PEER_ADDRESS'] = 'elsewhere:7051';
    try {
      const started = await NodeProcess.start(script('process.exitCode = process.env.CORE_PEER_ADDRESS ? 2 : 3'));
      await exited(started);
      assert.throws(() => started.assertRunning(), /exit 3/);
    } finally {
      delete process.env['CORE_PEER_ADDRESS'];
    }
  });
});

describe('A step that is tried again', () => {
  const limits = { deadlineMs: 5_000, pauseMs: 1, isTemporary: (error: unknown) => String(error).includes('not yet') };

  it('ends with its first success', async () => {
    let tries = 0;
    const step = (): Promise<string> => (++tries < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve('done'));
    assert.equal(await retryUntil(step, limits), 'done');
    assert.equal(tries, 3);
  });

  it('ends with the first failure that will not pass', async () => {
    let tries = 0;
    const step = (): Promise<string> => Promise.reject(new Error(++tries === 2 ? 'never' : 'not yet'));
    await assert.rejects(retryUntil(step, limits), /never/);
    assert.equal(tries, 2);
  });

  it('ends with the last failure when its time is up', async () => {
    await assert.rejects(
      retryUntil(() => Promise.reject(new Error('not yet')), { ...limits, deadlineMs: 0 }),
      /not yet/,
    );
  });
});
