import { Refusal } from '../refusal';

/** Counts streams of events, so that no member takes them all. */
export class StreamTally {
  private readonly members = new Map<string, number>();
  private open = 0;

  constructor(private readonly perMember: number) {}

  /** Streams open at the moment. */
  get size(): number {
    return this.open;
  }

  /** Throws RATE_LIMITED when the member follows as many as it may. */
  requireRoom(member: string): void {
    if ((this.members.get(member) ?? 0) < this.perMember) return;
    throw new Refusal('RATE_LIMITED', `A member may follow ${this.perMember} streams at once.`, {
      retryAfterSeconds: 5,
    });
  }

  /** Counts a stream; the answer is to be called once when it has ended. */
  begin(member: string): () => void {
    this.members.set(member, (this.members.get(member) ?? 0) + 1);
    this.open++;
    return () => {
      this.open--;
      const left = (this.members.get(member) ?? 1) - 1;
      if (left > 0) this.members.set(member, left);
      else this.members.delete(member);
    };
  }
}
