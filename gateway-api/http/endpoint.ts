import { createHmac, randomBytes } from 'node:crypto';
import { type NextFunction, type Request, type Response } from 'express';
import { type Authentication } from '../auth/authentication';
import { type GatewayLog } from '../gateway-log';
import { Refusal } from '../refusal';
import { type DoorLimits } from './limits';
import { sendProblem } from './problem';
import { statusOf } from './problem-status';
import { RateLimiter } from './rate-limiter';
import { parseObject, readBody } from './request-body';
import { type Answer, type ApiRequest, type Route } from './route';

/** Headers of every answer of the API. Documents and pages have wider rules of their own. */
const headers: readonly (readonly [string, string])[] = [
  ['Cache-Control', 'no-store'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['Strict-Transport-Security', 'max-age=31536000'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
];

const instance = randomBytes(4).toString('hex');
let requests = 0;

/** Gives the request an id, the client's own where it is a plain word, and the answer its headers. */
export function prepareAnswer(request: Request, response: Response, next: NextFunction): void {
  const given = request.headers['x-request-id'];
  const id =
    typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : `${instance}-${(++requests).toString(36)}`;
  (response.locals as { requestId?: string }).requestId = id;
  response.setHeader('X-Request-Id', id);
  for (const [name, value] of headers) response.setHeader(name, value);
  next();
}

export const requestIdOf = (response: Response): string =>
  (response.locals as { requestId?: string }).requestId ?? 'unknown';

/** Says yes to clients that take the kind of answer that the route gives, and to those that don't say. */
function requireAcceptable(accept: string | undefined, contentType: string): void {
  if (accept === undefined) return;
  const [kind = ''] = contentType.split('/');
  const taken = accept
    .toLowerCase()
    .split(',')
    .map((part) => part.split(';')[0]?.trim());
  if (taken.some((type) => type === '*/*' || type === contentType || type === `${kind}/*`)) return;
  throw new Refusal('NOT_ACCEPTABLE', `The answer is ${contentType}, which the Accept header does not take.`, {
    field: 'Accept',
  });
}

/** The query as a map. Throws INVALID_ARGUMENT for a name that stands there twice: who is to say which one counts. */
function parseQuery(url: string): Record<string, string> {
  const start = url.indexOf('?');
  const query: Record<string, string> = Object.create(null) as Record<string, string>;
  if (start < 0) return query;
  for (const [name, value] of new URLSearchParams(url.slice(start + 1))) {
    if (name in query)
      throw new Refusal('INVALID_ARGUMENT', `${name.slice(0, 64)} is given twice.`, { field: name.slice(0, 64) });
    query[name] = value;
  }
  return query;
}

/** Turns routes into Express handlers: limits, body, caller, answer, problem; the same way for all. */
export class Endpoints {
  private readonly addresses: RateLimiter;
  private readonly members: RateLimiter;

  constructor(
    private readonly authentication: Authentication,
    private readonly limits: DoorLimits,
    private readonly log: GatewayLog,
    /** Fingerprints of requests are kept, and a request can hold personal data that is short enough to be guessed. */
    private readonly fingerprintKey: Buffer,
  ) {
    this.addresses = new RateLimiter(limits.perAddress, 'An address');
    this.members = new RateLimiter(limits.perMember, 'A member');
  }

  handler(route: Route): (request: Request, response: Response) => Promise<void> {
    const contentType = Object.values(route.answers)[0]?.contentType ?? 'application/json';
    return async (request, response) => {
      try {
        this.addresses.take(request.ip ?? '');
        requireAcceptable(request.headers.accept, contentType);
        send(response, await this.answer(route, request));
      } catch (error) {
        this.fail(response, error, route);
      }
    };
  }

  /** Answers with a problem document; what is not the client's doing is logged with its text. */
  fail(response: Response, error: unknown, route?: Route): void {
    const requestId = requestIdOf(response);
    const details = { requestId, operation: route?.operationId };
    if (!(error instanceof Refusal)) this.log.error({ ...details, err: error }, 'A request failed');
    else if (statusOf(error.code) >= 500) this.log.warn({ ...details, err: error }, 'A request could not be served');
    else this.log.debug({ ...details, code: error.code }, 'A request was refused');
    sendProblem(response, error, requestId);
  }

  private async answer(route: Route, request: Request): Promise<Answer> {
    const raw = await readBody(request, this.limits.bodyBytes);
    const query = parseQuery(request.originalUrl);
    if (route.access === 'public') return await route.handle(this.apiRequest(request, query, raw));
    const { authorization } = request.headers;
    const signed = { method: request.method, uri: request.originalUrl, body: raw };
    const caller = await this.authentication.callerOf(authorization, signed);
    this.members.take(caller.identity.memberId);
    // The time that a token signed is no business of the route.
    if (!caller.session) delete query['at'];
    return await route.handle({ ...this.apiRequest(request, query, raw), caller });
  }

  private apiRequest(request: Request, query: Record<string, string>, raw: Buffer): ApiRequest {
    return {
      params: request.params as Record<string, string>,
      query,
      body: parseObject(raw),
      headers: request.headers,
      fingerprint: () => {
        const address = `${request.method} ${request.path}?${new URLSearchParams(query).toString()}\n`;
        return createHmac('sha256', this.fingerprintKey).update(address).update(raw).digest('base64');
      },
    };
  }
}

function send(response: Response, answer: Answer): void {
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.stream && response.req.method !== 'HEAD') {
    answer.stream(response);
    return;
  }
  const { json } = answer;
  if (json === undefined) {
    response.writeHead(answer.status).end();
    return;
  }
  const bytes = json instanceof Uint8Array ? json : Buffer.from(typeof json === 'string' ? json : JSON.stringify(json));
  response.writeHead(answer.status, { 'Content-Type': 'application/json', 'Content-Length': bytes.length });
  response.end(bytes);
}
