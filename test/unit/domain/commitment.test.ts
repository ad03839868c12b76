import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  COMMITMENT_PAGE_TRADES,
  type CommittedTrade,
  commitmentDigest,
  commitTo,
  tradePageDigest,
} from '../../../chaincode/domain/commitment';

const listing = 'fontana_20260601T1200Z';
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

const trade = (number: number): CommittedTrade => ({
  buy: `h0${number}@HouseholdsMSP:b1`,
  sell: 'h00@HouseholdsMSP:s1',
  energy: 1_000n + BigInt(number),
  price: 120_000n,
  payment: 120_000n + BigInt(number),
});

const trades = fc.array(
  fc.record({
    buy: fc.constantFrom('a@M:1', 'a@M:11', 'b@M:1'),
    sell: fc.constantFrom('c@M:1', 'd@M:1'),
    energy: fc.bigInt({ min: 0n, max: 3n }),
    price: fc.bigInt({ min: 0n, max: 3n }),
    payment: fc.bigInt({ min: 0n, max: 3n }),
  }),
  { maxLength: 6 },
);

describe('commitment', () => {
  it('is SHA-256 over JSON texts that a stranger can write by hand', () => {
    const page =
      '["sunledger/trades","fontana_20260601T1200Z",0,[["h01@HouseholdsMSP:b1","h00@HouseholdsMSP:s1","1001","120000","120001"]]]';
    const whole = `["sunledger/commitment","fontana_20260601T1200Z",1,["${sha256(page)}"]]`;
    assert.deepEqual(commitTo(listing, [trade(1)]), {
      digest: sha256(whole),
      pages: [sha256(page)],
      trades: 1,
      energy: 1_001n,
      payments: 120_001n,
    });
  });

  it('commits to a listing without trades, too', () => {
    const empty = commitTo(listing, []);
    assert.deepEqual(empty, {
      digest: commitmentDigest(listing, 0, []),
      pages: [],
      trades: 0,
      energy: 0n,
      payments: 0n,
    });
    assert.notEqual(empty.digest, commitTo('fontana_20260601T1300Z', []).digest);
  });

  it('comes to the same page by page', () => {
    const many = Array.from({ length: 2 * COMMITMENT_PAGE_TRADES + 1 }, (_, number) => trade(number));
    const { pages, digest } = commitTo(listing, many);
    assert.deepEqual(
      pages,
      [0, 1, 2].map((page) =>
        tradePageDigest(listing, page, many.slice(page * COMMITMENT_PAGE_TRADES, (page + 1) * COMMITMENT_PAGE_TRADES)),
      ),
    );
    assert.equal(digest, commitmentDigest(listing, many.length, pages));
  });

  it('differs for every other list of trades, order included', () => {
    fc.assert(
      fc.property(trades, trades, (one, other) => {
        const text = (list: readonly CommittedTrade[]) =>
          list.map((t) => `${t.buy} ${t.sell} ${t.energy} ${t.price} ${t.payment}`).join('\n');
        assert.equal(commitTo(listing, one).digest === commitTo(listing, other).digest, text(one) === text(other));
      }),
    );
  });
});
