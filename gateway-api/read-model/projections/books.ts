import { bookTradeId, bookTradeRecord } from '../../../chaincode/copy/records';
import { parseTime } from '../../../chaincode/domain/time';
import { type Projection } from '../projection';

/** Trades of order books, for candles of any width. */
export const books: Projection = {
  'book-trade': (scope, { value }) => {
    if (value === null) return;
    const trade = bookTradeRecord.decode(value);
    const { book, at, buy, sell, amount, price, total } = trade;
    scope.batch.add('book_trade', {
      ...{ book, id: bookTradeId(trade), at, time: parseTime(at), buy, sell, amount, price, total },
    });
  },
};
