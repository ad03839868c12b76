import { problemCode } from './answer-fields';
import { type ApiAnswer } from './member-signer';

/** The gateway said no on the way in; what it said is the answer. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';

  constructor(
    what: string,
    readonly answer: ApiAnswer,
  ) {
    super(`${what}: the gateway answered ${answer.status} ${problemCode(answer) ?? ''}`.trim());
  }
}
