import { type Fault } from './fault';
import { type Act } from './witness';

/** A fault that happened, and when. */
export interface Strike {
  readonly fault: Fault;
  /** Name of the process that was hit. */
  readonly victim: string;
  /** Local time of the recorded day's last settled hour: "07:00". */
  readonly hour: string;
  readonly at: number;
  readonly repairedAt: number;
  /** Whether members were served before anything was repaired. */
  readonly servedWithout: boolean;
}

/** What members noticed of a fault, until the next one. */
export interface Experience {
  /** Requests without an answer, or with one that blames the network. */
  readonly failedRequests: number;
  /** Requests that were made again. */
  readonly retries: number;
  /** Acts that came to no answer in spite of that. */
  readonly givenUp: number;
  /** The longest time that an act took from its first request to its answer, in ms. */
  readonly longestWaitMs: number;
  /** From the fault to the answer to the last act that had failed, or had waited since before others were served; 0 when none did. */
  readonly recoveredAfterMs: number;
}

/** Longer than anything takes that isn't waiting for something to come back. */
const WAITED_MS = 3_000;
/** What is begun so soon after something else belongs to it. */
const AT_ONCE_MS = 1_000;

/** What members noticed from a strike on, of what was under way then or begun before `until`: as it stood at that time. */
export function experienceOf(acts: readonly Act[], at: number, until: number): Experience {
  const met = acts.filter(({ sentAt, endedAt }) => sentAt < until && (endedAt ?? until) >= at);
  const endOf = ({ endedAt }: Act): number => Math.min(endedAt ?? until, until);
  const tookMs = (act: Act): number => endOf(act) - act.sentAt;
  const within = (times: readonly number[]): number => times.filter((time) => time >= at && time < until).length;
  const failuresOf = ({ failures }: Act): number => within(failures);
  let recovered = at;
  for (const act of [...met].sort((one, other) => one.sentAt - other.sentAt)) {
    // Who begins when the others have been served waits for something else.
    const waited = tookMs(act) > WAITED_MS && act.sentAt <= recovered + AT_ONCE_MS;
    if (waited || failuresOf(act) > 0) recovered = Math.max(recovered, endOf(act));
  }
  const sum = (of: (act: Act) => number): number => met.reduce((total, act) => total + of(act), 0);
  return {
    failedRequests: sum(failuresOf),
    retries: sum(({ requests }) => within(requests.slice(1))),
    givenUp: met.filter(({ answered, endedAt }) => endedAt !== undefined && endedAt < until && !answered).length,
    longestWaitMs: Math.max(0, ...met.map(tookMs)),
    recoveredAfterMs: recovered - at,
  };
}
