import { Readable } from 'node:stream';
import { type MessagePort } from 'node:worker_threads';
import { Metadata, status } from '@grpc/grpc-js';
import { type GatewayTransport } from '../running-network';
import { type AnswerMessage, asBuffer, type CallMessage, type ErrorMessage, owned } from './port-messages';

type Serialize = (value: unknown) => Buffer;
type Deserialize = (bytes: Buffer) => unknown;

/** Takes the answers to one call. */
type Receiver = (answer: AnswerMessage) => void;

/** The calls of a grpc-js client to a network in another thread: the same bytes, errors and deadlines, over a port. */
export function portTransport(port: MessagePort): GatewayTransport {
  const calls = new Map<number, Receiver>();
  let calling = 0;
  let closed = false;
  const send = (message: CallMessage): void => {
    if ('request' in message) port.postMessage(message, [message.request.buffer as ArrayBuffer]);
    else port.postMessage(message);
  };
  const begin = (
    kind: 'unary' | 'stream',
    path: string,
    request: Buffer,
    options: Options,
    receive: Receiver,
  ): number => {
    const id = calling++;
    if (closed) {
      queueMicrotask(() => receive(gone(id)));
      return id;
    }
    calls.set(id, receive);
    const deadline = options.deadline === undefined ? undefined : Number(options.deadline);
    send({ kind, id, path, request: owned(request), deadline });
    return id;
  };
  port.on('message', (answer: AnswerMessage) => calls.get(answer.id)?.(answer));
  port.on('close', () => {
    closed = true;
    for (const [id, receive] of [...calls]) receive(gone(id));
  });
  const transport = {
    makeUnaryRequest(
      path: string,
      serialize: Serialize,
      deserialize: Deserialize,
      request: unknown,
      ...rest: readonly unknown[]
    ) {
      const callback = rest.at(-1) as (error: unknown, value?: unknown) => void;
      const id = begin('unary', path, serialize(request), optionsIn(rest.slice(0, -1)), (answer) => {
        calls.delete(id);
        if (answer.kind === 'bytes') callback(null, deserialize(asBuffer(answer.bytes)));
        else if (answer.kind === 'error') callback(serviceError(answer));
      });
      return { cancel: () => send({ kind: 'cancel', id }) };
    },
    makeServerStreamRequest(
      path: string,
      serialize: Serialize,
      deserialize: Deserialize,
      request: unknown,
      ...rest: readonly unknown[]
    ) {
      const stream = new Readable({
        objectMode: true,
        read: () => {
          if (!closed) send({ kind: 'more', id });
        },
        destroy: (error, done) => {
          if (calls.delete(id) && !closed) send({ kind: 'cancel', id });
          done(error);
        },
      });
      const id = begin('stream', path, serialize(request), optionsIn(rest), (answer) => {
        if (answer.kind === 'bytes') {
          stream.push(deserialize(asBuffer(answer.bytes)));
          return;
        }
        calls.delete(id);
        if (answer.kind === 'end') stream.push(null);
        else stream.destroy(serviceError(answer));
      });
      // Who reads it learns of its failure; a stream that nobody reads must not end the process.
      stream.on('error', () => undefined);
      const cancelled = { id, kind: 'error', code: status.CANCELLED, details: 'Cancelled on client' } as const;
      const cancel = () => stream.destroy(serviceError({ ...cancelled, message: '', statusDetails: undefined }));
      return Object.assign(stream, { cancel });
    },
    close: () => undefined,
  };
  // The overloads of grpc-js's generic methods can't be written down without its classes.
  return transport as unknown as GatewayTransport;
}

interface Options {
  readonly deadline?: Date | number;
}

function optionsIn(rest: readonly unknown[]): Options {
  return rest.findLast((part) => typeof part === 'object' && part !== null) ?? {};
}

const gone = (id: number): ErrorMessage => ({
  ...{ kind: 'error', id, code: status.UNAVAILABLE, statusDetails: undefined },
  ...{ details: 'The network has stopped', message: 'The network has stopped' },
});

/** The error as grpc-js would have given it. */
function serviceError({ code, details, message, statusDetails }: ErrorMessage): Error {
  const metadata = new Metadata();
  if (statusDetails) metadata.set('grpc-status-details-bin', asBuffer(statusDetails));
  const text = message === '' ? `${code} ${status[code] ?? ''}: ${details}` : message;
  return Object.assign(new Error(text), { code, details, metadata });
}
