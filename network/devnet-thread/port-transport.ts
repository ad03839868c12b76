import { Readable } from 'node:stream';
import { type MessagePort } from 'node:worker_threads';
import { Metadata, status } from '@grpc/grpc-js';
import { type GatewayTransport } from '../running-network';
import { type CallOptions, gatewayTransport } from '../transport-call';
import { type AnswerMessage, asBuffer, type CallMessage, type ErrorMessage, owned } from './port-messages';

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
    options: CallOptions,
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
  return gatewayTransport({
    unary({ path, request, options }, settle) {
      const id = begin('unary', path, request, options, (answer) => {
        calls.delete(id);
        if (answer.kind === 'bytes') settle(null, asBuffer(answer.bytes));
        else if (answer.kind === 'error') settle(serviceError(answer));
      });
      return { cancel: () => send({ kind: 'cancel', id }) };
    },
    serverStream({ path, request, options }, deserialize) {
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
      const id = begin('stream', path, request, options, (answer) => {
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
  });
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
