import { Command, CommanderError } from 'commander';
import { CliError, type ExitCode, exitCodes } from './cli-error';
import { type CliCommand, type Io } from './command';

/** A program that consists of commands. */
export interface ProgramDescription {
  /** As it is typed. */
  readonly name: string;
  readonly description: string;
  readonly commands: readonly CliCommand[];
  /** How to begin, below the list of commands. */
  readonly beginning?: string;
  /** Errors besides CliError whose message is a sentence for the user. */
  readonly expected: (error: unknown) => error is Error;
}

const LONGEST_MESSAGE = 2000;

/**
 * Runs one command line (without the program's name) and answers the exit code: 0; 2 where the command line itself is
 * wrong; for a failure what its error says, else 1. Results go to stdout, everything else to stderr.
 */
export async function runCommands(
  { name, description, commands, expected, beginning }: ProgramDescription,
  argv: readonly string[],
  io: Io,
): Promise<ExitCode> {
  const program = new Command(name)
    .description(description)
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(printable(text)),
    })
    .showHelpAfterError('(--help shows what is possible)')
    .exitOverride();
  if (beginning !== undefined) program.addHelpText('after', `\n${beginning}`);
  for (const each of commands) {
    const command = program.command(each.name).summary(each.summary);
    if (each.group !== undefined) command.helpGroup(`${each.group}:`);
    each.configure(command, io);
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) {
      const askedForHelp = error.code === 'commander.helpDisplayed' || error.code === 'commander.version';
      return askedForHelp ? exitCodes.done : exitCodes.usage;
    }
    io.stderr.write(`${prefixOf(name)}: ${printable(explain(error, expected))}\n`);
    return error instanceof CliError ? error.exitCode : exitCodes.failed;
  }
}

/** The sentence for an expected failure; for a bug of ours everything that helps to find it. */
function explain(error: unknown, expected: ProgramDescription['expected']): string {
  if (error instanceof CliError || expected(error)) return error.message;
  return `unexpected error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** What came from a file must not steer the terminal: control characters are written as escapes, long texts cut. */
function printable(text: string): string {
  const cut = text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)} ...` : text;
  return cut.replace(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** `npm run network --` speaks as network. */
const prefixOf = (name: string): string => name.replace(/^npm run (\w+) --$/, '$1');
