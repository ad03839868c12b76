/** An expected failure of a command: its message is for the user and says what was found and what was expected. Exit code 1. */
export class CliError extends Error {
  override readonly name = 'CliError';
}
