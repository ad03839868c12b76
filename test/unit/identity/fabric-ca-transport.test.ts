import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:https';
import { type AddressInfo } from 'node:net';
import { FabricCaClient } from '../../../identity/fabric-ca-client';
import { FabricCaError } from '../../../identity/fabric-ca-error';
import { generateKeyPair, privateKeyToPem } from '../../../identity/key-pair';
import { type CertificateAuthority } from '../../../network/devnet/ca/certificate-authority';
import { testAuthority } from '../../support/test-authority';

/** What a server that isn't ours could answer. */
interface Answer {
  readonly status: number;
  /** Undefined: nothing comes at all. */
  readonly text: string | undefined;
}

describe('a Fabric CA client', () => {
  let authority: CertificateAuthority;
  let server: Server;
  let url: string;
  let answer: Answer;

  before(async () => {
    authority = await testAuthority();
    const keys = generateKeyPair();
    const cert = await authority.issue({
      subject: [{ type: 'CN', value: 'server' }],
      publicKey: keys.publicKey,
      profile: 'tls',
      hosts: ['127.0.0.1'],
      validForMs: 3_600_000,
    });
    server = createServer({ key: privateKeyToPem(keys.privateKey), cert }, (_request, response) => {
      if (answer.text !== undefined) response.writeHead(answer.status).end(answer.text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after((done) => {
    server.close(done);
    server.closeAllConnections();
  });

  async function failure(reply: Answer, tlsRootPem = authority.certificatePem): Promise<FabricCaError> {
    answer = reply;
    const client = new FabricCaClient({ url, tlsRootPem, timeoutMs: reply.text === undefined ? 50 : 10_000 });
    try {
      await client.caInfo();
    } catch (error) {
      assert.ok(error instanceof FabricCaError);
      return error;
    } finally {
      client.close();
    }
    return assert.fail('the call must fail');
  }

  const refusal = (code: number, message: string): string =>
    JSON.stringify({ success: false, result: '', errors: [{ code, message }], messages: [] });

  it("tells the CA's number and words", async () => {
    const error = await failure({ status: 401, text: refusal(20, 'Authentication failure') });
    assert.deepEqual([error.kind, error.code, error.status], ['refused', 20, 401]);
    assert.match(error.message, /Authentication failure/);
  });

  it('never repeats a body that the CA quotes, nor characters that break a log', async () => {
    const quoted = await failure({
      status: 400,
      text: refusal(5, 'Invalid request body: x; body={"secret":"s3cret"}'),
    });
    assert.ok(!quoted.message.includes('s3cret'));
    const forged = await failure({ status: 400, text: refusal(5, 'first\nsecond\u001b[31m') });
    assert.ok(!/\p{Cc}/u.test(forged.message));
  });

  it("calls an answer that isn't a Fabric CA's malformed", async () => {
    const texts = ['<html>', '[]', 'null', '{"success":true}', '{"success":true,"result":{"CAName":1}}'];
    texts.push('{"success":true,"result":{"CAName":"x","CAChain":"eA=="}}');
    for (const text of texts) {
      const error = await failure({ status: 200, text });
      assert.equal(error.kind, 'malformed', text);
    }
  });

  it('takes no answer without success for one', async () => {
    assert.equal((await failure({ status: 200, text: '{"result":{},"errors":[]}' })).kind, 'refused');
    assert.equal((await failure({ status: 503, text: '{"success":true,"result":{}}' })).kind, 'refused');
  });

  it('believes no server whose certificate is by another root', async () => {
    const other = await testAuthority();
    assert.equal((await failure({ status: 200, text: '{}' }, other.certificatePem)).kind, 'unreachable');
  });

  it('waits no longer than it was told for a CA that does not answer', async () => {
    assert.equal((await failure({ status: 200, text: undefined })).kind, 'unreachable');
  });

  it('sends nothing over plain HTTP', () => {
    assert.throws(() => new FabricCaClient({ url: 'http://127.0.0.1:1', tlsRootPem: '' }), FabricCaError);
  });
});
