import { Agent, request as httpsRequest } from 'node:https';
import { type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/**
 * `fetch` for servers whose certificates come from a root of their own: it believes that root alone, where Node's own
 * `fetch` knows the roots that a process began with. It takes what this project's clients send: a URL, headers as an object,
 * a body of text, a signal. Answers may be streams. It follows no redirect. Connections are kept for the next request.
 */
export function trustingFetch(rootPem: string): typeof fetch {
  const agent = new Agent({ keepAlive: true, ca: rootPem, minVersion: 'TLSv1.2' });
  return (address, init = {}) =>
    new Promise<Response>((resolve, reject) => {
      const { method = 'GET', headers, body, signal } = init;
      const content = typeof body === 'string' ? body : undefined;
      // Without its length the body of a DELETE would be taken for the beginning of the next request.
      const length = content === undefined ? {} : { 'content-length': String(Buffer.byteLength(content)) };
      const request = httpsRequest(
        address instanceof Request ? address.url : address,
        {
          agent,
          method,
          headers: { ...Object.fromEntries(new Headers(headers)), ...length },
          ...(signal && { signal }),
        },
        (incoming) => {
          // Without this a stream that is stopped would end as if the connection had broken.
          const stop = (): void => void incoming.destroy(signal?.reason as Error);
          signal?.addEventListener('abort', stop, { once: true });
          incoming.once('close', () => signal?.removeEventListener('abort', stop));
          resolve(responseOf(incoming));
        },
      );
      request.on('error', reject);
      request.end(content);
    });
}

/** Statuses whose answers have no body. */
const bodiless = [204, 205, 304];

function responseOf(incoming: IncomingMessage): Response {
  const { statusCode: status = 0, statusMessage: statusText = '', rawHeaders } = incoming;
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  if (bodiless.includes(status)) {
    incoming.resume();
    return new Response(null, { status, statusText, headers });
  }
  return new Response(Readable.toWeb(incoming) as ReadableStream<Uint8Array>, { status, statusText, headers });
}
