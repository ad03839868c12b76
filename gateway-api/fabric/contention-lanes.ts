/**
 * How a transaction passes a resource that others want, too: `beside` all who do the same; `inLine`, one after another,
 * while others still pass beside; or `alone`.
 */
export type Passage = 'beside' | 'inLine' | 'alone';

/** A wish to pass a resource. */
export interface Pass {
  readonly resource: string;
  readonly passage: Passage;
  /** Whether to wait before all others: for who was in the lane already, and lost. */
  readonly first: boolean;
}

/** Leave to pass. */
export interface Turn {
  /** Whether nobody else here is under way to any of its resources. */
  readonly alone: boolean;
  /** Makes room for those who wait. */
  leave(): void;
}

interface Waiter {
  readonly passage: Passage;
  readonly admit: () => void;
}

/** The lane of one resource: who is under way, and who waits, first come first served. */
class Lane {
  private readonly passing: Record<Passage, number> = { beside: 0, inLine: 0, alone: 0 };
  private waiting: readonly Waiter[] = [];

  get empty(): boolean {
    const { beside, inLine, alone } = this.passing;
    return beside + inLine + alone + this.waiting.length === 0;
  }

  /** Whether the pass was granted: false when it was not by the deadline. */
  async enter({ passage, first }: Pass, deadline: number): Promise<boolean> {
    return await new Promise((resolve) => {
      const waiter: Waiter = {
        passage,
        admit: () => {
          clearTimeout(late);
          resolve(true);
        },
      };
      const late = setTimeout(() => {
        this.waiting = this.waiting.filter((other) => other !== waiter);
        this.admit();
        resolve(false);
      }, deadline - Date.now());
      this.waiting = first ? [waiter, ...this.waiting] : [...this.waiting, waiter];
      this.admit();
    });
  }

  leave(passage: Passage): void {
    this.passing[passage]--;
    this.admit();
  }

  /** Admits everybody who gets on with those under way and with those who wait before him: nobody is passed by for good. */
  private admit(): void {
    const ahead = { ...this.passing };
    this.waiting = this.waiting.filter(({ passage, admit }) => {
      const held = blocks(ahead, passage);
      ahead[passage]++;
      if (held) return true;
      this.passing[passage]++;
      admit();
      return false;
    });
  }
}

const blocks = ({ beside, inLine, alone }: Readonly<Record<Passage, number>>, passage: Passage): boolean =>
  alone > 0 || (passage === 'inLine' && inLine > 0) || (passage === 'alone' && beside + inLine > 0);

/**
 * Keeps transactions of one gateway from racing each other: a lane for each contended resource, there as long as somebody
 * is in it. Lanes are entered in the order of their names, so that nobody waits in a circle.
 */
export class ContentionLanes {
  private readonly lanes = new Map<string, Lane>();

  /**
   * Waits until every pass is granted; undefined when that takes longer than until `deadline` (milliseconds since the
   * epoch).
   */
  async enter(passes: readonly Pass[], deadline: number): Promise<Turn | undefined> {
    const entered: Pass[] = [];
    const leave = (): void => {
      for (const pass of entered.splice(0)) this.leave(pass);
    };
    for (const pass of [...passes].sort((a, b) => (a.resource < b.resource ? -1 : 1))) {
      const lane = this.lanes.get(pass.resource) ?? new Lane();
      this.lanes.set(pass.resource, lane);
      if (!(await lane.enter(pass, deadline))) {
        if (lane.empty) this.lanes.delete(pass.resource);
        leave();
        return undefined;
      }
      entered.push(pass);
    }
    return { alone: passes.every(({ passage }) => passage === 'alone'), leave };
  }

  /** How many resources somebody wants at the moment. */
  get size(): number {
    return this.lanes.size;
  }

  private leave({ resource, passage }: Pass): void {
    const lane = this.lanes.get(resource);
    lane?.leave(passage);
    if (lane?.empty === true) this.lanes.delete(resource);
  }
}
