import { Agent, request as httpsRequest } from 'node:https';
import { type IncomingMessage } from 'node:http';
import { FabricCaError } from './fabric-ca-error';

/** A request to a CA, ready to send: `body` is exactly what a token signs. */
export interface FabricCaCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query. */
  readonly uri: string;
  readonly body: Buffer;
  readonly authorization?: string;
}

/** Where the CA is, and whom to believe that it is it. */
export interface FabricCaAddress {
  /** https://host:port, with a path if the CA has one. */
  readonly url: string;
  /** Root certificate(s) of the CA's TLS server, PEM. */
  readonly tlsRootPem: string;
  /** Milliseconds that a whole call may take; 15 s if absent. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 15_000;
/** The largest answer that is read: lists of identities and certificates are the long ones. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** Sends calls to one CA over TLS, keeping connections open between them. */
export class FabricCaTransport {
  private readonly agent: Agent;
  private readonly base: URL;
  private readonly timeoutMs: number;

  /** Throws FabricCaError unless the URL is https: secrets never travel in the clear. */
  constructor(address: FabricCaAddress) {
    this.base = new URL(address.url);
    if (this.base.protocol !== 'https:') {
      throw new FabricCaError('unreachable', `A CA's URL must begin with https://, found ${this.base.protocol}//`);
    }
    this.agent = new Agent({ keepAlive: true, maxSockets: 8, ca: address.tlsRootPem, minVersion: 'TLSv1.2' });
    this.timeoutMs = address.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  }

  /** Path that stands before the API's, without a slash at its end. */
  get basePath(): string {
    return this.base.pathname.replace(/\/$/, '');
  }

  /** The `result` of the CA's answer. Throws FabricCaError. */
  async send(call: FabricCaCall): Promise<unknown> {
    const { status, text } = await this.exchange(call);
    return resultOf(status, text);
  }

  /** Closes the connections that are kept open. */
  close(): void {
    this.agent.destroy();
  }

  private exchange(call: FabricCaCall): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const unreachable = (cause: Error): void =>
        reject(
          new FabricCaError(
            'unreachable',
            `No answer from the CA at ${this.base.host}: ${cause.message}`,
            undefined,
            undefined,
            {
              cause,
            },
          ),
        );
      const request = httpsRequest(
        {
          agent: this.agent,
          host: this.base.hostname.replace(/^\[|\]$/g, ''),
          port: this.base.port || 443,
          method: call.method,
          path: call.uri,
          signal: AbortSignal.timeout(this.timeoutMs),
          headers: {
            'content-length': call.body.length,
            ...(call.body.length === 0 ? {} : { 'content-type': 'application/json' }),
            ...(call.authorization === undefined ? {} : { authorization: call.authorization }),
          },
        },
        (response) => {
          readAll(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), unreachable);
        },
      );
      request.on('error', unreachable);
      request.end(call.body);
    });
  }
}

async function readAll(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new Error(`the answer has more than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function resultOf(status: number, text: string): unknown {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (cause) {
    throw new FabricCaError('malformed', `The CA's answer (HTTP ${status}) is not JSON`, undefined, status, { cause });
  }
  if (!isObject(answer)) throw new FabricCaError('malformed', `The CA's answer (HTTP ${status}) is not an object`);
  const [error] = Array.isArray(answer['errors']) ? (answer['errors'] as unknown[]) : [];
  if (isObject(error)) {
    const code = typeof error['code'] === 'number' ? error['code'] : undefined;
    const message = typeof error['message'] === 'string' ? error['message'] : 'no reason given';
    throw new FabricCaError('refused', `The CA refused: ${withoutSecrets(message)}`, code, status);
  }
  if (answer['success'] !== true || status >= 400) {
    throw new FabricCaError('refused', `The CA refused without a reason (HTTP ${status})`, undefined, status);
  }
  return answer['result'];
}

/** Fabric CA repeats the body, which may hold a secret, behind this mark; and no message may break a line of a log. */
function withoutSecrets(message: string): string {
  const [told = ''] = message.split(/;? ?body=/, 1);
  return told.replace(/\p{Cc}+/gu, ' ').slice(0, 500);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
