import { type DevnetLog } from '../devnet-log';
import { traceTransaction } from '../trace/trace-transaction';
import { type TransactionTrace } from '../trace/transaction-trace';
import { ChannelLedger } from './channel-ledger';
import { type Home, openHome } from './home';
import { homeParts, type HomeRecord, readHomeRecord } from './home-record';
import { inspectBlocks } from './inspect-blocks';
import { join } from 'node:path';

/** The home can't be worked on as it is; the message says why. */
export class StoppedHomeError extends Error {
  override readonly name = 'StoppedHomeError';
}

/** What was made again of a channel. */
export interface RebuiltChannel {
  readonly channel: string;
  readonly blocks: number;
  /** SHA-256 over the state, versions left out. */
  readonly stateHash: string;
}

/**
 * Makes state, history and indexes of every channel again from the blocks, in a home that nobody runs. Throws
 * StoppedHomeError, before anything is touched, when the blocks are damaged or it isn't known how long private data lives.
 */
export async function rebuildHome(folder: string, log: DevnetLog): Promise<readonly RebuiltChannel[]> {
  const record = await readHomeRecord(folder);
  for (const channel of Object.keys(record.channels)) {
    blockToLiveOf(record, channel);
    const { damage } = await inspectBlocks(blockFileOf(folder, channel));
    if (damage === undefined) continue;
    throw new StoppedHomeError(`The blocks of channel ${channel} are damaged: ${damage}. Restore them from a copy`);
  }
  return inHome(folder, log, async (home) => {
    await home.remakeStore(new StoppedHomeError('Somebody asked for it'));
    const rebuilt: RebuiltChannel[] = [];
    for (const channel of Object.keys(record.channels)) {
      rebuilt.push(
        await withLedger(home, record, channel, log, async (ledger) => ({
          channel,
          blocks: ledger.height,
          stateHash: await ledger.stateHash(),
        })),
      );
    }
    return rebuilt;
  });
}

/** The trace of a transaction of a home that nobody runs: in the channel that is named, or in all. */
export async function traceInHome(
  folder: string,
  log: DevnetLog,
  transactionId: string,
  channel: string | undefined,
): Promise<TransactionTrace | undefined> {
  const record = await readHomeRecord(folder);
  const channels = Object.keys(record.channels).filter((name) => channel === undefined || name === channel);
  return inHome(folder, log, async (home) => {
    for (const name of channels) {
      const trace = await withLedger(home, record, name, log, (ledger) =>
        traceTransaction(ledger, transactionId, { name }),
      );
      if (trace !== undefined) return trace;
    }
    return undefined;
  });
}

/** The file that a channel's blocks lie in. */
export function blockFileOf(folder: string, channel: string): string {
  return join(homeParts(folder).blocks, `${channel}.blocks`);
}

async function inHome<T>(folder: string, log: DevnetLog, work: (home: Home) => Promise<T>): Promise<T> {
  const home = await openHome(folder, log);
  try {
    return await work(home);
  } finally {
    await home.close();
  }
}

async function withLedger<T>(
  home: Home,
  record: HomeRecord,
  channel: string,
  log: DevnetLog,
  work: (ledger: ChannelLedger) => Promise<T>,
): Promise<T> {
  const blockToLive = blockToLiveOf(record, channel);
  const ledger = await ChannelLedger.open(
    channel,
    home.storage(channel),
    log,
    (namespace, collection) => blockToLive[`${namespace}/${collection}`] ?? 0,
  );
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

function blockToLiveOf({ blockToLive = {} }: HomeRecord, channel: string): Readonly<Record<string, number>> {
  const known = blockToLive[channel];
  if (known !== undefined) return known;
  throw new StoppedHomeError(
    `Channel ${channel} was last run by an older version, which did not note how long its private data lives. Start the network once, then try again`,
  );
}
