/** Something a person who starts the market can put right: the message says what, in one sentence. */
export class StartError extends Error {
  override readonly name = 'StartError';

  constructor(
    message: string,
    /** 1 for what went wrong, 2 for a wrong command line. */
    readonly exitCode: 1 | 2 = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
