/** Milliseconds by the clock and of processor time, the garbage collector's threads included. */
export interface Times {
  readonly clock: number;
  readonly cpu: number;
}

/** Runs something once; answers how long it took, and what it answered. */
export function timed<R>(run: () => R): { readonly times: Times; readonly result: R } {
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const result = run();
  const clock = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { times: { clock, cpu: (user + system) / 1000 }, result };
}
