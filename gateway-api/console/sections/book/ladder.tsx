import { type JSX } from 'preact';
import { amountText, showAmount } from '../../model/amounts';
import { ladder, type Rung, spreadOf } from '../../model/book-stats';
import { texts } from '../../model/texts';
import { type DepthView, type OrderView } from '../../model/views';
import { type ChosenPrice } from './order-form';

interface LadderProps {
  readonly depth: DepthView;
  /** The member's own orders, which are marked. */
  readonly orders: readonly OrderView[];
  /** Last price; null before the first trade. */
  readonly last: string | null;
  /** Called when a price is pressed: whoever presses what is sold wants to buy. */
  readonly onChoose: (chosen: ChosenPrice) => void;
}

const MOST_SHOWN = 8;

/** The best prices of both sides from the dearest ask down to the lowest bid, with bars for what is open up to there. */
export function Ladder({ depth, orders, last, onChoose }: LadderProps): JSX.Element {
  const words = texts.book;
  const { bids, asks } = ladder(depth, orders, MOST_SHOWN);
  const spread = spreadOf(depth);
  return (
    <div class="table-frame" tabIndex={0} role="group" aria-label={words.ladder}>
      <table class="ladder">
        <caption class="sr-only">{words.ladder}</caption>
        <thead>
          <tr>
            <th scope="col">{words.columns.price}</th>
            <th scope="col" class="number">
              {words.columns.amount}
            </th>
            <th scope="col" class="number">
              {words.columns.sum}
            </th>
          </tr>
        </thead>
        <tbody>
          {asks.length === 0 ? <NothingThere text={words.noAsks} /> : null}
          {[...asks].reverse().map((rung) => (
            <Step key={rung.price} rung={rung} onChoose={onChoose} />
          ))}
        </tbody>
        <tbody class="ladder-middle">
          <tr>
            <th scope="row">{last === null ? words.noPrice : showAmount(last, 'entPrice').figure}</th>
            <td colSpan={2} class="number quiet">
              {spread === undefined ? words.lastTraded : words.spread(showAmount(spread, 'entPrice').figure)}
            </td>
          </tr>
        </tbody>
        <tbody>
          {bids.map((rung) => (
            <Step key={rung.price} rung={rung} onChoose={onChoose} />
          ))}
          {bids.length === 0 ? <NothingThere text={words.noBids} /> : null}
        </tbody>
      </table>
    </div>
  );
}

const NothingThere = ({ text }: { readonly text: string }): JSX.Element => (
  <tr>
    <td colSpan={3} class="quiet">
      {text}
    </td>
  </tr>
);

interface StepProps {
  readonly rung: Rung;
  readonly onChoose: (chosen: ChosenPrice) => void;
}

function Step({ rung, onChoose }: StepProps): JSX.Element {
  const words = texts.book;
  const { side, price, amount, sum, own, share } = rung;
  const mine = /[1-9]/.test(own);
  const [wants, ink] = side === 'asks' ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
  return (
    <tr class={`rung-${ink}`} style={{ '--share': `${Math.round(share * 100)}%` }}>
      <th scope="row">
        <button
          type="button"
          class={`ladder-price ${ink}-ink`}
          aria-label={words.takePrice[wants](amountText(price, 'entPrice'))}
          onClick={() => onChoose({ side: wants, price })}
        >
          {showAmount(price, 'entPrice').figure}
        </button>
      </th>
      <td class="number">
        {mine ? <span class="badge own">{words.yours(showAmount(own, 'ent').figure)}</span> : null}{' '}
        {showAmount(amount, 'ent').figure}
      </td>
      <td class="number ladder-sum">{showAmount(sum, 'ent').figure}</td>
    </tr>
  );
}
