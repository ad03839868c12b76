import { setTimeout as pause } from 'node:timers/promises';
import { type RootHookObject } from 'mocha';

/** What keeps a process alive: servers, connections, timers, child processes. By kind, as often as there are of it. */
const kinds = ['TCPServerWrap', 'TCPSocketWrap', 'PipeServerWrap', 'PipeWrap', 'ProcessWrap', 'MessagePort', 'Timeout'];

/** How long what is being closed may take for it. */
const PATIENCE_MS = 60_000;

let before: ReadonlyMap<string, number> = new Map();

function open(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

function leftOpen(): string[] {
  const now = open();
  return kinds
    .map((kind) => [kind, (now.get(kind) ?? 0) - (before.get(kind) ?? 0)] as const)
    .filter(([, more]) => more > 0)
    .map(([kind, more]) => `${more} ${kind}`);
}

/**
 * Hooks around all tests of a process: around each file where files run side by side, since those processes are ended
 * and would never hang on what a test forgot to close. A file that leaves something open fails, and says what.
 */
export const mochaHooks: RootHookObject = {
  async beforeAll() {
    // The hook's own timer is set once it waits, and counts in both.
    await pause(1);
    before = open();
  },
  async afterAll() {
    await pause(1);
    for (let waited = 0; leftOpen().length > 0; waited += 10) {
      if (waited >= PATIENCE_MS) throw new Error(`The tests left open: ${leftOpen().join(', ')}`);
      await pause(10);
    }
  },
};
