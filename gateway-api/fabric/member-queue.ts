import { Refusal } from '../refusal';

/**
 * Runs the writes of one member one after another, those of different members side by side: two spendings of one
 * account endorsed at the same moment would read the same balance, and one of them would be invalid.
 */
export class MemberQueue {
  private readonly lines = new Map<string, { length: number; last: Promise<unknown> }>();
  private total = 0;

  /** At most `perMember` tasks of a member and `overall` of all may wait or run; more are refused with QUEUE_FULL. */
  constructor(
    private readonly perMember: number,
    private readonly overall: number,
  ) {}

  /** Tasks that wait or run. */
  get size(): number {
    return this.total;
  }

  /** Members who have tasks that wait or run. */
  get members(): number {
    return this.lines.size;
  }

  /** Runs the task when those before it are done, whatever came of them. */
  async run<T>(member: string, task: () => Promise<T>): Promise<T> {
    const line = this.lines.get(member) ?? { length: 0, last: Promise.resolve() };
    if (line.length >= this.perMember) {
      throw full(`${line.length} transactions of this member are waiting; the gateway takes ${this.perMember}.`);
    }
    if (this.total >= this.overall) throw full(`${this.total} transactions are under way; the gateway takes no more.`);
    line.length++;
    this.total++;
    this.lines.set(member, line);
    const before = line.last;
    const running = line.length === 1 ? task() : before.then(task, task);
    line.last = running.catch(() => undefined);
    try {
      return await running;
    } finally {
      this.total--;
      if (--line.length === 0) this.lines.delete(member);
    }
  }
}

const full = (message: string) => new Refusal('QUEUE_FULL', message, { retryAfterSeconds: 1 });
