import { setMaxListeners } from 'node:events';
import { type Community } from '../../agents/community/community';
import { committedTransactions } from './committed-transactions';
import { CourseOfDay } from './course-of-day';
import { type Experience, experienceOf, type Strike } from './experience';
import { type Fault } from './fault';
import { judged, type Verdict } from './judged';
import { type Balances, differences, playedDay } from './played-day';
import { type ChaosTarget } from './target';
import { Witness } from './witness';

/** What came of one fault. */
export interface FaultResult extends Strike, Experience {}

/** What came of a day in which faults happened. */
export interface ChaosResult extends Verdict {
  readonly faults: readonly FaultResult[];
  /** Members who don't have what they have after an undisturbed day. */
  readonly differing: readonly string[];
}

/** Whether a day ended as if nothing had happened. */
export const isUnharmed = ({ faults, lost, doubled, differing }: ChaosResult): boolean =>
  lost.length + doubled.length + differing.length === 0 &&
  faults.every(({ givenUp, servedWithout, fault }) => givenUp === 0 && (servedWithout || !fault.survived));

export interface ChaosDayOptions {
  readonly target: ChaosTarget;
  readonly faults: readonly Fault[];
  readonly community: Community;
  /** What everybody has after the same day undisturbed. */
  readonly expected: Balances;
  /** How long an operator takes to notice what the network doesn't get over by itself, in ms. */
  readonly reactionMs: number;
  readonly tell: (line: string) => void;
}

/** Something happens as soon as so many more of a day's hours are settled since the day began, or since the last fault was over. */
const HOURS_BETWEEN = 1;
/** ... while so many writes are under way. */
const BUSY_WRITES = 3;
/** Members are served again when so many writes that were begun after a fault are done. */
const SERVED_WRITES = 30;
/** ... for which so many hours are enough: the day goes no further until a fault is over, so that the others have theirs. */
const HOURS_OF_FAULT = 3;
/** What a network is to get over by itself it gets over within this time, in ms. */
const PATIENCE_MS = 90_000;

/**
 * Plays a day and does the target the harm that the faults say, one after the other, while it is played. However slow the
 * machine, the day lasts until all have happened: it waits where it would leave too few hours for those still to come.
 *
 * @throws Error when the day is too short for them.
 */
export async function chaosDay(options: ChaosDayOptions): Promise<ChaosResult> {
  const { target, faults, community, expected, tell } = options;
  const course = new CourseOfDay(community.days[0]?.hours.length ?? 0, faults.length, HOURS_BETWEEN + HOURS_OF_FAULT);
  const witness = new Witness();
  const stop = new AbortController();
  // Everybody who waits listens for the end.
  setMaxListeners(0, stop.signal);
  const striking = strikeAll(options, witness, course, stop.signal);
  const playing = playedDay({
    ...{ community, organizations: target.organizations, signal: stop.signal },
    gateway: (options) => witness.gateway(options),
    beforeHour: () => course.mayGoOn(stop.signal),
    onHour: (localTime) => course.settled(localTime),
  });
  let strikes: readonly Strike[];
  let balances: Balances;
  try {
    // Whichever fails first ends the other.
    [strikes, balances] = await Promise.all([striking, playing]);
  } finally {
    stop.abort();
    await Promise.allSettled([striking, playing]);
  }
  tell('The day is over: reading what every peer holds.');
  const ledgers = await committedTransactions(target);
  return {
    ...judged(witness.acknowledged, ledgers),
    differing: differences(balances, expected),
    faults: strikes.map((strike, index) => ({
      ...strike,
      ...experienceOf(witness.acts, strike.at, strikes[index + 1]?.at ?? Date.now()),
    })),
  };
}

async function strikeAll(
  { target, faults, reactionMs, tell }: ChaosDayOptions,
  witness: Witness,
  course: CourseOfDay,
  signal: AbortSignal,
): Promise<Strike[]> {
  const strikes: Strike[] = [];
  for (const fault of faults) {
    await course.hoursLater(HOURS_BETWEEN, signal);
    await witness.untilBusy(BUSY_WRITES, signal);
    const hour = course.latest;
    const at = Date.now();
    const victim = await target.strike(fault.name);
    tell(`${hour}  ${fault.name}: ${fault.what} (${victim.name})`);
    const served = (withinMs: number): Promise<boolean> => witness.untilServed(at, SERVED_WRITES, withinMs, signal);
    const servedWithout = await served(fault.survived ? PATIENCE_MS : reactionMs);
    await victim.repair();
    const repairedAt = Date.now();
    const isServed = servedWithout || (await served(PATIENCE_MS));
    tell(
      `       ${isServed ? `members are served again after ${((Date.now() - at) / 1000).toFixed(1)} s` : 'members are not served again'}`,
    );
    strikes.push({ fault, victim: victim.name, hour, at, repairedAt, servedWithout });
    course.faultIsOver();
  }
  return strikes;
}
