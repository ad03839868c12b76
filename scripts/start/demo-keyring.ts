import { createHmac, randomBytes } from 'node:crypto';
import { chmod, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { type Keyring } from '../../agents/simulator/cast';
import { StartError } from './start-error';

/** What is kept of a demonstration's members: one random seed, from which all their secrets come. */
interface KeyringFile {
  readonly format: 1;
  readonly note: string;
  readonly seed: string;
  readonly enrolled: readonly string[];
}

const NOTE = 'Secrets of the demonstration members of this folder. Not for anything else.';
export const KEYRING_FILE = 'demo-secrets.json';

/**
 * The secrets of a demonstration: made from a random seed of the folder, so that nothing has to be stored before it is
 * used. In a folder they lie in one file that only its owner can read; without one they are gone with the process.
 */
export class DemoKeyring implements Keyring {
  private saving: Promise<void> = Promise.resolve();

  private constructor(
    private readonly seed: Buffer,
    private readonly enrolled: Set<string>,
    private readonly file: string | undefined,
  ) {}

  /** Opens the keyring of a folder that exists, or makes one; throws StartError when its file is not one of ours. */
  static async open(home: string | undefined): Promise<DemoKeyring> {
    if (home === undefined) return new DemoKeyring(randomBytes(32), new Set(), undefined);
    const existing = await DemoKeyring.find(home);
    if (existing) return existing;
    const keyring = new DemoKeyring(randomBytes(32), new Set(), path.join(home, KEYRING_FILE));
    await keyring.save();
    return keyring;
  }

  /** The keyring of a folder; undefined when it has none. Throws StartError as `open` does. */
  static async find(home: string): Promise<DemoKeyring | undefined> {
    const file = path.join(home, KEYRING_FILE);
    const existing = await readKeyring(file);
    return existing && new DemoKeyring(Buffer.from(existing.seed, 'hex'), new Set(existing.enrolled), file);
  }

  passphrase(member: string): string {
    return this.derived('passphrase', member);
  }

  enrollmentSecret(member: string): string {
    return this.derived('enrollment', member);
  }

  isEnrolled(member: string): boolean {
    return this.enrolled.has(member);
  }

  async markEnrolled(member: string): Promise<void> {
    this.enrolled.add(member);
    await this.save();
  }

  /** 132 bits that nobody can guess without the seed. */
  private derived(purpose: string, member: string): string {
    return createHmac('sha256', this.seed).update(`${purpose} ${member}`).digest('base64url').slice(0, 22);
  }

  /** One write after another; each replaces the file as a whole, so a kill leaves the old one or the new. */
  private save(): Promise<void> {
    const { file } = this;
    if (file === undefined) return Promise.resolve();
    this.saving = this.saving.then(async () => {
      const content: KeyringFile = {
        format: 1,
        note: NOTE,
        seed: this.seed.toString('hex'),
        enrolled: [...this.enrolled].sort(),
      };
      const draft = `${file}.new`;
      const handle = await open(draft, 'w', 0o600);
      try {
        await handle.writeFile(`${JSON.stringify(content, null, 2)}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, file);
    });
    return this.saving;
  }
}

async function readKeyring(file: string): Promise<KeyringFile | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  // Somebody may have copied the folder with wider rights.
  await chmod(file, 0o600);
  const content = parsed(text);
  if (content?.format !== 1 || !/^[0-9a-f]{64}$/.test(content.seed ?? '') || !Array.isArray(content.enrolled)) {
    throw new StartError(`${file} is not a keyring of this version: choose another folder with --home, or remove it`);
  }
  return content as KeyringFile;
}

function parsed(text: string): Partial<KeyringFile> | undefined {
  try {
    return JSON.parse(text) as Partial<KeyringFile>;
  } catch {
    return undefined;
  }
}
