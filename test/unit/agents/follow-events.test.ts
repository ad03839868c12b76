import assert from 'node:assert/strict';
import { followEvents } from '../../../agents/client/follow-events';
import { SunledgerClient } from '../../../client';
import { scriptedGateway } from '../client/scripted-gateway';

const event = (id: string, name: string) => `id: ${id}\nevent: ${name}\ndata: {"transaction":"${name}"}\n\n`;

describe('following the events of a book', () => {
  it('tells what happened on the ledger, once and in order, and nothing that the gateway adds', async () => {
    const prices = 'event: BookPrices\ndata: {"bid":"0.2"}\n\n';
    const { options, seen } = scriptedGateway(
      { status: 200, body: `retry: 1000\n\n${event('4.0', 'PlaceOrder')}:\n\n${prices}` },
      { status: 200, body: event('5.0', 'CancelOrder') },
    );
    const stop = new AbortController();
    const told: string[] = [];
    for await (const { transaction } of followEvents(new SunledgerClient(options), 'ent', stop.signal)) {
      told.push(transaction);
      if (told.length === 2) stop.abort();
    }
    assert.deepEqual(told, ['PlaceOrder', 'CancelOrder']);
    assert.deepEqual(
      seen.map(({ address, headers }) => [address, headers['last-event-id']]),
      [
        ['/v1/events?market=ent', undefined],
        ['/v1/events?market=ent', '4.0'],
      ],
    );
  });
});
