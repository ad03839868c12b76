import { type ResultOf } from '../../../chaincode/wire/declaration';
import { transactionList } from '../../../chaincode/wire/transactions';
import { type GetBook } from '../../../chaincode/wire/transactions/book';

/** The transactions that can move a book's prices. */
const movers = new Set(
  transactionList.filter(({ contract, kind }) => contract === 'book' && kind === 'submit').map(({ name }) => name),
);

/** The outstanding bid and ask and the last price of a book. */
export interface Prices {
  readonly book: string;
  readonly bid: string | null;
  readonly ask: string | null;
  readonly last: string | null;
}

/**
 * Tells the follower of one book its outstanding prices after every change (spec 11): an event knows only what its
 * transaction read. However many events come at once, the book is asked once more after the last one, so that what was
 * told last is what is true; prices that have not moved are not told again.
 */
export class BookPrices {
  private asking = false;
  private noted = 0;
  private told = '';

  constructor(
    private readonly ask: () => Promise<ResultOf<typeof GetBook>>,
    private readonly tell: (prices: Prices) => void,
  ) {}

  /** An event of the book has come. */
  note(transaction: string): void {
    if (!movers.has(transaction)) return;
    this.noted++;
    if (!this.asking) void this.follow();
  }

  private async follow(): Promise<void> {
    this.asking = true;
    for (let answered = 0; answered !== this.noted;) {
      answered = this.noted;
      // Who may not ask any more, or a network that is away: the stream's own events say so, or the next one asks again.
      const found = await this.ask().catch(() => undefined);
      if (found) this.news({ book: found.id, bid: found.bestBid, ask: found.bestAsk, last: found.lastPrice });
    }
    this.asking = false;
  }

  private news(prices: Prices): void {
    const text = JSON.stringify(prices);
    if (text === this.told) return;
    this.told = text;
    this.tell(prices);
  }
}
