import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { type ChaincodeLaunch } from '../../running-network';
import { type DevnetLog } from '../devnet-log';
import { ChaincodeProcess } from './chaincode-process';
import { type ChaincodeCall, type ChaincodeResult, ChaincodeStream, ExecutionError } from './chaincode-stream';

/** Fabric's chaincode.executetimeout. */
export const defaultExecutionTimeoutMs = 30_000;
/** How long a call waits for a chaincode that is starting. */
const startTimeoutMs = 30_000;
/** How often a chaincode may end before it is first ready. */
const mostStarts = 3;
const reconnectMs = 100;
/** How long a chaincode process may take to greet who connects to it. */
const aliveWithinMs = 1_000;
/** After so many failures in a row to open a stream the process is started again, on another port. */
const mostFailures = 20;

const clientOptions = {
  'grpc.max_receive_message_length': 100 * 1024 * 1024,
  'grpc.max_send_message_length': 100 * 1024 * 1024,
  'grpc.initial_reconnect_backoff_ms': 50,
  'grpc.max_reconnect_backoff_ms': 1_000,
};

/**
 * A chaincode that runs as a service: its process, and a stream to it for each peer, since each organisation
 * simulates on its own and the streams tell transactions apart only by their id.
 */
export class ChaincodeRuntime {
  private readonly process: ChaincodeProcess;
  private client: Client | undefined;
  private streams = new Map<string, ChaincodeStream>();
  private waiting: (() => void)[] = [];
  private stopped = false;
  private readonly ends: string[] = [];

  constructor(
    launch: ChaincodeLaunch,
    private readonly chaincodeId: string,
    private readonly peers: readonly string[],
    private readonly log: DevnetLog,
    private readonly timeoutMs: number,
  ) {
    this.process = new ChaincodeProcess(launch, chaincodeId, log, {
      onListening: (address) => this.connect(address),
      onEnded: (how) => {
        this.ends.push(how);
        this.wake();
      },
    });
  }

  /** The process id of the chaincode, for tests and monitoring. */
  get pid(): number | undefined {
    return this.process.pid;
  }

  /** Runs a transaction for a peer. Throws ExecutionError. */
  async execute(peer: string, call: ChaincodeCall): Promise<ChaincodeResult> {
    const stream = this.streams.get(peer) ?? (await this.stream(peer, call.txId));
    return stream.execute(call);
  }

  /** Resolves when every peer has its stream; rejects when the chaincode doesn't start, with a sentence that helps. */
  async ready(): Promise<void> {
    const deadline = Date.now() + startTimeoutMs;
    while (!this.peers.every((peer) => this.streams.has(peer))) {
      const last = this.ends.at(-1);
      if (last !== undefined && this.ends.length >= mostStarts) {
        throw new Error(
          `Chaincode ${this.chaincodeId} ended ${this.ends.length} times before it was ready, at last with ${last}. What it said is in the log`,
        );
      }
      const remaining = deadline - Date.now();
      if (remaining <= 0)
        throw new Error(`Chaincode ${this.chaincodeId} was not ready after ${startTimeoutMs / 1000} s`);
      await this.changed(remaining);
    }
  }

  /** Kills the process, whatever runs in it; it is started again. */
  crash(): void {
    this.process.kill();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const stream of this.streams.values()) stream.close();
    this.streams.clear();
    this.wake();
    this.client?.close();
    await this.process.stop();
  }

  private async stream(peer: string, txId: string): Promise<ChaincodeStream> {
    const deadline = Date.now() + startTimeoutMs;
    for (;;) {
      const stream = this.streams.get(peer);
      if (stream !== undefined) return stream;
      const remaining = deadline - Date.now();
      if (this.stopped || remaining <= 0) {
        throw new ExecutionError(
          `failed to execute transaction ${txId}: could not launch chaincode ${this.chaincodeId}: timeout expired while starting chaincode ${this.chaincodeId} for transaction`,
        );
      }
      await this.changed(remaining);
    }
  }

  /** Resolves at the next change of the streams, or after the time. */
  private changed(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private wake(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }

  private connect(address: string): void {
    this.client?.close();
    const client = new Client(address, credentials.createInsecure(), clientOptions);
    this.client = client;
    for (const peer of this.peers) void this.openStream(client, peer);
  }

  private async openStream(client: Client, peer: string): Promise<void> {
    let failures = 0;
    while (!this.stopped && this.client === client) {
      try {
        await this.useStream(client, peer);
        failures = 0;
      } catch (error) {
        this.log.warn({ err: error, peer }, 'No stream to the chaincode; trying again');
        // Whoever listens there is no chaincode that will ever answer: perhaps another program took the port first.
        if (++failures === mostFailures) this.process.kill();
      }
      await delay(reconnectMs);
    }
  }

  /** Ends a process that doesn't even answer who connects to it. One that waits for something is left to its other calls. */
  private async restartUnlessAlive(client: Client): Promise<void> {
    const nothing = (): void => undefined;
    const { log, timeoutMs } = this;
    const opening = ChaincodeStream.open(client, this.chaincodeId, {
      timeoutMs,
      log,
      onEnd: nothing,
      onSilence: nothing,
    });
    const alive = opening.then(
      (stream) => {
        stream.close();
        return true;
      },
      () => false,
    );
    if (await Promise.race([alive, delay(aliveWithinMs, false, { ref: false })])) return;
    if (this.stopped || this.client !== client) return;
    log.warn({ chaincode: this.chaincodeId }, 'The chaincode answers nothing any more; it is started again');
    this.process.kill();
  }

  /** Resolves when the stream has ended. */
  private async useStream(client: Client, peer: string): Promise<void> {
    const ended = new AbortController();
    const stream = await ChaincodeStream.open(client, this.chaincodeId, {
      timeoutMs: this.timeoutMs,
      log: this.log,
      onEnd: () => ended.abort(),
      onSilence: () => void this.restartUnlessAlive(client),
    });
    this.streams.set(peer, stream);
    this.wake();
    if (!ended.signal.aborted) await once(ended.signal, 'abort');
    if (this.streams.get(peer) === stream) this.streams.delete(peer);
  }
}
