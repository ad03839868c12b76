import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { CandleChart } from '../../charts/candle-chart';
import { Card } from '../../components/card';
import { Empty, Loaded } from '../../components/states';
import { candlePeriods, type CandlePeriod, periodFor } from '../../model/candle-period';
import { texts } from '../../model/texts';
import { type BookTradeView } from '../../model/views';
import { useCandles } from '../../state/books';

interface PriceChartProps {
  readonly book: string;
  /** Latest first; undefined while they are read. */
  readonly trades: readonly BookTradeView[] | undefined;
}

/** Candles with what was traded, by minute, hour or day: at first by what shows the most. */
export function PriceChart({ book, trades }: PriceChartProps): JSX.Element {
  const words = texts.book;
  const [chosen, choose] = useState<CandlePeriod>();
  const period = chosen ?? periodFor(trades ?? []);
  const candles = useCandles(book, period);
  return (
    <Card
      title={words.candles}
      lead={words.candlesLead[period]}
      aside={
        <fieldset class="choice small-choice">
          <legend class="sr-only">{words.period}</legend>
          {candlePeriods.map((name) => (
            <label key={name}>
              <input type="radio" name="candle-period" checked={name === period} onChange={() => choose(name)} />
              <span>{words.periods[name]}</span>
            </label>
          ))}
        </fieldset>
      }
    >
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
  );
}
