import { type AnswerStream, oneRequestStream } from './one-request-stream';
import { type GatewayTransport } from './running-network';

/** What a caller hands to a client of grpc-js besides path and request, as far as our transports look at it. */
export type Serialize = (value: unknown) => Buffer;
export type Deserialize = (bytes: Buffer) => unknown;
export interface CallOptions {
  readonly deadline?: Date | number;
}
export type UnaryCallback = (error: unknown, value?: unknown) => void;

/** The two kinds of call that `GatewayTransport` has, in the one form in which they are told apart from metadata. */
export interface TransportCalls {
  unary(
    call: { readonly path: string; readonly request: Buffer; readonly options: CallOptions },
    settle: (error: unknown, bytes?: Buffer) => void,
  ): { cancel(): void };
  serverStream(
    call: { readonly path: string; readonly request: Buffer; readonly options: CallOptions },
    deserialize: Deserialize,
  ): AnswerStream;
}

/** The methods of a grpc-js client over a transport of ours: takes its many forms of arguments apart. */
export function gatewayTransport(calls: TransportCalls): GatewayTransport {
  const transport = {
    makeUnaryRequest(
      path: string,
      serialize: Serialize,
      deserialize: Deserialize,
      request: unknown,
      ...rest: readonly unknown[]
    ) {
      const callback = rest.at(-1) as UnaryCallback;
      const call = { path, request: serialize(request), options: optionsIn(rest.slice(0, -1)) };
      return calls.unary(call, (error, bytes) => {
        if (bytes === undefined) callback(error);
        else callback(null, deserialize(bytes));
      });
    },
    makeServerStreamRequest(
      path: string,
      serialize: Serialize,
      deserialize: Deserialize,
      request: unknown,
      ...rest: readonly unknown[]
    ) {
      return calls.serverStream({ path, request: serialize(request), options: optionsIn(rest) }, deserialize);
    },
    /** For services that take one request: Deliver, as fabric-gateway asks for blocks. */
    makeBidiStreamRequest(path: string, serialize: Serialize, deserialize: Deserialize, ...rest: readonly unknown[]) {
      return oneRequestStream((request) =>
        transport.makeServerStreamRequest(path, serialize, deserialize, request, ...rest),
      );
    },
    close: () => undefined,
  };
  // The overloads of grpc-js's generic methods can't be written down without its classes.
  return transport as unknown as GatewayTransport;
}

/** Metadata may stand before the options. */
function optionsIn(rest: readonly unknown[]): CallOptions {
  return rest.findLast((part) => typeof part === 'object' && part !== null) ?? {};
}
