import { type Response } from 'express';

const HEARTBEAT_MS = 15_000;
const MOST = 64;
/** A market goes on for a while after the last one has left, who may be on the way from one page to the next. */
const GRACE_MS = 2 * 60_000;

/** Those who watch a demonstration, each by a stream of server-sent events that is open. */
export class Onlookers {
  private readonly streams = new Set<Response>();
  private readonly waiting = new Set<() => void>();
  private lastSeen: number;

  constructor(private readonly now: () => number = Date.now) {
    this.lastSeen = now();
  }

  /** Takes one more, who is told at once how things stand. */
  add(response: Response, event: string, data: object): void {
    if (this.streams.size >= MOST) {
      response.status(503).setHeader('Retry-After', '30').end();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(`retry: 2000\n\n${eventText(event, data)}`);
    this.streams.add(response);
    const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
    response.on('close', () => {
      clearInterval(heartbeat);
      this.streams.delete(response);
      this.lastSeen = this.now();
    });
    for (const come of [...this.waiting]) come();
  }

  tell(event: string, data: object): void {
    for (const stream of this.streams) stream.write(eventText(event, data));
  }

  /** Resolves when somebody watches, or when the signal comes; undefined where somebody does or did lately. */
  awaited(signal: AbortSignal): Promise<void> | undefined {
    if (this.streams.size > 0 || this.now() - this.lastSeen < GRACE_MS || signal.aborted) return undefined;
    return new Promise((resolve) => {
      const come = () => {
        this.waiting.delete(come);
        signal.removeEventListener('abort', come);
        resolve();
      };
      this.waiting.add(come);
      signal.addEventListener('abort', come, { once: true });
    });
  }

  /** Ends all streams, so that a server can stop. */
  close(): void {
    for (const stream of this.streams) stream.end();
  }
}

const eventText = (event: string, data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
