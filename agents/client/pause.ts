import { pause as pauseOrStop } from '../../client/pause';

/** Waits so many ms, or until the signal says stop. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> => pauseOrStop(ms, signal).catch(() => undefined);
