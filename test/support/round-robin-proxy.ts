import { createServer, request, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A balancer as simple as can be: each request goes to the next gateway, whoever asks; who is gone is passed over. */
export class RoundRobinProxy {
  private next = 0;
  /** How many requests each target was given. */
  readonly given: number[];

  private constructor(
    private readonly server: Server,
    targets: readonly string[],
  ) {
    this.given = targets.map(() => 0);
  }

  static async start(targets: readonly string[]): Promise<RoundRobinProxy> {
    const server = createServer();
    const proxy = new RoundRobinProxy(server, targets);
    server.on('request', (incoming, outgoing) => {
      const index = proxy.next++ % targets.length;
      proxy.given[index] = (proxy.given[index] ?? 0) + 1;
      const { method, url, headers } = incoming;
      const target = `${targets[index] ?? ''}${url ?? ''}`;
      const passed = request(target, { method: method ?? 'GET', headers, agent: false }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        // A stream that breaks off breaks off for the client, too.
        answer.on('error', () => outgoing.destroy());
      });
      passed.on('error', () => {
        if (outgoing.headersSent) outgoing.destroy();
        else outgoing.writeHead(502).end();
      });
      incoming.pipe(passed);
      outgoing.on('close', () => passed.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
