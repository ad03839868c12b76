import { transactions as t } from '../../../chaincode/wire/transactions';
import { resource } from '../ledger-route';

const books = resource('books');

/** Order books, orders, trades (spec 11). */
export const bookRoutes = [
  books.get('/books', t.GetBooks),
  books.post('/books', t.CreateBook),
  books.get('/books/{book}', t.GetBook),
  books.post('/books/{book}/orders', t.PlaceOrder),
  books.get('/books/{book}/quote', t.QuoteOrder, { defaults: { price: '' } }),
  books.get('/books/{book}/open-orders', t.GetOpenOrders),
  books.get('/books/{book}/orders/{member}', t.GetOrders),
  books.get('/books/{book}/orders/{member}/{order}', t.GetOrder),
  books.delete('/books/{book}/orders/{member}/{order}', t.CancelOrder, { own: ['member'] }),
  books.post('/books/{book}/expiry', t.ClearExpiredOrders),
  books.post('/books/{book}/intervals', t.ClearInterval),
  books.get('/books/{book}/held-trades', t.GetHeldTrades),
  books.post('/books/{book}/held-trades/release', t.ReleaseHeldTrades),
  books.get('/books/{book}/held-trades/{trade}', t.GetHeldTrade),
  books.post('/books/{book}/held-trades/{trade}/decision', t.DecideHeldTrade),
  books.get('/books/{book}/depth', t.GetDepth),
  books.get('/books/{book}/trades', t.GetBookTrades, { defaults: { from: '1970-01-01T00:00:00Z' } }),
  books.get('/books/{book}/candles', t.GetCandles),
];
