import { useState } from 'preact/hooks';
import { type ApiProblem } from '../state/problem';
import { useSending } from './use-sending';

/** Something a button does. */
export interface Action {
  readonly sending: boolean;
  /** Why it was refused the last time. */
  readonly problem: ApiProblem | undefined;
  readonly run: () => Promise<void>;
}

/**
 * What a single button does, done once however often it is pressed while it is under way. After a lost answer the next
 * press carries the same key: it takes effect once. `done` is called when it took effect.
 */
export function useAction(act: (key: string) => Promise<unknown>, done?: () => void): Action {
  const { sending, send } = useSending();
  const [problem, setProblem] = useState<ApiProblem>();
  const run = async (): Promise<void> => {
    if (!sending) setProblem(undefined);
    const outcome = await send('', act);
    if (!outcome) return;
    if ('refusal' in outcome) setProblem(outcome.refusal);
    else done?.();
  };
  return { sending, problem, run };
}
