import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { type IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { TLSSocket } from 'node:tls';
import { generateKeyPair, privateKeyToPem } from '../../../identity/key-pair';
import { CertificateAuthority } from '../../../network/devnet/ca/certificate-authority';
import { type Devnet, startDevnet } from '../../../network/devnet';
import { demoOrganizations } from '../../../scripts/start/demo-organizations';
import { chaincodeLaunch } from '../../../scripts/start/start-services';
import { GatewayProcess, writeGatewayConfig } from '../../support/gateway-process';
import { temporaryFolder } from '../../support/test-ca';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

interface TlsAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  /** Serial number of the server's certificate. */
  readonly serial: string;
}

/** Asks over TLS on a connection of its own. */
const ask = (url: string, ca: string): Promise<TlsAnswer> =>
  new Promise((resolve, reject) => {
    const agent = new Agent({ keepAlive: false });
    const asked = request(url, { ca, agent, servername: 'localhost' }, (response) => {
      const { socket } = response;
      const serialNumber = socket instanceof TLSSocket ? socket.getPeerCertificate().serialNumber : '';
      response.resume().on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, serial: serialNumber });
      });
    });
    asked.on('error', reject).end();
  });

describe("A gateway's process", () => {
  const { folder, remove } = temporaryFolder();
  const processes: GatewayProcess[] = [];
  let network: Devnet;
  let authority: CertificateAuthority;
  let configs = 0;
  before(async () => {
    network = await startDevnet({
      channel: 'energy',
      organizations: demoOrganizations,
      chaincode: chaincodeLaunch(),
      log: silent,
    });
    authority = await CertificateAuthority.create('tls-ca', 'households');
  });
  afterEach(async () => {
    for (const each of processes.splice(0)) await each.kill();
  });
  after(async () => {
    await network.stop();
    remove();
  });

  const newFolder = (): string => path.join(folder, String(configs++));
  const config = (more: object = {}): Promise<string> => writeGatewayConfig(newFolder(), network, more);
  const run = (args: readonly string[], environment: Record<string, string> = {}): GatewayProcess => {
    const started = GatewayProcess.run(args, environment);
    processes.push(started);
    return started;
  };

  /** Writes a fresh certificate and its key. */
  const certify = async (at: string): Promise<void> => {
    const { publicKey, privateKey } = generateKeyPair();
    const subject = [{ type: 'CN' as const, value: 'gateway' }];
    const wish = {
      subject,
      publicKey,
      profile: 'tls' as const,
      hosts: ['localhost', '127.0.0.1'],
      validForMs: 3_600_000,
    };
    writeFileSync(path.join(at, 'tls.key'), privateKeyToPem(privateKey));
    writeFileSync(path.join(at, 'tls.crt'), await authority.issue(wish));
  };

  it('serves, says where, and ends with 0 when it is told to stop', async () => {
    const gateway = run(['--config', await config()]);
    const { url, operationsUrl } = await gateway.listening();
    const network_ = (await (await fetch(`${url}/v1/network`)).json()) as { channel: string };
    assert.equal(network_.channel, 'energy');
    assert.match(await (await fetch(`${operationsUrl}/metrics`)).text(), /^sunledger_ready\{check="network"\} 1$/m);
    gateway.signal('SIGTERM');
    const { code, stdout } = await gateway.ended;
    assert.equal(code, 0);
    assert.match(stdout, /"msg":"The gateway has stopped"/);
  });

  it('checks a configuration without starting, and shows it without its secrets', async () => {
    const file = await config();
    const environment = { DATABASE_URL: 'postgres://u:geheim@127.0.0.1:1/none', SUNLEDGER_GATEWAY_LISTEN_PORT: '3999' };
    const { code, stdout } = await run(['--config', file, '--check'], environment).ended;
    assert.equal(code, 0);
    assert.match(stdout, /^listen\.port +3999 {2}\(SUNLEDGER_GATEWAY_LISTEN_PORT\)$/m);
    assert.match(stdout, /^The configuration is right\.$/m);
    assert.ok(
      !stdout.includes('geheim') &&
        !stdout.includes(readFileSync(path.join(path.dirname(file), 'identity.secret'), 'utf8').trim()),
    );
  });

  it('refuses a wrong configuration with 2, each mistake on a line of stderr', async () => {
    const { code, stderr } = await run(['--config', await config({ listen: { prot: 1 }, log: { level: 'all' } })])
      .ended;
    assert.equal(code, 2);
    assert.match(stderr, /^error: gateway\.yaml:\d+:3: prot is not known here; .*\n/);
    assert.match(
      stderr,
      /^error: gateway\.yaml:\d+:\d+: log\.level must be one of debug, info, warn, error; found "all"$/m,
    );
    const missing = await run(['--config', path.join(folder, 'none.yaml')]).ended;
    assert.deepEqual(
      [missing.code, missing.stderr],
      [2, `error: ${path.join(folder, 'none.yaml')} cannot be read (ENOENT)\n`],
    );
  });

  it('names every file that it cannot use', async () => {
    const at = newFolder();
    const file = await writeGatewayConfig(at, network, { tls: { certificate: 'ca.pem', key: 'none.key' } });
    writeFileSync(path.join(at, 'peer.pem'), 'no certificate');
    const { code, stderr } = await run(['--config', file, '--check']).ended;
    assert.equal(code, 2);
    assert.match(stderr, /^error: network\.peers\[0\]\.tlsRoot: \S+peer\.pem does not hold a PEM certificate$/m);
    assert.match(stderr, /^error: tls: \S+none\.key cannot be read: ENOENT$/m);
  });

  it('fails with 1 and a sentence where the network is not there', async () => {
    const at = newFolder();
    const file = await writeGatewayConfig(at, network, {});
    const environment = { SUNLEDGER_GATEWAY_ORGANIZATION_CA_URL: 'https://127.0.0.1:1' };
    const { code, stderr } = await run(['--config', file], environment).ended;
    assert.equal(code, 1);
    assert.match(stderr, /^error: the gateway could not start: .*CA.*\n$/);
  });

  it('serves TLS with a certificate of its own, and takes a renewed one without a restart', async () => {
    const at = newFolder();
    mkdirSync(at, { recursive: true });
    await certify(at);
    const tls = { certificate: 'tls.crt', key: 'tls.key' };
    const gateway = run(['--config', await writeGatewayConfig(at, network, { tls })]);
    const { url, operationsUrl } = await gateway.listening();
    assert.match(url, /^https:/);
    const ca = authority.certificatePem;
    const first = await ask(`${url}/healthz`, ca);
    assert.equal(first.status, 200);
    assert.match(first.headers['strict-transport-security'] ?? '', /^max-age=31536000$/);

    // What is no fitting pair leaves the one in use
    writeFileSync(path.join(at, 'tls.key'), privateKeyToPem(generateKeyPair().privateKey));
    gateway.signal('SIGHUP');
    await gateway.saying('The TLS certificate in the files cannot be used; the one in use stays');
    assert.equal((await ask(`${url}/healthz`, ca)).serial, first.serial);

    await certify(at);
    gateway.signal('SIGHUP');
    await gateway.saying('The TLS certificate was loaded anew');
    assert.notEqual((await ask(`${url}/healthz`, ca)).serial, first.serial);
    const metrics = await (await fetch(`${operationsUrl}/metrics`)).text();
    assert.match(metrics, /^sunledger_tls_certificate_expiry_timestamp_seconds \d{10}$/m);
    gateway.signal('SIGTERM');
    assert.equal((await gateway.ended).code, 0);
  });
});
