import { type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo } from 'node:net';
import { type CaAnswer, type CaContext, type CaRequest } from './ca-context';
import { CaError, CaErrorCode } from './ca-error';
import { findOperation } from './ca-operations';
import { RequestBody } from './request-body';

/** A request's body may have this many bytes; the largest honest one, with 100 attributes, has about a tenth. */
const MAX_BODY_BYTES = 262_144;
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 500;
/** Requests under way get this long when the server stops. */
const STOP_TIMEOUT_MS = 2_000;

/** A CA's REST server. */
export interface CaServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Serves the CA over TLS. Whatever a client sends, the answer has fabric-ca's form and the server goes on. */
export async function startCaServer(
  ca: CaContext,
  options: { readonly host: string; readonly port: number; readonly keyPem: string; readonly certificatePem: string },
): Promise<CaServer> {
  const server = createServer(
    {
      key: options.keyPem,
      cert: options.certificatePem,
      minVersion: 'TLSv1.2',
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
    },
    (request, response) => void respond(ca, request, response),
  );
  server.maxConnections = MAX_CONNECTIONS;
  const port = await listen(server, options.host, options.port);
  return { port, stop: () => close(server) };
}

async function respond(ca: CaContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? '';
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  try {
    const answer = await answerTo(ca, request, method, path);
    ca.log.info({ ca: ca.name, method, path, status: answer.status }, 'CA request');
    send(response, method, answer.status, { result: answer.result, errors: [], messages: [], success: true });
  } catch (thrown) {
    const error =
      thrown instanceof CaError ? thrown : new CaError(500, CaErrorCode.unknown, 'Internal error of the CA');
    const details = { ca: ca.name, method, path, status: error.status, code: error.reason.code };
    if (error === thrown) ca.log.info({ ...details, reason: error.reason.message }, 'CA request refused');
    else ca.log.error({ ...details, err: thrown }, 'CA request failed');
    // What is left of a body that wasn't read to its end would be taken for the next request.
    if (!request.complete) response.setHeader('connection', 'close');
    const errors = [{ code: error.code, message: error.message }];
    send(response, method, error.status, { result: '', errors, messages: [], success: false });
  }
}

async function answerTo(ca: CaContext, request: IncomingMessage, method: string, path: string): Promise<CaAnswer> {
  const { operation, target } = findOperation(method, path);
  const bodyBytes = await readBody(request);
  const uri = request.url ?? '';
  const caRequest: CaRequest = {
    method,
    uri,
    query: new URLSearchParams(uri.slice(path.length)),
    target,
    authorization: request.headers.authorization,
    bodyBytes,
    body: RequestBody.parse(bodyBytes),
  };
  requireThisCa(ca, caRequest);
  return operation(ca, caRequest);
}

/** Clients may say which of a server's CAs they mean, in the query or the body; this server has one. */
function requireThisCa(ca: CaContext, request: CaRequest): void {
  const named = request.query.get('ca') || request.body.text('caname', 256);
  if (named !== '' && named !== ca.name) {
    throw new CaError(404, CaErrorCode.caNotFound, `CA '${named}' does not exist`);
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const tooLarge = new CaError(413, CaErrorCode.unreadableBody, `The body may have ${MAX_BODY_BYTES} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, method: string, status: number, envelope: object): void {
  if (response.headersSent || response.destroyed) return;
  const body = Buffer.from(JSON.stringify(envelope));
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'content-length': method === 'HEAD' ? 0 : body.length,
  });
  response.end(method === 'HEAD' ? undefined : body);
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const impatient = setTimeout(() => server.closeAllConnections(), STOP_TIMEOUT_MS);
    server.close((error) => {
      clearTimeout(impatient);
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
}
