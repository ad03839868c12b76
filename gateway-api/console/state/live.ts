import { type LedgerEvent } from '../../../chaincode/wire/events';
import { openStream } from './api';
import { problemOf } from './problem';
import { session } from './session';
import { createStore } from './store';

/** How the page hears of the ledger: not yet, as it happens, or not at the moment. */
export type Connection = 'connecting' | 'live' | 'offline';

/** What happened on the ledger; `market` is also the id of an order book. */
export interface LiveEvent extends Pick<LedgerEvent, 'transaction' | 'by' | 'at' | 'result' | 'changes'> {
  readonly id: string;
  readonly market?: string;
  readonly listing?: string;
  readonly members?: readonly string[];
}

export const connection = createStore<Connection>('connecting');

const RETRY_MS = [500, 1000, 2000, 4000, 8000, 15_000] as const;
/** The gateway gives a sign of life every five seconds. */
const SILENCE_MS = 20_000;

const listeners = new Set<(event: LiveEvent) => void>();
const resyncs = new Set<() => void>();
let following: AbortController | undefined;
let lastId: string | undefined;

/** Calls back with every event of the ledger; answers how to stop. */
export function onEvent(listener: (event: LiveEvent) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Calls back when events may have been missed, so that everything shown has to be asked for anew. */
export function onResync(listener: () => void): () => void {
  resyncs.add(listener);
  return () => void resyncs.delete(listener);
}

/** Follows the ledger for as long as somebody is signed in; goes on after the last event seen. */
export function startFollowing(): void {
  const restart = () => {
    following?.abort();
    lastId = undefined;
    if (!session.get()) return;
    following = new AbortController();
    void follow(following.signal);
  };
  session.subscribe(restart);
  window.addEventListener('online', () => wake());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') wake();
  });
  restart();
}

let wake = (): void => undefined;

/** Waits, unless something says that it is worth trying at once. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      wake = () => undefined;
      resolve();
    };
    const timer = setTimeout(done, ms);
    wake = done;
    signal.addEventListener('abort', done, { once: true });
  });
}

async function follow(signal: AbortSignal): Promise<void> {
  connection.set('connecting');
  const isOver = () => signal.aborted;
  for (let failures = 0; !isOver();) {
    try {
      await readStream('/v1/events', signal, {
        opened: () => {
          const missed = failures > 0;
          failures = 0;
          connection.set('live');
          // What was missed comes as events, but a gateway that lost its memory could not tell.
          if (missed) for (const resync of [...resyncs]) resync();
        },
        event: (event) => {
          lastId = event.id;
          for (const listener of [...listeners]) listener(event);
        },
      });
      failures++;
    } catch (error) {
      if (isOver()) return;
      const problem = problemOf(error);
      failures++;
      if (problem.code === 'INVALID_ARGUMENT') lastId = undefined;
    }
    if (isOver()) return;
    connection.set('offline');
    await pause(RETRY_MS[Math.min(failures - 1, RETRY_MS.length - 1)] ?? 15_000, signal);
  }
}

interface StreamReader {
  readonly opened: () => void;
  readonly event: (event: LiveEvent) => void;
}

/** One connection, until it ends or falls silent. EventSource could not say who is asking. */
async function readStream(path: string, signal: AbortSignal, reader: StreamReader): Promise<void> {
  const own = new AbortController();
  const end = () => own.abort();
  signal.addEventListener('abort', end, { once: true });
  let silence = setTimeout(end, SILENCE_MS);
  try {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    if (lastId !== undefined) headers['last-event-id'] = lastId;
    const body = await openStream(path, headers, own.signal);
    reader.opened();
    const decoder = new TextDecoder();
    const stream = body?.getReader();
    let text = '';
    while (stream) {
      const { value, done } = await stream.read();
      if (done) return;
      clearTimeout(silence);
      silence = setTimeout(end, SILENCE_MS);
      text += decoder.decode(value, { stream: true });
      for (let gap = text.indexOf('\n\n'); gap >= 0; gap = text.indexOf('\n\n')) {
        const event = parseEvent(text.slice(0, gap));
        text = text.slice(gap + 2);
        if (event) reader.event(event);
      }
    }
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', end);
    own.abort();
  }
}

/** One event of the stream; undefined for a sign of life and for what is no ledger event. */
function parseEvent(block: string): LiveEvent | undefined {
  const field = (name: string) =>
    block
      .split('\n')
      .filter((line) => line.startsWith(`${name}: `))
      .map((line) => line.slice(name.length + 2))
      .join('\n');
  const id = field('id');
  if (id === '') return undefined;
  try {
    return { ...(JSON.parse(field('data')) as Omit<LiveEvent, 'id'>), id };
  } catch {
    return undefined;
  }
}
