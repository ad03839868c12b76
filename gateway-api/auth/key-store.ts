import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type SealedKey } from './sealed-key';

/** What can unlock a kept key: the member's passphrase, or a certificate token of the member's own key (spec 32). */
export type Unlock = 'passphrase' | 'token';

/** A member's certificate and its key, encrypted, as the gateway keeps them. */
export interface KeptKey {
  readonly member: string;
  readonly unlock: Unlock;
  readonly certificatePem: string;
  readonly key: SealedKey;
}

/** Where kept keys are, and which identities the gateway itself goes by. */
export interface KeptKeyStore {
  find(member: string): Promise<KeptKey | undefined>;
  /** Replaces what was kept for the member, as a whole or not at all. */
  keep(kept: KeptKey): Promise<void>;
  /** The enrollment id of the gateway's own identity in an organisation. */
  readerOf(mspId: string): Promise<string | undefined>;
  keepReader(mspId: string, enrollmentId: string): Promise<void>;
}

/**
 * Kept keys, a file each, readable by the gateway's user alone. Ids come from the CA's certificates; their form is
 * checked again here, because they name files.
 */
export class KeyStore implements KeptKeyStore {
  private constructor(private readonly folder: string) {}

  static async open(folder: string): Promise<KeyStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new KeyStore(folder);
  }

  async find(member: string): Promise<KeptKey | undefined> {
    const text = await textOf(this.fileOf(member));
    return text === undefined ? undefined : (JSON.parse(text) as KeptKey);
  }

  /** Replaces what was kept for the member, as a whole or not at all. */
  async keep(kept: KeptKey): Promise<void> {
    await replace(this.fileOf(kept.member), JSON.stringify(kept));
  }

  /** The enrollment id of the gateway's own identity in an organisation. */
  async readerOf(mspId: string): Promise<string | undefined> {
    return await textOf(this.readerFile(mspId));
  }

  async keepReader(mspId: string, enrollmentId: string): Promise<void> {
    await replace(this.readerFile(mspId), enrollmentId);
  }

  private readerFile(mspId: string): string {
    return path.join(this.folder, `gateway-${createHash('sha256').update(mspId).digest('hex')}`);
  }

  private fileOf(member: string): string {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/.test(member)) {
      throw new Error('A member id has to be enrollment id @ MSP id');
    }
    // Ids differ in case and can be long; names of files on some systems neither.
    return path.join(this.folder, `${createHash('sha256').update(member).digest('hex')}.json`);
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function replace(file: string, text: string): Promise<void> {
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(fresh, text, { mode: 0o600, flush: true });
  await rename(fresh, file);
}

/** The gateway's own 32-byte key, made at the first start. */
export async function gatewayKey(file: string): Promise<Buffer> {
  try {
    await writeFile(file, randomBytes(32), { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = await readFile(file);
  if (key.length !== 32) throw new Error(`${file} has ${key.length} bytes, expected the 32 of the gateway's key`);
  return key;
}
