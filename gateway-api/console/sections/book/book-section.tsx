import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { DepthChart } from '../../charts/depth-chart';
import { Card } from '../../components/card';
import { Empty, Loaded } from '../../components/states';
import { texts } from '../../model/texts';
import { useBook, useBooks, useBookTrades, useDepth, useOrders } from '../../state/books';
import { useMember } from '../../state/me';
import { Ladder } from './ladder';
import { LastTrades } from './last-trades';
import { MyOrders } from './my-orders';
import { type ChosenPrice, OrderForm } from './order-form';
import { PriceChart } from './price-chart';
import { Prices } from './prices';
import './book.css';

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
  const orders = useOrders(book, useMember()).data ?? [];
  const trades = useBookTrades(book).data;
  const [chosen, choose] = useState<ChosenPrice>();
  const open = depth.data ? depth.data.bids.length + depth.data.asks.length : 0;
  return (
    <div class="grid book">
      <Card title={words.price} lead={words.priceLead} wide>
        <Loaded what={words.price} resource={record} lines={3}>
          {(found) => <Prices book={found} trades={trades} />}
        </Loaded>
      </Card>
      <PriceChart book={book} trades={trades} />
      <Card title={words.ladderTitle} lead={words.ladderLead}>
        <Loaded what={words.ladderTitle} resource={depth} lines={9}>
          {(found) => <Ladder depth={found} orders={orders} last={record.data?.lastPrice ?? null} onChoose={choose} />}
        </Loaded>
      </Card>
      <Card title={words.depth} lead={words.depthLead}>
        <Loaded what={words.depth} resource={depth} lines={7}>
          {(found) =>
            open === 0 ? (
              <Empty icon="book">
                <p>{words.noDepth}</p>
              </Empty>
            ) : (
              <DepthChart depth={found} orders={orders} fileName={`depth-${book}`} />
            )
          }
        </Loaded>
      </Card>
      <Card title={words.order} lead={words.orderLead}>
        <OrderForm book={book} chosen={chosen} />
      </Card>
      <MyOrders book={book} />
      <LastTrades book={book} />
    </div>
  );
}
