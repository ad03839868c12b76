import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { refreshConnections } from '../../../../network/fabric/chaincode-connection';

describe('A peer’s connections to its chaincodes', () => {
  let folder = '';
  const inFolder = (...parts: string[]): string => path.join(folder, ...parts);
  const released = (build: string): string =>
    inFolder('ledger', 'externalbuilder', 'builds', build, 'release', 'chaincode', 'server', 'connection.json');
  const renew = (mark: string): void => {
    for (const name of ['server.key', 'server.crt', 'ca.crt']) writeFileSync(inFolder('tls', name), `${name} ${mark}`);
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'connections-'));
    mkdirSync(inFolder('tls'));
    renew('first');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('get the peer’s new certificate, and keep the rest', async () => {
    mkdirSync(path.dirname(released('a')), { recursive: true });
    const connection = { address: 'here:1', tls_required: true, client_auth_required: true, client_key: 'old' };
    writeFileSync(released('a'), JSON.stringify(connection));
    renew('second');
    await refreshConnections(inFolder('ledger'), inFolder('tls'));
    assert.deepEqual(JSON.parse(readFileSync(released('a'), 'utf8')), {
      ...connection,
      client_key: 'server.key second',
      client_cert: 'server.crt second',
      root_cert: 'ca.crt second',
    });
    assert.equal(statSync(released('a')).mode & 0o077, 0);
  });

  it('stay as they are without TLS, and where a build was never released', async () => {
    mkdirSync(path.dirname(released('plain')), { recursive: true });
    mkdirSync(inFolder('ledger', 'externalbuilder', 'builds', 'unfinished'));
    writeFileSync(released('plain'), '{"address":"here:1","tls_required":false}');
    await refreshConnections(inFolder('ledger'), inFolder('tls'));
    assert.equal(readFileSync(released('plain'), 'utf8'), '{"address":"here:1","tls_required":false}');
  });

  it('are none before the first start', async () => {
    await refreshConnections(inFolder('ledger'), inFolder('tls'));
  });
});
