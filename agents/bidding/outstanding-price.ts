import { type BookState } from '../../client';
import { type LedgerEvent } from '../../chaincode/wire/events';
import { type Side } from '../../chaincode/domain/offer';
import { parsePrice, type PricePerKWh } from '../../chaincode/domain/units';

/** What a book's events say of its prices after them; null is what their transaction did not read. */
interface Published {
  readonly outstanding?: { readonly bid: string | null; readonly ask: string | null };
}

/**
 * The last outstanding price of the side that an order trades with, as a book's events tell it (spec 11). An event that
 * doesn't name it leaves it in doubt, and the book is asked when somebody wants to know.
 */
export class OutstandingPrice {
  private known: PricePerKWh | null = null;
  private inDoubt = true;
  private events = 0;

  /** `side` is the order's. */
  constructor(
    private readonly side: Side,
    private readonly ask: () => Promise<Pick<BookState, 'bestBid' | 'bestAsk'>>,
  ) {}

  /** Takes note of an event of the book. */
  note({ result }: Pick<LedgerEvent, 'result'>): void {
    this.events++;
    const { outstanding } = (result ?? {}) as Published;
    const price = this.side === 'buy' ? outstanding?.ask : outstanding?.bid;
    if (typeof price === 'string') this.know(price);
    else this.inDoubt = true;
  }

  /** null where the other side is empty. Asks the book where the last event left the price in doubt. */
  async price(): Promise<PricePerKWh | null> {
    if (!this.inDoubt) return this.known;
    const before = this.events;
    const { bestBid, bestAsk } = await this.ask();
    // An event that came while the book was asked may be newer than its answer.
    if (this.events === before) this.know(this.side === 'buy' ? bestAsk : bestBid);
    return this.known;
  }

  private know(price: string | null): void {
    this.known = price === null ? null : parsePrice(price);
    this.inDoubt = false;
  }
}
