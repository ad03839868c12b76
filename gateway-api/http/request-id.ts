import { randomBytes } from 'node:crypto';
import { type NextFunction, type Request, type Response } from 'express';

const instance = randomBytes(4).toString('hex');
let requests = 0;

/** Gives the request an id, the client's own where it is a plain word, and the answer says it. */
export function nameRequest(request: Request, response: Response, next: NextFunction): void {
  const given = request.headers['x-request-id'];
  const id =
    typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : `${instance}-${(++requests).toString(36)}`;
  (response.locals as { requestId?: string }).requestId = id;
  response.setHeader('X-Request-Id', id);
  next();
}

/** The id that was given to the request of this answer. */
export const requestIdOf = (response: Response): string =>
  (response.locals as { requestId?: string }).requestId ?? 'unknown';
