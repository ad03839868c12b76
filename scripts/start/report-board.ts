import { type RequestHandler, type Response } from 'express';
import { type HourDocument, type ReportDocument } from '../../agents/report/report-document';

/** What the first page shows. */
export interface BoardDocument {
  /** The day that is being played; null when none is. */
  readonly playing: { readonly date: string; readonly market: string; readonly hours: number } | null;
  /** Hours of the day being played that are settled. */
  readonly hours: readonly HourDocument[];
  /** The last day that was played to its end. */
  readonly report: ReportDocument | null;
}

const HEARTBEAT_MS = 15_000;
const MOST_STREAMS = 64;

/**
 * Holds what a demonstration shows to everybody, without signing in: aggregates, and each member under its pseudonym.
 * That is for a demonstration with recorded data; a real market tells members their own figures only.
 */
export class ReportBoard {
  private document: BoardDocument = { playing: null, hours: [], report: null };
  private readonly streams = new Set<Response>();

  get current(): BoardDocument {
    return this.document;
  }

  show(change: Partial<BoardDocument>): void {
    this.document = { ...this.document, ...change };
    for (const stream of this.streams) stream.write('event: changed\ndata: 1\n\n');
  }

  /** Answers /report.json and the stream /report-events; leaves every other request to the next handler. */
  readonly handler: RequestHandler = (request, response, next) => {
    if (request.method !== 'GET') next();
    else if (request.path === '/report.json') {
      response.setHeader('Cache-Control', 'no-store');
      response.json(this.document);
    } else if (request.path === '/report-events') this.follow(response);
    else next();
  };

  /** Ends all streams, so that a server can stop. */
  close(): void {
    for (const stream of this.streams) stream.end();
  }

  private follow(response: Response): void {
    if (this.streams.size >= MOST_STREAMS) {
      response.status(503).setHeader('Retry-After', '30').end();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write('retry: 3000\n\n');
    this.streams.add(response);
    const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
    response.on('close', () => {
      clearInterval(heartbeat);
      this.streams.delete(response);
    });
  }
}
