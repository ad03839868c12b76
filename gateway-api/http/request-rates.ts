import { type Request, type RequestHandler, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { Refusal } from '../refusal';

/** How many requests a second are taken in the long run, and how many at once after a quiet time. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * Windows in which each key has its burst; they are as long as its rate needs for so many, so that in the long run the
 * rate holds. Memory is bounded by the requests of two windows. Every answer says what is left of the window
 * (`RateLimit`, draft 8).
 */
function limiter({ perSecond, burst }: Rate, who: 'address' | 'member', key?: (request: Request) => string) {
  return rateLimit({
    windowMs: Math.ceil((burst / perSecond) * 1000),
    limit: burst,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: who,
    // What it checks of the configuration is checked when the gateway starts; it would write to stderr at will.
    validate: false,
    ...(key ? { keyGenerator: key } : {}),
    handler: (request, _response, next) => {
      const { resetTime } = (request as Request & { rateLimit: { resetTime: Date | undefined } }).rateLimit;
      const waitMs = (resetTime?.getTime() ?? 0) - Date.now();
      const what = who === 'address' ? 'An address' : 'A member';
      next(
        new Refusal('RATE_LIMITED', `${what} may make ${perSecond} requests a second, ${burst} at once.`, {
          retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
        }),
      );
    },
  });
}

/** Passes RATE_LIMITED on for an address that has had its share. Of IPv6 addresses a /56 counts as one, as it is one client's. */
export const addressRate = (rate: Rate): RequestHandler => limiter(rate, 'address');

/** Takes one request from a member's share. */
export type MemberRate = (request: Request, response: Response, member: string) => Promise<void>;

/** Rejects with RATE_LIMITED for a member who has had its share. */
export function memberRate(rate: Rate): MemberRate {
  const members = new WeakMap<Request, string>();
  const limit = limiter(rate, 'member', (request) => members.get(request) ?? '');
  return (request, response, member) =>
    new Promise((resolve, reject) => {
      members.set(request, member);
      void limit(request, response, (error?: unknown) => {
        if (error === undefined) resolve();
        else reject(error instanceof Error ? error : new Error('The request could not be counted', { cause: error }));
      });
    });
}
