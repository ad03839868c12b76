import { type BatchLimits } from '../channel-config';

interface Sized {
  readonly bytes: Buffer;
}

/**
 * Group commit: collects messages while a block is being committed and cuts the next one when that is done, or, when
 * nothing is under way, a moment after the first message. Blocks are committed one after the other.
 */
export class BlockCutter<T extends Sized> {
  private queue: T[] = [];
  private queuedBytes = 0;
  private running: Promise<void> | undefined;
  private full: (() => void) | undefined;

  constructor(
    private readonly limits: BatchLimits,
    /** Must not reject: what fails belongs to the messages. */
    private readonly commit: (batch: readonly T[]) => Promise<void>,
  ) {}

  add(message: T): void {
    this.queue.push(message);
    this.queuedBytes += message.bytes.length;
    if (this.isFull()) this.full?.();
    this.running ??= this.run();
  }

  /** Resolves when everything added so far has been committed. */
  async idle(): Promise<void> {
    this.full?.();
    await this.running;
  }

  private isFull(): boolean {
    return this.queue.length >= this.limits.maxMessages || this.queuedBytes >= this.limits.maxBytes;
  }

  private async run(): Promise<void> {
    if (!this.isFull()) await this.wait();
    while (this.queue.length > 0) await this.commit(this.cut());
    this.running = undefined;
  }

  private wait(): Promise<void> {
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.limits.timeoutMs);
      this.full = () => {
        clearTimeout(timer);
        resolve();
      };
    }).then(() => {
      this.full = undefined;
    });
  }

  private cut(): readonly T[] {
    let count = 0;
    let bytes = 0;
    for (const message of this.queue) {
      if (count === this.limits.maxMessages || (count > 0 && bytes + message.bytes.length > this.limits.maxBytes))
        break;
      bytes += message.bytes.length;
      count++;
    }
    this.queuedBytes -= bytes;
    return this.queue.splice(0, count);
  }
}
