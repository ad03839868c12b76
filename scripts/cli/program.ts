import { Command, CommanderError } from 'commander';
import { DomainError } from '../../chaincode/domain/errors';
import { CliError } from './cli-error';
import { type Io } from './command';
import { commands } from './commands';

/** How a run of the program ends: done, failed, or asked for in a wrong way. */
const exit = { done: 0, failed: 1, usage: 2 } as const;
const LONGEST_MESSAGE = 2000;

/**
 * Runs one command line (without the program's name) and answers the exit code: 0; 1 after a failure; 2 where the
 * command line itself is wrong. Results go to stdout, everything else to stderr.
 */
export async function runProgram(argv: readonly string[], io: Io): Promise<number> {
  const program = new Command('sunledger')
    .description('Tools for members, operators and auditors of a Sunledger energy market')
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(printable(text)),
    })
    .showHelpAfterError('(--help shows what is possible)')
    .exitOverride();
  for (const command of commands) command.configure(program.command(command.name).summary(command.summary), io);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exit.done;
  } catch (error) {
    if (error instanceof CommanderError) {
      const askedForHelp = error.code === 'commander.helpDisplayed' || error.code === 'commander.version';
      return askedForHelp ? exit.done : exit.usage;
    }
    io.stderr.write(`sunledger: ${printable(explain(error))}\n`);
    return exit.failed;
  }
}

/** The sentence for an expected failure; for a bug of ours everything that helps to find it. */
function explain(error: unknown): string {
  if (error instanceof CliError || error instanceof DomainError) return error.message;
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
