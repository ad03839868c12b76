import { DomainError } from '../../../chaincode/domain/errors';
import { type Side } from '../../../chaincode/domain/offer';
import { Book, type BookPlacement } from '../../../chaincode/domain/order-book/book';
import { tradeTotal } from '../../../chaincode/domain/order-book/escrow';
import { type Order } from '../../../chaincode/domain/order-book/order';
import { formatMicros } from '../../../chaincode/domain/units';
import { type BookCase, parseBookCases } from '../book-case';
import { type CliCommand } from '../command';
import { inFile, printJson, readJson } from '../input-file';

interface OpenOrder {
  readonly id: string;
  readonly amount: string;
  readonly price: string;
}

/** A case worked through, in the form in which results are published: amounts, prices and eEuro as decimal strings. */
export interface BookCaseResult {
  readonly name: string | null;
  readonly trades: readonly { buy: string; sell: string; amount: string; price: string; total: string }[];
  /** What is open in the end, best price first, then earliest. */
  readonly bids: readonly OpenOrder[];
  readonly asks: readonly OpenOrder[];
}

/** Takes the events of a case in order. To cancel an order that isn't open any more does nothing. */
export function runBookCase({ name, rules, events }: BookCase): BookCaseResult {
  const book = new Book(rules);
  const trades: BookCaseResult['trades'][number][] = [];
  for (const event of events) {
    if ('cancel' in event) book.cancel(event.cancel);
    else trades.push(...tradesOf(event, place(book, event)));
  }
  return { name, trades, bids: openOrders(book, 'buy'), asks: openOrders(book, 'sell') };
}

/** A fill-or-kill order that can't be filled leaves the book as it is. */
function place(book: Book, order: Order): Pick<BookPlacement, 'fills'> {
  try {
    return book.place(order, '');
  } catch (error) {
    if (error instanceof DomainError && error.code === 'ORDER_NOT_FILLED') return { fills: [] };
    throw error;
  }
}

function tradesOf(order: Order, { fills }: Pick<BookPlacement, 'fills'>): BookCaseResult['trades'] {
  return fills.map(({ resting, amount, price }) => ({
    buy: order.side === 'buy' ? order.id : resting.id,
    sell: order.side === 'sell' ? order.id : resting.id,
    amount: formatMicros(amount),
    price: formatMicros(price),
    total: formatMicros(tradeTotal(price, amount)),
  }));
}

const openOrders = (book: Book, side: Side): OpenOrder[] =>
  Array.from(book.orders(side), ({ id, left, price }) => ({
    id,
    amount: formatMicros(left),
    price: formatMicros(price),
  }));

/** Runs orders through a book with the matching of the chaincode. */
export const book: CliCommand = {
  name: 'book',
  summary: 'run orders from a file through an order book',
  configure(command, io) {
    command
      .description(
        'Runs orders through an order book with the rules that the chaincode uses, and prints the trades and what is ' +
          'open in the end as JSON. FILE holds a case, or an array of cases:\n' +
          '  {"name": "noon", "priceRule": "resting", "events": [\n' +
          '    {"id": "o1", "member": "C", "side": "sell", "amount": "1.9", "price": "0.5"},\n' +
          '    {"id": "o2", "member": "A", "side": "buy", "amount": "10", "price": "1"},\n' +
          '    {"cancel": "o2"}, ...]}\n' +
          'The order of the events is their order of arrival. priceRule is resting (where it is left out) or midpoint. An ' +
          'order may have a kind: limit (where it is left out), ioc, fok, or market, which has no price.',
      )
      .argument('<file>', 'file with the case or cases; - is standard input')
      .option('-c, --compact', 'print on one line')
      .action(async (file: string, options: { compact?: true }) => {
        const document = await readJson(file, io);
        const cases = inFile(file, () => parseBookCases(document));
        printJson(Array.isArray(cases) ? cases.map(runBookCase) : runBookCase(cases), options, io);
      });
  },
};
