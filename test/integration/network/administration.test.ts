import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { connect, type SecureClientSessionOptions } from 'node:http2';
import { once } from 'node:events';
import path from 'node:path';
import { connect as connectTls } from 'node:tls';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { certificateFacts } from '../../../identity/certificate-facts';
import { authoritiesOf } from '../../../network/fabric/ca/ca-server';
import { addressOf, nodeServerName } from '../../../network/fabric/network-plan';
import { readDefinition } from '../../../network/fabric/operations/network-home';
import { type ChannelStatus } from '../../../network/fabric/operations/channel-status';
import { type ProcessStatus } from '../../../network/fabric/operations/process-status';
import { runProgram } from '../../../network/fabric/run-program';
import { registerReader } from '../../../scripts/network/gateway-command';
import { TestGateway } from '../../support/test-gateway';
import { fabricBinaries, fabricSuite } from '../../support/fabric-suite';
import { ProvisionedNetwork } from './provisioned-network';

/** Whether a chaincode's server takes a peer with this certificate: `ok` where it does, else what went wrong. */
async function handshake(
  address: string,
  tls: Pick<SecureClientSessionOptions, 'key' | 'cert' | 'ca'>,
): Promise<string> {
  const [host, port] = address.split(':');
  const socket = connectTls({ host, port: Number(port), ALPNProtocols: ['h2'], ...tls });
  const session = connect(`https://${address}`, { createConnection: () => socket });
  // With TLS 1.3 a client is done before the server has looked at its certificate: one that is taken gets its settings.
  return new Promise<string>((resolve) => {
    session.once('remoteSettings', () => resolve('ok'));
    session.once('error', (error: Error) => resolve(error.message));
    session.once('close', () => resolve('closed'));
    // Node's server lets a client hang that it does not take.
    setTimeout(() => resolve('silence'), 2_000).unref();
  }).finally(() => {
    session.destroy();
    socket.destroy();
  });
}

/** The serial number of the certificate that a server shows new connections. */
async function servedCertificate(address: string): Promise<string> {
  const [host, port] = address.split(':');
  const socket = connectTls({ host, port: Number(port), rejectUnauthorized: false });
  try {
    await once(socket, 'secureConnect');
    return socket.getPeerCertificate().serialNumber;
  } finally {
    socket.destroy();
  }
}

interface Status {
  readonly processes: readonly ProcessStatus[];
  readonly channels: readonly ChannelStatus[];
}

fabricSuite('An administrator of a running network', function () {
  this.timeout(180_000);
  let network: ProvisionedNetwork;
  const inHome = (...parts: string[]): string => path.join(network.home, ...parts);
  const status = (): Promise<Status> => network.json<Status>('status');
  const certificate = async (file: string): Promise<X509Certificate> =>
    new X509Certificate(await readFile(inHome('organizations', file)));

  /** Asks the chaincode on the bank's peer, as one of the bank's users or its administrator. */
  const queryAs = (user?: string): Promise<string> => {
    const bank = inHome('organizations', 'bank');
    const call = JSON.stringify({ Args: ['org.hyperledger.fabric:GetMetadata'] });
    const args = ['chaincode', 'query', '-C', 'energy', '-n', 'sunledger', '-c', call];
    return runProgram('query the chaincode', path.join(fabricBinaries(), 'peer'), args, {
      FABRIC_CFG_PATH: path.join(bank, 'peers', 'peer0'),
      FABRIC_LOGGING_SPEC: 'error',
      CORE_PEER_MSPCONFIGPATH: path.join(bank, user === undefined ? 'admin' : `users/${user}`, 'msp'),
    });
  };

  before(async () => {
    network = await ProvisionedNetwork.init('--org', 'households', '--org', 'bank', '--orderers', '3');
    await network.done('up', '--deploy');
  });
  after(() => network.remove());

  it('has a chaincode talk to the peers of its own organisation alone, each sure of the other', async () => {
    const { processes } = await status();
    const { address } = processes.find(({ name }) => name === 'chaincode sunledger 1 of peer0.bank') ?? assert.fail();
    const tlsOf = async (node: string): Promise<{ key: Buffer; cert: Buffer; ca: Buffer }> => {
      const file = (name: string): Promise<Buffer> => readFile(inHome('organizations', node, 'tls', name));
      const [key, cert, ca] = await Promise.all([file('server.key'), file('server.crt'), file('ca.crt')]);
      return { key, cert, ca };
    };
    const bank = await tlsOf('bank/peers/peer0');
    const stranger = await tlsOf('households/peers/peer0');
    assert.equal(await handshake(address, bank), 'ok');
    assert.match(await handshake(address, { ca: bank.ca }), /alert|certificate|closed|silence/i);
    assert.match(await handshake(address, { ...stranger, ca: bank.ca }), /alert|certificate|closed|silence/i);
    assert.match(await handshake(address, { ...bank, ca: stranger.ca }), /certificate/i);
  });

  it('registers and enrols an identity with attributes at a real fabric-ca-server', async () => {
    const args = ['--org', 'bank', '--attr', 'role=meter:ecert', '--attr', 'hidden=1'];
    const { secret } = await network.json<{ secret: string }>('register', 'meter-7', ...args);
    await writeFile(inHome('secret'), secret);
    await network.done('enroll', 'meter-7', '--org', 'bank', '--secret-file', inHome('secret'));
    const facts = certificateFacts(await certificate('bank/users/meter-7/msp/signcerts/certificate.pem'));
    assert.equal(facts.enrollmentId, 'meter-7');
    assert.equal(facts.attributes.get('role'), 'meter');
    assert.equal(facts.attributes.has('hidden'), false);
    assert.deepEqual(facts.organizationalUnits, ['client']);
  });

  it('can’t have a secret used twice', async () => {
    const { code, err } = await network.run('enroll', 'meter-7', '--org', 'bank', '--secret-file', inHome('secret'));
    assert.equal(code, 1);
    assert.match(err, /^network: The CA refused: /);
  });

  it('revokes an identity, whose certificate the channel’s own configuration names and peers refuse from then on', async () => {
    assert.match(await queryAs('meter-7'), /contracts/);
    const before = (await status()).channels[0]!.peers[0]!.height!;
    const serial = certificateFacts(await certificate('bank/users/meter-7/msp/signcerts/certificate.pem')).serial;
    const revoked = await network.json<{ channels: string[] }>('revoke', 'meter-7', '--org', 'bank');
    assert.deepEqual(revoked.channels, ['energy']);
    assert.ok((await status()).channels[0]!.peers[0]!.height! > before);
    const again = await network.json<{ revoked: string[]; channels: string[] }>('crl', '--org', 'bank');
    assert.deepEqual(again, { revoked: [serial], channels: [] });
    await assert.rejects(queryAs('meter-7'), /access denied|creator/);
    assert.match(await queryAs(), /contracts/);
  });

  it('is obeyed by the gateway within five seconds when its CA has revoked a member', async () => {
    const door = await network.gateway('bank');
    const { secret } = await network.json<{ secret: string }>('register', 'teller', '--org', 'bank');
    const post = (place: string, body: object): Promise<Response> =>
      door.fetch(`${door.url}${place}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const passphrase = 'a long enough passphrase';
    const order = { organization: 'BankMSP', enrollmentId: 'teller', secret, passphrase };
    const enrolled = await post('/v1/auth/enroll', order);
    assert.equal(enrolled.status, 201, await enrolled.clone().text());
    const { session } = (await enrolled.json()) as { session: { token: string } };
    const ask = async (): Promise<number> =>
      (await door.fetch(`${door.url}/v1/auth/sessions`, { headers: { authorization: `Bearer ${session.token}` } }))
        .status;
    assert.equal(await ask(), 200);
    // The list is left to the gateway alone: the channel doesn't have it yet.
    await network.done('revoke', 'teller', '--org', 'bank', '--no-publish');
    const revokedAt = Date.now();
    while ((await ask()) === 200) assert.ok(Date.now() - revokedAt < 5_000, 'still taken after five seconds');
    assert.ok([401, 403].includes(await ask()));
    assert.ok((await network.json<{ channels: string[] }>('crl', '--org', 'bank')).channels.includes('energy'));
  });

  it('lets a gateway renew its own certificate while it runs', async () => {
    const { plan } = await readDefinition(network.home);
    const organization = plan.organizations.find(({ name }) => name === 'bank') ?? assert.fail();
    const [peer = assert.fail()] = organization.peers;
    const { identities, registrars } = await authoritiesOf(organization);
    const root = await readFile(path.join(peer.home, 'tls', 'ca.crt'));
    const transport = new Client(addressOf(peer), credentials.createSsl(root), {
      'grpc.ssl_target_name_override': nodeServerName,
    });
    const reader = await registerReader(identities, registrars.identities);
    const organizations = [{ mspId: 'BankMSP', name: 'bank', ca: identities, reader }];
    const folder = inHome('gateway-that-renews');
    // Everything that ends within two years is due, whatever the CA gives.
    const ownCertificate = { renewBeforeMs: 2 * 365 * 86_400_000, lookEveryMs: 100 };
    const gateway = await TestGateway.start(
      { channel: 'energy', chaincode: 'sunledger', transport, organizations },
      folder,
      { ownCertificate },
    );
    try {
      const renewals = (): number => gateway.logged.filter((line) => /own certificate was renewed/.test(line)).length;
      while (renewals() < 3) await delay(50);
      assert.equal((await gateway.send('GET', '/readyz')).status, 200);
      assert.ok(gateway.logged.every((line) => !/could not be renewed/.test(line)));
    } finally {
      await gateway.stop();
      transport.close();
    }
  });

  it('gives an organisation another peer and the channel another orderer, and both catch up', async () => {
    await network.done('peer', 'add', 'bank');
    await network.done('orderer', 'add');
    const { processes, channels } = await status();
    const names = processes.filter(({ state }) => state === 'running').map(({ name }) => name);
    assert.ok(names.includes('peer1.bank') && names.includes('chaincode sunledger 1 of peer1.bank'));
    assert.ok(names.includes('orderer3.orderer'));
    const [{ orderers, peers } = assert.fail()] = channels;
    assert.deepEqual([orderers.length, peers.length], [4, 3]);
    const heights = new Set([...orderers, ...peers].map(({ height }) => height));
    assert.equal(heights.size, 1, JSON.stringify([...orderers, ...peers]));
  });

  it('takes an orderer away again, which nobody asks for blocks any more', async () => {
    await network.done('orderer', 'remove');
    const { processes, channels } = await status();
    assert.ok(!processes.some(({ name }) => name === 'orderer3.orderer'));
    assert.equal(channels[0]!.orderers.length, 3);
  });

  it('takes an organisation in and out again, and the chaincode follows', async () => {
    await network.done('org', 'add', 'retailer');
    const before = (await status()).channels[0]!;
    assert.equal(before.peers.length, 4);
    assert.match(await queryAs(), /contracts/);
    await network.done('org', 'remove', 'retailer');
    const { processes, channels } = await status();
    assert.ok(!processes.some(({ organization }) => organization === 'retailer'));
    const [after = assert.fail()] = channels;
    assert.deepEqual([after.peers.length, after.chaincode?.sequence], [3, before.chaincode!.sequence + 1]);
    const again = await network.run('org', 'remove', 'retailer');
    assert.match(again.err, /^network: There is no organisation retailer in this home; known are households, bank\./);
  });

  it('renews every certificate for the same keys, and the network goes on', async () => {
    const files = [
      'orderer/orderers/orderer0/tls/server.crt',
      'bank/peers/peer0/msp/signcerts/certificate.pem',
      'bank/peers/peer0/chaincode/tls/server.crt',
      'bank/gateway/tls/server.crt',
    ];
    const before = await Promise.all(files.map(certificate));
    const gateway = (await status()).processes.find(({ name }) => name === 'gateway.bank') ?? assert.fail();
    const served = await servedCertificate(gateway.address);
    assert.equal(served, before.at(-1)!.serialNumber);
    const { renewed } = await network.json<{ renewed: string[] }>('renew', '--within', '400');
    assert.ok(renewed.includes('orderer0.orderer') && renewed.includes('ca.bank') && renewed.includes('admin.bank'));
    for (const [index, now] of (await Promise.all(files.map(certificate))).entries()) {
      assert.notEqual(now.serialNumber, before[index]!.serialNumber);
      assert.deepEqual(now.publicKey.export({ format: 'jwk' }), before[index]!.publicKey.export({ format: 'jwk' }));
    }
    assert.match(await queryAs(), /contracts/);
    // The gateway's door never shuts: it has the new certificate when it has looked at its files.
    const door = await network.gateway('bank');
    const renewedSerial = (await certificate(files.at(-1)!)).serialNumber;
    while ((await servedCertificate(gateway.address)) !== renewedSerial) {
      assert.equal((await door.fetch(`${door.url}/healthz`)).status, 200);
      await delay(200);
    }
    assert.equal((await door.fetch(`${door.url}/readyz`)).status, 200);
    assert.equal((await status()).processes.find(({ name }) => name === 'gateway.bank')?.pid, gateway.pid);
    await network.done('upgrade');
    assert.equal((await status()).channels[0]!.chaincode?.version, '2');
  });

  it('takes a backup, goes back to it, and finds what was there then', async () => {
    const folder = path.join(path.dirname(network.home), 'backup');
    await network.done('backup', folder);
    const { channels } = await status();
    await network.done('upgrade');
    await network.done('restore', folder, '--replace');
    await network.done('up');
    const restored = (await status()).channels[0]!;
    assert.deepEqual(restored.chaincode, channels[0]!.chaincode);
    assert.equal(restored.peers[0]!.height, channels[0]!.peers[0]!.height);
  });
});
