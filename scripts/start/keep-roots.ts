import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type RecognizedRoots, type SunledgerClient } from '../../client';
import { ORDERERS_FOLDER } from '../cli/proof/read-roots';

/** Where the organisations' root certificates lie, in the folder of a start. */
export const ROOTS_FOLDER = 'roots';

/**
 * Writes the root certificates of the network's organisations into the folder, as `verify-proof --roots` takes them:
 * `roots/HouseholdsMSP.pem`, those of orderers in `roots/orderers/`.
 */
export async function keepRoots(home: string, { network }: Pick<SunledgerClient, 'network'>): Promise<void> {
  const roots = await network.getNetworkRoots();
  const folder = path.join(home, ROOTS_FOLDER);
  await keep(folder, roots.organizations);
  await keep(path.join(folder, ORDERERS_FOLDER), roots.orderers);
}

async function keep(folder: string, roots: RecognizedRoots['organizations']): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { mspId, certificate } of roots) await writeFile(path.join(folder, `${mspId}.pem`), certificate);
}
