import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { builderEnvironment, writeCcaasBuilder } from '../../../../network/fabric/ccaas-builder';

describe('The builder of chaincode as a service', () => {
  let folder = '';
  const inFolder = (...parts: string[]): string => path.join(folder, ...parts);
  const step = (name: string, args: string[], environment: Record<string, string> = {}): number | null =>
    spawnSync(inFolder("it's the builder", 'bin', name), args, { env: environment }).status;

  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'ccaas-builder-'));
    for (const name of ['source', 'metadata', 'output', 'release']) mkdirSync(inFolder(name));
    await writeCcaasBuilder(inFolder("it's the builder"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('takes packages of type ccaas and no others', () => {
    for (const [type, status] of [
      ['ccaas', 0],
      ['node', 1],
    ] as const) {
      writeFileSync(inFolder('metadata', 'metadata.json'), JSON.stringify({ type, label: 'any' }));
      assert.equal(step('detect', [inFolder('source'), inFolder('metadata')]), status);
    }
  });

  it("puts this peer's chaincode address into the package's connection and releases it", () => {
    writeFileSync(inFolder('source', 'connection.json'), '{"address":"{{.chaincodeAddress}}","tls_required":false}');
    const build = [inFolder('source'), inFolder('metadata'), inFolder('output')];
    assert.equal(step('build', build, builderEnvironment(['127.0.0.1:7052'], inFolder('tls'))), 0);
    assert.equal(step('release', [inFolder('output'), inFolder('release')]), 0);
    const released = readFileSync(inFolder('release', 'chaincode', 'server', 'connection.json'), 'utf8');
    assert.deepEqual(JSON.parse(released), { address: '127.0.0.1:7052', tls_required: false });
  });

  it('puts the peer’s TLS files into a connection with TLS, for the peer’s owner alone to read', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nmade "up"\n-----END CERTIFICATE-----\n';
    mkdirSync(inFolder('tls'));
    for (const name of ['server.key', 'server.crt', 'ca.crt']) writeFileSync(inFolder('tls', name), `${name} ${pem}`);
    const fields = { client_key: '{{.client_key}}', client_cert: '{{.client_cert}}', root_cert: '{{.root_cert}}' };
    const template = { address: '{{.chaincodeAddress}}', tls_required: true, client_auth_required: true, ...fields };
    writeFileSync(inFolder('source', 'connection.json'), JSON.stringify(template));
    const build = [inFolder('source'), inFolder('metadata'), inFolder('tls-output')];
    mkdirSync(inFolder('tls-output'));
    assert.equal(step('build', build, builderEnvironment(['127.0.0.1:7052'], inFolder('tls'))), 0);
    const file = inFolder('tls-output', 'connection.json');
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), {
      address: '127.0.0.1:7052',
      tls_required: true,
      client_auth_required: true,
      client_key: `server.key ${pem}`,
      client_cert: `server.crt ${pem}`,
      root_cert: `ca.crt ${pem}`,
    });
    assert.equal(statSync(file).mode & 0o077, 0);
  });

  it('fails when the package asks for a setting that the peer does not have', () => {
    writeFileSync(inFolder('source', 'connection.json'), '{"address":"{{.chaincodeAddress}}"}');
    assert.equal(step('build', [inFolder('source'), inFolder('metadata'), inFolder('output')]), 2);
  });
});
