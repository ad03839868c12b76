import * as assert from 'node:assert/strict';
import {
  checkBroadcast,
  checkClose,
  checkNotBegun,
  CLOSE_OVERDUE_SECONDS,
  listingId,
} from '../../../chaincode/domain/delivery-interval';
import { advance, listingStates, type ListingState } from '../../../chaincode/domain/listing-state';
import { parseTime } from '../../../chaincode/domain/time';

const noon = parseTime('2026-06-01T12:00:00Z');
const listing = { id: 'm_20260601T1200Z', deliveryStart: '2026-06-01T12:00:00Z' };

describe("a listing's life", () => {
  it('goes open, closed, cleared, settled, and can be cancelled until it is cleared', () => {
    const allowed = new Set(['open closed', 'open cancelled', 'closed cleared', 'closed cancelled', 'cleared settled']);
    const step = (from: ListingState, to: ListingState) => () => advance({ id: 'x', state: from }, to);
    for (const from of listingStates) {
      for (const to of listingStates) {
        if (allowed.has(`${from} ${to}`)) assert.equal(step(from, to)(), to);
        else assert.throws(step(from, to), { code: 'LISTING_STATE', details: { listing: 'x', state: from } });
      }
    }
  });

  it('has its market and its delivery hour as its id', () => {
    assert.equal(listingId('fontana', noon), 'fontana_20260601T1200Z');
    assert.equal(listingId('m', parseTime('2026-12-31T23:45:00Z')), 'm_20261231T2345Z');
  });

  it('begins in the interval before delivery, for that interval only', () => {
    const open = (now: string, start: string, minutes: number) => () =>
      checkBroadcast(parseTime(now), parseTime(start), minutes);
    open('2026-06-01T11:00:00Z', '2026-06-01T12:00:00Z', 60)();
    open('2026-06-01T11:59:59Z', '2026-06-01T12:00:00Z', 60)();
    open('2026-06-01T23:50:00Z', '2026-06-02T00:00:00Z', 15)();
    const wrong = { code: 'MARKET_CLOCK' };
    assert.throws(open('2026-06-01T12:00:00Z', '2026-06-01T12:00:00Z', 60), wrong);
    assert.throws(open('2026-06-01T10:59:59Z', '2026-06-01T12:00:00Z', 60), wrong);
    assert.throws(open('2026-06-01T11:00:00Z', '2026-06-01T12:30:00Z', 60), wrong);
    assert.throws(open('2026-06-01T11:00:00Z', '2026-06-01T12:00:00Z', 15), wrong);
  });

  it('takes offers until delivery begins', () => {
    checkNotBegun(listing, noon - 1);
    assert.throws(() => checkNotBegun(listing, noon), { code: 'LISTING_NOT_OPEN' });
  });

  it('is closed by its operator when bidding ends, by anyone five minutes later, by nobody before', () => {
    assert.equal(CLOSE_OVERDUE_SECONDS, 300);
    checkClose(listing, noon, noon, true);
    checkClose(listing, noon, noon + 300, false);
    assert.throws(() => checkClose(listing, noon, noon - 1, true), { code: 'BIDDING_NOT_OVER' });
    assert.throws(() => checkClose(listing, noon, noon + 299, false), { code: 'BIDDING_NOT_OVER' });
  });
});
