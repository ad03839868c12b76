import path from 'node:path';
import { readJson, removeFile, writePrivate } from './profiles';

/** Sessions that `sign-in` has opened, so that not every command asks for the passphrase. */
export class StoredSessions {
  constructor(private readonly folder: string) {}

  async token(url: string, member: string): Promise<string | undefined> {
    const found = (await readJson(this.fileOf(member))) as { url?: unknown; token?: unknown } | undefined;
    return found?.url === url && typeof found.token === 'string' ? found.token : undefined;
  }

  async keep(url: string, member: string, token: string): Promise<void> {
    await writePrivate(this.fileOf(member), { url, token });
  }

  async forget(member: string): Promise<void> {
    await removeFile(this.fileOf(member));
  }

  private fileOf(member: string): string {
    return path.join(this.folder, 'sessions', `${member}.json`);
  }
}
