import { GatewayProblem } from '../../../client';
import { problemOf } from '../../../client/problem';
import { SignInRefused } from '../../../client/own-key/sign-in-refused';
import { SigningRefused } from '../../../client/own-key/signing-refused';
import { CliError, exitCodes } from '../cli-error';

/** What helps with a refusal, where there is something that does. */
const advice: Readonly<Record<string, string>> = {
  SESSION_OVER: 'Sign in again: sunledger sign-in',
  NOT_AUTHENTICATED: 'Sign in first: sunledger sign-in',
  NOT_REGISTERED: 'Register first: sunledger register',
  CREDENTIALS_REFUSED: 'Look at the member id, and at the passphrase or secret',
  NO_ANSWER: 'Is the gateway running, and is its address right? (--url)',
  UNEXPECTED_ANSWER: 'Is there a Sunledger gateway at this address? (--url)',
};

/** Does something at the gateway; what it refuses becomes a sentence for the user that names field and code. */
export async function explained<T>(doing: Promise<T>, options: readonly string[] = []): Promise<T> {
  try {
    return await doing;
  } catch (error) {
    throw explain(error, options);
  }
}

/** `options` are the command's own, by which the user gave the fields. */
export function explain(error: unknown, options: readonly string[]): unknown {
  if (error instanceof GatewayProblem) {
    const exitCode = error.status === 0 || error.status >= 500 ? exitCodes.noAnswer : exitCodes.refused;
    return new CliError(sentenceOf(error, options), { cause: error, exitCode });
  }
  if (error instanceof SignInRefused) return explain(problemOf(error.answer), options);
  if (error instanceof SigningRefused) {
    // It may be an honest conflict: only the user can find out.
    const message =
      error.reason === 'REPEATED'
        ? `The gateway says that it did not take effect; no second transaction was signed. ${error.message} [REPEATED]`
        : `Nothing was signed: the gateway asked for something else to be signed than you did. ${error.message}`;
    return new CliError(message, { cause: error, exitCode: exitCodes.refused });
  }
  return error;
}

function sentenceOf({ message, code, field, transactionId }: GatewayProblem, options: readonly string[]): string {
  const name = field?.split('.').at(-1);
  const option = options.find((each) => each === name);
  const what = option === undefined || message.includes(`--${option}`) ? '' : ` (--${option})`;
  const transaction = transactionId === undefined ? '' : ` Transaction ${transactionId}.`;
  const help = advice[code];
  const named = field === undefined || message.includes(name ?? field) ? message : `${field}: ${message}`;
  return `${named}${what} [${code}]${transaction}${help === undefined ? '' : `\n${help}`}`;
}
