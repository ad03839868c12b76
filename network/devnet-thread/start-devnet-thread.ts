import path from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { type DevnetLog } from '../devnet/devnet-log';
import { type DevnetOptions } from '../devnet/devnet-options';
import { type NetworkFailure, type RunningNetwork } from '../running-network';
import { portTransport } from './port-transport';

/** What of the options can be handed to the thread. */
export type ThreadOptions = Omit<DevnetOptions, 'log'>;
type Description = Pick<RunningNetwork, 'kind' | 'channel' | 'chaincode' | 'organizations'>;

/** What the thread has to say besides answers to calls. */
export type ThreadMessage =
  | { readonly kind: 'log'; readonly level: keyof DevnetLog; readonly details: object; readonly text: string }
  | { readonly kind: 'started'; readonly network: Description }
  | { readonly kind: 'broken'; readonly failure: NetworkFailure }
  | { readonly kind: 'failed'; readonly error: Error };

/**
 * Starts the embedded network in a thread of its own, so that it and what runs beside it, a REST gateway above all, have
 * a processor core each. Otherwise the same as `startDevnet`: it resolves when clients can use the network and rejects,
 * with everything stopped, when it can't start. An error in the thread that nobody expected is thrown on in this one, as
 * it would be without a thread.
 */
export async function startDevnetThread({ log, ...options }: DevnetOptions): Promise<RunningNetwork> {
  const { port1: port, port2: calls } = new MessageChannel();
  const thread = new Worker(path.join(__dirname, 'network-thread.js'), {
    workerData: { options, calls },
    transferList: [calls],
  });
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  let failure: unknown;
  let up = false;
  let tellBroken: (failure: NetworkFailure) => void = () => undefined;
  const broken = new Promise<NetworkFailure>((resolve) => (tellBroken = resolve));
  const started = new Promise<Description>((resolve, reject) => {
    thread.on('message', (message: ThreadMessage) => {
      if (message.kind === 'log') log[message.level](message.details, message.text);
      else if (message.kind === 'failed') failure = message.error;
      else if (message.kind === 'broken') tellBroken(message.failure);
      else resolve(message.network);
    });
    thread.once('error', (error) => {
      failure = error;
      if (up) throw error;
    });
    void ended.then(() => {
      port.close();
      reject((failure as Error | undefined) ?? new Error('The thread of the embedded network ended before it was up'));
    });
  });
  const network = await started;
  up = true;
  const stop = async (): Promise<void> => {
    thread.postMessage('stop');
    await ended;
    if (failure !== undefined) throw failure as Error;
  };
  let stopping: Promise<void> | undefined;
  return { ...network, transport: portTransport(port), failed: broken, stop: () => (stopping ??= stop()) };
}
