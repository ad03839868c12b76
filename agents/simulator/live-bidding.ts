import { setTimeout as pause } from 'node:timers/promises';
import { type RecordedHour } from '../community/community';
import { eagerness } from '../bidding/spread-bidder';
import { allAtOnce, type Bidding } from './market-hour';

/** How a market goes on that somebody watches. */
export interface LivePace {
  /** How long the time of bidding takes for an hour in which neighbours can trade. */
  readonly secondsPerHour: number;
  /** The same for an hour without anything to sell: long enough to be seen. */
  readonly secondsPerQuietHour: number;
  /** Resolves as soon as somebody watches; undefined where somebody does. */
  readonly watched: () => Promise<void> | undefined;
  /** Whether a person plays this member now: its agent leaves the offers to the person. */
  readonly isPlayed: (member: string) => boolean;
  /** Told what is going on, for whoever shows it. */
  readonly onState: (state: 'live' | 'hurrying' | 'paused') => void;
  readonly signal: AbortSignal;
}

/** The clock moves on so often within an hour: every five minutes. */
const STEPS = 12;
/** The agents come within the first three quarters, so that there is a while to answer them. */
const LAST_STEP = 9;
const HOUR_MS = 3_600_000;
/** So many homes with something to sell make an hour worth watching. */
const FEWEST_SELLERS = 3;

/** Whether neighbours can trade in an hour. */
export const isLively = ({ readings }: RecordedHour): boolean =>
  [...readings.values()].filter(({ load, pv }) => pv > load).length >= FEWEST_SELLERS;

/**
 * Bidding at a pace that people can follow: the agents come one after another, the clock moves in steps of five minutes,
 * and quiet hours pass quickly. While nobody watches, time stands still.
 */
export function liveBidding(pace: LivePace): Bidding {
  const wait = (seconds: number) => pause(seconds * 1000, undefined, { signal: pace.signal });
  return async (hour, bids, clock) => {
    pace.signal.throwIfAborted();
    const agents = bids.filter(({ agent }) => !pace.isPlayed(agent.member));
    if (!isLively(hour)) {
      pace.onState('hurrying');
      await allAtOnce(hour, agents, clock);
      await wait(pace.secondsPerQuietHour);
      return;
    }
    const opensAt = hour.start.getTime() - HOUR_MS;
    for (let step = 0; step < STEPS; step++) {
      if (step > 0) await clock.advanceTo(new Date(opensAt + (step * HOUR_MS) / STEPS));
      await allAtOnce(
        hour,
        agents.filter(({ agent }) => stepOf(agent.household.number, hour) === step && !pace.isPlayed(agent.member)),
        clock,
      );
      await attended(pace);
      await wait(pace.secondsPerHour / STEPS);
    }
  };
}

/** Waits for somebody to watch. */
async function attended(pace: LivePace): Promise<void> {
  const awaited = pace.watched();
  if (awaited) {
    pace.onState('paused');
    await awaited;
    pace.signal.throwIfAborted();
  }
  pace.onState('live');
}

/** When in the hour a household's agent comes: a third at once, the others spread, differently each hour. */
function stepOf(household: number, { startMinute }: RecordedHour): number {
  const share = Number(eagerness(household, startMinute / 60)) / 1_000_000;
  return Math.max(0, Math.floor((share * 3 - 1) * (LAST_STEP / 2)));
}
