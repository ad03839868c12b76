import {
  type sendUnaryData,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { type DevnetLog } from '../devnet-log';
import { CancellableCall } from './call-context';
import { type PeerServices, type StreamHandler, type UnaryHandler } from './peer-services';
import { RpcError, toRpcError } from './rpc-error';

export interface ServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly tls: { readonly keyPem: string; readonly certificatePem: string };
  readonly log: DevnetLog;
}

export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Fabric's limits.concurrency.gatewayService, at the value that a busy peer is given. */
const mostCalls = 2_500;
/** Fabric's limit on a message. */
const maxMessageBytes = 100 * 1024 * 1024;
const drainMs = 2_000;

const serverOptions = {
  'grpc.max_receive_message_length': maxMessageBytes,
  'grpc.max_send_message_length': maxMessageBytes,
  'grpc.max_concurrent_streams': 10_000,
};

const asIs = (bytes: Buffer): Buffer => bytes;

/** Serves a peer's services over TLS. */
export async function startGrpcServer(services: PeerServices, options: ServerOptions): Promise<RunningServer> {
  const server = new Server(serverOptions);
  const { log } = options;
  const calls = new OpenCalls(log);
  for (const [path, handler] of services.unary) {
    const serve = (call: ServerUnaryCall<Buffer, Buffer>, callback: sendUnaryData<Buffer>): void =>
      calls.serve(path, call, callback, handler);
    add(server, path, false, false, serve);
  }
  const streams = new OpenStreams(log);
  for (const [path, handler] of services.serverStream) {
    const serve = (call: ServerWritableStream<Buffer, Buffer>): void =>
      streams.serve(path, call, [call.request], handler);
    add(server, path, false, true, serve);
  }
  for (const [path, handler] of services.bidiStream) {
    const serve = (call: ServerDuplexStream<Buffer, Buffer>): void => streams.serve(path, call, call, handler);
    add(server, path, true, true, serve);
  }
  const { keyPem, certificatePem } = options.tls;
  const credentials = ServerCredentials.createSsl(null, [
    { private_key: Buffer.from(keyPem), cert_chain: Buffer.from(certificatePem) },
  ]);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${options.host}:${options.port}`, credentials, (error, bound) => {
      if (error === null) resolve(bound);
      else
        reject(new Error(`Port ${options.port} on ${options.host} can't be used: ${error.message}`, { cause: error }));
    });
  });
  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        streams.stop();
        const timer = setTimeout(() => server.forceShutdown(), drainMs);
        server.tryShutdown(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}

function add(
  server: Server,
  path: string,
  requestStream: boolean,
  responseStream: boolean,
  implementation: UntypedServiceImplementation[string],
): void {
  const definition = {
    path,
    requestStream,
    responseStream,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  };
  server.addService({ [path]: definition }, { [path]: implementation });
}

/** Calls under way, waiting ones included; more than a peer can bear are refused. */
class OpenCalls {
  private open = 0;

  constructor(private readonly log: DevnetLog) {}

  serve(
    path: string,
    call: ServerUnaryCall<Buffer, Buffer>,
    callback: sendUnaryData<Buffer>,
    handler: UnaryHandler,
  ): void {
    if (this.open >= mostCalls) {
      const message = `too many requests for /gateway.Gateway, exceeding concurrency limit (${mostCalls})`;
      callback(new RpcError(status.RESOURCE_EXHAUSTED, message).toServiceError());
      return;
    }
    this.open++;
    const context = new CancellableCall();
    call.on('cancelled', () => context.cancel());
    handler(call.request, context)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(reported(path, error, this.log).toServiceError()),
      )
      .finally(() => this.open--);
  }
}

/** Streams last as long as their clients like; when the server stops they must not hold it up. */
class OpenStreams {
  private readonly contexts = new Map<CancellableCall, ServerStream>();

  constructor(private readonly log: DevnetLog) {}

  serve(
    path: string,
    call: ServerStream,
    requests: AsyncIterable<Buffer> | Iterable<Buffer>,
    handler: StreamHandler,
  ): void {
    const context = new CancellableCall();
    this.contexts.set(context, call);
    call.on('cancelled', () => context.cancel());
    call.on('error', () => context.cancel());
    answerAll(call, requests, handler, context)
      .then(
        () => call.end(),
        (error: unknown) => {
          if (!context.cancelled) refuse(call, reported(path, error, this.log));
        },
      )
      .finally(() => this.contexts.delete(context));
  }

  stop(): void {
    for (const [context, call] of this.contexts) {
      context.cancel();
      refuse(call, new RpcError(status.UNAVAILABLE, 'the network is stopping'));
    }
  }
}

/** Ends a stream with the error as its status. A stream that is destroyed would end without one, and its client wait. */
function refuse(call: ServerStream, error: RpcError): void {
  call.emit('error', error.toServiceError());
}

type ServerStream = ServerWritableStream<Buffer, Buffer> | ServerDuplexStream<Buffer, Buffer>;

async function answerAll(
  call: Writable,
  requests: AsyncIterable<Buffer> | Iterable<Buffer>,
  handler: StreamHandler,
  context: CancellableCall,
): Promise<void> {
  for await (const request of requests) {
    for await (const message of handler(request, context)) {
      if (context.cancelled) return;
      // As fast as the client reads.
      if (!call.write(message)) await drained(call, context);
    }
  }
}

interface Writable {
  write(message: Buffer): boolean;
  once(event: 'drain', listener: () => void): unknown;
}

function drained(call: Writable, context: CancellableCall): Promise<void> {
  return new Promise((resolve) => {
    const stopListening = context.onCancel(resolve);
    call.once('drain', () => {
      stopListening();
      resolve();
    });
  });
}

/** What isn't meant for clients goes to the log. */
export function reported(path: string, error: unknown, log: DevnetLog): RpcError {
  if (!(error instanceof RpcError)) log.error({ err: error, path }, 'A call failed');
  return toRpcError(error);
}
