import { isRefusal } from './gateway-error';

/** Waits for a step that somebody else, or an earlier run, may have done: the refusal that says so is none. */
export async function unlessDone(step: Promise<unknown>, code: string): Promise<void> {
  try {
    await step;
  } catch (error) {
    if (!isRefusal(error, code)) throw error;
  }
}
