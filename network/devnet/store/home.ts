import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChannelOrganization } from '../channel-config';
import { type DevnetLog } from '../devnet-log';
import { MemoryBlockLog } from './block-log';
import { type LedgerStorage } from './channel-ledger';
import { type Disk, machineDisk } from './disk';
import { type ChannelRecord, changedRecord, homeParts, readHomeRecord, writeHomeRecord } from './home-record';
import { type KeyValueStore, StoreDamagedError } from './key-value-store';
import { openLevelStore, StoreLockedError } from './level-store';
import { MemoryStore } from './memory-store';

/** Everything a network keeps: a folder, or memory. */
export interface Home {
  /** Folder of an organisation's CA, absent in memory. */
  caFolder(name: string): string | undefined;
  storage(channel: string): LedgerStorage;
  /**
   * Notes the channel's organisations, and the blocks after which data of its collections ends (`chaincode/collection`);
   * throws when the home was made for other organisations.
   */
  claim(
    channel: string,
    organizations: readonly ChannelOrganization[],
    blockToLive: ChannelRecord['blockToLive'],
  ): Promise<void>;
  /** Drops state, history and indexes of all channels: they are made again from the blocks when ledgers are opened. */
  remakeStore(why: Error): Promise<void>;
  close(): Promise<void>;
}

/** The network's folder is in use by another process. */
export class HomeInUseError extends Error {
  override readonly name = 'HomeInUseError';
}

/**
 * Opens the folder for this process alone. Throws HomeInUseError, HomeFormatError, or an Error that says what is damaged
 * and can't be made again.
 */
export async function openHome(folder: string | undefined, log: DevnetLog, disk: Disk = machineDisk): Promise<Home> {
  return folder === undefined ? memoryHome() : diskHome(folder, log, disk);
}

function memoryHome(): Home {
  const store = new MemoryStore();
  const privateStore = new MemoryStore();
  return {
    caFolder: () => undefined,
    storage: () => ({ store, privateStore, openBlocks: () => Promise.resolve(new MemoryBlockLog()) }),
    claim: () => Promise.resolve(),
    remakeStore: (why) => Promise.reject(why),
    close: async () => {
      await store.close();
      await privateStore.close();
    },
  };
}

async function diskHome(folder: string, log: DevnetLog, disk: Disk): Promise<Home> {
  const parts = homeParts(folder);
  for (const part of [folder, parts.ca, parts.blocks]) await mkdir(part, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  let record = await readHomeRecord(folder);
  // LevelDB locks its folder: this is also what keeps a second process out of the home.
  const privateStore = await openPrivateStore(parts.private, folder);
  let store: KeyValueStore;
  const remade = async (why: Error): Promise<KeyValueStore> => {
    log.warn({ err: why }, 'State, history and indexes are made again from the blocks');
    await rm(parts.store, { recursive: true, force: true });
    return openExclusively(parts.store, folder);
  };
  try {
    store = await openExclusively(parts.store, folder).catch((error: unknown) => {
      if (error instanceof StoreDamagedError) return remade(error);
      throw error;
    });
  } catch (error) {
    await privateStore.close();
    throw error;
  }
  return {
    caFolder: (name) => join(parts.ca, name),
    storage: (channel) => ({
      store,
      privateStore,
      openBlocks: (options) => disk.openBlocks({ ...options, path: join(parts.blocks, `${channel}.blocks`) }),
    }),
    claim: async (channel, organizations, blockToLive) => {
      const mspIds = organizations.map(({ mspId }) => mspId);
      const changed = changedRecord(folder, record, channel, { mspIds, blockToLive });
      if (changed !== undefined) await writeHomeRecord(folder, (record = changed));
    },
    remakeStore: async (why) => {
      await store.close();
      store = await remade(why);
    },
    close: async () => {
      await store.close();
      await privateStore.close();
    },
  };
}

async function openPrivateStore(part: string, folder: string): Promise<KeyValueStore> {
  try {
    return await openExclusively(part, folder);
  } catch (cause) {
    if (!(cause instanceof StoreDamagedError)) throw cause;
    // Private data in the clear is in no block.
    throw new Error(`${cause.message}. Private data can't be made again: restore ${part} from a copy`, { cause });
  }
}

async function openExclusively(part: string, folder: string): Promise<KeyValueStore> {
  try {
    return await openLevelStore(part);
  } catch (cause) {
    if (!(cause instanceof StoreLockedError)) throw cause;
    throw new HomeInUseError(`Another process runs the network in ${folder}. Stop it first, or use another home`, {
      cause,
    });
  }
}
