import { link, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FabricNetworkError } from '../fabric-network-error';
import { processStartTime } from './process-start-time';

interface Holder {
  readonly pid: number;
  readonly startTime: string;
  readonly command: string;
}

/**
 * Runs something that changes a network while no other command does. What a command that was killed has left is taken
 * away.
 *
 * @throws FabricNetworkError naming the command that is at work.
 */
export async function withHomeLocked<Result>(
  home: string,
  command: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const file = path.join(home, 'command.lock');
  const holder: Holder = { pid: process.pid, startTime: (await processStartTime(process.pid)) ?? '', command };
  // Linked under its name when it is whole: nobody reads half a lock.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  for (;;) {
    try {
      await link(draft, file);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const other = await heldBy(file);
      if (other !== undefined) {
        await rm(draft, { force: true });
        throw new FabricNetworkError(
          `The command ${other.command} (process ${other.pid}) is at work on the network in ${home}; wait until it has ended.`,
        );
      }
      await rm(file, { force: true });
    }
  }
  await rm(draft, { force: true });
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function heldBy(file: string): Promise<Holder | undefined> {
  try {
    const holder = JSON.parse(await readFile(file, 'utf8')) as Holder;
    return (await processStartTime(holder.pid)) === holder.startTime ? holder : undefined;
  } catch {
    return undefined;
  }
}
