import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';
import { type DoorLimits } from './limits';
import { PROBLEM_TYPE, problemOf } from './problem';
import { Refusal } from '../refusal';

const HEADER_BYTES = 16_384;
const STOP_WITHIN_MS = 5_000;

/** A server that listens. */
export interface ListeningServer {
  readonly url: string;
  close(): Promise<void>;
}

/** A listening server with bounds on what a connection may cost. */
export async function listen(
  app: RequestListener,
  host: string,
  port: number,
  limits: DoorLimits,
): Promise<ListeningServer> {
  const bounds = {
    maxHeaderSize: HEADER_BYTES,
    requestTimeout: limits.requestMs,
    headersTimeout: limits.requestMs / 2,
    keepAliveTimeout: 65_000,
  };
  let underWay = 0;
  const server = createServer(bounds, (request, response) => {
    underWay++;
    response.on('close', () => underWay--);
    app(request, response);
  });
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
  return { url: urlOf(server), close: () => close(server, () => underWay) };
}

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** Takes no more connections and waits for requests under way, but not for ever. */
async function close(server: Server, underWay: () => number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const end = Date.now() + STOP_WITHIN_MS;
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
