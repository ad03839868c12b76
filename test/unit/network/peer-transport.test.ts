import assert from 'node:assert/strict';
import { type ServiceError, status } from '@grpc/grpc-js';
import { CertificateAuthority } from '../../../network/devnet/ca/certificate-authority';
import { type RunningServer, startGrpcServer } from '../../../network/devnet/gateway-service/grpc-server';
import { RpcError } from '../../../network/devnet/gateway-service/rpc-error';
import { generateKeyPair, privateKeyToPem } from '../../../identity/key-pair';
import { freePorts } from '../../../network/fabric/free-ports';
import { peerTransport } from '../../../network/peer-transport';
import { type GatewayTransport, type PeerEndpoint } from '../../../network/running-network';
import { until } from '../../support/until';

const echo = '/test.Echo/Say';
const stream = '/test.Echo/Go';
const asIs = (bytes: Buffer): Buffer => bytes;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What a peer does with a call: answers its name, or refuses. */
type Mood = 'answers' | 'unavailable' | 'refuses';

class Peer {
  calls = 0;
  private server: RunningServer | undefined;

  constructor(
    readonly name: string,
    public mood: Mood,
    private readonly authority: CertificateAuthority,
    private port: number,
  ) {}

  get endpoint(): PeerEndpoint {
    return {
      address: `127.0.0.1:${this.port}`,
      tlsRootPem: this.authority.certificatePem,
      serverName: 'localhost',
    };
  }

  async start(): Promise<void> {
    const keys = generateKeyPair();
    const certificatePem = await this.authority.issue({
      subject: [{ type: 'CN', value: this.name }],
      publicKey: keys.publicKey,
      profile: 'tls',
      hosts: ['localhost'],
      validForMs: 3_600_000,
    });
    const answer = (): Promise<Buffer> => {
      this.calls++;
      if (this.mood === 'answers') return Promise.resolve(Buffer.from(this.name));
      const code = this.mood === 'unavailable' ? status.UNAVAILABLE : status.ABORTED;
      return Promise.reject(new RpcError(code, `${this.name} ${this.mood}`));
    };
    async function* oneAnswer(): AsyncGenerator<Buffer> {
      yield await answer();
    }
    this.server = await startGrpcServer(
      { unary: new Map([[echo, answer]]), serverStream: new Map([[stream, oneAnswer]]), bidiStream: new Map() },
      {
        host: '127.0.0.1',
        port: this.port,
        tls: { keyPem: privateKeyToPem(keys.privateKey), certificatePem },
        log: silent,
      },
    );
    this.port = this.server.port;
  }

  async stop(): Promise<void> {
    await this.server?.stop();
    this.server = undefined;
  }
}

describe("A gateway's way to its peers", () => {
  let first: Peer;
  let second: Peer;
  let transport: GatewayTransport;

  const said = (options: object = {}): Promise<string> =>
    new Promise((resolve, reject) => {
      transport.makeUnaryRequest(echo, asIs, asIs, Buffer.from('x'), options, (error: ServiceError | null, value) => {
        if (error) reject(error);
        else resolve(String(value));
      });
    });
  const streamed = async (): Promise<string> => {
    const parts: string[] = [];
    for await (const part of transport.makeServerStreamRequest(stream, asIs, asIs, Buffer.from('x'))) {
      parts.push(String(part));
    }
    return parts.join();
  };

  beforeEach(async () => {
    const authority = await CertificateAuthority.create('tls-ca', 'households');
    const [one = 0, two = 0] = await freePorts(2);
    first = new Peer('first', 'answers', authority, one);
    second = new Peer('second', 'answers', authority, two);
    await second.start();
    transport = peerTransport([first.endpoint, second.endpoint]);
  });
  afterEach(async () => {
    transport.close();
    await first.stop();
    await second.stop();
  });

  it('goes on to the next peer when one can’t be reached, and stays there', async () => {
    assert.equal(await said(), 'second');
    await first.start();
    assert.equal(await said(), 'second');
    assert.equal(first.calls, 0);
  });

  it('comes back to a peer that was restarted when the other one goes', async () => {
    assert.equal(await said(), 'second');
    await first.start();
    await second.stop();
    await until('the first answers', async () => (await said().catch(() => '')) === 'first');
  });

  it('asks each peer once, and tells what the last one said, when none can serve', async () => {
    await first.start();
    for (const peer of [first, second]) peer.mood = 'unavailable';
    await assert.rejects(said(), { code: status.UNAVAILABLE, details: 'second unavailable' });
    assert.deepEqual([first.calls, second.calls], [1, 1]);
  });

  it('takes a refusal for an answer', async () => {
    await first.start();
    first.mood = 'refuses';
    await assert.rejects(said(), { code: status.ABORTED });
    assert.deepEqual([first.calls, second.calls], [1, 0]);
  });

  it('opens a stream that broke off at the next peer', async () => {
    await assert.rejects(streamed(), { code: status.UNAVAILABLE });
    assert.equal(await streamed(), 'second');
  });
});
