import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { type Limits } from '../../../chaincode/domain/clearing/clearing';
import { mechanismNames, mechanisms } from '../../../chaincode/domain/clearing/mechanisms';
import { DomainError } from '../../../chaincode/domain/errors';
import { type Offer } from '../../../chaincode/domain/offer';
import { escrowFor, settle } from '../../../chaincode/domain/settlement';
import { exactPayment, microEuroOf, priceOf, ratioOf, share } from '../../../chaincode/domain/units';
import { anyLimits, offer, ordinaryBooks, smallBooks, tightBooks } from './books';

const priceCap = priceOf(400_000n);
const grid = { retail: priceOf(2n), feedIn: priceOf(1n) };
const locked = (book: readonly Offer[], limits: Limits) =>
  book.map((each) => ({ ...each, escrow: escrowFor(each, { limits, priceCap }) }));
const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);
const books = fc.oneof(tightBooks, smallBooks, ordinaryBooks);
const fees = fc.oneof(fc.constantFrom(0n, 1n, 1_000_000n), fc.bigInt(0n, 1_000_000n)).map(ratioOf);

describe('settlement: escrow', () => {
  it('locks energy x bid of a buyer, rounded half to even, and nothing of a seller', () => {
    const rules = { limits: 'respected', priceCap } as const;
    assert.equal(escrowFor(offer('B', 'buy', 1_500, 100_001), rules), 150_002n); // 150001.5
    assert.equal(escrowFor(offer('B', 'buy', 500, 100_001), rules), 50_000n); // 50000.5
    assert.equal(escrowFor(offer('S', 'sell', 1_500, 100_001), rules), 0n);
  });

  it("locks energy x the market's price cap where limits are ignored", () => {
    assert.equal(escrowFor(offer('B', 'buy', 2_000, 100_000), { limits: 'ignored', priceCap }), 800_000n);
    assert.equal(escrowFor(offer('S', 'sell', 2_000, 100_000), { limits: 'ignored', priceCap }), 0n);
  });

  it('refuses what no account can hold', () => {
    const dearest = offer('B', 'buy', 10n ** 15n, 10n ** 18n);
    assert.throws(() => escrowFor(dearest, { limits: 'respected', priceCap }), DomainError);
  });
});

describe('settlement', () => {
  it('conserves eEuro exactly: escrows = received + fees + refunds', () => {
    let traded = 0;
    fc.assert(
      fc.property(books, anyLimits, fees, fc.constantFrom(...mechanismNames), (book, limits, fee, name) => {
        const offers = locked(book, limits);
        const clearing = mechanisms[name](offers, { limits, grid });
        const settlement = settle(offers, clearing, fee);
        const received = settlement.offers.filter(({ offer: { side } }) => side === 'sell').map(({ amount }) => amount);
        const refunds = settlement.offers.map(({ refund }) => refund);
        assert.equal(sum(offers.map(({ escrow }) => escrow)), sum(received) + settlement.fees + sum(refunds));
        traded += clearing.trades.length;
      }),
      { numRuns: 1000 },
    );
    assert.ok(traded > 1000);
  });

  it('answers each offer in the order given, with what it traded, paid, received and got back', () => {
    fc.assert(
      fc.property(books, anyLimits, fees, fc.constantFrom(...mechanismNames), (book, limits, fee, name) => {
        const offers = locked(book, limits);
        const clearing = mechanisms[name](offers, { limits, grid });
        const settlement = settle(offers, clearing, fee);
        assert.deepEqual(
          settlement.offers.map((each) => each.offer),
          offers,
        );
        assert.equal(settlement.payments.length, clearing.trades.length);
        for (const { offer: each, energy, amount, fee: kept, refund } of settlement.offers) {
          const mine = clearing.trades.flatMap((trade, index) =>
            trade.buy === each || trade.sell === each ? [{ trade, paid: settlement.payments[index]! }] : [],
          );
          assert.equal(energy, sum(mine.map(({ trade }) => trade.energy)));
          const paid = sum(mine.map((entry) => entry.paid));
          const fees_ = sum(mine.map((entry) => share(entry.paid, fee)));
          if (each.side === 'buy')
            assert.deepEqual({ amount, kept, refund }, { amount: paid, kept: 0n, refund: each.escrow - paid });
          else assert.deepEqual({ amount, kept, refund }, { amount: paid - fees_, kept: fees_, refund: 0n });
          assert.ok(amount >= 0n && refund >= 0n && kept >= 0n);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('lets a trade cost its payment, unless the escrow no longer covers it', () => {
    fc.assert(
      fc.property(books, anyLimits, fc.constantFrom(...mechanismNames), (book, limits, name) => {
        const offers = locked(book, limits);
        const clearing = mechanisms[name](offers, { limits, grid });
        const left = new Map(offers.map((each) => [each.id, each.escrow as bigint]));
        settle(offers, clearing, ratioOf(0n)).payments.forEach((paid, index) => {
          const trade = clearing.trades[index]!;
          const due = exactPayment(trade.price, trade.energy);
          const covered = left.get(trade.buy.id)!;
          assert.equal(paid, due < covered ? due : covered);
          left.set(trade.buy.id, covered - paid);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('never takes more than the escrow when the roundings of many trades add up', () => {
    // 3 Wh at 1.5 per Wh lock 4.5, rounded to 4; three trades of 1 Wh cost 1.5, rounded to 2 each: 6.
    const sellers = ['S1', 'S2', 'S3'].map((id) => offer(id, 'sell', 1, 0));
    const offers = locked([offer('B', 'buy', 3, 1_500), ...sellers], 'respected');
    const clearing = mechanisms['pay-as-bid'](offers, { limits: 'respected' });
    assert.equal(clearing.turnover, 6n);
    const settlement = settle(offers, clearing, ratioOf(0n));
    assert.deepEqual(settlement.payments, [2n, 2n, 0n]);
    assert.deepEqual(
      settlement.offers.map(({ amount, refund }) => [amount, refund]),
      [
        [4n, 0n],
        [2n, 0n],
        [2n, 0n],
        [0n, 0n],
      ],
    );
  });

  it('takes the fee from what the seller receives, rounded half to even, and gives it to the operator', () => {
    const offers = locked([offer('B', 'buy', 1_000, 50), offer('S', 'sell', 1_000, 50)], 'respected');
    const clearing = mechanisms['pay-as-clear'](offers, { limits: 'respected' });
    // 1 % of 50 is 0.5: half, to the even 0; 3 % is 1.5: to 2.
    assert.equal(settle(offers, clearing, ratioOf(10_000n)).fees, 0n);
    const settlement = settle(offers, clearing, ratioOf(30_000n));
    assert.equal(settlement.fees, 2n);
    assert.deepEqual(settlement.offers[1], { offer: offers[1], energy: 1_000n, amount: 48n, fee: 2n, refund: 0n });
  });

  it('gives everything back where nothing trades', () => {
    const offers = locked([offer('B', 'buy', 1_000, 50), offer('S', 'sell', 1_000, 60)], 'respected');
    const settlement = settle(offers, { trades: [] }, ratioOf(0n));
    assert.deepEqual(
      settlement.offers.map(({ refund }) => refund),
      [50n, 0n],
    );
  });

  it('refuses a fee above the whole payment', () => {
    assert.throws(() => settle([], { trades: [] }, ratioOf(1_000_001n)), { code: 'MARKET_RULES_INVALID' });
  });

  it('does not settle a clearing of other offers, nor offers that share an id', () => {
    const [buy, sell] = locked([offer('B', 'buy', 1, 1), offer('S', 'sell', 1, 1)], 'respected');
    const clearing = mechanisms['pay-as-bid']([buy!, sell!], { limits: 'respected' });
    assert.throws(() => settle([buy!], clearing, ratioOf(0n)), /offer S/);
    assert.throws(() => settle([buy!, { ...buy!, escrow: microEuroOf(5n) }], { trades: [] }, ratioOf(0n)), /same id/);
  });
});
