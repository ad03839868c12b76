import { setTimeout as delay } from 'node:timers/promises';

/** How long a step is tried again while what it needs isn't there yet. */
export interface RetryLimits {
  readonly deadlineMs: number;
  readonly pauseMs: number;
  /** Whether the failure can pass by itself. Any other failure ends the retrying at once. */
  readonly isTemporary: (error: unknown) => boolean;
}

/**
 * Runs a step until it succeeds. Waiting for the step itself, not for a sign that it might succeed, is the only
 * thing that is right on every machine: health endpoints of Fabric say OK before its services answer.
 *
 * @throws the step's last error when it isn't temporary or the deadline has passed.
 */
export async function retryUntil<Result>(step: () => Promise<Result>, limits: RetryLimits): Promise<Result> {
  const deadline = Date.now() + limits.deadlineMs;
  for (;;) {
    try {
      return await step();
    } catch (error) {
      if (!limits.isTemporary(error) || Date.now() >= deadline) throw error;
      await delay(limits.pauseMs);
    }
  }
}
