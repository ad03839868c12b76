import { useRef, useState } from 'preact/hooks';
import { newKey } from '../state/api';
import { type ApiProblem, problemOf } from '../state/problem';

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
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const busy = useRef(false);
  const key = useRef<string | undefined>(undefined);
  const run = async (): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setSending(true);
    setProblem(undefined);
    key.current ??= newKey();
    try {
      await act(key.current);
      key.current = undefined;
      done?.();
    } catch (error) {
      const refusal = problemOf(error);
      if (refusal.status !== 0 && refusal.status < 500) key.current = undefined;
      setProblem(refusal);
    } finally {
      busy.current = false;
      setSending(false);
    }
  };
  return { sending, problem, run };
}
