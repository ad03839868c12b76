import { setTimeout as pause } from 'node:timers/promises';

/** Far more than anything waited for needs, on a slow and busy machine, too: it only ends a wait that is in vain. */
const PATIENCE_MS = 120_000;

/**
 * Waits for what will become true: no test knows how long that takes on another machine. Throws with `what` when it
 * does not come about.
 */
export async function until(what: string, found: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await found())) {
    if (performance.now() > end) throw new Error(`It did not come about that ${what}`);
    await pause(10);
  }
}
