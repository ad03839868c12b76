import { type MessagePort } from 'node:worker_threads';
import { type ServiceError, status } from '@grpc/grpc-js';
import { type GatewayTransport } from '../running-network';
import { type AnswerMessage, asBuffer, type BeginMessage, type CallMessage, owned } from './port-messages';

const asIs = (bytes: Buffer): Buffer => bytes;
const statusDetails = 'grpc-status-details-bin';

interface Call {
  cancel(): void;
  more?(): void;
}

/** Makes the calls that come through the port over the transport, and sends their answers back. */
export function serveTransport(port: MessagePort, transport: GatewayTransport): void {
  const calls = new Map<number, Call>();
  const answer = (message: AnswerMessage): void => {
    if (message.kind === 'bytes') port.postMessage(message, [message.bytes.buffer as ArrayBuffer]);
    else port.postMessage(message);
  };
  const fail = (id: number, error: unknown): void => {
    calls.delete(id);
    answer({ kind: 'error', id, ...described(error) });
  };
  const begin = ({ kind, id, path, request, deadline }: BeginMessage): void => {
    const options = deadline === undefined ? {} : { deadline };
    if (kind === 'unary') {
      const settle = (error: unknown, bytes?: Buffer): void => {
        calls.delete(id);
        if (error !== null || bytes === undefined) fail(id, error);
        else answer({ kind: 'bytes', id, bytes: owned(bytes) });
      };
      const call = transport.makeUnaryRequest(path, asIs, asIs, asBuffer(request), options, settle);
      calls.set(id, { cancel: () => call.cancel() });
      return;
    }
    const stream = transport.makeServerStreamRequest(path, asIs, asIs, asBuffer(request), options);
    const messages = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const more = async (): Promise<void> => {
      try {
        const next = await messages.next();
        if (next.done === true) calls.delete(id);
        answer(next.done === true ? { kind: 'end', id } : { kind: 'bytes', id, bytes: owned(next.value) });
      } catch (error) {
        fail(id, error);
      }
    };
    calls.set(id, { cancel: () => stream.cancel(), more: () => void more() });
  };
  port.on('message', (message: CallMessage) => {
    if (message.kind === 'unary' || message.kind === 'stream') begin(message);
    else if (message.kind === 'more') calls.get(message.id)?.more?.();
    else calls.get(message.id)?.cancel();
  });
}

function described(error: unknown): {
  code: number;
  details: string;
  message: string;
  statusDetails: Uint8Array | undefined;
} {
  const { code, details, message, metadata } = error as Partial<ServiceError>;
  const [bytes] = metadata?.get(statusDetails) ?? [];
  return {
    code: code ?? status.UNKNOWN,
    details: details ?? '',
    message: message ?? '',
    statusDetails: bytes instanceof Buffer ? owned(bytes) : undefined,
  };
}
