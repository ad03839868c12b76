import { useEffect, useState } from 'preact/hooks';

/** A value that components follow. */
export interface Store<T> {
  get(): T;
  set(value: T): void;
  /** Calls back after each change; answers how to stop. */
  subscribe(listener: () => void): () => void;
}

/** A store that tells its followers when the value is another one (Object.is). */
export function createStore<T>(initial: T): Store<T> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set: (value) => {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The store's value, followed for as long as the component is there. */
export function useStore<T>(store: Store<T>): T {
  const [, redraw] = useState(0);
  useEffect(() => {
    const before = store.get();
    const stop = store.subscribe(() => redraw((count) => count + 1));
    // It may have changed between drawing and following.
    if (!Object.is(before, store.get())) redraw((count) => count + 1);
    return stop;
  }, [store]);
  return store.get();
}
