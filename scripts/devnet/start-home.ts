import { type Command } from 'commander';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { ControlClient } from '../../network/devnet/control/control-client';
import { readControlNote } from '../../network/devnet/control/control-note';
import { homeParts } from '../../network/devnet/store/home-record';
import { type Io } from '../cli/command';
import { CliError } from '../cli/cli-error';
import { defaultHome, folderName } from '../start/options';

/** What every command can be told. */
export interface CommonOptions {
  readonly home: string;
  readonly json?: true;
}

/** A folder of `npm start`, or one that holds nothing but a network. */
export interface StartHome {
  readonly folder: string;
  /** Where the network's own data lies. */
  readonly network: string;
}

/** Adds the options that every command has. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--home <folder>', 'folder of the network', folderName, defaultHome)
    .option('--json', 'print the result as JSON');
}

/** The folder that the options name, whether it is there or not. */
export async function startHome({ home }: CommonOptions, { cwd }: Io): Promise<StartHome> {
  const folder = path.resolve(cwd, home);
  const isNetwork = await exists(homeParts(folder).record);
  return { folder, network: isNetwork ? folder : path.join(folder, 'network') };
}

/** The same, of a network that is there. Throws CliError. */
export async function existingHome(options: CommonOptions, io: Io): Promise<StartHome> {
  const home = await startHome(options, io);
  if (await exists(homeParts(home.network).record)) return home;
  throw new CliError(`No network lies in ${home.folder}: npm start makes one, --home names another folder`);
}

/** How commands reach the network while it runs; undefined when it doesn't. */
export async function runningNetwork({ network }: StartHome): Promise<ControlClient | undefined> {
  const note = await readControlNote(network);
  return note === undefined || note === 'dead' ? undefined : new ControlClient(note);
}

/** For what can't be done while the network runs. Throws CliError. */
export async function requireStopped(home: StartHome, what: string): Promise<void> {
  const note = await readControlNote(home.network);
  if (note === undefined || note === 'dead') return;
  throw new CliError(`The network in ${home.folder} runs, in process ${note.pid}: stop it before you ${what}`);
}

export const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** A command's result: for programs, and for people. */
export function print(document: object, lines: readonly string[], { json }: CommonOptions, io: Io): void {
  if (json) io.stdout.write(`${JSON.stringify(document)}\n`);
  else for (const line of lines) io.stdout.write(`${line}\n`);
}

/** What a stopped network's ledger has to say goes to stderr. */
export function stderrLog({ stderr }: Io) {
  const write = (_details: object, message: string): void => void stderr.write(`${message}\n`);
  return { info: () => undefined, warn: write, error: write };
}
