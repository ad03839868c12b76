import { useEffect, useState } from 'preact/hooks';
import { type MarketView } from '../model/views';
import { read } from './api';
import { demo } from './demo';
import { onEvent } from './live';
import { type Resource, useResource } from './resources';
import { useStore } from './store';

/** The address of a market. */
export const marketPath = (market: string): string => `/v1/markets/${market}`;

/** A market's record, followed. */
export function useMarket(market: string | undefined): Resource<MarketView> {
  return useResource(market && marketPath(market), () => read<MarketView>(marketPath(market ?? '')), {
    changedBy: (event) =>
      event.market === market && ['AdvanceClock', 'CastVote', 'CreateVote'].includes(event.transaction),
  });
}

/** The steps in which a simulated clock goes on; between them the page counts on by itself, but never ahead of the next. */
const STEP_MS = 5 * 60_000;

/**
 * The present by the ledger, in ms since 1970, counted on each second: the real time, or where the market's clock is
 * simulated that clock, at the pace of the demonstration. undefined until it is known.
 */
export function useLedgerTime(market: string | undefined): number | undefined {
  const record = useMarket(market).data;
  const pace = useStore(demo);
  const [seen, setSeen] = useState<{ readonly clock: number; readonly at: number }>();
  const [now, setNow] = useState(() => Date.now());
  const clock = record?.clock;
  useEffect(() => {
    if (typeof clock === 'string') setSeen({ clock: Date.parse(clock), at: Date.now() });
  }, [clock]);
  // The clock's own event tells it sooner than the record that is read after it.
  useEffect(
    () =>
      onEvent((event) => {
        if (event.market !== market || event.transaction !== 'AdvanceClock') return;
        const told = (event.result as { clock?: unknown } | null)?.clock;
        if (typeof told === 'string') setSeen({ clock: Date.parse(told), at: Date.now() });
      }),
    [market],
  );
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  if (!record) return undefined;
  if (record.rules.clock === 'real') return now;
  if (!seen) return undefined;
  if (pace?.state !== 'live') return seen.clock;
  const passed = ((now - seen.at) * 3600) / pace.secondsPerHour;
  return seen.clock + Math.min(Math.max(0, passed), STEP_MS);
}
