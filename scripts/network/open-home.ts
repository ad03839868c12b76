import { type Command, Option } from 'commander';
import path from 'node:path';
import {
  locateProvisioningBinaries,
  programFolders,
  type ProvisioningBinaries,
} from '../../network/fabric/fabric-binaries';
import { withHomeLocked } from '../../network/fabric/host/home-lock';
import { definitionFile, type NetworkHome, readDefinition } from '../../network/fabric/operations/network-home';
import { type PeerOrganizationPlan } from '../../network/fabric/network-plan';
import { CliError } from '../cli/cli-error';
import { type Io } from '../cli/command';
import { gatewayCommand } from './gateway-command';

/** Where the network of a checkout lies unless `--home` says otherwise. */
export const defaultHome = '.sunledger-network';

/** What every command can be told. */
export interface CommonOptions {
  readonly home: string;
  readonly json?: true;
  readonly dryRun?: true;
}

/** Where programs that this checkout has built lie. */
export const builtTools = path.join(__dirname, '..', '..', 'tools');

/** Adds the options that every command has; `changes` says that the command does something that can be tried dry. */
export function withCommonOptions(command: Command, changes = true): Command {
  command
    .addOption(new Option('--home <folder>', 'folder of the network').default(defaultHome))
    .option('--json', 'print the result as JSON, and progress to stderr');
  if (changes) command.option('--dry-run', 'say what would be done and do nothing');
  return command;
}

export const homeFolder = (options: CommonOptions, io: Io): string => path.resolve(io.cwd, options.home);

/** The home again, after its `network.yaml` was changed. */
export async function reopened(home: NetworkHome): Promise<NetworkHome> {
  return { ...home, ...(await readDefinition(home.folder)) };
}

export const definitionFileOf = ({ folder }: NetworkHome): string => path.join(folder, definitionFile);

/** Stands for programs that were not found, in commands that do without: whoever does need one is told what is missing. */
function unavailable(error: unknown): ProvisioningBinaries {
  const refuse = (): never => {
    throw error;
  };
  // A promise asks what it is fulfilled with whether it is a promise itself.
  const get = (_: ProvisioningBinaries, name: string | symbol): unknown => (name === 'then' ? undefined : refuse());
  return new Proxy<ProvisioningBinaries>({} as ProvisioningBinaries, { get, ownKeys: refuse });
}

/** Reads the network of the home, finds the programs it needs, and says on stderr what goes on. */
export async function openHome(options: CommonOptions, io: Io, needsPrograms = true): Promise<NetworkHome> {
  const folder = homeFolder(options, io);
  const { definition, plan } = await readDefinition(folder);
  const found = locateProvisioningBinaries(programFolders(process.env, builtTools));
  const binaries = await (needsPrograms ? found : found.catch(unavailable));
  if (needsPrograms && plan.consensus === 'bft' && binaries.release === '2.5') {
    throw new CliError(
      `${path.join(folder, definitionFile)} asks for consensus bft, which Fabric ${binaries.version} does not have: ` +
        'use programs of Fabric 3, or write raft before the first `up`.',
    );
  }
  const startedAt = Date.now();
  const progress = (line: string): void => {
    io.stderr.write(`[${((Date.now() - startedAt) / 1000).toFixed(1).padStart(5)} s] ${line}\n`);
  };
  return { folder, definition, plan, binaries, gateway: gatewayCommand, progress };
}

/**
 * Opens the home and does something to its network, alone; or says what would be done where `--dry-run` asks for that.
 * Prints what `work` answers: as JSON where that is asked for, else its lines.
 */
export async function change(
  name: string,
  options: CommonOptions,
  io: Io,
  steps: (home: NetworkHome) => Promise<readonly string[]> | readonly string[],
  work: (home: NetworkHome) => Promise<Outcome>,
  needsPrograms = true,
): Promise<void> {
  const home = await openHome(options, io, needsPrograms);
  if (options.dryRun) {
    const wouldDo = await steps(home);
    print({ document: { wouldDo }, lines: wouldDo.length > 0 ? wouldDo : ['Nothing is to be done.'] }, options, io);
    return;
  }
  print(await withHomeLocked(home.folder, name, () => work(home)), options, io);
}

/** The channel of that name, or the first. Throws CliError when there is none. */
export function channelOf({ plan }: NetworkHome, name: string | undefined): string {
  const known = plan.channels.map((each) => each.name);
  const channel = name ?? known[0] ?? '';
  if (known.includes(channel)) return channel;
  throw new CliError(`There is no channel ${channel}; known are ${known.join(', ')}.`);
}

/** The organisation of that name, in this home; without a name the only one. Throws CliError when there is none. */
export function organizationOf({ plan }: NetworkHome, name: string | undefined): PeerOrganizationPlan {
  const found = plan.organizations.filter((each) => name === undefined || each.name === name);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const known = plan.organizations.map((each) => each.name).join(', ');
  throw new CliError(
    name === undefined
      ? `Say with --org which organisation is meant: ${known}.`
      : `There is no organisation ${name} in this home; known are ${known}.`,
  );
}

/** A command's result: for programs, and for people. */
export interface Outcome {
  readonly document: object;
  readonly lines: readonly string[];
}

export function print({ document, lines }: Outcome, { json }: Pick<CommonOptions, 'json'>, io: Io): void {
  if (json) io.stdout.write(`${JSON.stringify(document)}\n`);
  else for (const line of lines) io.stdout.write(`${line}\n`);
}
