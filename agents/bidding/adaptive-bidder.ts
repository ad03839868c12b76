import { isProblem, type Order } from '../../client';
import { adaptedLimit, type BiddingTerms } from '../../chaincode/domain/order-book/adaptive-bidding';
import { type LedgerEvent } from '../../chaincode/wire/events';
import { formatMicros, parsePrice, type PricePerKWh } from '../../chaincode/domain/units';
import { type AgentLog } from '../client/agent-log';
import { type BookApi } from '../client/book-api';
import { codeOf } from '../client/own-fault';
import { pause } from '../client/pause';
import { OutstandingPrice } from './outstanding-price';

export interface AdaptiveBidderOptions {
  readonly api: Pick<BookApi, 'book' | 'place' | 'cancel' | 'order' | 'orders'>;
  /** The book's events from now on, until the signal says stop. */
  readonly events: (signal: AbortSignal) => AsyncIterable<Pick<LedgerEvent, 'result'>>;
  readonly book: string;
  /** Names the bidder's orders: `<name>-1`, `<name>-2`, ... A bidder of the same name takes up where it was stopped. */
  readonly name: string;
  /** How much of the token to trade, as the ledger writes it. */
  readonly amount: string;
  /** The first limit, no further than the own limit. */
  readonly firstLimit: PricePerKWh;
  readonly terms: Omit<BiddingTerms, 'tick'>;
  /** Length of a bidding interval. */
  readonly everyMs: number;
  readonly log: AgentLog;
}

/** Refusals of a cancellation that say that the order must stay as it is for now. */
const stays = ['INTERVAL_CLEARING', 'CONFLICT'] as const;

/**
 * Bids for a member whose order was not matched (spec 11, "Adaptive bidding"): watches the book's events, and once per
 * interval moves what is left of the order toward the last outstanding price of the other side, never past the member's
 * own limit. It cancels before it places, so never more than the amount stands in the book; and it names its orders by
 * number, so that none is placed twice, wherever it is stopped.
 */
export class AdaptiveBidder {
  /** Number of the newest order, once it is known. */
  private newest: number | undefined;
  private tick: PricePerKWh | undefined;

  constructor(private readonly options: AdaptiveBidderOptions) {
    const { firstLimit, terms } = options;
    const past = terms.side === 'buy' ? firstLimit > terms.ownLimit : firstLimit < terms.ownLimit;
    if (past) {
      throw new RangeError(
        `The first limit ${formatMicros(firstLimit)} lies past the own limit ${formatMicros(terms.ownLimit)}`,
      );
    }
  }

  /** Bids until all is traded (true) or the signal says stop (false). What fails is logged and tried again next interval. */
  async run(signal: AbortSignal): Promise<boolean> {
    const { book, name, terms, everyMs, log, events } = this.options;
    const outstanding = new OutstandingPrice(terms.side, () => this.findBook());
    const ended = new AbortController();
    const watched = this.watch(events(AbortSignal.any([signal, ended.signal])), outstanding).catch((error: unknown) => {
      log.warn(
        { book, bidder: name, code: codeOf(error) },
        'The events of the book broke off; its prices are asked for',
      );
    });
    try {
      while (!signal.aborted) {
        try {
          if (await this.round(outstanding)) return true;
        } catch (error) {
          const message = error instanceof Error ? error.message : 'The round failed';
          log.warn({ book, bidder: name, code: codeOf(error) }, message);
        }
        await pause(everyMs, signal);
      }
      return false;
    } finally {
      ended.abort();
      await watched;
    }
  }

  /** One interval's decision; answers whether nothing is left to trade. */
  private async round(outstanding: OutstandingPrice): Promise<boolean> {
    const { book, amount, firstLimit, terms, log } = this.options;
    const last = await this.lastOrder();
    if (!last) return this.place(1, amount, firstLimit);
    const { order, number } = last;
    const limit = parsePrice(order.price ?? '0');
    const tick = (this.tick ??= parsePrice((await this.findBook()).rules.tick));
    const next = adaptedLimit(limit, await outstanding.price(), { ...terms, tick });
    if (order.state === 'open') {
      if (next === limit) return false;
      const left = await this.takeBack(order);
      if (left === undefined) return false;
      log.info({ book, order: order.id, from: formatMicros(limit), to: formatMicros(next), left }, 'Moves its limit');
      return this.place(number + 1, left, next);
    }
    return isNothing(order.left) || this.place(number + 1, order.left, next);
  }

  /** Places an order for what is left; answers whether it was filled at once. */
  private async place(number: number, amount: string, limit: PricePerKWh): Promise<boolean> {
    const { api, book, name, terms } = this.options;
    const order = { side: terms.side, kind: 'limit' as const, amount, price: formatMicros(limit) };
    const placed = await api.place(book, `${name}-${number}`, order).catch((error: unknown) => {
      // It had been placed, and the answer got lost: the next round sees what became of it.
      if (isProblem(error, 'ORDER_EXISTS')) return undefined;
      throw error;
    });
    this.newest = number;
    return placed?.order.state === 'filled';
  }

  /** What is left of an order that was cancelled; undefined where it stays, or was filled meanwhile. */
  private async takeBack({ id }: Order): Promise<string | undefined> {
    const { api, book } = this.options;
    try {
      return (await api.cancel(book, id)).left;
    } catch (error) {
      if (isProblem(error, 'ORDER_NOT_OPEN', ...stays)) return undefined;
      throw error;
    }
  }

  /** The newest of this bidder's orders, if any. The first time it looks through all that the member has in the book. */
  private async lastOrder(): Promise<{ order: Order; number: number } | undefined> {
    const { api, book, name } = this.options;
    if (this.newest === undefined) {
      const numbers = (await api.orders(book))
        .filter(({ id }) => id.startsWith(`${name}-`))
        .map(({ id }) => Number(id.slice(name.length + 1)));
      this.newest = Math.max(0, ...numbers.filter(Number.isInteger));
    }
    const number = this.newest;
    return number === 0 ? undefined : { order: await api.order(book, `${name}-${number}`), number };
  }

  private async watch(
    events: AsyncIterable<Pick<LedgerEvent, 'result'>>,
    outstanding: OutstandingPrice,
  ): Promise<void> {
    for await (const event of events) outstanding.note(event);
  }

  private async findBook() {
    const { api, book } = this.options;
    const found = await api.book(book);
    if (!found) throw new Error(`There is no order book ${book}`);
    return found;
  }
}

const isNothing = (amount: string): boolean => /^0(\.0*)?$/.test(amount);
