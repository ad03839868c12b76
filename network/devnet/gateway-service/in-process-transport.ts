import { Readable } from 'node:stream';
import { type Client, status } from '@grpc/grpc-js';
import { type GatewayTransport } from '../../running-network';
import { type DevnetLog } from '../devnet-log';
import { CancellableCall } from './call-context';
import { reported } from './grpc-server';
import { type PeerServices } from './peer-services';
import { RpcError } from './rpc-error';

type Serialize = (value: unknown) => Buffer;
type Deserialize = (bytes: Buffer) => unknown;
interface Options {
  readonly deadline?: Date | number;
}

/**
 * The peer's services for a client in the same process: the calls of a grpc-js client, the same bytes, errors and
 * deadlines, without a socket.
 */
export function inProcessTransport(services: PeerServices, log: DevnetLog): GatewayTransport {
  const transport = {
    makeUnaryRequest(
      path: string,
      serialize: Serialize,
      deserialize: Deserialize,
      request: unknown,
      ...rest: readonly unknown[]
    ) {
      const callback = rest.at(-1) as (error: unknown, value?: unknown) => void;
      const call = new TimedCall(optionsIn(rest.slice(0, -1)));
      const handler = services.unary.get(path);
      const answer =
        handler === undefined
          ? Promise.reject(unimplemented(path))
          : Promise.resolve().then(() => handler(serialize(request), call));
      let settled = false;
      const settle = (error: unknown, value?: unknown): void => {
        if (settled) return;
        settled = true;
        call.end();
        callback(error, value);
      };
      call.onCancel(() => settle(call.reason().toServiceError()));
      answer.then(
        (bytes) => settle(null, deserialize(bytes)),
        (error: unknown) => settle(reported(path, error, log).toServiceError()),
      );
      return { cancel: () => call.cancel() };
    },
    makeServerStreamRequest(
      path: string,
      serialize: Serialize,
      deserialize: Deserialize,
      request: unknown,
      ...rest: readonly unknown[]
    ) {
      const call = new TimedCall(optionsIn(rest));
      const handler = services.serverStream.get(path);
      const messages = async function* (): AsyncGenerator {
        if (handler === undefined) throw unimplemented(path).toServiceError();
        try {
          for await (const bytes of handler(serialize(request), call)) yield deserialize(bytes);
        } catch (error) {
          throw reported(path, error, log).toServiceError();
        } finally {
          call.end();
        }
      };
      // Begins now, not when it is first read: the place to start from is that of the call.
      const stream = Readable.from(begun(messages()));
      call.onCancel(() => stream.destroy(call.reason().toServiceError()));
      return Object.assign(stream, { cancel: () => call.cancel() });
    },
    close: () => undefined,
  };
  // The overloads of grpc-js's generic methods can't be written down without its classes.
  return transport as unknown as Pick<Client, 'makeUnaryRequest' | 'makeServerStreamRequest' | 'close'>;
}

/** A call that is cancelled when its deadline has come. */
class TimedCall extends CancellableCall {
  private readonly timer: NodeJS.Timeout | undefined;
  private expired = false;

  constructor({ deadline }: Options) {
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

function optionsIn(rest: readonly unknown[]): Options {
  return rest.findLast((part) => typeof part === 'object' && part !== null) ?? {};
}

function unimplemented(path: string): RpcError {
  return new RpcError(status.UNIMPLEMENTED, `The server does not implement the method ${path}`);
}
