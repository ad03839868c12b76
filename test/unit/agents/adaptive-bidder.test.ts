import { GatewayProblem, type Order } from '../../../client';
import assert from 'node:assert/strict';
import sinon from 'sinon';
import { AdaptiveBidder, type AdaptiveBidderOptions } from '../../../agents/bidding/adaptive-bidder';

import { type OrderTermsView } from '../../../chaincode/wire/views';
import { parsePrice, parseRatio } from '../../../chaincode/domain/units';

type Result = { readonly result: unknown };

/** A book of one other side, and the member's orders; it says what was done to it. */
class FakeBook {
  bestBid: string | null = null;
  bestAsk: string | null = null;
  readonly done: string[] = [];
  readonly orders = new Map<string, Order>();
  /** Refusals that the next calls meet. */
  readonly refusals: GatewayProblem[] = [];
  losesAnswer = false;
  private hear: ((event: Result) => void) | undefined;
  private readonly heard: Result[] = [];

  readonly api = {
    book: () => {
      this.done.push('asked');
      return Promise.resolve({ rules: { tick: '0.01' }, bestBid: this.bestBid, bestAsk: this.bestAsk });
    },
    orders: () => Promise.resolve([...this.orders.values()]),
    order: (_: string, id: string) => Promise.resolve(this.orders.get(id)),
    place: async (_: string, id: string, terms: OrderTermsView) => {
      await this.refuse();
      if (this.orders.has(id)) throw new GatewayProblem('there', { status: 409, code: 'ORDER_EXISTS' });
      this.done.push(`${id} ${terms.side} ${terms.amount} at ${terms.price ?? ''}`);
      const filled = this.bestAsk !== null && terms.side === 'buy' && Number(terms.price) >= Number(this.bestAsk);
      const order = { ...terms, id, left: filled ? '0' : terms.amount, state: filled ? 'filled' : 'open' };
      this.orders.set(id, order as unknown as Order);
      if (this.losesAnswer) throw new GatewayProblem('lost', { status: 0, code: 'NO_ANSWER' });
      return { order };
    },
    cancel: async (_: string, id: string) => {
      await this.refuse();
      this.done.push(`${id} cancelled`);
      const order = { ...(this.orders.get(id) as Order), state: 'cancelled' as const };
      this.orders.set(id, order);
      return order;
    },
  } as unknown as AdaptiveBidderOptions['api'];

  /** Tells an event with what it knows of the prices. */
  tell(bid: string | null, ask: string | null): void {
    const event = { result: { outstanding: { bid, ask, last: null } } };
    if (this.hear) this.hear(event);
    else this.heard.push(event);
  }

  fill(id: string, left: string): void {
    const order = this.orders.get(id) as Order;
    this.orders.set(id, { ...order, left, state: left === '0' ? 'filled' : 'open' });
  }

  async *events(signal: AbortSignal): AsyncGenerator<Result> {
    while (!signal.aborted) {
      const event =
        this.heard.shift() ??
        (await new Promise<Result | undefined>((resolve) => {
          this.hear = resolve;
          signal.addEventListener('abort', () => resolve(undefined));
        }));
      this.hear = undefined;
      if (event) yield event;
    }
  }

  private refuse(): Promise<void> {
    const refusal = this.refusals.shift();
    return refusal ? Promise.reject(refusal) : Promise.resolve();
  }
}

describe('an adaptive bidder', () => {
  let clock: sinon.SinonFakeTimers;
  let book: FakeBook;
  let warned: string[];
  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: new Date('2026-06-01T12:00:00Z') });
    book = new FakeBook();
    warned = [];
  });
  afterEach(() => clock.restore());

  const bidder = (options: Partial<AdaptiveBidderOptions> = {}) =>
    new AdaptiveBidder({
      ...{ api: book.api, book: 'ent', name: 'auto', amount: '3', firstLimit: parsePrice('0.20') },
      events: (signal) => book.events(signal),
      terms: { side: 'buy', ownLimit: parsePrice('0.40'), rate: parseRatio('0.5') },
      everyMs: 60_000,
      log: { info: () => undefined, warn: (_, message) => void warned.push(message) },
      ...options,
    });
  const started = (options: Partial<AdaptiveBidderOptions> = {}) => {
    const stop = new AbortController();
    const ended = bidder(options).run(stop.signal);
    return {
      ended,
      intervals: (count: number) => clock.tickAsync(count * 60_000),
      stop: async () => {
        stop.abort();
        return ended;
      },
    };
  };

  it('moves by its rate toward the outstanding price of the other side, once per interval, until it trades', async () => {
    book.bestAsk = '0.3';
    const { ended, intervals } = started();
    await intervals(4);
    assert.equal(await ended, true);
    assert.deepEqual(
      book.done.filter((line) => line !== 'asked'),
      [
        ...['auto-1 buy 3 at 0.2', 'auto-1 cancelled', 'auto-2 buy 3 at 0.25', 'auto-2 cancelled'],
        ...[
          'auto-3 buy 3 at 0.28',
          'auto-3 cancelled',
          'auto-4 buy 3 at 0.29',
          'auto-4 cancelled',
          'auto-5 buy 3 at 0.3',
        ],
      ],
    );
  });

  it('never goes past the own limit, and rests there', async () => {
    book.bestAsk = '0.9';
    const { stop, intervals } = started();
    await intervals(9);
    const placed = book.done.filter((line) => line.includes('buy'));
    assert.equal(placed.at(-1)?.split(' ').at(-1), '0.4');
    assert.ok(placed.every((line) => Number(line.split(' ').at(-1)) <= 0.4));
    assert.equal([...book.orders.values()].filter(({ state }) => state === 'open').length, 1);
    assert.equal(await stop(), false);
  });

  it('lowers a seller’s limit in the same way', async () => {
    book.bestBid = '0.1';
    const terms = { side: 'sell' as const, ownLimit: parsePrice('0.25'), rate: parseRatio('0.5') };
    const { stop, intervals } = started({ terms, firstLimit: parsePrice('0.5') });
    await intervals(4);
    const prices = book.done.filter((line) => line.includes('sell')).map((line) => line.split(' ').at(-1));
    assert.deepEqual(prices, ['0.5', '0.3', '0.25']);
    await stop();
  });

  it('goes by what the events say, and asks the book only where they leave it in doubt', async () => {
    const { stop, intervals } = started();
    await intervals(1);
    const asked = () => book.done.filter((line) => line === 'asked').length;
    assert.equal(asked(), 2, 'its tick, and the price once');
    book.tell(null, '0.3');
    await intervals(1);
    assert.equal(book.done.at(-1), 'auto-2 buy 3 at 0.25');
    assert.equal(asked(), 2);
    book.tell('0.25', null);
    book.bestAsk = '0.31';
    await intervals(1);
    assert.equal(book.done.at(-1), 'auto-3 buy 3 at 0.28');
    assert.equal(asked(), 3);
    await stop();
  });

  it('moves only what is left, and stops when all is traded', async () => {
    book.bestAsk = '0.4';
    const { ended, intervals } = started();
    await intervals(0);
    book.fill('auto-1', '1.25');
    await intervals(1);
    assert.equal(book.done.at(-1), 'auto-2 buy 1.25 at 0.3');
    book.fill('auto-2', '0');
    await intervals(1);
    assert.equal(await ended, true);
  });

  it('takes up where it was stopped: before the order that it had taken back was placed again', async () => {
    book.bestAsk = '0.3';
    const first = started();
    await first.intervals(1);
    await first.stop();
    book.orders.set('auto-2', { ...(book.orders.get('auto-2') as Order), state: 'cancelled', left: '2' });
    const again = started();
    await again.intervals(1);
    assert.ok(book.done.includes('auto-3 buy 2 at 0.28'), book.done.join());
    await again.stop();
  });

  it('places no order twice whose answer got lost', async () => {
    book.losesAnswer = true;
    const { stop, intervals } = started();
    await intervals(0);
    book.losesAnswer = false;
    await intervals(2);
    assert.deepEqual([...book.orders.keys()], ['auto-1']);
    assert.equal(warned.length, 1);
    await stop();
  });

  it('leaves its order where it is while the interval is cleared', async () => {
    book.bestAsk = '0.3';
    const { stop, intervals } = started();
    await intervals(0);
    book.refusals.push(new GatewayProblem('later', { status: 409, code: 'INTERVAL_CLEARING' }));
    await intervals(1);
    assert.deepEqual([...book.orders.keys()], ['auto-1']);
    await intervals(1);
    assert.equal(book.done.at(-1), 'auto-2 buy 3 at 0.25');
    assert.deepEqual(warned, []);
    await stop();
  });

  it('does not begin past its own limit', () => {
    assert.throws(() => bidder({ firstLimit: parsePrice('0.41') }), RangeError);
  });
});
