import { type ProblemCode, type Problem } from './generated/types';
import { type ApiAnswer } from './own-key/member-signer';

/** Codes that the client itself gives where no problem document came. */
export type ClientCode = 'NO_ANSWER' | 'UNEXPECTED_ANSWER';

/** What is known of a request that failed. */
export interface ProblemFacts {
  /** HTTP status; 0 where the gateway did not answer. */
  readonly status: number;
  readonly code: ProblemCode | ClientCode;
  /** Field of the request that is wrong. */
  readonly field?: string;
  /** Data that belongs to the code. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** The transaction, where there was one. */
  readonly transactionId?: string;
  /** The request's id, under which the gateway's log has more. */
  readonly requestId?: string;
  /** How long the gateway asks to wait before a repetition, in ms. */
  readonly retryAfterMs?: number;
}

/** A request that the gateway refused, or did not answer. The message is a sentence for people. */
export class GatewayProblem extends Error implements ProblemFacts {
  override readonly name = 'GatewayProblem';
  readonly status: number;
  readonly code: ProblemCode | ClientCode;
  readonly field?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly transactionId?: string;
  readonly requestId?: string;
  readonly retryAfterMs?: number;

  constructor(message: string, facts: ProblemFacts, options?: ErrorOptions) {
    super(message, options);
    this.status = facts.status;
    this.code = facts.code;
    if (facts.field !== undefined) this.field = facts.field;
    if (facts.details !== undefined) this.details = facts.details;
    if (facts.transactionId !== undefined) this.transactionId = facts.transactionId;
    if (facts.requestId !== undefined) this.requestId = facts.requestId;
    if (facts.retryAfterMs !== undefined) this.retryAfterMs = facts.retryAfterMs;
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
  const facts = { status, ...requestIdOf(answer), ...retryAfterOf(answer) };
  if (!isProblemDocument(body)) {
    const message = `The answer has status ${status} and is no problem document of a Sunledger gateway`;
    return new GatewayProblem(message, { ...facts, code: 'UNEXPECTED_ANSWER' });
  }
  const { code, detail, field, details, transactionId } = body;
  return new GatewayProblem(detail, {
    ...facts,
    code,
    ...(field === undefined ? {} : { field }),
    ...(details === undefined ? {} : { details }),
    ...(transactionId === undefined ? {} : { transactionId }),
  });
}

function isProblemDocument(document: unknown): document is Problem {
  const { code, detail } = (document ?? {}) as Partial<Record<keyof Problem, unknown>>;
  return typeof code === 'string' && typeof detail === 'string';
}

function requestIdOf(answer: ApiAnswer): { requestId?: string } {
  const requestId = answer.header('x-request-id');
  return requestId === undefined ? {} : { requestId };
}

/** `Retry-After` in seconds or as a date. */
function retryAfterOf(answer: ApiAnswer): { retryAfterMs?: number } {
  const value = answer.header('retry-after');
  if (value === undefined) return {};
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? { retryAfterMs: Math.max(0, ms) } : {};
}
