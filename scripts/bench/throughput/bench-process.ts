import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

interface Answer {
  readonly result?: unknown;
  readonly error?: string;
}

/** A process of the benchmark, so that networks and clients don't share a thread. It answers one request at a time. */
export class BenchProcess {
  readonly #child: ChildProcess;

  /** Starts a compiled module of this folder. */
  constructor(module: string) {
    this.#child = fork(path.join(__dirname, module), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** @throws when the process answers with an error, or ends instead of answering. */
  async request<Result>(request: object): Promise<Result> {
    const answered = new AbortController();
    try {
      this.#child.send(request);
      const [answer] = (await Promise.race([
        once(this.#child, 'message', answered),
        once(this.#child, 'exit', answered).then(() => [{ error: 'a process of the benchmark ended' }]),
      ])) as [Answer];
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.result as Result;
    } finally {
      answered.abort();
    }
  }

  /** Lets the process finish: it ends when it has put away what it holds. */
  async stop(): Promise<void> {
    if (!this.#child.connected) return;
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}

/** The other side: answers requests until the benchmark disconnects, then finishes. */
export function answerRequests(answer: (request: never) => Promise<unknown>, finish: () => Promise<void>): void {
  process.on('message', (request) => {
    void answer(request as never).then(
      (result) => process.send?.({ result }),
      (error: unknown) =>
        process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  // Ctrl-C reaches every process of the group; the benchmark's end is what ends this one.
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => {
    void finish().finally(() => process.exit());
  });
}
