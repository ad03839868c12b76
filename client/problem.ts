import { type ProblemCode, type Problem } from './generated/types';
import { type ApiAnswer } from './own-key/member-signer';

/** Codes that the client itself gives where no problem document came. */
export type ClientCode = 'NO_ANSWER' | 'UNEXPECTED_ANSWER';

/** What is known of a request that failed. */
export type ProblemFacts = Omit<GatewayProblem, keyof Error>;

/** A request that the gateway refused, or did not answer. The message is a sentence for people. */
export class GatewayProblem extends Error {
  override readonly name = 'GatewayProblem';
  /** HTTP status; 0 where the gateway did not answer. */
  declare readonly status: number;
  declare readonly code: ProblemCode | ClientCode;
  /** Field of the request that is wrong. */
  declare readonly field?: string;
  /** Data that belongs to the code. */
  declare readonly details?: Readonly<Record<string, unknown>>;
  /** The transaction, where there was one. */
  declare readonly transactionId?: string;
  /** The request's id, under which the gateway's log has more. */
  declare readonly requestId?: string;
  /** How long the gateway asks to wait before a repetition, in ms. */
  declare readonly retryAfterMs?: number;

  constructor(message: string, facts: ProblemFacts, options?: ErrorOptions) {
    super(message, options);
    Object.assign(this, facts);
  }
}

/** Whether an error is a refusal with one of these codes; without codes, whether it is one at all. */
export function isProblem<Code extends ProblemFacts['code'] = ProblemFacts['code']>(
  error: unknown,
  ...codes: readonly Code[]
): error is GatewayProblem & { readonly code: Code } {
  return error instanceof GatewayProblem && (codes.length === 0 || codes.some((code) => code === error.code));
}

/** The code of a refusal; undefined for an answer that is none. */
export function codeOf({ status, body }: ApiAnswer): string | undefined {
  return status >= 400 && isProblemDocument(body) ? body.code : undefined;
}

/** The refusal that an answer tells of; one that holds no problem document, of a proxy for one, is UNEXPECTED_ANSWER. */
export function problemOf(answer: ApiAnswer): GatewayProblem {
  const { status, body } = answer;
  const heads = present({ requestId: answer.header('x-request-id'), retryAfterMs: retryAfterOf(answer) });
  if (!isProblemDocument(body)) {
    const message = `The answer has status ${status} and is no problem document of a Sunledger gateway`;
    return new GatewayProblem(message, { status, ...heads, code: 'UNEXPECTED_ANSWER' });
  }
  const { code, detail, field, details, transactionId } = body;
  return new GatewayProblem(detail, { status, ...heads, code, ...present({ field, details, transactionId }) });
}

function isProblemDocument(document: unknown): document is Problem {
  const { code, detail } = (document ?? {}) as Partial<Record<keyof Problem, unknown>>;
  return typeof code === 'string' && typeof detail === 'string';
}

/** How long to wait, in ms, by `Retry-After` in seconds or as a date. */
function retryAfterOf(answer: ApiAnswer): number | undefined {
  const value = answer.header('retry-after');
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** The fields that are there. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
