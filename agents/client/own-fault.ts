import { type GatewayProblem, isProblem } from '../../client';

/** Whether the request is to blame and not the gateway: the same for nobody else, and no use in trying again. */
export const isOwnFault = (error: unknown): error is GatewayProblem =>
  isProblem(error) && error.status >= 400 && error.status < 500 && error.status !== 429;

/** The code of an error, for a log or a health check: UNEXPECTED where it has none. */
export function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'UNEXPECTED';
}
