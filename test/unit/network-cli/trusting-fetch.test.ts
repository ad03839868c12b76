import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:https';
import { type AddressInfo } from 'node:net';
import { generateKeyPair, privateKeyToPem } from '../../../identity/key-pair';
import { type CertificateAuthority } from '../../../network/devnet/ca/certificate-authority';
import { trustingFetch } from '../../../scripts/network/trusting-fetch';
import { testAuthority } from '../../support/test-authority';

describe('fetch with a root of one’s own', () => {
  let authority: CertificateAuthority;
  let server: Server;
  let url: string;

  before(async () => {
    authority = await testAuthority();
    const keys = generateKeyPair();
    const cert = await authority.issue({
      subject: [{ type: 'CN', value: 'gateway' }],
      publicKey: keys.publicKey,
      profile: 'tls',
      hosts: ['127.0.0.1'],
      validForMs: 3_600_000,
    });
    server = createServer({ key: privateKeyToPem(keys.privateKey), cert }, (request, response) => {
      if (request.url === '/nothing') return void response.writeHead(204).end();
      if (request.url === '/stream') return void response.writeHead(200).write('first');
      const told = `${request.method ?? ''} ${request.headers['x-told'] as string} `;
      response.writeHead(409, { 'retry-after': '7' }).write(told);
      return void request.pipe(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after((done) => {
    server.close(done);
    server.closeAllConnections();
  });

  it('sends what it is told and gives the answer as it is, refusals too', async () => {
    const send = trustingFetch(authority.certificatePem);
    const response = await send(`${url}/`, { method: 'POST', headers: { 'x-told': 'so' }, body: 'ü' });
    assert.deepEqual([response.status, response.ok, response.headers.get('retry-after')], [409, false, '7']);
    assert.equal(await response.text(), 'POST so ü');
    assert.equal(await (await send(`${url}/nothing`)).text(), '');
  });

  it('sends a body with whatever method, and the next request after it', async () => {
    const send = trustingFetch(authority.certificatePem);
    for (const method of ['DELETE', 'PUT', 'DELETE']) {
      const response = await send(`${url}/`, { method, headers: { 'x-told': 'so' }, body: '{}' });
      assert.equal(await response.text(), `${method} so {}`);
    }
  });

  it('refuses a server whose certificate another root has issued', async () => {
    const other = await testAuthority();
    await assert.rejects(trustingFetch(other.certificatePem)(url), /signature|certificate/i);
  });

  it('ends a stream with its signal', async () => {
    const stop = new AbortController();
    const response = await trustingFetch(authority.certificatePem)(`${url}/stream`, { signal: stop.signal });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    assert.equal(Buffer.from((await reader.read()).value ?? []).toString(), 'first');
    stop.abort();
    await assert.rejects(reader.read(), { name: 'AbortError' });
  });
});
