import assert from 'node:assert/strict';
import { BookPrices, type Prices } from '../../../gateway-api/http/routes/book-prices';

type Answer = Awaited<ReturnType<ConstructorParameters<typeof BookPrices>[0]>>;
const answer = (bestBid: string | null) =>
  ({ id: 'ent', bestBid, bestAsk: '0.9', lastPrice: null }) as unknown as Answer;
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('The prices that a follower of a book is told', () => {
  it('are those after the last event, however many came while the book was asked', async () => {
    const waiting: ((answer: Answer) => void)[] = [];
    const told: Prices[] = [];
    const prices = new BookPrices(
      () => new Promise((resolve) => waiting.push(resolve)),
      (news) => void told.push(news),
    );
    for (let n = 0; n < 5; n++) prices.note('PlaceOrder');
    assert.equal(waiting.length, 1);
    waiting.shift()?.(answer('0.1'));
    await settled();
    assert.equal(waiting.length, 1, 'once more, after those that came meanwhile');
    waiting.shift()?.(answer('0.2'));
    await settled();
    assert.equal(waiting.length, 0);
    assert.deepEqual(
      told.map(({ bid }) => bid),
      ['0.1', '0.2'],
    );
  });

  it('are not told again while they have not moved, nor asked for where nothing moves them', async () => {
    const told: Prices[] = [];
    let asked = 0;
    const ask = () => {
      asked++;
      return Promise.resolve(answer('0.1'));
    };
    const prices = new BookPrices(ask, (news) => void told.push(news));
    for (const name of ['PlaceOrder', 'CancelOrder', 'BUYOffer', 'TransferENT']) {
      prices.note(name);
      await settled();
    }
    assert.deepEqual([asked, told], [2, [{ book: 'ent', bid: '0.1', ask: '0.9', last: null }]]);
  });

  it('come with the next event where the book could not be asked', async () => {
    const told: Prices[] = [];
    const answers = [() => Promise.reject(new Error('away')), () => Promise.resolve(answer(null))];
    const prices = new BookPrices(
      () => answers.shift()?.() ?? Promise.reject(new Error('asked too often')),
      (news) => void told.push(news),
    );
    for (let n = 0; n < 2; n++) {
      prices.note('ClearInterval');
      await settled();
    }
    assert.deepEqual(told, [{ book: 'ent', bid: null, ask: '0.9', last: null }]);
  });
});
