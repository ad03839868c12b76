import { readdir, readlink, realpath } from 'node:fs/promises';

/** The process that has a file open, as far as this system tells: on Linux, of the same user. */
export async function holderOf(file: string): Promise<number | undefined> {
  const wanted = await realpath(file).catch(() => undefined);
  if (wanted === undefined || process.platform !== 'linux') return undefined;
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of processes) {
    const folder = `/proc/${pid}/fd`;
    // Processes end while one looks, and those of others can't be looked into.
    const descriptors = await readdir(folder).catch(() => []);
    for (const descriptor of descriptors) {
      if ((await readlink(`${folder}/${descriptor}`).catch(() => '')) === wanted) return Number(pid);
    }
  }
  return undefined;
}
