/** What travels between a network's thread and its users: the calls of a gRPC client, from bytes to bytes. */

/** A call begins; `deadline` in milliseconds since the epoch. */
export interface BeginMessage {
  readonly kind: 'unary' | 'stream';
  readonly id: number;
  readonly path: string;
  readonly request: Uint8Array;
  readonly deadline: number | undefined;
}
/** The caller has room for the next message of a stream, or doesn't want the answer any more. */
export interface FlowMessage {
  readonly kind: 'more' | 'cancel';
  readonly id: number;
}
export type CallMessage = BeginMessage | FlowMessage;

/** The answer to a unary call, or a message of a stream. */
export interface BytesMessage {
  readonly kind: 'bytes';
  readonly id: number;
  readonly bytes: Uint8Array;
}
/** A stream has no more messages. */
export interface EndMessage {
  readonly kind: 'end';
  readonly id: number;
}
/** A gRPC status; `statusDetails` is the `grpc-status-details-bin` of its metadata. */
export interface ErrorMessage {
  readonly kind: 'error';
  readonly id: number;
  readonly code: number;
  readonly details: string;
  readonly message: string;
  readonly statusDetails: Uint8Array | undefined;
}
export type AnswerMessage = BytesMessage | EndMessage | ErrorMessage;

/** A copy that owns its memory alone, to be handed over: most buffers are parts of larger ones. */
export const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** The bytes as a Buffer, not copied. */
export const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
