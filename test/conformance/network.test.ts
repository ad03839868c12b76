import assert from 'node:assert/strict';
import { startFabricNetwork } from '../../network/fabric/start-fabric-network';
import { DevnetWorld, fixtureChaincode, fixtureOrganizations } from '../support/devnet-world';
import { NetworkClients } from '../support/network-clients';
import { temporaryFolder } from '../support/test-ca';
import { conformanceCases, normalized } from './network-cases';

const binaries = process.env['FABRIC_BIN'] ?? '';
const title = 'the embedded network, beside real Fabric';
const suite =
  binaries === ''
    ? describe.skip.bind(undefined, `${title} (skipped: FABRIC_BIN names no folder with Fabric's programs)`)
    : describe.bind(undefined, title);

suite(function () {
  this.timeout(60_000);
  const { folder, remove } = temporaryFolder();
  let embedded: DevnetWorld;
  let real: NetworkClients;

  before(async function () {
    this.timeout(180_000);
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const fabric = await startFabricNetwork({
      binaries,
      home: folder,
      organizations: fixtureOrganizations,
      channel: 'energy',
      chaincode: fixtureChaincode,
      batch: { timeoutMs: 100, maxMessages: 500 },
      log: silent,
    });
    real = new NetworkClients(fabric);
    embedded = await DevnetWorld.start();
  });
  after(async () => {
    real.close();
    await real.running.stop();
    await embedded.stop();
    remove();
  });

  for (const { name, run } of conformanceCases) {
    it(`tells the client the same about ${name}`, async () => {
      const [ours, theirs] = await Promise.all([run(embedded), run(real)]);
      assert.equal(normalized(ours), normalized(theirs));
    });
  }
});
