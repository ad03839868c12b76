import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type LiveEvent, onEvent, onResync } from './live';
import { type ApiProblem, problemOf } from './problem';
import { session } from './session';

/** What a component knows of a resource. */
export interface Resource<T> {
  /** The last that was read; stays while it is read anew and while the gateway does not answer. */
  readonly data: T | undefined;
  /** Why the last reading failed. */
  readonly problem: ApiProblem | undefined;
  /** Whether nothing is known yet. */
  readonly loading: boolean;
  /** Reads it anew. */
  readonly refresh: () => void;
}

interface Entry {
  data: unknown;
  problem: ApiProblem | undefined;
  /** A reading is under way; another one is wanted after it. */
  reading: boolean;
  again: boolean;
  /** Whether it may have changed since it was read. */
  stale: boolean;
  load: () => Promise<unknown>;
  readonly followers: Map<object, { readonly redraw: () => void; readonly concerns: (event: LiveEvent) => boolean }>;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export interface ResourceOptions {
  /** Which events of the ledger change it; none where nothing is said. */
  readonly changedBy?: (event: LiveEvent) => boolean;
}

/** Events come in swarms: one reading answers all of a moment. */
const GATHER_MS = 120;
/** What nobody looks at is remembered, for those who come back to it. */
const MOST_REMEMBERED = 200;

const entries = new Map<string, Entry>();

/**
 * Reads a resource and follows it: `key` names it among all (its address, mostly), `load` reads it. Components with the same
 * key share one reading. It is read anew after events that concern it and after a broken connection. An undefined key
 * reads nothing.
 */
export function useResource<T>(
  key: string | undefined,
  load: () => Promise<T>,
  { changedBy = () => false }: ResourceOptions = {},
): Resource<T> {
  const [, draw] = useState(0);
  const latest = useRef({ load, changedBy });
  latest.current = { load, changedBy };
  // Not after the next drawing, as an effect would: on a slow device that takes longer than the gateway's answer.
  useLayoutEffect(() => {
    if (key === undefined) return undefined;
    const me = {};
    const entry = entryOf(key, () => latest.current.load());
    entry.followers.set(me, {
      redraw: () => draw((count) => count + 1),
      concerns: (event) => latest.current.changedBy(event),
    });
    if (entry.stale) void readEntry(entry);
    else draw((count) => count + 1);
    return () => {
      entry.followers.delete(me);
      // Nobody tells it any more what has changed.
      if (entry.followers.size === 0) entry.stale = true;
    };
  }, [key]);
  const entry = key === undefined ? undefined : entries.get(key);
  return {
    data: entry?.data as T | undefined,
    problem: entry?.problem,
    loading: key !== undefined && entry?.data === undefined && entry?.problem === undefined,
    refresh: () => {
      if (entry) void readEntry(entry);
    },
  };
}

/**
 * Begins to read a resource that a page will soon follow, and answers what is known of it then; undefined when it cannot
 * be read. What is followed, or known already, is not asked for again.
 */
export async function prepareResource<T>(key: string, load: () => Promise<T>): Promise<T | undefined> {
  const entry = entries.get(key) ?? entryOf(key, load);
  if (entry.stale && entry.followers.size === 0) await readEntry(entry);
  return entry.data as T | undefined;
}

/** Takes what another answer told of a resource, where nothing is known of it yet. */
export function tellResource<T>(key: string, data: T, load: () => Promise<T>): void {
  if (entries.get(key)?.data !== undefined) return;
  const entry = entryOf(key, load);
  Object.assign(entry, { data, problem: undefined, stale: false });
  for (const { redraw } of entry.followers.values()) redraw();
}

/** Forgets everything: another member sees other things. */
export function forgetResources(): void {
  for (const [key, entry] of entries) {
    if (entry.followers.size === 0) entries.delete(key);
    else Object.assign(entry, { data: undefined, problem: undefined, stale: true });
  }
}

/** Has resources read anew whose key begins so, as after a write of one's own. */
export function refreshResources(prefix: string): void {
  for (const [key, entry] of entries) {
    if (!key.startsWith(prefix)) continue;
    entry.stale = true;
    if (entry.followers.size > 0) void readEntry(entry);
  }
}

function entryOf(key: string, load: () => Promise<unknown>): Entry {
  const existing = entries.get(key);
  if (existing) {
    existing.load = load;
    return existing;
  }
  const entry: Entry = {
    ...{ data: undefined, problem: undefined, reading: false, again: false, stale: true },
    ...{ load, followers: new Map(), timer: undefined },
  };
  entries.set(key, entry);
  for (const [oldest, { followers }] of entries) {
    if (entries.size <= MOST_REMEMBERED) break;
    if (followers.size === 0 && oldest !== key) entries.delete(oldest);
  }
  return entry;
}

async function readEntry(entry: Entry): Promise<void> {
  if (entry.reading) {
    entry.again = true;
    return;
  }
  entry.reading = true;
  const reader = session.get()?.member;
  const isWantedAgain = () => entry.again;
  try {
    do {
      entry.again = false;
      entry.stale = false;
      const data = await entry.load();
      // Somebody else may be signed in by now.
      if (session.get()?.member !== reader) return;
      // What did not change does not draw anew.
      if (JSON.stringify(data) !== JSON.stringify(entry.data)) entry.data = data;
      entry.problem = undefined;
    } while (isWantedAgain());
  } catch (error) {
    entry.problem = problemOf(error);
    entry.stale = true;
  } finally {
    entry.reading = false;
    for (const { redraw } of entry.followers.values()) redraw();
  }
}

function readSoon(entry: Entry): void {
  entry.stale = true;
  if (entry.timer !== undefined || entry.followers.size === 0) return;
  entry.timer = setTimeout(() => {
    entry.timer = undefined;
    void readEntry(entry);
  }, GATHER_MS);
}

/** Ties the resources to the ledger's events, once. */
export function keepResourcesFresh(): void {
  onEvent((event) => {
    for (const entry of entries.values()) {
      // Nobody who follows it could say whether this concerns what was only prepared.
      if (entry.followers.size === 0) entry.stale = true;
      for (const { concerns } of entry.followers.values()) {
        if (!concerns(event)) continue;
        readSoon(entry);
        break;
      }
    }
  });
  onResync(() => {
    for (const entry of entries.values()) readSoon(entry);
  });
  let member = session.get()?.member;
  session.subscribe(() => {
    // A further session of the same member sees the same things.
    if (session.get()?.member !== member) forgetResources();
    member = session.get()?.member;
    for (const entry of entries.values()) if (session.get()) readSoon(entry);
  });
}
