/** How a run of the program ends (docs/client.md, "Exit codes"). */
export const exitCodes = { done: 0, failed: 1, usage: 2, refused: 3, noAnswer: 4 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An expected failure of a command: its message is for the user and says what was found and what was expected. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: ExitCode;

  constructor(message: string, options: ErrorOptions & { readonly exitCode?: ExitCode } = {}) {
    super(message, options);
    this.exitCode = options.exitCode ?? exitCodes.failed;
  }
}
