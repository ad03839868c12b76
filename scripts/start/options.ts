import path from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type MechanismName, mechanismNames } from '../../chaincode/domain/clearing/mechanisms';
import { StartError } from './start-error';

/** What `npm start` is asked to do. */
export interface StartOptions {
  /** Folder of ledger, keys and demo secrets; undefined keeps everything only as long as the process runs. */
  readonly home: string | undefined;
  /** Port of the gateway; 0 takes any free one. */
  readonly port: number;
  /** Days to play before serving; 0 serves at once. */
  readonly days: number;
  /** How the market clears; undefined leaves a market that exists as it is. */
  readonly mechanism: MechanismName | undefined;
  /** Into how many microgrids the community is divided, with two-level prices; undefined: not at all. */
  readonly microgrids: number | undefined;
  /** Folder and name of the recorded community; without a folder, one of this checkout. */
  readonly community: { readonly folder: string | undefined; readonly name: string };
  /** How many times faster than real time a day is played; undefined: as fast as it goes. */
  readonly speed: number | undefined;
  /** Whether the community has storage units. */
  readonly storage: boolean;
  /** Whether reports go to stdout as JSON. */
  readonly json: boolean;
  /** Whether every transaction is simulated in two chaincode processes that have to agree. */
  readonly verifyDeterminism: boolean;
  /** Whether to stop after the replay instead of serving. */
  readonly exit: boolean;
  /** Whether the market goes on after the replay, at a pace that people can follow. */
  readonly live: boolean;
}

interface Parsed {
  ephemeral?: true;
  home: string;
  port: number;
  days: number;
  mechanism?: MechanismName;
  microgrids?: number;
  community: string;
  speed?: number;
  replay: boolean;
  storage: boolean;
  json?: true;
  verifyDeterminism?: true;
  exit?: true;
  live: boolean;
}

/** What comes of a command line: options, or a text to show instead. */
export type ParsedCommandLine = { readonly options: StartOptions } | { readonly show: string };

/** Mechanisms for a market without microgrids. */
const oneMarket = mechanismNames.filter((name) => name !== 'two-level');
const defaultCommunity = 'community-24';

/** Where the ledger of a checkout lies unless `--home` says otherwise. */
export const defaultHome = '.sunledger';

/**
 * Reads the arguments of `npm start`; relative folders start at `cwd`. Throws StartError, with one sentence, for what
 * can't be meant.
 */
export function parseCommandLine(argv: readonly string[], cwd: string): ParsedCommandLine {
  let shown = '';
  const command = new Command('npm start --')
    .description(
      'Starts a Fabric network in this process, deploys the market, admits 24 households, plays one recorded day of their ' +
        'market and goes on serving it. A second start goes on with the next day.',
    )
    .option('--ephemeral', 'keep nothing: start from an empty ledger and leave no files behind')
    .option('--days <n>', 'how many recorded days to play before serving', wholeNumber(1, 1000), 1)
    .addOption(new Option('--mechanism <name>', 'how the market clears').choices(oneMarket))
    .option(
      '--microgrids <n>',
      'divide the community into so many microgrids, with two-level prices',
      wholeNumber(2, 50),
    )
    .option(
      '--community <name>',
      'the recorded homes: community-24, community-1000, or a file by its path',
      defaultCommunity,
    )
    .option('--speed <factor>', 'times faster than real time, or "max"', parseSpeed)
    .option('--port <port>', 'port of the gateway; 0 takes any free one', wholeNumber(0, 65_535), 3000)
    .option('--home <folder>', 'folder that the ledger lies in', folderName, defaultHome)
    .option('--no-replay', 'serve what is there without playing a day')
    .option('--no-storage', 'play without storage units, ENT and their order book')
    .option('--no-live', 'let the market rest after the replay instead of going on while somebody watches')
    .option('--verify-determinism', 'simulate each transaction in two chaincode processes, and refuse what differs')
    .option('--exit', 'stop after the replay instead of serving')
    .option('--json', 'print the reports as JSON, one line a day, and everything else to stderr')
    .helpOption('-h, --help', 'show this')
    .allowExcessArguments(false)
    .configureOutput({ writeOut: (text) => (shown += text), writeErr: () => undefined })
    .exitOverride();
  try {
    command.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return { show: shown };
    throw new StartError(`${sentenceOf(error)} (npm start -- --help shows what is possible)`, 2, { cause: error });
  }
  const parsed = command.opts<Parsed>();
  if (parsed.ephemeral && command.getOptionValueSource('home') === 'cli') {
    throw new StartError('--ephemeral keeps nothing, so it does not go with --home: leave one of them out', 2);
  }
  if (parsed.microgrids !== undefined && parsed.mechanism !== undefined) {
    throw new StartError('--microgrids has two-level prices, so it does not go with --mechanism: leave one out', 2);
  }
  return {
    options: {
      home: parsed.ephemeral ? undefined : path.resolve(cwd, parsed.home),
      port: parsed.port,
      days: parsed.replay ? parsed.days : 0,
      mechanism: parsed.mechanism,
      microgrids: parsed.microgrids,
      community: communityAt(parsed.community, cwd),
      speed: parsed.speed === Number.POSITIVE_INFINITY ? undefined : parsed.speed,
      // What microgrids have left over goes to the grid: that is their third level.
      storage: parsed.storage && parsed.microgrids === undefined,
      json: parsed.json ?? false,
      verifyDeterminism: parsed.verifyDeterminism ?? false,
      exit: parsed.exit ?? false,
      live: parsed.live && parsed.replay,
    },
  };
}

/** Reads an option that is a whole number within bounds. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^[0-9]{1,6}$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`It has to be a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

/** Reads an option that names a folder. An empty one, as of a shell's variable that isn't set, would be the current one. */
export function folderName(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It has to name a folder.');
  return text;
}

/** A name, or a path such as ../data/community-10000, with or without the end of one of its files. */
function communityAt(text: string, cwd: string): StartOptions['community'] {
  const name = path.basename(text).replace(/(-households)?\.(json|csv|csv\.gz)$/, '');
  return { folder: path.basename(text) === text ? undefined : path.dirname(path.resolve(cwd, text)), name };
}

function parseSpeed(text: string): number {
  if (text === 'max') return Number.POSITIVE_INFINITY;
  const value = Number(text);
  if (!/^[0-9]{1,6}(\.[0-9]{1,3})?$/.test(text) || value <= 0) {
    throw new InvalidArgumentError('It has to be "max" or a number above 0, such as 600.');
  }
  return value;
}

/** Commander's message as one line without its prefix. */
function sentenceOf({ message }: CommanderError): string {
  return message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
}
