import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A health check that is being served. */
export interface HealthServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Answers GET /healthz on this machine alone with an agent's health as JSON: 200, or 503 while its last round failed.
 * Port 0 takes any free one. Throws what listening throws, EADDRINUSE for one.
 */
export async function serveHealth(
  port: number,
  health: () => { readonly failure: string | undefined },
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    if (request.url !== '/healthz') {
      response.writeHead(404).end();
      return;
    }
    const document = health();
    const status = document.failure === undefined ? 200 : 503;
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(`${JSON.stringify(document)}\n`);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
