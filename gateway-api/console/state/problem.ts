import { type ApiAnswer } from '../../../client/own-key/member-signer';
import { SignInRefused } from '../../../client/own-key/sign-in-refused';
import { SigningRefused } from '../../../client/own-key/signing-refused';
import { texts } from '../model/texts';

/** A refusal as the gateway tells it (RFC 9457), or the failure to reach it. */
export class ApiProblem extends Error {
  constructor(
    /** HTTP status; 0 where there was no answer at all. */
    readonly status: number,
    readonly code: string,
    message: string,
    /** Field of the request that is wrong. */
    readonly field?: string,
    readonly details?: Readonly<Record<string, unknown>>,
    readonly retryAfterS?: number,
  ) {
    super(message);
    this.name = 'ApiProblem';
  }

  /** Whether the same request may succeed by itself in a while. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** What a response that is not a success says. Never throws. */
export async function problemFrom(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => undefined);
  return problemIn({ status: response.status, header: (name) => response.headers.get(name) ?? undefined, body });
}

/** The value of an answer; throws the problem that it is. */
export function valueOf(answer: ApiAnswer): unknown {
  if (answer.status >= 400) throw problemIn(answer);
  return answer.body;
}

/** What an answer that is not a success says. Something between us and the gateway may have answered in its own way. */
function problemIn(answer: ApiAnswer): ApiProblem {
  const { status, body } = answer;
  const { code, detail, field, details } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const retryAfter = Number(answer.header('retry-after') ?? Number.NaN);
  return new ApiProblem(
    status,
    typeof code === 'string' ? code : `HTTP_${status}`,
    typeof detail === 'string' ? detail : texts.errors.unreadable(status),
    typeof field === 'string' ? field : undefined,
    typeof details === 'object' && details !== null ? (details as Record<string, unknown>) : undefined,
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  );
}

/** Any failure as a problem. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof SignInRefused) return problemIn(error.answer);
  // Pressing again makes a new command of it, under a new key: only the member can know whether it should.
  if (error instanceof SigningRefused && error.reason === 'REPEATED') {
    return new ApiProblem(409, 'REPEATED', texts.errors.maybeDone(error.transactionId ?? ''));
  }
  if (error instanceof TypeError) return new ApiProblem(0, 'OFFLINE', texts.errors.offline);
  return new ApiProblem(0, 'UNEXPECTED', error instanceof Error ? error.message : String(error));
}
