import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { FabricNetworkError } from './fabric-network-error';

const loopback = '127.0.0.1';

// Below the range from which systems take the ports of outgoing connections: a node that is down keeps its port free.
const first = 20_000;
const count = 12_000;

/** Finds ports that are free on loopback now, all different, somewhere in 20000 to 31999. */
export async function freePorts(wanted: number): Promise<number[]> {
  const start = Math.floor(Math.random() * count);
  const ports: number[] = [];
  for (let tried = 0; ports.length < wanted && tried < count; tried++) {
    const port = first + ((start + tried) % count);
    if (await isPortFree(port)) ports.push(port);
  }
  if (ports.length < wanted) {
    throw new FabricNetworkError(`Only ${ports.length} ports from ${first} on are free; ${wanted} are needed.`);
  }
  return ports;
}

/** The first of so many hundreds of ports of which the first fifty each, where a network's nodes listen, are free now. */
export async function freeHundreds(wanted: number): Promise<number> {
  const starts = Array.from({ length: count / 100 - wanted }, (_, index) => first + 100 * index);
  const offset = Math.floor(Math.random() * starts.length);
  for (const start of [...starts.slice(offset), ...starts.slice(0, offset)]) {
    const ports = Array.from({ length: wanted }, (_, hundred) =>
      Array.from({ length: 50 }, (_each, index) => start + 100 * hundred + index),
    ).flat();
    const free = await Promise.all(ports.map((port) => isPortFree(port)));
    if (free.every(Boolean)) return start;
  }
  throw new FabricNetworkError(`From ${first} on there are no ${wanted} hundreds of ports that are free.`);
}

/** Whether nobody listens on this loopback port now. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await portState(port, loopback)) === 'free';
}

/** Whether a port can be listened on now; `elsewhere` says that the address is none of this machine's. */
export async function portState(port: number, host: string): Promise<'free' | 'taken' | 'elsewhere'> {
  const code = await portObstacle(port, host);
  if (code === undefined) return 'free';
  return code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'elsewhere' : 'taken';
}

/** Why a port can't be listened on now: the system's code, such as EADDRINUSE; undefined when it can. */
export async function portObstacle(port: number, host = loopback): Promise<string | undefined> {
  try {
    await close(await listenOn(port, host));
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}

async function listenOn(port: number, host: string): Promise<Server> {
  const server = createServer();
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
