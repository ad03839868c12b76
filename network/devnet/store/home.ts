import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChannelOrganization } from '../channel-config';
import { MemoryBlockLog } from './block-log';
import { openBlockFile } from './block-file';
import { type LedgerStorage } from './channel-ledger';
import { type KeyValueStore } from './key-value-store';
import { openLevelStore, StoreLockedError } from './level-store';
import { MemoryStore } from './memory-store';

const format = 1;

interface HomeRecord {
  readonly format: number;
  readonly channels: Readonly<Record<string, readonly string[]>>;
}

/** Everything a network keeps: a folder, or memory. */
export interface Home {
  /** Folder of an organisation's CA, absent in memory. */
  caFolder(name: string): string | undefined;
  storage(channel: string): LedgerStorage;
  /** Notes the channel's organisations; throws when the home was made for others. */
  claim(channel: string, organizations: readonly ChannelOrganization[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens the folder for this process alone. Throws with a clear sentence when it is in use or of another format. */
export async function openHome(folder: string | undefined): Promise<Home> {
  return folder === undefined ? memoryHome() : diskHome(folder);
}

function memoryHome(): Home {
  const store = new MemoryStore();
  const privateStore = new MemoryStore();
  return {
    caFolder: () => undefined,
    storage: () => ({ store, privateStore, openBlocks: () => Promise.resolve(new MemoryBlockLog()) }),
    claim: () => Promise.resolve(),
    close: async () => {
      await store.close();
      await privateStore.close();
    },
  };
}

async function diskHome(folder: string): Promise<Home> {
  for (const part of ['', 'ca', 'blocks']) await mkdir(join(folder, part), { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const recordFile = join(folder, 'network.json');
  const record = await readRecord(recordFile);
  // LevelDB locks its folder: this is also what keeps a second process out of the home.
  const store = await openExclusively(join(folder, 'ledger'), folder);
  let privateStore: KeyValueStore;
  try {
    privateStore = await openExclusively(join(folder, 'private'), folder);
  } catch (error) {
    await store.close();
    throw error;
  }
  return {
    caFolder: (name) => join(folder, 'ca', name),
    storage: (channel) => ({
      store,
      privateStore,
      openBlocks: (options) => openBlockFile({ ...options, path: join(folder, 'blocks', `${channel}.blocks`) }),
    }),
    claim: async (channel, organizations) => {
      const mspIds = organizations.map(({ mspId }) => mspId);
      const known = record.channels[channel];
      if (known !== undefined && known.join() !== mspIds.join()) {
        throw new Error(
          `${folder} holds channel ${channel} of ${known.join(', ')}, but the network was started for ${mspIds.join(', ')}. Start it for the same organisations, or in another home`,
        );
      }
      if (known === undefined)
        await writeRecord(recordFile, { format, channels: { ...record.channels, [channel]: mspIds } });
    },
    close: async () => {
      await store.close();
      await privateStore.close();
    },
  };
}

async function openExclusively(part: string, folder: string): Promise<KeyValueStore> {
  try {
    return await openLevelStore(part);
  } catch (cause) {
    if (!(cause instanceof StoreLockedError)) throw cause;
    throw new Error(`Another process runs the network in ${folder}. Stop it first, or use another home`, { cause });
  }
}

async function readRecord(file: string): Promise<HomeRecord> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { format, channels: {} };
    throw error;
  }
  const record = parse(text);
  if (record?.format === format) return record;
  throw new Error(
    `${file} is of format ${record === undefined ? 'unknown' : String(record.format)}, expected ${format}: the home was made by another version. Start that version, or use another home`,
  );
}

function parse(text: string): HomeRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'format' in value ? (value as HomeRecord) : undefined;
  } catch {
    return undefined;
  }
}

async function writeRecord(file: string, record: HomeRecord): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(record)}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}
