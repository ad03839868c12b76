import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const format = 1;

/** What a home knows of its channels without opening them. */
export interface HomeRecord {
  readonly format: number;
  /** The organisations of each channel. */
  readonly channels: Readonly<Record<string, readonly string[]>>;
  /** Absent for channels that were last run before it was noted. */
  readonly blockToLive?: Readonly<Record<string, ChannelRecord['blockToLive']>>;
}

export interface ChannelRecord {
  readonly mspIds: readonly string[];
  /** Blocks after which private data ends, by `chaincode/collection`; absent: it stays. */
  readonly blockToLive: Readonly<Record<string, number>>;
}

/** The home is of another version of the network. */
export class HomeFormatError extends Error {
  override readonly name = 'HomeFormatError';
}

/** Where the parts of a home lie. */
export function homeParts(folder: string): Readonly<Record<'ca' | 'blocks' | 'store' | 'private' | 'record', string>> {
  return {
    ca: join(folder, 'ca'),
    blocks: join(folder, 'blocks'),
    store: join(folder, 'ledger'),
    private: join(folder, 'private'),
    record: join(folder, 'network.json'),
  };
}

/** What is noted in the folder; nothing in a new one. Throws HomeFormatError. */
export async function readHomeRecord(folder: string): Promise<HomeRecord> {
  const file = homeParts(folder).record;
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { format, channels: {} };
    throw error;
  }
  const record = parse(text);
  if (record?.format === format) return record;
  throw new HomeFormatError(
    `${file} is of format ${record === undefined ? 'unknown' : String(record.format)}, expected ${format}: the home was made by another version. Start that version, or use another home`,
  );
}

/** The record with the channel as it is now; undefined when it says so already. Throws when the channel is another. */
export function changedRecord(
  folder: string,
  record: HomeRecord,
  channel: string,
  { mspIds, blockToLive }: ChannelRecord,
): HomeRecord | undefined {
  const known = record.channels[channel];
  if (known !== undefined && known.join() !== mspIds.join()) {
    throw new Error(
      `${folder} holds channel ${channel} of ${known.join(', ')}, but the network was started for ${mspIds.join(', ')}. Start it for the same organisations, or in another home`,
    );
  }
  const noted = record.blockToLive?.[channel];
  if (known !== undefined && JSON.stringify(noted) === JSON.stringify(blockToLive)) return undefined;
  return {
    format,
    channels: { ...record.channels, [channel]: mspIds },
    blockToLive: { ...record.blockToLive, [channel]: blockToLive },
  };
}

export async function writeHomeRecord(folder: string, record: HomeRecord): Promise<void> {
  const file = homeParts(folder).record;
  await writeFile(`${file}.new`, `${JSON.stringify(record)}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}

function parse(text: string): HomeRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'format' in value ? (value as HomeRecord) : undefined;
  } catch {
    return undefined;
  }
}
