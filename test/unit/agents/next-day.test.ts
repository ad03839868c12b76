import assert from 'node:assert/strict';
import { type MarketApi } from '../../../agents/client/market-api';
import { type Community } from '../../../agents/community/community';
import { findProgress, type PlayableDay } from '../../../agents/simulator/next-day';

const hour = (start: string) => ({ start: new Date(start), startMinute: 0, readings: new Map() });
const community: Community = {
  name: 'three days',
  timeZone: 'UTC',
  households: [],
  days: [1, 2, 3].map((day) => ({
    index: day - 1,
    date: `2026-06-0${day}`,
    hours: [hour(`2026-06-0${day}T00:00:00Z`), hour(`2026-06-0${day}T01:00:00Z`)],
  })),
};
/** A ledger with these markets and listings, by state. */
const ledger = (markets: readonly string[], listings: Readonly<Record<string, string>>) =>
  ({
    markets: () => Promise.resolve(markets.map((id) => ({ id }))),
    listing: (id: string) => Promise.resolve(id in listings ? { id, state: listings[id] } : undefined),
  }) as unknown as MarketApi;
const told = (playable: PlayableDay | undefined) => playable && `${playable.market} ${playable.day.date}`;

describe('where a replay goes on', () => {
  for (const [what, markets, listings, next, last] of [
    ['with the first day on an empty ledger', [], {}, 'm 2026-06-01', undefined],
    [
      'with a day that was begun',
      ['m'],
      { m_20260601T0000Z: 'settled', m_20260601T0100Z: 'cleared' },
      'm 2026-06-01',
      undefined,
    ],
    [
      'with the day after the last whole one',
      ['m', 'other'],
      { m_20260601T0100Z: 'settled', m_20260602T0000Z: 'open' },
      'm 2026-06-02',
      'm 2026-06-01',
    ],
    [
      'in a further market after the last recorded day',
      ['m'],
      { m_20260601T0100Z: 'settled', m_20260602T0100Z: 'settled', m_20260603T0100Z: 'settled' },
      'm-2 2026-06-01',
      'm 2026-06-03',
    ],
    ['in the latest market', ['m', 'm-2'], { 'm-2_20260601T0000Z': 'settled' }, 'm-2 2026-06-01', 'm 2026-06-03'],
  ] as const) {
    it(what, async () => {
      const progress = await findProgress(ledger(markets, listings), community, 'm');
      assert.equal(told(progress.next), next);
      assert.equal(told(progress.last), last);
    });
  }
});
