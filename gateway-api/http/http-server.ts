import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, type Socket } from 'node:net';
import { PROBLEM_TYPE, problemOf } from './problem';
import { Refusal } from '../refusal';
import { type TlsRenewal } from './tls-renewal';

const HEADER_BYTES = 16_384;

/** Where a server listens, and how. */
export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** How long a request may take to arrive, in ms. */
  readonly requestMs: number;
  /** How long a stop waits for requests under way, in ms. */
  readonly stopMs: number;
  /** Serves by TLS with this certificate; without it by plain HTTP. */
  readonly tls: TlsRenewal | undefined;
}

/** A server that listens. */
export interface ListeningServer {
  readonly url: string;
  /** Takes a renewed certificate from its files now. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** A listening server with bounds on what a connection may cost. Throws when the port is taken or TLS's files are wrong. */
export async function listen(app: RequestListener, options: ListenOptions): Promise<ListeningServer> {
  const { host, port, requestMs, stopMs, tls } = options;
  const bounds = {
    maxHeaderSize: HEADER_BYTES,
    requestTimeout: requestMs,
    headersTimeout: requestMs / 2,
    // How often connections are looked at: by itself every 30 s, which would give a request so much longer.
    connectionsCheckingInterval: requestMs / 8,
    keepAliveTimeout: 65_000,
  };
  let underWay = 0;
  const take: RequestListener = (request, response) => {
    underWay++;
    response.on('close', () => underWay--);
    app(request, response);
  };
  const material = await tls?.open();
  const secure = material && createTlsServer({ ...bounds, cert: material.cert, key: material.key }, take);
  const server: Server = secure ?? createServer(bounds, take);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (socket.writable && error.code !== 'ECONNRESET') socket.end(rawProblem(error.code));
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  if (secure) tls?.follow(secure);
  return {
    url: urlOf(server, secure ? 'https' : 'http'),
    reload: async () => {
      if (secure) await tls?.reload(secure);
    },
    close: async () => {
      tls?.stop();
      await close(server, () => underWay, stopMs);
    },
  };
}

function urlOf(server: Server, scheme: string): string {
  const { address, port, family } = server.address() as AddressInfo;
  return `${scheme}://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** Takes no more connections and waits for requests under way, but not for ever. */
async function close(server: Server, underWay: () => number, withinMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const end = Date.now() + withinMs;
  // Clients keep connections open for requests that may never come: nobody waits for those.
  const closing = setInterval(() => {
    if (underWay() === 0 || Date.now() > end) server.closeAllConnections();
  }, 10);
  await closed;
  clearInterval(closing);
}

/** What a client is told whose request can't even be read. */
function rawProblem(code: string | undefined): string {
  const [status, refusal] =
    code === 'HPE_HEADER_OVERFLOW'
      ? ([
          '431 Request Header Fields Too Large',
          new Refusal('MALFORMED_REQUEST', 'The headers are too large.'),
        ] as const)
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? (['408 Request Timeout', new Refusal('REQUEST_TIMEOUT', 'The request took too long to arrive.')] as const)
        : (['400 Bad Request', new Refusal('MALFORMED_REQUEST', 'The request is not HTTP as it should be.')] as const);
  const body = JSON.stringify({ ...problemOf(refusal, 'unread'), status: Number(status.slice(0, 3)) });
  const headers = `Content-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close`;
  return `HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${body}`;
}
