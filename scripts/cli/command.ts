import { type Command } from 'commander';

/** What a command sees of the world; a test gives it another one. */
export interface Io {
  /** Where relative file names start. */
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** The command's result. */
  readonly stdout: { write(text: string): unknown };
  /** Everything that isn't the result: progress, warnings, errors. */
  readonly stderr: { write(text: string): unknown };
}

/** One command of the `sunledger` program. */
export interface CliCommand {
  readonly name: string;
  /** One line for the program's help. */
  readonly summary: string;
  /**
   * Adds arguments, options, description and action. The action throws `CliError` for a failure that the user can do
   * something about. What is heavy to load (a network client, say) is imported inside the action.
   */
  configure(command: Command, io: Io): void;
}
