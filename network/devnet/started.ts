/** What has been started so far, to be stopped in the reverse order. */
export class Started {
  private readonly parts: (() => Promise<void>)[] = [];

  add(stop: () => Promise<void>): void {
    this.parts.push(stop);
  }

  /** Tries every part, then throws the first failure. */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (let stop = this.parts.pop(); stop !== undefined; stop = this.parts.pop()) {
      await stop().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
