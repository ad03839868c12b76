import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { locateFabricBinaries } from '../../../../network/fabric/fabric-binaries';

describe("Fabric's programs", () => {
  let folder = '';
  const program = (name: string, script: string): void =>
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'fabric-binaries-'));
    for (const name of ['peer', 'orderer', 'osnadmin', 'configtxgen']) program(name, "echo 'peer:\n Version: v3.1.5'");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are found with their version', async () => {
    const { peer, version } = await locateFabricBinaries(folder);
    assert.equal(peer, path.join(folder, 'peer'));
    assert.equal(version, '3.1.5');
  });

  it('may be of Fabric 2.5, whose channels and peers know less', async () => {
    program('peer', "echo 'peer:\n Version: v2.5.12'");
    assert.equal((await locateFabricBinaries(folder)).release, '2.5');
  });

  it('are refused by name when one is missing, with a sentence on how to get it', async () => {
    rmSync(path.join(folder, 'osnadmin'));
    await assert.rejects(locateFabricBinaries(folder), /has no program osnadmin\. Unpack the release archive/);
  });

  it('are refused when they are of another release, naming it', async () => {
    program('peer', "echo 'peer:\n Version: 2.4.9'");
    await assert.rejects(
      locateFabricBinaries(folder),
      /is of version 2\.4\.9; Fabric 3, or 2\.5 without BFT, is needed/,
    );
  });

  it('are refused when they do not run here', async () => {
    program('peer', 'exit 3');
    await assert.rejects(locateFabricBinaries(folder), /does not run on this machine/);
  });
});
