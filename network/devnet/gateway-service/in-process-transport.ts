import { Readable } from 'node:stream';
import { status } from '@grpc/grpc-js';
import { type GatewayTransport } from '../../running-network';
import { type CallOptions, gatewayTransport } from '../../transport-call';
import { type DevnetLog } from '../devnet-log';
import { CancellableCall } from './call-context';
import { reported } from './grpc-server';
import { type PeerServices } from './peer-services';
import { RpcError } from './rpc-error';

/**
 * The peer's services for a client in the same process: the calls of a grpc-js client, the same bytes, errors and
 * deadlines, without a socket.
 */
export function inProcessTransport(services: PeerServices, log: DevnetLog): GatewayTransport {
  return gatewayTransport({
    unary({ path, request, options }, callback) {
      const call = new TimedCall(options);
      const handler = services.unary.get(path);
      const answer =
        handler === undefined
          ? Promise.reject(unimplemented(path))
          : Promise.resolve().then(() => handler(request, call));
      let settled = false;
      const settle = (error: unknown, bytes?: Buffer): void => {
        if (settled) return;
        settled = true;
        call.end();
        callback(error, bytes);
      };
      call.onCancel(() => settle(call.reason().toServiceError()));
      answer.then(
        (bytes) => settle(null, bytes),
        (error: unknown) => settle(reported(path, error, log).toServiceError()),
      );
      return { cancel: () => call.cancel() };
    },
    serverStream({ path, request, options }, deserialize) {
      const call = new TimedCall(options);
      const handler = services.serverStream.get(path) ?? services.bidiStream.get(path);
      const messages = async function* (): AsyncGenerator {
        if (handler === undefined) throw unimplemented(path).toServiceError();
        try {
          for await (const bytes of handler(request, call)) yield deserialize(bytes);
        } catch (error) {
          throw reported(path, error, log).toServiceError();
        } finally {
          call.end();
        }
      };
      // Begins now, not when it is first read: the place to start from is that of the call.
      const stream = Readable.from(begun(messages()));
      // Who reads it learns of its failure; a stream that nobody reads must not end the process.
      stream.on('error', () => undefined);
      call.onCancel(() => stream.destroy(call.reason().toServiceError()));
      return Object.assign(stream, { cancel: () => call.cancel() });
    },
  });
}

/** A call that is cancelled when its deadline has come. */
class TimedCall extends CancellableCall {
  private readonly timer: NodeJS.Timeout | undefined;
  private expired = false;

  constructor({ deadline }: CallOptions) {
    super();
    if (deadline === undefined || deadline === Infinity) return;
    const remainingMs = Number(deadline) - Date.now();
    this.timer = setTimeout(() => {
      this.expired = true;
      this.cancel();
    }, remainingMs).unref();
  }

  reason(): RpcError {
    return this.expired
      ? new RpcError(status.DEADLINE_EXCEEDED, 'Deadline exceeded')
      : new RpcError(status.CANCELLED, 'Cancelled on client');
  }

  end(): void {
    clearTimeout(this.timer);
  }
}

function begun(messages: AsyncGenerator): AsyncGenerator {
  const first = messages.next();
  first.catch(() => undefined);
  return (async function* () {
    try {
      for (let step = await first; step.done !== true; step = await messages.next()) yield step.value;
    } finally {
      await messages.return(undefined);
    }
  })();
}

function unimplemented(path: string): RpcError {
  return new RpcError(status.UNIMPLEMENTED, `The server does not implement the method ${path}`);
}
