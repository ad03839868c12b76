import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';

/** A request that was answered, or given up by its client. It names the route and never the address: that has ids in it. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly method: string;
  /** The route's template, like `/v1/units/{unit}`; undefined for documents, pages and addresses that don't exist. */
  readonly route: string | undefined;
  readonly status: number;
  readonly seconds: number;
  /** Whether the answer was a stream, which lasts as long as its client listens. */
  readonly stream: boolean;
  /** Whether the client left before the answer was complete. */
  readonly aborted: boolean;
}

/** Hears of every request at its beginning and at its end. */
export interface RequestMonitor {
  began(): void;
  answered(request: AnsweredRequest): void;
}

/** What the door notes of a request on its way. */
interface Notes {
  requestId?: string;
  route?: string;
  stream?: boolean;
}

const notesOf = (response: Response): Notes => response.locals as Notes;

/** Notes the route that a request has found; before that it has none. */
export function noteRoute(response: Response, route: string): void {
  notesOf(response).route = route;
}

/** Notes that the answer is a stream. */
export function noteStream(response: Response): void {
  notesOf(response).stream = true;
}

/** Tells the monitor of every request that comes after it in the application. */
export function monitored(monitor: RequestMonitor): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const startedAt = process.hrtime.bigint();
    monitor.began();
    response.once('close', () => {
      const { requestId = 'unknown', route, stream = false } = notesOf(response);
      const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
      const aborted = !response.writableFinished && !stream;
      const { method } = request;
      monitor.answered({ requestId, method, route, status: response.statusCode, seconds, stream, aborted });
    });
    next();
  };
}
