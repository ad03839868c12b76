import { type Static, Type } from '@sinclair/typebox';
import { type Response } from 'express';
import { Refusal } from '../refusal';
import { problemCodes, statusOf, titleOf } from './problem-status';

/** A problem document (RFC 9457): how every refusal is answered. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'Address that explains the code', examples: ['/problems/INVALID_ARGUMENT'] }),
    title: Type.String({ description: 'Explains the code' }),
    status: Type.Integer(),
    detail: Type.String({ description: 'What was found and what was expected in this case' }),
    instance: Type.String({ description: 'Id of the request, which is also in X-Request-Id' }),
    code: Type.Unsafe<(typeof problemCodes)[number]>({ type: 'string', enum: problemCodes }),
    field: Type.Optional(Type.String({ description: 'Field of the request that is wrong' })),
    transactionId: Type.Optional(Type.String()),
    details: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'Data that belongs to the code' }),
    ),
  },
  { $id: 'Problem' },
);
export type ProblemDocument = Static<typeof Problem>;

export const PROBLEM_TYPE = 'application/problem+json';

/** What a failure says to the client. The text of an error that is not a refusal stays inside. */
export function problemOf(error: unknown, requestId: string): ProblemDocument {
  const refusal =
    error instanceof Refusal
      ? error
      : new Refusal(
          'INTERNAL',
          `Something went wrong inside the gateway. Its log has more under request ${requestId}.`,
        );
  const { code, message, context } = refusal;
  return {
    type: `/problems/${code}`,
    title: titleOf(code),
    status: statusOf(code),
    detail: message,
    instance: `urn:request:${requestId}`,
    code,
    ...(context.field === undefined ? {} : { field: context.field }),
    ...(context.transactionId === undefined ? {} : { transactionId: context.transactionId }),
    ...(context.details === undefined ? {} : { details: { ...context.details } }),
  };
}

/** Answers with the problem document of a failure, unless an answer is on its way already. */
export function sendProblem(response: Response, error: unknown, requestId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const problem = problemOf(error, requestId);
  const context = error instanceof Refusal ? error.context : {};
  if (context.retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(context.retryAfterSeconds));
  if (context.allow) response.setHeader('Allow', context.allow.join(', '));
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="sunledger"');
  const text = JSON.stringify(problem);
  response.writeHead(problem.status, { 'Content-Type': PROBLEM_TYPE, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}
