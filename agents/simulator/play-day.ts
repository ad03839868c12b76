import { type RecordedDay, type RecordedHour } from '../community/community';
import { type LedgerListing } from '../report/day-ledger';
import { MarketClock } from './market-clock';
import { type MarketHourPlan, playMarketHour } from './market-hour';

/** A recorded day and who plays it. */
export interface DayPlan extends MarketHourPlan {
  readonly day: RecordedDay;
  /** Waits before an hour is played, where a day is to take its time; also the place to give up. */
  readonly beforeHour?: (hour: RecordedHour) => Promise<void>;
  /** Called with each hour when its money has moved. */
  readonly onHour?: (hour: RecordedHour, listing: LedgerListing) => void;
  /** What is done with an hour's energy that the market has left over. */
  readonly deliver?: (hour: RecordedHour, listing: LedgerListing) => Promise<void>;
}

/**
 * Plays a recorded day in a market with a simulated clock: members trade the energy of an hour during the hour before
 * it, while that one's energy is delivered. So an hour is delivered while the next one is traded, one after the other.
 * Whatever was done before, in this run or one that was killed, is found and not done again.
 */
export async function playDay(plan: DayPlan): Promise<void> {
  const { deliver } = plan;
  const clock = await MarketClock.of(plan.operator, plan.market);
  let delivery = () => Promise.resolve();
  for (const hour of plan.day.hours) {
    await plan.beforeHour?.(hour);
    const listing = await together(playMarketHour(plan, clock, hour), delivery());
    plan.onHour?.(hour, listing);
    if (deliver) delivery = () => deliver(hour, listing);
  }
  await delivery();
}

/** Waits for both, also where one fails: nothing may go on when a day has ended. */
async function together<T>(main: Promise<T>, beside: Promise<void>): Promise<T> {
  const [result, other] = await Promise.allSettled([main, beside]);
  if (result.status === 'rejected') throw result.reason;
  if (other.status === 'rejected') throw other.reason;
  return result.value;
}
