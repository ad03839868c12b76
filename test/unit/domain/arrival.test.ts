import * as assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { inOrderOfArrival, lotteryNumber } from '../../../chaincode/domain/arrival';

const noon = '2026-06-01T12:00:00Z';
const later = '2026-06-01T12:01:00Z';
const locking = 'a'.repeat(64);

const arrivals = fc.uniqueArray(
  fc.record({ id: fc.stringMatching(/^[a-z0-9@:.-]{1,12}$/), slot: fc.constantFrom(noon, later) }),
  { selector: ({ id }) => id, maxLength: 30 },
);

describe('order of arrival', () => {
  it('draws by SHA-256 over the locking transaction, a line feed and the offer', () => {
    const bytes = Buffer.concat([Buffer.from(locking), Buffer.from([0x0a]), Buffer.from('h01@HouseholdsMSP:s1')]);
    assert.equal(lotteryNumber(locking, 'h01@HouseholdsMSP:s1'), createHash('sha256').update(bytes).digest('hex'));
    // Fixed for good: a published result must stay recomputable.
    assert.equal(lotteryNumber('00', 'x'), '9272a6cabef0a6c95961d910db881588f32e462ba86664c4cdad0156e5fb9d41');
  });

  it('puts the earlier slot first, whatever the lottery says', () => {
    fc.assert(
      fc.property(arrivals, (offers) => {
        const slots = inOrderOfArrival(offers, locking).map(({ slot }) => slot);
        assert.deepEqual(slots, [...slots].sort());
      }),
    );
  });

  it('orders a slot by lottery, lowest number first', () => {
    fc.assert(
      fc.property(arrivals, (offers) => {
        const sameSlot = offers.map((each) => ({ ...each, slot: noon }));
        const lots = inOrderOfArrival(sameSlot, locking).map(({ id }) => lotteryNumber(locking, id));
        assert.deepEqual(lots, [...lots].sort());
      }),
    );
  });

  it('keeps every offer once and does not look at the order in which they are given', () => {
    fc.assert(
      fc.property(
        arrivals.chain((offers) =>
          fc.tuple(fc.constant(offers), fc.shuffledSubarray(offers, { minLength: offers.length })),
        ),
        ([offers, shuffled]) => {
          const ordered = inOrderOfArrival(offers, locking);
          assert.deepEqual(inOrderOfArrival(shuffled, locking), ordered);
          assert.deepEqual(new Set(ordered), new Set(offers));
          assert.equal(ordered.length, offers.length);
        },
      ),
    );
  });

  it('draws anew for each locking transaction', () => {
    const offers = Array.from({ length: 20 }, (_, index) => ({ id: `o${index}`, slot: noon }));
    const orders = new Set(
      ['01', '02', '03'].map((id) =>
        inOrderOfArrival(offers, id)
          .map((each) => each.id)
          .join(),
      ),
    );
    assert.equal(orders.size, 3);
  });
});
