import { type JSX } from 'preact';
import { CandleChart } from '../../charts/candle-chart';
import { DepthChart } from '../../charts/depth-chart';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Figure, Figures } from '../../components/figure';
import { Empty, Loaded } from '../../components/states';
import { Why } from '../../components/why';
import { texts } from '../../model/texts';
import { type BookStateView } from '../../model/views';
import { useBook, useBooks, useCandles, useDepth } from '../../state/books';
import { LastTrades } from './last-trades';
import { MyOrders } from './my-orders';
import { OrderForm } from './order-form';

/** The order book: what is open, how prices moved, the member's orders (spec 11). */
export default function BookSection(): JSX.Element {
  const books = useBooks();
  return (
    <Loaded what={texts.sectionNames.book.name} resource={books} lines={10}>
      {(all) => {
        const [first] = all;
        return first ? (
          <OneBook key={first.id} book={first.id} />
        ) : (
          <Empty icon="book">
            <p>{texts.book.none}</p>
          </Empty>
        );
      }}
    </Loaded>
  );
}

function OneBook({ book }: { readonly book: string }): JSX.Element {
  const words = texts.book;
  const record = useBook(book);
  const depth = useDepth(book);
  const candles = useCandles(book);
  return (
    <div class="grid">
      <Card title={words.price} lead={words.priceLead} wide>
        <Loaded what={words.price} resource={record} lines={3}>
          {(found) => <Prices book={found} />}
        </Loaded>
      </Card>
      <Card title={words.order} lead={words.orderLead}>
        <OrderForm book={book} />
      </Card>
      <Card title={words.depth} lead={words.depthLead}>
        <Loaded what={words.depth} resource={depth} lines={7}>
          {(found) =>
            found.bids.length + found.asks.length === 0 ? (
              <Empty icon="book">
                <p>{words.noDepth}</p>
              </Empty>
            ) : (
              <DepthChart depth={found} fileName={`depth-${book}`} />
            )
          }
        </Loaded>
      </Card>
      <Card title={words.candles} lead={words.candlesLead} wide>
        <Loaded what={words.candles} resource={candles} lines={8}>
          {(found) =>
            found.length === 0 ? (
              <Empty icon="clock">
                <p>{words.noCandles}</p>
              </Empty>
            ) : (
              <CandleChart candles={found} fileName={`candles-${book}`} />
            )
          }
        </Loaded>
      </Card>
      <MyOrders book={book} />
      <LastTrades book={book} />
    </div>
  );
}

function Prices({ book }: { readonly book: BookStateView }): JSX.Element {
  const words = texts.book;
  const { priceRule } = book.rules;
  const price = (value: string | null): JSX.Element | string =>
    value === null ? words.noPrice : <Amount value={value} kind="entPrice" />;
  return (
    <Figures label={words.price}>
      <Figure
        label={words.last}
        why={
          <Why about={words.whyPrice}>
            <p>{priceRule === 'resting' ? words.whyResting : words.whyMidpoint}</p>
          </Why>
        }
      >
        {price(book.lastPrice)}
      </Figure>
      <Figure label={words.bid} note={words.bidNote}>
        {price(book.bestBid)}
      </Figure>
      <Figure label={words.ask} note={words.askNote}>
        {price(book.bestAsk)}
      </Figure>
    </Figures>
  );
}
