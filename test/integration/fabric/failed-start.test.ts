import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isPortFree } from '../../../network/fabric/free-ports';
import { type NetworkPlan, portsOf } from '../../../network/fabric/network-plan';
import { startFabricNetwork } from '../../../network/fabric/start-fabric-network';
import { fabricBinaries, fabricSuite } from '../../support/fabric-suite';

fabricSuite('A network of real Fabric processes that cannot start', () => {
  it('says which process died and what it said last, and leaves nothing running', async () => {
    const home = await mkdtemp(path.join(os.tmpdir(), 'failed-start-'));
    const ignore = (): void => undefined;
    const starting = startFabricNetwork({
      binaries: fabricBinaries(),
      home,
      organizations: [{ mspId: 'AMSP', name: 'a' }],
      channel: 'energy',
      chaincode: {
        name: 'broken',
        version: '1',
        command: [process.execPath, '-e', 'console.error("panic: no such contract"); process.exitCode = 3'],
        cwd: home,
        collections: [],
      },
      batch: { timeoutMs: 100, maxMessages: 500 },
      log: { info: ignore, warn: ignore, error: ignore },
    });
    await assert.rejects(starting, {
      name: 'FabricNetworkError',
      message: `chaincode broken of peer0.a stopped by itself (exit 3): panic: no such contract. Its whole log is ${path.join(home, 'organizations/a/peers/peer0/chaincode-0.log')}.`,
    });
    const plan = await readFile(path.join(home, 'network-plan.json'), 'utf8');
    for (const port of portsOf(JSON.parse(plan) as NetworkPlan))
      assert.ok(await isPortFree(port), `port ${port} is still in use`);
    await rm(home, { recursive: true, force: true });
  });
});
