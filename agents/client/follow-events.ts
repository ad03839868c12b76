import { type LedgerEvent } from '../../chaincode/wire/events';
import { type SunledgerClient } from '../../client';

/**
 * What happens on the ledger in a market or book from now on, in its order, until the signal says stop; none is missed and
 * none comes twice. What the gateway adds of its own, like prices, is left out.
 */
export async function* followEvents(
  client: Pick<SunledgerClient, 'follow'>,
  market: string,
  signal: AbortSignal,
): AsyncGenerator<LedgerEvent, void, undefined> {
  for await (const { id, event } of client.follow({ market }, { signal })) if (id !== '') yield event;
}
