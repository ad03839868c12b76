import {
  type sendUnaryData,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServerWritableStream,
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
  for (const [path, handler] of services.unary) add(server, path, false, false, unary(path, handler, log));
  for (const [path, handler] of services.serverStream) add(server, path, false, true, serverStream(path, handler, log));
  for (const [path, handler] of services.bidiStream) add(server, path, true, true, bidiStream(path, handler, log));
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

function unary(path: string, handler: UnaryHandler, log: DevnetLog) {
  return (call: ServerUnaryCall<Buffer, Buffer>, callback: sendUnaryData<Buffer>): void => {
    const context = new CancellableCall();
    call.on('cancelled', () => context.cancel());
    handler(call.request, context).then(
      (response) => callback(null, response),
      (error: unknown) => callback(reported(path, error, log).toServiceError()),
    );
  };
}

function serverStream(path: string, handler: StreamHandler, log: DevnetLog) {
  return (call: ServerWritableStream<Buffer, Buffer>): void => {
    const context = new CancellableCall();
    call.on('cancelled', () => context.cancel());
    call.on('error', () => context.cancel());
    send(call, handler(call.request, context), context).then(
      () => call.end(),
      (error: unknown) => {
        call.destroy(reported(path, error, log).toServiceError());
      },
    );
  };
}

function bidiStream(path: string, handler: StreamHandler, log: DevnetLog) {
  return (call: ServerDuplexStream<Buffer, Buffer>): void => {
    const context = new CancellableCall();
    call.on('cancelled', () => context.cancel());
    call.on('error', () => context.cancel());
    const serve = async (): Promise<void> => {
      for await (const request of call as AsyncIterable<Buffer>) await send(call, handler(request, context), context);
    };
    serve().then(
      () => call.end(),
      (error: unknown) => {
        if (!context.cancelled) call.destroy(reported(path, error, log).toServiceError());
      },
    );
  };
}

interface Writable {
  write(message: Buffer): boolean;
  once(event: 'drain', listener: () => void): unknown;
}

/** Writes as fast as the client reads. */
async function send(call: Writable, messages: AsyncGenerator<Buffer>, context: CancellableCall): Promise<void> {
  for await (const message of messages) {
    if (context.cancelled) return;
    if (!call.write(message)) await drained(call, context);
  }
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
