/** What one stretch of load gave. */
export interface LoadResult {
  /** Calls that ended well within the stretch. */
  readonly done: number;
  readonly failed: number;
  /** What the first failure said; empty without one. */
  readonly firstFailure: string;
  readonly perSecond: number;
  /** Milliseconds from the call to its answer, of the calls that ended well. */
  readonly latency: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** CPU milliseconds of the calling process per call that ended well. */
  readonly callerCpuMs: number;
}

/**
 * Keeps `concurrency` calls under way for a time: every client makes its next call when the last one is answered.
 * `call` gets the number of the client that calls.
 */
export async function runLoad(
  call: (client: number) => Promise<void>,
  concurrency: number,
  durationMs: number,
): Promise<LoadResult> {
  const latencies: number[] = [];
  let failed = 0;
  let firstFailure = '';
  const startedAt = performance.now();
  const end = startedAt + durationMs;
  const cpuBefore = process.cpuUsage();
  const client = async (number: number): Promise<void> => {
    for (let now = performance.now(); now < end; now = performance.now()) {
      try {
        await call(number);
        latencies.push(performance.now() - now);
      } catch (error) {
        failed++;
        if (firstFailure === '') firstFailure = error instanceof Error ? error.message : String(error);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, (_, number) => client(number)));
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return {
    done: latencies.length,
    failed,
    firstFailure,
    perSecond: latencies.length / seconds,
    latency: { p50: at(0.5), p95: at(0.95), p99: at(0.99) },
    callerCpuMs: (user + system) / 1000 / Math.max(latencies.length, 1),
  };
}
