import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuMsOfTree } from '../../../scripts/bench/throughput/process-cpu';
import { runLoad } from '../../../scripts/bench/throughput/run-load';

describe('Load for a benchmark', () => {
  it('keeps as many calls under way as there are clients, each one after the other', async () => {
    const underWay = new Set<number>();
    let most = 0;
    const call = async (client: number): Promise<void> => {
      assert.ok(!underWay.has(client), 'a client called again before its answer came');
      underWay.add(client);
      most = Math.max(most, underWay.size);
      await pause(1);
      underWay.delete(client);
    };
    const { done, failed, perSecond } = await runLoad(call, 4, 30);
    assert.equal(most, 4);
    assert.equal(failed, 0);
    assert.ok(done >= 4);
    assert.ok(perSecond > 0);
  });

  it('counts failures apart, and says what the first one was', async () => {
    // However slow the machine is, each of the two clients makes a first call.
    let calls = 0;
    const call = (): Promise<void> => (++calls <= 2 ? Promise.reject(new Error(`failure ${calls}`)) : pause(1));
    const { done, failed, firstFailure } = await runLoad(call, 2, 20);
    assert.equal(failed, 2);
    assert.equal(firstFailure, 'failure 1');
    assert.equal(done, calls - 2);
  });

  const onLinux = process.platform === 'linux' ? it : it.skip.bind(it);
  onLinux("adds the CPU time of a process' descendants (Linux only: other systems don't tell)", async () => {
    const busy = "while (process.cpuUsage().user < 400_000); process.stdout.write('done'); setInterval(() => {}, 1e6)";
    const script = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(busy)}], { stdio: 'inherit' })`;
    const parent = spawn(
      process.execPath,
      ['-e', `${script}.on('exit', () => process.exit()); process.on('SIGTERM', () => process.exit())`],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        detached: true,
      },
    );
    try {
      await once(parent.stdout, 'data');
      const own = cpuMsOfTree(process.pid) ?? 0;
      const tree = cpuMsOfTree(parent.pid ?? 0) ?? 0;
      assert.ok(tree >= 380, `the child alone has used 400 ms, found ${tree}`);
      assert.ok(own >= tree, 'a tree holds its branches');
    } finally {
      // The group: the parent and the child that it started.
      process.kill(-(parent.pid ?? 0), 'SIGKILL');
      await once(parent, 'exit');
    }
  });
});
