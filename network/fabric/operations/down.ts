import { allProcesses, type ProcessKind } from './managed-process';
import { type NetworkHome } from './network-home';

/** Who is stopped together: those who call before those who are called. */
const order: readonly (readonly ProcessKind[])[] = [['gateway'], ['peer', 'orderer'], ['chaincode', 'ca']];

/** Stops every process of a home; answers the names of those that ran. Ledgers, keys and logs stay. */
export async function down(home: NetworkHome): Promise<string[]> {
  const processes = await allProcesses(home);
  const stopped: string[] = [];
  for (const kinds of order) {
    await Promise.all(
      processes
        .filter(({ kind }) => kinds.includes(kind))
        .map(async ({ process }) => {
          if (await process.stop()) stopped.push(process.name);
        }),
    );
  }
  return stopped;
}
