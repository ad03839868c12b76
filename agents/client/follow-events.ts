import { type LedgerEvent } from '../../chaincode/wire/events';
import { type MemberClient } from './member-client';
import { pause } from './pause';
import { readServerEvents } from './server-events';

/** The first wait after a stream broke off; it doubles up to the longest. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * What happens on the ledger in a market or book from now on, in its order, until the signal says stop. A stream that
 * breaks off is taken up behind the last event that came, so that none is missed and none comes twice.
 */
export async function* followEvents(
  client: Pick<MemberClient, 'open'>,
  market: string,
  signal: AbortSignal,
): AsyncGenerator<LedgerEvent, void, undefined> {
  let after: string | undefined;
  for (let waitMs = FIRST_WAIT_MS; !signal.aborted; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      const body = await client.open(`/v1/events?market=${encodeURIComponent(market)}`, after, signal);
      for await (const { id, data } of readServerEvents(body)) {
        if (id === '' || data === '') continue;
        after = id;
        waitMs = FIRST_WAIT_MS;
        yield JSON.parse(data) as LedgerEvent;
      }
    } catch {
      // Whatever broke it off: the next attempt says whether it lasts, and the waits grow.
    }
    await pause(waitMs, signal);
  }
}
