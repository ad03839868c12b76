import {
  Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  credentials,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { type GatewayTransport, type PeerEndpoint } from './running-network';

/** Fabric's own limit of a message. */
const mostBytes = 100 * 1024 * 1024;

type Callback = (error: ServiceError | null, value?: unknown) => void;
type Rest = readonly unknown[];
/** What all overloads of a grpc-js client's methods come to. */
interface Calls {
  makeUnaryRequest(
    path: string,
    serialize: unknown,
    deserialize: unknown,
    message: unknown,
    ...rest: Rest
  ): Cancellable;
  makeServerStreamRequest(path: string, ...rest: Rest): ClientReadableStream<unknown>;
  makeBidiStreamRequest(path: string, ...rest: Rest): ClientDuplexStream<unknown, unknown>;
}
interface Cancellable {
  cancel(): void;
}

/**
 * Calls to the Gateway service of whichever peer answers: the one that answered last, and the next in the list when that
 * can't be reached or says that it can't serve now (UNAVAILABLE). A call is made at each peer once at most, with the very
 * same bytes and the deadline it came with, so a peer that is gone costs nothing but the attempt, and a transaction that
 * was sent twice is on the ledger once. A stream is not moved: who reads it opens it again, and is at another peer then.
 *
 * @throws Error for an empty list.
 */
export function peerTransport(peers: readonly PeerEndpoint[]): GatewayTransport {
  if (peers.length === 0) throw new Error('Of a network at least one peer has to be known.');
  const clients = peers.map(clientOf);
  let current = 0;
  const clientAt = (index: number): Calls => clients[index % clients.length] as unknown as Calls;
  const leave = (index: number): void => {
    // Others may have left it already, and been served by the next one.
    if (current === index) current = (index + 1) % clients.length;
  };
  const stream = <S extends NodeJS.EventEmitter>(open: (client: Calls) => S): S => {
    const index = current;
    return open(clientAt(index)).on('error', (error: Partial<ServiceError>) => {
      if (error.code === status.UNAVAILABLE) leave(index);
    });
  };
  const transport = {
    makeUnaryRequest(path: string, serialize: unknown, deserialize: unknown, message: unknown, ...rest: Rest) {
      const callback = rest.at(-1) as Callback;
      const first = current;
      let call: Cancellable | undefined;
      const attempt = (tried: number): void => {
        const index = (first + tried) % clients.length;
        call = clientAt(index).makeUnaryRequest(path, serialize, deserialize, message, ...rest.slice(0, -1), ((
          error,
          value,
        ) => {
          if (error?.code === status.UNAVAILABLE) {
            leave(index);
            if (tried + 1 < clients.length) {
              attempt(tried + 1);
              return;
            }
          }
          callback(error, value);
        }) satisfies Callback);
      };
      attempt(0);
      return { cancel: () => call?.cancel() };
    },
    makeServerStreamRequest: (path: string, ...rest: Rest) =>
      stream((client) => client.makeServerStreamRequest(path, ...rest)),
    makeBidiStreamRequest: (path: string, ...rest: Rest) =>
      stream((client) => client.makeBidiStreamRequest(path, ...rest)),
    close: () => clients.forEach((client) => client.close()),
  };
  // The overloads of grpc-js's generic methods can't be written down without its classes.
  return transport as unknown as GatewayTransport;
}

function clientOf({ address, tlsRootPem, serverName }: PeerEndpoint): Client {
  return new Client(address, credentials.createSsl(Buffer.from(tlsRootPem)), {
    'grpc.ssl_target_name_override': serverName,
    'grpc.max_receive_message_length': mostBytes,
    'grpc.max_send_message_length': mostBytes,
    // A peer that comes back is to be noticed within seconds, not after the two minutes that gRPC may wait by itself.
    'grpc.initial_reconnect_backoff_ms': 200,
    'grpc.min_reconnect_backoff_ms': 200,
    'grpc.max_reconnect_backoff_ms': 2_000,
  });
}
