import { showHour, showTime, type TimeShape } from '../model/times';
import { demo } from './demo';
import { useStore } from './store';

/** The time zone in which hours are told: a demonstration's community has its own; else the reader's. */
export const useTimeZone = (): string | undefined => useStore(demo)?.timeZone;

/** The hour of delivery of a listing: "14:00 – 15:00". */
export function useHourText(listing: { readonly deliveryStart: string; readonly deliveryEnd: string }): string {
  return showHour(listing.deliveryStart, listing.deliveryEnd, { timeZone: useTimeZone() });
}

/** Shows times in that zone. */
export function useTimeText(): (time: string, shape: TimeShape) => string {
  const timeZone = useTimeZone();
  return (time, shape) => showTime(time, shape, { timeZone });
}
