/** The thread of an embedded network: starts it, serves its transport through a port, stops it when it is told to. */
import { inspect } from 'node:util';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type DevnetLog, startDevnet } from '../devnet';
import { serveTransport } from './serve-transport';
import { type ThreadMessage, type ThreadOptions } from './start-devnet-thread';

const { options, calls } = workerData as { readonly options: ThreadOptions; readonly calls: MessagePort };
const tell = (message: ThreadMessage): void => parentPort?.postMessage(message);

const log: DevnetLog = {
  info: (details, text) => write('info', details, text),
  warn: (details, text) => write('warn', details, text),
  error: (details, text) => write('error', details, text),
};

function write(level: keyof DevnetLog, details: object, text: string): void {
  try {
    tell({ kind: 'log', level, details, text });
  } catch {
    // Not everything can be handed to another thread.
    tell({ kind: 'log', level, details: { details: inspect(details) }, text });
  }
}

async function run(): Promise<void> {
  const network = await startDevnet({ ...options, log });
  serveTransport(calls, network.transport);
  const { kind, channel, chaincode, organizations } = network;
  tell({ kind: 'started', network: { kind, channel, chaincode, organizations } });
  void network.failed?.then((failure) => tell({ kind: 'broken', failure }));
  await new Promise((resolve) => parentPort?.once('message', resolve));
  await network.stop();
}

void run()
  .catch((error: unknown) => tell({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) }))
  .finally(() => {
    calls.close();
    parentPort?.close();
  });
