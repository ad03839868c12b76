import { createHmac } from 'node:crypto';
import { type Request, type Response } from 'express';
import { type Authentication } from '../auth/authentication';
import { type GatewayLog } from '../gateway-log';
import { type Shutdown } from '../operations/shutdown';
import { Refusal } from '../refusal';
import { sendProblem } from './problem';
import { statusOf } from './problem-status';
import { parseObject, readBody } from './request-body';
import { requestIdOf } from './request-id';
import { noteRoute, noteStream } from './request-monitor';
import { type MemberRate } from './request-rates';
import { type Answer, type ApiRequest, type Route } from './route';

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

/** What the door needs to take a request in. */
export interface EndpointParts {
  readonly authentication: Authentication;
  /** Largest body, in bytes. */
  readonly bodyBytes: number;
  /** Absent where members may ask as often as they like. */
  readonly memberRate: MemberRate | undefined;
  readonly shutdown: Shutdown;
  readonly log: GatewayLog;
  /** Fingerprints of requests are kept, and a request can hold personal data that is short enough to be guessed. */
  readonly fingerprintKey: Buffer;
}

/** Turns routes into Express handlers: limits, body, caller, answer, problem; the same way for all. */
export class Endpoints {
  constructor(private readonly parts: EndpointParts) {}

  handler(route: Route): (request: Request, response: Response) => Promise<void> {
    const contentType = Object.values(route.answers)[0]?.contentType ?? 'application/json';
    return async (request, response) => {
      try {
        noteRoute(response, route.path);
        requireAcceptable(request.headers.accept, contentType);
        if (route.method !== 'GET') this.parts.shutdown.requireServing();
        send(response, await this.answer(route, request, response));
      } catch (error) {
        this.fail(response, error, route);
      }
    };
  }

  /** Answers with a problem document; what is not the client's doing is logged with its text. */
  fail(response: Response, error: unknown, route?: Route): void {
    const requestId = requestIdOf(response);
    const details = { requestId, operation: route?.operationId };
    if (!(error instanceof Refusal)) this.parts.log.error({ ...details, err: error }, 'A request failed');
    else if (statusOf(error.code) >= 500)
      this.parts.log.warn({ ...details, err: error }, 'A request could not be served');
    else this.parts.log.debug({ ...details, code: error.code }, 'A request was refused');
    sendProblem(response, error, requestId);
  }

  private async answer(route: Route, request: Request, response: Response): Promise<Answer> {
    const raw = await readBody(request, this.parts.bodyBytes);
    const query = parseQuery(request.originalUrl);
    if (route.access === 'public') return await route.handle(this.apiRequest(request, response, query, raw));
    const { authorization } = request.headers;
    const signed = { method: request.method, uri: request.originalUrl, body: raw };
    const caller = await this.parts.authentication.callerOf(authorization, signed);
    await this.parts.memberRate?.(request, response, caller.identity.memberId);
    // The time that a token signed is no business of the route.
    if (!caller.session) delete query['at'];
    return await route.handle({ ...this.apiRequest(request, response, query, raw), caller });
  }

  private apiRequest(request: Request, response: Response, query: Record<string, string>, raw: Buffer): ApiRequest {
    return {
      params: request.params as Record<string, string>,
      query,
      body: parseObject(raw),
      headers: request.headers,
      address: request.ip ?? '',
      requestId: requestIdOf(response),
      fingerprint: () => {
        // What is prepared is the same request as the one that it is prepared for.
        const path = request.path.replace(/^\/v1\/prepare\//, '/v1/');
        const address = `${request.method} ${path}?${new URLSearchParams(query).toString()}\n`;
        return createHmac('sha256', this.parts.fingerprintKey).update(address).update(raw).digest('base64');
      },
    };
  }
}

function send(response: Response, answer: Answer): void {
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.stream && response.req.method !== 'HEAD') {
    noteStream(response);
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
