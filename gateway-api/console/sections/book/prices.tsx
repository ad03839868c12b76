import { type JSX } from 'preact';
import { Amount } from '../../components/amount';
import { Figure, Figures } from '../../components/figure';
import { Why } from '../../components/why';
import { amountText } from '../../model/amounts';
import { type BookStats, bookStats } from '../../model/book-stats';
import { shortMember } from '../../model/names';
import { texts } from '../../model/texts';
import { type BookStateView, type BookTradeView } from '../../model/views';
import { showTime } from '../../model/times';

interface PricesProps {
  readonly book: BookStateView;
  /** Latest first; undefined while they are read. */
  readonly trades: readonly BookTradeView[] | undefined;
}

/** Last price with its change, best prices, and the day: each with what made it. */
export function Prices({ book, trades }: PricesProps): JSX.Element {
  const words = texts.book;
  const stats = bookStats(trades ?? []);
  const price = (value: string | null | undefined): JSX.Element | string =>
    value === null || value === undefined ? words.noPrice : <Amount value={value} kind="entPrice" />;
  return (
    <Figures label={words.price}>
      <Figure
        label={words.last}
        why={<WhyLast book={book} trade={lastOf(book, trades ?? [])} />}
        note={stats ? <Change stats={stats} /> : undefined}
      >
        {price(book.lastPrice)}
      </Figure>
      <Figure label={words.bid} note={words.bidNote} why={<WhyBest text={words.whyBid} about={words.bid} />}>
        <span class="buy-ink">{price(book.bestBid)}</span>
      </Figure>
      <Figure label={words.ask} note={words.askNote} why={<WhyBest text={words.whyAsk} about={words.ask} />}>
        <span class="sell-ink">{price(book.bestAsk)}</span>
      </Figure>
      <Figure label={words.range} note={words.rangeNote}>
        {stats ? (
          <span class="price-range">
            <Amount value={stats.low} kind="entPrice" bare />
            {' – '}
            <Amount value={stats.high} kind="entPrice" bare />
          </span>
        ) : (
          texts.shell.none
        )}
      </Figure>
      <Figure label={words.traded} note={stats ? words.tradesOf(stats.trades) : undefined}>
        <Amount value={stats?.volume} kind="ent" />
      </Figure>
    </Figures>
  );
}

/** The trade that made the last price: of those of one second, the list does not say which came last. */
const lastOf = ({ lastPrice }: BookStateView, trades: readonly BookTradeView[]): BookTradeView | undefined =>
  trades.find(({ at, price }) => at === trades[0]?.at && price === lastPrice) ?? trades[0];

/** How the price moved in the day, with a sign and an arrow beside the colour. */
function Change({ stats: { change, share } }: { readonly stats: BookStats }): JSX.Element {
  const direction = change.startsWith('-') ? 'down' : /[1-9]/.test(change) ? 'up' : 'level';
  const [arrow, ink] = { up: ['▲', 'good-ink'], down: ['▼', 'bad-ink'], level: ['●', 'quiet'] }[direction];
  const text = amountText(change, 'entPrice', { signed: true });
  return (
    <span class={`price-change ${ink ?? ''}`}>
      <span aria-hidden="true">{arrow}</span> {text}
      {share === undefined ? '' : ` (${amountText(share, 'percent', { signed: true })})`}{' '}
      <span class="quiet">{texts.book.inADay}</span>
    </span>
  );
}

const WhyBest = ({ about, text }: { readonly about: string; readonly text: string }): JSX.Element => (
  <Why about={about}>
    <p>{text}</p>
  </Why>
);

interface WhyLastProps {
  readonly book: BookStateView;
  readonly trade: BookTradeView | undefined;
}

/** Which two orders made the last price, and by which rule. */
function WhyLast({ book, trade }: WhyLastProps): JSX.Element {
  const words = texts.book;
  const of = (order: string): string => shortMember(order.split(':')[0] ?? '');
  return (
    <Why about={words.whyPrice}>
      {trade ? (
        <p>
          {words.whyTrade(
            showTime(trade.at, 'moment'),
            of(trade.buy),
            of(trade.sell),
            amountText(trade.amount, 'ent'),
            amountText(trade.price, 'entPrice'),
          )}
        </p>
      ) : null}
      <p>{book.rules.priceRule === 'resting' ? words.whyResting : words.whyMidpoint}</p>
    </Why>
  );
}
