import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { FabricNetworkError } from './fabric-network-error';

const needed = ['peer', 'orderer', 'osnadmin', 'configtxgen'] as const;

/** Absolute paths of Fabric's programs. */
export type FabricBinaries = Readonly<Record<(typeof needed)[number], string>> & { readonly version: string };

const howToGetThem =
  'Unpack the release archive of hyperledger/fabric 3.1 for this platform and name its bin folder in FABRIC_BIN.';

/**
 * Finds Fabric's programs in a folder.
 *
 * @throws FabricNetworkError naming the programs that are missing, or the version found, when the folder doesn't
 * hold a Fabric 3 that runs here.
 */
export async function locateFabricBinaries(folder: string): Promise<FabricBinaries> {
  const found = await Promise.all(needed.map(async (program) => [program, await executable(folder, program)] as const));
  const missing = found.filter(([, file]) => file === undefined).map(([program]) => program);
  if (missing.length > 0) {
    throw new FabricNetworkError(`The folder ${folder} has no program ${missing.join(', ')}. ${howToGetThem}`);
  }
  const [peer, orderer, osnadmin, configtxgen] = needed.map((program) => path.resolve(folder, program));
  const programs = { peer, orderer, osnadmin, configtxgen } as Record<(typeof needed)[number], string>;
  return { ...programs, version: await fabricVersion(programs.peer) };
}

async function executable(folder: string, program: string): Promise<string | undefined> {
  const file = path.resolve(folder, program);
  return access(file, constants.X_OK).then(
    () => file,
    () => undefined,
  );
}

async function fabricVersion(peer: string): Promise<string> {
  const output = await promisify(execFile)(peer, ['version'], { timeout: 20_000 }).then(
    ({ stdout }) => stdout,
    (cause: unknown) => {
      throw new FabricNetworkError(`${peer} does not run on this machine. ${howToGetThem}`, { cause });
    },
  );
  const version = /^\s*Version:\s*v?(\S+)/m.exec(output)?.[1];
  if (version === undefined || !version.startsWith('3.')) {
    throw new FabricNetworkError(
      `${peer} is of version ${version ?? 'unknown'}; the channel's capabilities need Fabric 3. ${howToGetThem}`,
    );
  }
  return version;
}
