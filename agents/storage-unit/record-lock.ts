import { readFile, rm, writeFile } from 'node:fs/promises';
import { RecordError } from './record-error';

/**
 * Makes sure that only one process goes on with a record; answers how to give it free. A lock that a killed process left
 * behind is taken over. Throws RecordError (RECORD_TAKEN).
 */
export async function lockRecord(file: string): Promise<() => Promise<void>> {
  const lock = `${file}.lock`;
  for (let attempt = 0; ; attempt++) {
    try {
      await writeFile(lock, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
      return () => rm(lock, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
      if (attempt > 0 || isRunning(owner)) {
        throw new RecordError('RECORD_TAKEN', `Process ${owner} is using ${file}: a unit has one process that reports`);
      }
      await rm(lock, { force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
