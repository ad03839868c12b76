import { until } from './until';

/** An event as a client of /v1/events sees it. */
export interface SeenEvent {
  readonly id: string;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** A client of a stream of server-sent events. */
export class EventStream {
  readonly seen: SeenEvent[] = [];
  readonly ended: Promise<void>;
  private readonly abort = new AbortController();
  private opened: (status: number) => void = () => undefined;
  /** The status of the answer. */
  readonly status = new Promise<number>((resolve) => (this.opened = resolve));

  constructor(url: string, headers: Record<string, string>) {
    this.ended = this.read(url, headers);
  }

  /** Waits until so many events have come. */
  async until(count: number): Promise<readonly SeenEvent[]> {
    await until(`${count} events come`, () => this.seen.length >= count);
    return this.seen;
  }

  names(): string[] {
    return this.seen.map(({ event }) => event);
  }

  close(): void {
    this.abort.abort();
  }

  private async read(url: string, headers: Record<string, string>): Promise<void> {
    const response = await fetch(url, {
      headers: { accept: 'text/event-stream', ...headers },
      signal: this.abort.signal,
    });
    this.opened(response.status);
    let text = '';
    try {
      for await (const part of response.body ?? []) {
        text += Buffer.from(part as Uint8Array).toString();
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          this.take(text.slice(0, end));
          text = text.slice(end + 2);
        }
      }
    } catch (error) {
      if (!this.abort.signal.aborted) throw error;
    }
  }

  private take(block: string): void {
    const field = (name: string) =>
      block
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    const data = field('data');
    if (data === undefined) return;
    this.seen.push({ id: field('id') ?? '', event: field('event') ?? '', data: JSON.parse(data) as SeenEvent['data'] });
  }
}
