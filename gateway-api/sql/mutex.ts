/** One at a time, in the order of asking. */
export class Mutex {
  private last: Promise<void> = Promise.resolve();

  /** Done when it is the caller's turn; the answer ends it. */
  async lock(): Promise<() => void> {
    let unlock = (): void => undefined;
    const before = this.last;
    this.last = new Promise((resolve) => {
      unlock = resolve;
    });
    await before;
    return unlock;
  }
}
