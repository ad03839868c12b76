import { configuration } from './configuration';
import { createStore, useStore } from './store';

/** How a demonstration goes on. Only one that runs from `npm start` has this. */
export interface DemoStatus {
  /** `hurrying`: hours in which there is nothing to see pass quickly. */
  readonly state: 'replaying' | 'live' | 'hurrying' | 'paused';
  /** The market that is being played. */
  readonly market: string;
  /** How long an hour of the ledger takes while it is live. */
  readonly secondsPerHour: number;
  /** IANA name of the time zone that the community lives in. */
  readonly timeZone: string;
}

/** undefined where there is no demonstration. */
export const demo = createStore<DemoStatus | undefined>(undefined);

/** Whether a demonstration runs here: known before it has said how it goes on. */
export const useIsDemo = (): boolean => useStore(configuration)?.demo === true;

/** Follows a demonstration, where there is one; that somebody watches is also what keeps it going. */
export function startDemo(): void {
  let source: EventSource | undefined;
  const follow = () => {
    if (configuration.get()?.demo !== true || source) return;
    source = new EventSource('/demo/live');
    source.addEventListener('status', (event: MessageEvent<string>) => demo.set(JSON.parse(event.data) as DemoStatus));
  };
  configuration.subscribe(follow);
  follow();
}
