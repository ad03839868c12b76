import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { FabricNetworkError } from './fabric-network-error';
import { type FabricRelease, releaseOf } from './fabric-release';

const fabricPrograms = ['peer', 'orderer', 'osnadmin', 'configtxgen'] as const;
const provisioningPrograms = [...fabricPrograms, 'configtxlator', 'fabric-ca-server'] as const;

type Program = (typeof provisioningPrograms)[number];

/** Absolute paths of Fabric's programs. */
export type FabricBinaries = Readonly<Record<(typeof fabricPrograms)[number], string>> & {
  readonly version: string;
  readonly release: FabricRelease;
};

/** Absolute paths of everything that provisioning runs. */
export type ProvisioningBinaries = Readonly<Record<Program, string>> & {
  readonly version: string;
  readonly release: FabricRelease;
  readonly caVersion: string;
};

const getFabric =
  'Unpack the release archive of hyperledger/fabric 3.1 for this platform and name its bin folder in FABRIC_BIN.';
const getCa = 'Where Go and a C compiler are installed, `sh .ci/install-fabric-ca.sh` builds it into build/tools.';

/**
 * Finds Fabric's programs in a folder.
 *
 * @throws FabricNetworkError naming the programs that are missing, or the version found, when the folder doesn't
 * hold a Fabric 3, or 2.5, that runs here.
 */
export async function locateFabricBinaries(folder: string): Promise<FabricBinaries> {
  const programs = await locate([folder], fabricPrograms);
  return { ...programs, ...(await fabricVersion(programs.peer)) };
}

/**
 * Finds everything that provisioning runs, in the first of the folders that has it.
 *
 * @throws FabricNetworkError naming what is missing or of a wrong version, and how to get it.
 */
export async function locateProvisioningBinaries(folders: readonly string[]): Promise<ProvisioningBinaries> {
  const programs = await locate(folders, provisioningPrograms);
  const [fabric, caVersion] = await Promise.all([
    fabricVersion(programs.peer),
    caServerVersion(programs['fabric-ca-server']),
  ]);
  return { ...programs, ...fabric, caVersion };
}

/** Where to look for programs: the folder that FABRIC_BIN names, else the folders of PATH; then the tools built here. */
export function programFolders(environment: NodeJS.ProcessEnv, built: string): string[] {
  const named = environment['FABRIC_BIN'];
  const folders = named === undefined || named === '' ? (environment['PATH'] ?? '').split(path.delimiter) : [named];
  return [...folders.filter((folder) => folder !== ''), built];
}

async function locate<Name extends Program>(
  folders: readonly string[],
  names: readonly Name[],
): Promise<Readonly<Record<Name, string>>> {
  const found = await Promise.all(names.map(async (name) => [name, await executable(folders, name)] as const));
  const missing = found.filter(([, file]) => file === undefined).map(([name]) => name);
  if (missing.length > 0) {
    const where =
      folders.length === 1 ? `The folder ${folders[0] ?? ''} has` : 'The folders of FABRIC_BIN or PATH have';
    const how = [
      ...(missing.some((name) => name !== 'fabric-ca-server') ? [getFabric] : []),
      ...(missing.some((name) => name === 'fabric-ca-server') ? [getCa] : []),
    ];
    throw new FabricNetworkError(`${where} no program ${missing.join(', ')}. ${how.join(' ')}`);
  }
  return Object.fromEntries(found) as Record<Name, string>;
}

async function executable(folders: readonly string[], program: string): Promise<string | undefined> {
  for (const folder of folders) {
    const file = path.resolve(folder, program);
    const runs = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return file;
  }
  return undefined;
}

async function fabricVersion(peer: string): Promise<Pick<FabricBinaries, 'version' | 'release'>> {
  const version = await versionOf(peer, getFabric);
  const release = releaseOf(version ?? '');
  if (version === undefined || release === undefined) {
    throw new FabricNetworkError(
      `${peer} is of version ${version ?? 'unknown'}; Fabric 3, or 2.5 without BFT, is needed. ${getFabric}`,
    );
  }
  return { version, release };
}

async function caServerVersion(server: string): Promise<string> {
  const version = await versionOf(server, getCa);
  if (version === undefined || !/^1\.[5-9]\./.test(version)) {
    throw new FabricNetworkError(`${server} is of version ${version ?? 'unknown'}; Fabric CA 1.5 is needed. ${getCa}`);
  }
  return version;
}

async function versionOf(program: string, howToGet: string): Promise<string | undefined> {
  const output = await promisify(execFile)(program, ['version'], { timeout: 20_000 }).then(
    ({ stdout }) => stdout,
    (cause: unknown) => {
      throw new FabricNetworkError(`${program} does not run on this machine. ${howToGet}`, { cause });
    },
  );
  return /^\s*Version:\s*v?(\S+)/m.exec(output)?.[1];
}
