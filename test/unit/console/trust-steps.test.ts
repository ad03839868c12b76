/** How a trust score came about, from what the ledger keeps of it (spec 14). */
import assert from 'node:assert/strict';
import { trustSteps } from '../../../gateway-api/console/model/trust-steps';
import { type TrustView } from '../../../gateway-api/console/model/views';

type Change = TrustView['why'][number];

const change = (minute: number, more: Partial<Change> = {}): Change => ({
  ...{ at: `2026-06-01T10:0${minute}:00Z`, kind: 'rating', listing: 'l', trade: minute, rating: '5' },
  ...{ score: null, points: 1, ...more },
});

describe('the steps of a trust score', () => {
  it('say what each trade gave to the mean, the oldest first', () => {
    const steps = trustSteps([change(2, { score: '3.2' }), change(1, { score: '3.4' })], 2);
    assert.deepEqual(
      steps.map(({ step, trades, experience }) => [step, trades, experience]),
      [
        [1, 1, '3.4'],
        // (3.4 + 3.0) / 2 = 3.2
        [2, 2, '3'],
      ],
    );
  });

  it('leave out what was no trade, and count the trades before it all the same', () => {
    const failed = change(2, { kind: 'failedDelivery', rating: null, score: '3.4' });
    const steps = trustSteps([change(3, { score: '3.2' }), failed, change(1, { score: '3.4' })], 2);
    assert.deepEqual(
      steps.map(({ trades, experience }) => [trades, experience]),
      [
        [1, '3.4'],
        [undefined, undefined],
        [2, '3'],
      ],
    );
  });

  it('do not guess what the first one kept gave, where earlier ones are no longer kept', () => {
    const steps = trustSteps([change(2, { score: '3.2' }), change(1, { score: '3.4' })], 30);
    assert.equal(steps[0]?.experience, undefined);
    assert.equal(steps[1]?.trades, 30);
    assert.notEqual(steps[1].experience, undefined);
  });
});
