import { columns } from '../bench/columns';
import { type ChaosResult, type FaultResult } from './chaos-day';

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

/** What came of a day, for people: a row for each fault, and what holds for the day as a whole. */
export function resultLines({ faults, acknowledged, height, lost, doubled, differing }: ChaosResult): string[] {
  const header = [
    'fault',
    'hit',
    'after',
    'failed requests',
    'retries',
    'longest wait s',
    'recovered after s',
    'given up',
    'helped',
  ];
  return [
    ...columns([header, ...faults.map(row)]),
    `${acknowledged} writes acknowledged, ${height} blocks; lost ${lost.length}, doubled ${doubled.length}; balances ` +
      (differing.length === 0 ? 'equal to those of an undisturbed day' : `of ${differing.length} members differ`),
    ...[...lost.slice(0, 5).map((each) => `lost: ${each}`), ...doubled.slice(0, 5).map((each) => `doubled: ${each}`)],
    ...differing.slice(0, 5),
  ];
}

function row(result: FaultResult): string[] {
  const { fault, victim, hour, at, repairedAt, servedWithout } = result;
  return [
    fault.name,
    victim,
    hour,
    String(result.failedRequests),
    String(result.retries),
    seconds(result.longestWaitMs),
    seconds(result.recoveredAfterMs),
    String(result.givenUp),
    servedWithout ? 'not needed' : `by restart after ${seconds(repairedAt - at)} s`,
  ];
}
