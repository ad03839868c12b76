import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CliError } from '../cli-error';
import { type Io } from '../command';

/** A member at a gateway, under a name of the user's. */
export interface Profile {
  readonly url: string;
  readonly member: string;
  /** Whose hands the key is in: the member's (a file here) or the gateway's. */
  readonly key: 'own' | 'kept';
}

interface ProfilesFile {
  readonly format: 1;
  readonly current: string | null;
  readonly profiles: Readonly<Record<string, Profile>>;
}

const NOTHING: ProfilesFile = { format: 1, current: null, profiles: {} };

/** The user's folder for this program: SUNLEDGER_CONFIG, else where the system keeps settings. */
export function configFolder({ env = process.env }: Pick<Io, 'env'>): string {
  const { SUNLEDGER_CONFIG: own, XDG_CONFIG_HOME: xdg, APPDATA: windows } = env;
  if (own !== undefined && own !== '') return path.resolve(own);
  if (xdg !== undefined && xdg !== '') return path.join(xdg, 'sunledger');
  if (process.platform === 'win32' && windows !== undefined) return path.join(windows, 'sunledger');
  return path.join(os.homedir(), '.config', 'sunledger');
}

/** What a user has told the program to remember. Files are readable by the user alone and replaced as a whole. */
export class Profiles {
  private constructor(
    readonly folder: string,
    private readonly content: ProfilesFile,
  ) {}

  static async open(io: Pick<Io, 'env'>): Promise<Profiles> {
    const folder = configFolder(io);
    const found = await readJson(path.join(folder, 'profiles.json'));
    if (found === undefined) return new Profiles(folder, NOTHING);
    const { format, profiles } = found as Partial<ProfilesFile>;
    if (format !== 1 || typeof profiles !== 'object') {
      throw new CliError(`${path.join(folder, 'profiles.json')} is not a file of this version of sunledger`);
    }
    return new Profiles(folder, found as ProfilesFile);
  }

  get current(): string | undefined {
    return this.content.current ?? undefined;
  }

  get all(): Readonly<Record<string, Profile>> {
    return this.content.profiles;
  }

  /** The profile of a name, or the one in use. Throws CliError for a name that nobody has given. */
  get(name: string | undefined): Profile | undefined {
    const wanted = name ?? this.current;
    if (wanted === undefined) return undefined;
    const found = Object.entries(this.content.profiles).find(([each]) => each === wanted)?.[1];
    if (found || name === undefined) return found;
    const known = Object.keys(this.content.profiles).join(', ');
    throw new CliError(`There is no profile ${name}${known === '' ? '' : `; there is ${known}`}`);
  }

  /** Remembers a profile and takes it into use. */
  async keep(name: string, profile: Profile): Promise<void> {
    await this.save({ format: 1, current: name, profiles: { ...this.content.profiles, [name]: profile } });
  }

  /** Takes a profile into use. */
  async use(name: string): Promise<void> {
    this.get(name);
    await this.save({ ...this.content, current: name });
  }

  async forget(name: string): Promise<void> {
    const profiles = Object.fromEntries(Object.entries(this.content.profiles).filter(([each]) => each !== name));
    await this.save({ format: 1, current: this.current === name ? null : (this.current ?? null), profiles });
  }

  private async save(content: ProfilesFile): Promise<void> {
    await writePrivate(path.join(this.folder, 'profiles.json'), content);
  }
}

/** The JSON document of a file; undefined where there is none. Throws CliError for one that is no JSON. */
export async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new CliError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new CliError(`${file} is not JSON`, { cause });
  }
}

/** Writes a document that only the user may read, as a whole or not at all. */
export async function writePrivate(file: string, document: unknown): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}

export const removeFile = (file: string): Promise<void> => rm(file, { force: true });
