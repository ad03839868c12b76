import { type IncomingMessage } from 'node:http';

/** What proxies say of whom they speak for. */
const PROXY_HEADERS = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'] as const;

/** Whether an address is one that only this very machine has. */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return plain === '::1' || plain === 'localhost' || /^127(\.\d{1,3}){3}$/.test(plain);
}

/**
 * Whether a Host header names this machine as itself. A page of another site reaches a loopback address by a name of its
 * own that leads here, and its browser then says that name.
 */
export const namesThisMachine = (host = ''): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/.test(host);

/** Whether a request comes from this very machine, meant for it, and from a page of its own. */
export function isLocal({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): boolean {
  if (!isLoopback(socket.remoteAddress ?? '')) return false;
  if (PROXY_HEADERS.some((name) => headers[name] !== undefined)) return false;
  const { host, origin } = headers;
  if (host === undefined || !namesThisMachine(host)) return false;
  // A browser that says nothing of the site still names the page's origin; behind a proxy, that is another one, too.
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) return false;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}
