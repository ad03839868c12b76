import { type Client, type ClientDuplexStream } from '@grpc/grpc-js';
import { type Simulation } from '../endorser/simulation';
import { type DevnetLog } from '../devnet-log';
import { ChaincodeMessage, MessageType } from '../wire/chaincode-messages';
import { ChaincodeId, type ChaincodeEvent, Response, type SignedProposal } from '../wire/peer-messages';
import { QuestionDesk, QuestionError } from './question-desk';

/** The chaincode couldn't run the transaction; `message` is what Fabric's peer says. */
export class ExecutionError extends Error {
  override readonly name = 'ExecutionError';
}

export const streamTerminated = 'chaincode stream terminated';
export const executionTimeout = 'timeout expired while executing transaction';

export interface ChaincodeCall {
  readonly channelId: string;
  readonly txId: string;
  /** ChaincodeInput */
  readonly input: Buffer;
  readonly proposal: SignedProposal;
  readonly simulation: Simulation;
}

export interface ChaincodeResult {
  readonly response: Response;
  readonly event: ChaincodeEvent | undefined;
}

export interface StreamOptions {
  readonly timeoutMs: number;
  readonly log: DevnetLog;
  readonly onEnd: () => void;
  /** A transaction has timed out, and meanwhile the chaincode has not said a word to any other either. */
  readonly onSilence: () => void;
}

interface Running {
  readonly desk: QuestionDesk;
  readonly settle: (outcome: ChaincodeMessage | ExecutionError) => void;
  answering: boolean;
}

type Stream = ClientDuplexStream<Buffer, Buffer>;
const asIs = (bytes: Buffer): Buffer => bytes;

/**
 * The peer's end of one stream to a chaincode server. Many transactions run over it at once, told apart by channel
 * and id. It ends with the connection; what then still runs fails with Fabric's message.
 */
export class ChaincodeStream {
  private readonly running = new Map<string, Running>();
  private ended = false;
  private heardAt = Date.now();

  private constructor(
    private readonly stream: Stream,
    private readonly options: StreamOptions,
  ) {}

  /** Connects and registers; rejects when the server doesn't answer as a chaincode of that id. */
  static open(client: Client, chaincodeId: string, options: StreamOptions): Promise<ChaincodeStream> {
    return new Promise((resolve, reject) => {
      const stream: Stream = client.makeBidiStreamRequest('/protos.Chaincode/Connect', asIs, asIs);
      const connection = new ChaincodeStream(stream, options);
      let registered = false;
      stream.on('data', (bytes: Buffer) => {
        try {
          if (registered) {
            connection.receive(ChaincodeMessage.decode(bytes));
            return;
          }
          const name = registeredName(ChaincodeMessage.decode(bytes));
          if (name !== chaincodeId) throw new Error(`The chaincode server is ${name}, expected ${chaincodeId}`);
          registered = true;
          stream.write(ChaincodeMessage.encode({ type: MessageType.REGISTERED }));
          stream.write(ChaincodeMessage.encode({ type: MessageType.READY }));
          resolve(connection);
        } catch (error) {
          options.log.error({ err: error }, 'The chaincode sent what can not be understood; its stream is ended');
          stream.cancel();
        }
      });
      const end = (cause?: Error): void => {
        if (!connection.end()) return;
        if (registered) options.onEnd();
        else reject(new Error('The chaincode server does not answer', { cause }));
      };
      stream.on('error', end);
      stream.on('end', end);
      stream.on('close', end);
    });
  }

  /** Runs a transaction. Throws ExecutionError; what the chaincode itself refuses is a response. */
  async execute(call: ChaincodeCall): Promise<ChaincodeResult> {
    const outcome = await this.run(call);
    if (outcome instanceof ExecutionError) throw outcome;
    if (outcome.type === MessageType.ERROR) {
      throw new ExecutionError(`transaction returned with failure: ${outcome.payload.toString()}`);
    }
    return { response: Response.decode(outcome.payload), event: outcome.chaincodeEvent };
  }

  close(): void {
    this.stream.cancel();
    this.end();
  }

  private run({
    channelId,
    txId,
    input,
    proposal,
    simulation,
  }: ChaincodeCall): Promise<ChaincodeMessage | ExecutionError> {
    const key = contextKey(channelId, txId);
    if (this.ended) return Promise.resolve(sendingFailed(txId, streamTerminated));
    if (this.running.has(key)) {
      return Promise.resolve(sendingFailed(txId, `txid: ${txId}(${channelId}) exists`));
    }
    return new Promise((resolve) => {
      const desk = new QuestionDesk(simulation, channelId);
      const settle = (outcome: ChaincodeMessage | ExecutionError): void => {
        if (!this.running.delete(key)) return;
        clearTimeout(timer);
        void desk.close();
        resolve(outcome);
      };
      const { timeoutMs, onSilence } = this.options;
      const timer = setTimeout(() => {
        settle(sendingFailed(txId, executionTimeout));
        if (Date.now() - this.heardAt >= timeoutMs) onSilence();
      }, timeoutMs);
      this.running.set(key, { desk, settle, answering: false });
      this.stream.write(
        ChaincodeMessage.encode({ type: MessageType.TRANSACTION, payload: input, txid: txId, proposal, channelId }),
      );
    });
  }

  private receive(message: ChaincodeMessage): void {
    this.heardAt = Date.now();
    const running = this.running.get(contextKey(message.channelId, message.txid));
    if (running === undefined) {
      if (message.type !== MessageType.KEEPALIVE) this.answerStray(message);
      return;
    }
    if (message.type === MessageType.COMPLETED || message.type === MessageType.ERROR) {
      running.settle(message);
      return;
    }
    if (running.answering) {
      this.options.log.warn({ txId: message.txid }, 'The chaincode asked again before its last question was answered');
      return;
    }
    running.answering = true;
    try {
      const answer = running.desk.answer(message);
      if (answer instanceof Promise) {
        answer.then(
          (payload) => this.reply(running, message, MessageType.RESPONSE, payload),
          (error: unknown) => this.replyError(running, message, error),
        );
      } else this.reply(running, message, MessageType.RESPONSE, answer);
    } catch (error) {
      this.replyError(running, message, error);
    }
  }

  private replyError(running: Running, question: ChaincodeMessage, error: unknown): void {
    if (!(error instanceof QuestionError))
      this.options.log.error({ err: error, txId: question.txid }, 'A question of the chaincode failed');
    const text = error instanceof QuestionError ? error.message : 'the peer failed to answer';
    this.reply(running, question, MessageType.ERROR, Buffer.from(text));
  }

  private reply(running: Running, { txid, channelId }: ChaincodeMessage, type: number, payload: Buffer): void {
    running.answering = false;
    if (!this.ended) this.stream.write(ChaincodeMessage.encode({ type, payload, txid, channelId }));
  }

  /** A question of a transaction that has timed out: the chaincode must not wait for ever. */
  private answerStray({ type, txid, channelId }: ChaincodeMessage): void {
    if (type === MessageType.COMPLETED || type === MessageType.ERROR) return;
    const payload = Buffer.from(`transaction ID: ${txid}: no ledger context`);
    if (!this.ended) this.stream.write(ChaincodeMessage.encode({ type: MessageType.ERROR, payload, txid, channelId }));
  }

  /** False when it had ended before. */
  private end(): boolean {
    if (this.ended) return false;
    this.ended = true;
    for (const [key, { settle }] of [...this.running]) {
      const txId = key.slice(key.indexOf('\0') + 1);
      settle(sendingFailed(txId, streamTerminated));
    }
    return true;
  }
}

function sendingFailed(txId: string, why: string): ExecutionError {
  return new ExecutionError(`failed to execute transaction ${txId}: error sending: ${why}`);
}

function contextKey(channelId: string, txId: string): string {
  return `${channelId}\0${txId}`;
}

function registeredName(message: ChaincodeMessage): string {
  if (message.type !== MessageType.REGISTER)
    throw new Error(`The chaincode began with message type ${message.type}, expected REGISTER`);
  return ChaincodeId.decode(message.payload).name;
}
