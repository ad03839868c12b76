import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a stretch of load by autocannon gave. */
export interface Shots {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

interface Report {
  readonly requests: { readonly average: number };
  readonly latency: { readonly p50: number; readonly p99: number };
  readonly errors: number;
  readonly timeouts: number;
  readonly non2xx: number;
  readonly '2xx': number;
}

const run = promisify(execFile);
const program = require.resolve('autocannon/autocannon.js');

/** Sends the same GET again and again from a process of its own. Throws when an answer was not 2xx, or none came. */
export async function autocannon(
  url: string,
  headers: Readonly<Record<string, string>>,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<Shots> {
  const named = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}=${value}`]);
  const args = [program, '-j', '-n', '-c', String(connections), '-d', String(seconds), ...named, url];
  const { stdout } = await run(process.execPath, args, { maxBuffer: 1 << 26 });
  const { requests, latency, errors, timeouts, non2xx, '2xx': good } = JSON.parse(stdout) as Report;
  if (errors + timeouts + non2xx > 0 || good === 0) {
    throw new Error(`${url}: ${good} good answers, ${non2xx} others, ${errors} errors, ${timeouts} timeouts`);
  }
  return { perSecond: requests.average, p50: latency.p50, p99: latency.p99 };
}
