import { isProblem } from './problem';
import { pause } from './pause';
import { readServerEvents, type ServerEvent } from './server-events';

/** How to follow a stream. */
export interface FollowOptions {
  /** Ends the stream: the iteration then ends without an error. */
  readonly signal: AbortSignal;
  /** Id of the last event that was seen: what came after it comes first. */
  readonly after?: string;
  /** Is told when the stream has broken off and is about to be resumed. */
  readonly onInterruption?: (cause: unknown) => void;
}

/** The first wait after a stream broke off; it doubles up to the longest. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * The events of a stream until the signal says stop. One that breaks off is opened again behind the last event that came,
 * so that none is missed and none comes twice. Throws a refusal that waiting will not change: one for 4xx but 429.
 */
export async function* followStream(
  open: (after: string | undefined, signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>,
  { signal, after: from, onInterruption }: FollowOptions,
): AsyncGenerator<ServerEvent, void, undefined> {
  let after = from;
  for (let waitMs = FIRST_WAIT_MS; !signal.aborted; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      for await (const event of readServerEvents(await open(after, signal))) {
        if (event.data === '') continue;
        if (event.id !== '') after = event.id;
        waitMs = FIRST_WAIT_MS;
        yield event;
      }
    } catch (error) {
      if (hasEnded(signal)) return;
      if (isProblem(error) && error.status >= 400 && error.status < 500 && error.status !== 429) throw error;
      onInterruption?.(error);
    }
    await pause(waitMs * (0.5 + Math.random() / 2), signal).catch(() => undefined);
  }
}

/** Asked anew: it may have ended while something was awaited. */
const hasEnded = ({ aborted }: AbortSignal): boolean => aborted;
