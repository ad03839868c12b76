import * as assert from 'node:assert/strict';
import { checkBookRules, checkOrder, type BookRules } from '../../../../chaincode/domain/order-book/book-rules';
import { type Order } from '../../../../chaincode/domain/order-book/order';
import { OrderPlacement } from '../../../../chaincode/domain/order-book/placement';
import { parseTime } from '../../../../chaincode/domain/time';
import { microsOf, priceOf } from '../../../../chaincode/domain/units';
import { noon, order, rules } from './orders';

const ordinary = rules({
  tick: priceOf(1_000n),
  lot: microsOf(1_000n),
  priceCap: priceOf(2_000_000n),
  ordersPerMatch: 50,
});

describe('the rules of an order book', () => {
  it('are taken as they are where they fit together', () => {
    assert.equal(checkBookRules(ordinary), ordinary);
  });

  const contradictions: [rule: string, changed: Partial<BookRules>, field: string][] = [
    ['a tick of 0', { tick: priceOf(0n) }, 'tick'],
    ['a lot of 0', { lot: microsOf(0n) }, 'lot'],
    ['a lot below 0.001', { lot: microsOf(999n) }, 'lot'],
    ['a cap of 0', { priceCap: priceOf(0n) }, 'priceCap'],
    ['a cap between two ticks', { priceCap: priceOf(1_999_999n) }, 'priceCap'],
    ['no orders per match', { ordersPerMatch: 0 }, 'ordersPerMatch'],
    ['half an order per match', { ordersPerMatch: 1.5 }, 'ordersPerMatch'],
    ['more orders per match than a transaction should touch', { ordersPerMatch: 201 }, 'ordersPerMatch'],
  ];
  for (const [rule, changed, field] of contradictions) {
    it(`refuse ${rule}`, () => {
      assert.throws(() => checkBookRules({ ...ordinary, ...changed }), {
        code: 'BOOK_RULES_INVALID',
        details: { field },
      });
    });
  }
});

describe('an order outside the rules of its book', () => {
  const check = (each: Order) => {
    checkOrder(ordinary, each, parseTime(noon));
  };
  const at = (amount: number, price: number | null, more: Partial<Order> = {}) =>
    order('x', 'buy', amount, price, more);

  it('is none of these', () => {
    check(at(1_000, 1_000));
    check(at(3_000, 2_000_000));
    check(at(3_000, null));
    check(at(3_000, 1_000, { side: 'sell', kind: 'fok' }));
    check(at(3_000, 0, { side: 'sell' }));
    check(at(1_000, 1_000, { expiresAt: '2026-06-01T12:00:01Z' }));
  });

  const refused: [rule: string, each: Order, field: string][] = [
    ['of nothing', at(0, 1_000), 'amount'],
    ['of a part of a lot', at(1_001, 1_000), 'amount'],
    ['between two ticks', at(1_000, 1_001), 'price'],
    ['above the cap', at(1_000, 2_001_000), 'price'],
    ['to buy for nothing', at(1_000, 0), 'price'],
    ['at the market with a price', at(1_000, 1_000, { kind: 'market' }), 'price'],
    ['with a limit but no price', at(1_000, null, { kind: 'limit' }), 'price'],
    ['void from the start', at(1_000, 1_000, { expiresAt: noon }), 'expiresAt'],
    [
      'with an end but never at rest',
      at(1_000, 1_000, { kind: 'ioc', expiresAt: '2027-01-01T00:00:00Z' }),
      'expiresAt',
    ],
  ];
  for (const [rule, each, field] of refused) {
    it(`is one ${rule}`, () => {
      assert.throws(
        () => check(each),
        (error: { code?: string; details?: { field?: string } }) =>
          error.code === 'ORDER_RULES' && error.details?.field === field,
      );
      assert.throws(() => new OrderPlacement(each, ordinary, parseTime(noon)), { code: 'ORDER_RULES' });
    });
  }

  it('is one that would lock more than an account can hold', () => {
    const dearest = order('x', 'buy', 10n ** 18n, 10n ** 18n);
    assert.throws(() => new OrderPlacement(dearest, rules(), parseTime(noon)), { code: 'INVALID_ARGUMENT' });
  });
});
