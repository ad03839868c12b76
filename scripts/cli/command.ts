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
  /** The process's own unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Undefined where nobody sits in front of it: in a script, in a pipe. */
  readonly terminal?: Terminal;
}

/** Somebody in front of a screen. */
export interface Terminal {
  /** Asks for a secret, which doesn't appear on the screen. */
  askSecret(question: string): Promise<string>;
  /** Whether the results are shown here, and may be coloured. */
  readonly colours: boolean;
}

/** One command of the `sunledger` program. */
export interface CliCommand {
  readonly name: string;
  /** One line for the program's help. */
  readonly summary: string;
  /** Heading of the program's help under which it stands. */
  readonly group?: string;
  /**
   * Adds arguments, options, description and action. The action throws `CliError` for a failure that the user can do
   * something about. What is heavy to load (a network client, say) is imported inside the action.
   */
  configure(command: Command, io: Io): void;
}
