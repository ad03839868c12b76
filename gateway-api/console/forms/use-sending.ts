import { useRef, useState } from 'preact/hooks';
import { newKey } from '../state/api';
import { type ApiProblem, problemOf } from '../state/problem';

/** What became of it: it took effect, or it was refused, or nobody knows yet (`refusal.status` 0 or 5xx). */
export type Outcome<Result> = { readonly result: Result } | { readonly refusal: ApiProblem };

/** One thing that is sent to the ledger, again and again until it took effect. */
export interface Sending {
  readonly sending: boolean;
  /** Sends it, unless it is under way: then nothing happens, and undefined is answered. */
  readonly send: <Result>(what: string, act: (key: string) => Promise<Result>) => Promise<Outcome<Result> | undefined>;
}

/**
 * Sends with a key that names one intended effect. What got no answer may have taken effect: the same `what` is sent with
 * the same key again, so that it takes effect once. After a refusal, which took no effect, the next attempt is another one.
 */
export function useSending(): Sending {
  const [sending, setSending] = useState(false);
  const busy = useRef(false);
  const intent = useRef<{ readonly what: string; readonly key: string } | undefined>(undefined);
  const send: Sending['send'] = async (what, act) => {
    if (busy.current) return undefined;
    busy.current = true;
    setSending(true);
    if (intent.current?.what !== what) intent.current = { what, key: newKey() };
    try {
      const result = await act(intent.current.key);
      intent.current = undefined;
      return { result };
    } catch (error) {
      const refusal = problemOf(error);
      if (refusal.status !== 0 && refusal.status < 500) intent.current = undefined;
      return { refusal };
    } finally {
      busy.current = false;
      setSending(false);
    }
  };
  return { sending, send };
}
