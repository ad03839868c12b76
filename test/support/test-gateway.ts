import path from 'node:path';
import { type GatewayOptions, type RunningGateway } from '../../gateway-api/gateway-options';
import { startGateway } from '../../gateway-api/start-gateway';
import { type NetworkConnection } from '../../gateway-api/fabric/network-connection';

/** An answer of the gateway, with what tests look at. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
  readonly text: string;
}

/** Passphrases of tests are cheap to check. */
const PASSPHRASE_COST = 2 ** 10;
export const PASSPHRASE = 'a passphrase for tests';

/** A gateway for tests, and requests to it. */
export class TestGateway {
  private constructor(
    readonly running: RunningGateway,
    readonly logged: string[],
  ) {}

  static async start(
    network: NetworkConnection,
    home: string,
    options: Partial<GatewayOptions> = {},
  ): Promise<TestGateway> {
    const logged: string[] = [];
    const write = (details: object, message: string): void => {
      const error = (details as { err?: unknown }).err;
      logged.push(`${message} ${JSON.stringify(details)} ${error instanceof Error ? (error.stack ?? '') : ''}`);
    };
    const log = { debug: write, info: write, warn: write, error: write };
    const given = { network, home: path.join(home, 'gateway'), log, passphraseCost: PASSPHRASE_COST, ...options };
    return new TestGateway(await startGateway(given), logged);
  }

  get url(): string {
    return this.running.url;
  }

  /** Sends a request; a body that is a string goes as it is. */
  async send(
    method: string,
    address: string,
    request: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<ApiAnswer> {
    const { token, body } = request;
    const response = await fetch(`${this.url}${address}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...request.headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '') ? (JSON.parse(text) as unknown) : {};
    return { status: response.status, headers: response.headers, body: json as Record<string, unknown>, text };
  }

  /** Sends a command and waits for its commit. */
  async command(token: string, method: string, address: string, body?: unknown): Promise<ApiAnswer> {
    return await this.send(method, address, { token, body: body ?? {}, headers: { prefer: 'wait=60' } });
  }

  /** Enrols and gives the token of the session. */
  async enroll(organization: string, enrollmentId: string, secret: string): Promise<string> {
    const body = { organization, enrollmentId, secret, passphrase: PASSPHRASE };
    const answer = await this.send('POST', '/v1/auth/enroll', { body });
    if (answer.status !== 201) throw new Error(`${enrollmentId} could not enrol: ${answer.text}`);
    return (answer.body['session'] as { token: string }).token;
  }

  /** Has the registrar admit somebody, who enrols at once. */
  async admit(registrar: string, organization: string, enrollmentId: string): Promise<string> {
    const answer = await this.send('POST', '/v1/members', { token: registrar, body: { enrollmentId } });
    if (answer.status !== 201) throw new Error(`${enrollmentId} could not be admitted: ${answer.text}`);
    return await this.enroll(organization, enrollmentId, String(answer.body['secret']));
  }

  async stop(): Promise<void> {
    await this.running.stop();
  }
}
