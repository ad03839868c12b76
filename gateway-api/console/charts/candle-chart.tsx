import { type JSX } from 'preact';
import { amountText, showAmount } from '../model/amounts';
import { linearScale, tickDecimals } from '../model/scale';
import { texts } from '../model/texts';
import { showTime, type TimeShape } from '../model/times';
import { type CandleView } from '../model/views';
import { BottomLabels, type Margins, ValueAxis } from './axes';
import { ChartFrame, type DataColumn } from './chart-frame';
import { useCursor } from './use-cursor';

const margins: Margins = { left: 52, right: 64, top: 22, bottom: 26 };
const HEIGHT = 320;
/** The widest place of a candle, in pixels: a few stand at the right, where the present is. */
const WIDEST = 44;
/** Share of the height that the traded amounts take, at the bottom. */
const VOLUME_SHARE = 0.22;
const MOST_SHOWN = 72;

/** Prices of a book by period: a candle each, blue where the price rose and orange where it fell, and what was traded. */
export function CandleChart({
  candles,
  fileName,
}: {
  readonly candles: readonly CandleView[];
  readonly fileName: string;
}): JSX.Element {
  const words = texts.book;
  const shown = candles.slice(-MOST_SHOWN);
  const summary = words.candlesSummary(shown.length, amountText(shown.at(-1)?.close ?? '0', 'entPrice'));
  const column = (heading: string, value: (candle: CandleView) => string): DataColumn<CandleView> => ({
    ...{ heading, value, figure: true },
    cell: value,
  });
  return (
    <ChartFrame
      summary={summary}
      fileName={fileName}
      height={HEIGHT}
      legend={[
        { look: 'buy', shape: 'block', name: words.rising },
        { look: 'sell', shape: 'block', name: words.falling },
        { look: 'sun', shape: 'block', name: words.volume },
      ]}
      rows={shown}
      keyOf={({ start }) => start}
      columns={[
        { heading: words.columns.start, value: ({ start }) => start, cell: ({ start }) => showTime(start, 'moment') },
        column(words.columns.open, ({ open }) => open),
        column(words.columns.high, ({ high }) => high),
        column(words.columns.low, ({ low }) => low),
        column(words.columns.close, ({ close }) => close),
        column(words.columns.volume, ({ volume }) => volume),
      ]}
    >
      {(width) => <Drawing candles={shown} summary={summary} width={width} />}
    </ChartFrame>
  );
}

interface DrawingProps {
  readonly candles: readonly CandleView[];
  readonly summary: string;
  readonly width: number;
}

function Drawing({ candles, summary, width }: DrawingProps): JSX.Element {
  const words = texts.book;
  const bottom = HEIGHT - margins.bottom;
  const floor = bottom - (bottom - margins.top) * VOLUME_SHARE;
  const y = linearScale(
    candles.flatMap(({ low, high }) => [Number(low), Number(high)]),
    [floor, margins.top],
    4,
  );
  const volumes = linearScale([0, ...candles.map(({ volume }) => Number(volume))], [bottom, floor + 6], 2);
  const end = width - margins.right;
  const slot = Math.min(WIDEST, (end - margins.left) / Math.max(1, candles.length));
  const start = end - slot * candles.length;
  const middle = (index: number): number => start + (index + 0.5) * slot;
  const body = Math.max(2, Math.min(18, slot * 0.6));
  const cursor = useCursor(candles.length, (place) => Math.floor((place - start) / slot));
  const looked = cursor.index === undefined ? undefined : candles[cursor.index];
  const decimals = tickDecimals(y);
  const last = candles.at(-1);
  const labelled: TimeShape = last?.period === 'day' ? 'day' : 'time';
  const price = (value: string): string => amountText(value, 'entPrice');
  return (
    <div role="group" aria-label={summary} tabIndex={0} {...cursor.handlers}>
      <svg height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
        <ValueAxis
          scale={y}
          margins={margins}
          width={width}
          unit="€/ENT"
          label={(tick) => tick.toLocaleString(undefined, { minimumFractionDigits: decimals })}
        />
        <text x={margins.left} y={floor + 14}>
          {words.volume}
        </text>
        {cursor.index === undefined ? null : (
          <rect
            class="looked"
            x={middle(cursor.index) - slot / 2}
            y={margins.top}
            width={slot}
            height={bottom - margins.top}
          />
        )}
        {candles.map(({ start, open, close, low, high, volume }, index) => {
          const [from, to] = [y.at(Number(open)), y.at(Number(close))];
          const top = volumes.at(Number(volume));
          return (
            <g key={start} class={Number(close) >= Number(open) ? 'candle buy' : 'candle sell'}>
              <rect class="bar" x={middle(index) - body / 2} y={top} width={body} height={bottom - top} />
              <path class="wick" d={`M${middle(index)} ${y.at(Number(high))}V${y.at(Number(low))}`} />
              <rect
                class="candle-body"
                x={middle(index) - body / 2}
                y={Math.min(from, to)}
                width={body}
                height={Math.max(2, Math.abs(from - to))}
              />
            </g>
          );
        })}
        {last === undefined ? null : (
          <g class="last-price">
            <line
              class="reference"
              x1={margins.left}
              x2={end}
              y1={y.at(Number(last.close))}
              y2={y.at(Number(last.close))}
            />
            <rect x={end + 4} y={y.at(Number(last.close)) - 10} width={margins.right - 4} height={20} rx={4} />
            <text x={end + 4 + (margins.right - 4) / 2} y={y.at(Number(last.close)) + 4} text-anchor="middle">
              {showAmount(last.close, 'entPrice').figure}
            </text>
          </g>
        )}
        <BottomLabels
          labels={candles.map(({ start }, index) => ({ x: middle(index), text: showTime(start, labelled) }))}
          y={HEIGHT - 6}
          room={56}
        />
      </svg>
      <p class={looked === undefined ? 'readout waiting' : 'readout'} aria-live="polite">
        {looked === undefined
          ? words.candlesHint
          : words.candleAt(
              showTime(looked.start, 'moment'),
              price(looked.open),
              price(looked.high),
              price(looked.low),
              price(looked.close),
              amountText(looked.volume, 'ent'),
            )}
      </p>
    </div>
  );
}
