import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Channel } from '../channel';
import { type FaultState } from '../faults';
import { traceTransaction } from '../trace/trace-transaction';
import { removeControlNote, writeControlNote } from './control-note';

/** What a command is told of a channel. */
export interface ChannelStatus {
  readonly name: string;
  readonly height: number;
  readonly organizations: readonly string[];
  readonly faults: FaultState;
}

const longestRequest = 10_000;

/** The request is wrong; its sender learns the message. */
class RequestError extends Error {
  override readonly name = 'RequestError';
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Takes the commands of `npm run devnet` for a running network: over HTTP on the loopback interface, from who knows the
 * token that lies in the network's folder.
 */
export async function startControlServer(
  channels: ReadonlyMap<string, Channel>,
  home: string,
): Promise<{ stop(): Promise<void> }> {
  const token = randomBytes(32).toString('base64url');
  const server = createServer((request, response) => {
    void answer(channels, token, request).then(
      (document) => send(response, 200, document),
      (error: unknown) => {
        const known = error instanceof RequestError || error instanceof RangeError;
        const status = error instanceof RequestError ? error.status : known ? 400 : 500;
        send(response, status, { error: known ? error.message : 'internal error' });
      },
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await writeControlNote(home, { port: (server.address() as AddressInfo).port, token });
  return {
    stop: async () => {
      await removeControlNote(home);
      server.closeAllConnections();
      server.close();
    },
  };
}

function send(response: ServerResponse, status: number, document: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify(document));
}

async function answer(
  channels: ReadonlyMap<string, Channel>,
  token: string,
  request: IncomingMessage,
): Promise<unknown> {
  const digest = (text: string): Buffer => hash('sha256', text, 'buffer');
  if (!timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`))) {
    throw new RequestError(401, 'The token is not the one in the folder of the network');
  }
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const chosen = channelsNamed(channels, searchParams.get('channel'));
  switch (`${request.method ?? ''} ${pathname}`) {
    case 'GET /channels':
      return chosen.map(statusOf);
    case 'GET /trace':
      return traceIn(chosen, searchParams.get('id') ?? '');
    case 'PUT /faults':
      return setFaults(chosen, await bodyOf(request));
    case 'DELETE /faults':
      for (const { faults } of chosen) faults.off();
      return chosen.map(statusOf);
    default:
      throw new RequestError(404, `There is nothing at ${request.method ?? ''} ${pathname}`);
  }
}

function channelsNamed(channels: ReadonlyMap<string, Channel>, name: string | null): readonly Channel[] {
  if (name === null) return [...channels.values()];
  const channel = channels.get(name);
  if (channel !== undefined) return [channel];
  throw new RequestError(404, `There is no channel ${name}; the network has ${[...channels.keys()].join(', ')}`);
}

function statusOf({ name, ledger, config, faults }: Channel): ChannelStatus {
  return {
    name,
    height: ledger.height,
    organizations: config.organizations.map(({ mspId }) => mspId),
    faults: faults.state,
  };
}

async function traceIn(channels: readonly Channel[], id: string): Promise<unknown> {
  for (const channel of channels) {
    const trace = await traceTransaction(channel.ledger, id, channel);
    if (trace !== undefined) return trace;
  }
  const names = channels.map(({ name }) => name).join(', ');
  throw new RequestError(404, `No transaction ${id} is on the ledger of ${names}`);
}

/** Faults are those of one channel: the one named, or the first. */
function setFaults([channel]: readonly Channel[], body: string): unknown {
  if (channel === undefined) throw new RequestError(404, 'The network has no channel');
  let wanted: Partial<Record<keyof FaultState, unknown>>;
  try {
    wanted = JSON.parse(body) as typeof wanted;
  } catch {
    throw new RequestError(400, 'The faults must be a JSON object');
  }
  const { conflicts, crashes, ordererAway } = wanted;
  channel.faults.set({
    ...(conflicts === undefined ? {} : { conflicts: Number(conflicts) }),
    ...(crashes === undefined ? {} : { crashes: Number(crashes) }),
    ...(ordererAway === undefined ? {} : { ordererAway: ordererAway === true }),
  });
  return [statusOf(channel)];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    if ((size += bytes.length) > longestRequest) throw new RequestError(413, 'The request is too long');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
}
