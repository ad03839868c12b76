import { type JSX } from 'preact';
import { formatMicros, parseAmount } from '../../../chaincode/domain/units';
import { amountText } from '../model/amounts';
import { linearScale, tickDecimals } from '../model/scale';
import { texts } from '../model/texts';
import { type DepthView, type OrderView } from '../model/views';
import { BottomLabels, type Margins, ValueAxis } from './axes';
import { ChartFrame } from './chart-frame';
import { useCursor } from './use-cursor';

/** A price with what is open at it, and with everything that is at least as good. Amounts are decimal strings. */
interface DepthStep {
  readonly side: 'bids' | 'asks';
  readonly price: string;
  readonly amount: string;
  readonly sum: string;
  readonly orders: number;
}

const margins: Margins = { left: 44, right: 12, top: 22, bottom: 26 };
const HEIGHT = 300;

interface DepthChartProps {
  readonly depth: DepthView;
  /** The member's own orders: open ones are marked. */
  readonly orders: readonly OrderView[];
  readonly fileName: string;
}

/** What could be bought and sold up to which price: bids to the left, asks to the right, own orders marked. */
export function DepthChart({ depth, orders, fileName }: DepthChartProps): JSX.Element {
  const words = texts.book;
  const bids = cumulated('bids', depth.bids);
  const asks = cumulated('asks', depth.asks);
  const total = (steps: readonly DepthStep[]): string => amountText(steps.at(-1)?.sum ?? '0', 'ent');
  const summary = words.depthSummary(total(bids), total(asks));
  return (
    <ChartFrame
      summary={summary}
      fileName={fileName}
      height={HEIGHT}
      legend={[
        { look: 'buy', name: words.bids },
        { look: 'sell', name: words.asks },
        { look: 'sun', shape: 'block', name: words.ownOrders },
      ]}
      rows={[...bids, ...asks]}
      keyOf={({ side, price }) => `${side} ${price}`}
      columns={[
        { heading: words.columns.side, value: ({ side }) => words[side], cell: ({ side }) => words[side] },
        { heading: words.columns.price, figure: true, value: ({ price }) => price, cell: ({ price }) => price },
        { heading: words.columns.amount, figure: true, value: ({ amount }) => amount, cell: ({ amount }) => amount },
        { heading: words.columns.sum, figure: true, value: ({ sum }) => sum, cell: ({ sum }) => sum },
        {
          heading: words.columns.orders,
          figure: true,
          value: ({ orders }) => String(orders),
          cell: ({ orders }) => orders,
        },
      ]}
    >
      {(width) => <Drawing {...{ bids, asks, orders, summary, width }} />}
    </ChartFrame>
  );
}

/** Best price first, as the ledger answers them. */
function cumulated(side: DepthStep['side'], levels: DepthView['bids']): DepthStep[] {
  let sum = 0n;
  return levels.map(({ price, amount, orders }) => {
    sum += parseAmount(amount);
    return { side, price, amount, sum: formatMicros(sum), orders };
  });
}

interface DrawingProps {
  readonly bids: readonly DepthStep[];
  readonly asks: readonly DepthStep[];
  readonly orders: readonly OrderView[];
  readonly summary: string;
  readonly width: number;
}

function Drawing({ bids, asks, orders, summary, width }: DrawingProps): JSX.Element {
  const bottom = HEIGHT - margins.bottom;
  // From the lowest price to the highest.
  const steps = [...[...bids].reverse(), ...asks];
  const x = linearScale(
    steps.map(({ price }) => Number(price)),
    [margins.left, width - margins.right],
    5,
  );
  const y = linearScale([0, ...steps.map(({ sum }) => Number(sum))], [bottom, margins.top], 4);
  const cursor = useCursor(steps.length, (place) => {
    const price = x.from(place);
    const distances = steps.map((step) => Math.abs(Number(step.price) - price));
    return distances.indexOf(Math.min(...distances));
  });
  const looked = cursor.index === undefined ? undefined : steps[cursor.index];
  const area = (side: readonly DepthStep[], end: number): string => {
    const [first] = side;
    if (!first) return '';
    const stairs = side.map(({ price, sum }) => `H${x.at(Number(price))}V${y.at(Number(sum))}`).join('');
    return `M${x.at(Number(first.price))} ${bottom}${stairs}H${end}V${bottom}Z`;
  };
  const decimals = tickDecimals(x);
  const [bid, ask] = [bids[0], asks[0]];
  const middle = bid && ask ? (Number(bid.price) + Number(ask.price)) / 2 : undefined;
  const own = orders.filter(({ state, price }) => state === 'open' && price !== null);
  return (
    <div role="group" aria-label={summary} tabIndex={0} {...cursor.handlers}>
      <svg height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
        <ValueAxis scale={y} margins={margins} width={width} unit="ENT" label={(tick) => tick.toLocaleString()} />
        <path class="area buy" d={area(bids, margins.left)} />
        <path class="area sell" d={area(asks, width - margins.right)} />
        {middle === undefined ? null : (
          <g>
            <line class="reference" x1={x.at(middle)} x2={x.at(middle)} y1={margins.top} y2={bottom} />
            <text class="strong" x={x.at(middle)} y={margins.top - 6} text-anchor="middle">
              {texts.book.middle(middle.toLocaleString(undefined, { maximumFractionDigits: 4 }))}
            </text>
          </g>
        )}
        {own.map(({ id, side, price }) => (
          <path key={id} class={`own-mark ${side}`} d={`M${x.at(Number(price))} ${bottom - 9}l6 9h-12z`} />
        ))}
        {looked === undefined ? null : (
          <line
            class="cursor"
            x1={x.at(Number(looked.price))}
            x2={x.at(Number(looked.price))}
            y1={margins.top}
            y2={bottom}
          />
        )}
        <BottomLabels
          labels={x.ticks.map((tick) => ({
            x: x.at(tick),
            text: tick.toLocaleString(undefined, { minimumFractionDigits: decimals }),
          }))}
          y={HEIGHT - 6}
          room={56}
        />
      </svg>
      <p class={looked === undefined ? 'readout waiting' : 'readout'} aria-live="polite">
        {looked === undefined
          ? texts.book.depthHint
          : texts.book.depthAt(looked.side, amountText(looked.sum, 'ent'), amountText(looked.price, 'entPrice'))}
      </p>
    </div>
  );
}
