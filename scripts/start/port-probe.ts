import { once } from 'node:events';
import { createServer } from 'node:net';

/** Why a port of the loopback address can't be listened on: a system's code such as EADDRINUSE; undefined when it can. */
export async function portObstacle(port: number): Promise<string | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  } finally {
    server.close();
  }
}
