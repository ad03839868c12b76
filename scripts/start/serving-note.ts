import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const FILE = 'serving.json';

/** Notes in a home at which address it is being served, so that other commands find it. */
export async function noteServing(home: string, url: string): Promise<void> {
  await writeFile(path.join(home, FILE), `${JSON.stringify({ url })}\n`);
}

/** Takes the note away. */
export async function noteStopped(home: string): Promise<void> {
  await rm(path.join(home, FILE), { force: true });
}

/** The address that a home was last served at; undefined when nothing says so. It may have been killed since. */
export async function servingUrl(home: string): Promise<string | undefined> {
  try {
    const { url } = JSON.parse(await readFile(path.join(home, FILE), 'utf8')) as { url?: unknown };
    return typeof url === 'string' ? url : undefined;
  } catch {
    return undefined;
  }
}
