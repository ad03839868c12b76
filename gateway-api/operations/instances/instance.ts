import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type GatewayLog } from '../../gateway-log';
import { type HeldLock, type SqlDatabase } from '../../sql/sql-database';

const AGAIN_AFTER_MS = 500;
/** Whether another instance lives is asked of the database at most so often. */
const BELIEVED_MS = 500;

/**
 * This gateway among those that share a database. It holds a lock with its name for as long as it lives; the database
 * gives that back when its connection ends, so others see at once that it is gone, without a clock. An instance that
 * only lost its connection is taken for dead, too: what it works on may be taken over, and every step of its work that
 * matters asks the database first whether it still is the owner.
 */
export class Instance {
  readonly id = randomBytes(8).toString('hex');
  private held: HeldLock | undefined;
  private stopped = false;
  private readonly seen = new Map<string, { readonly at: number; readonly alive: Promise<boolean> }>();

  constructor(
    private readonly database: SqlDatabase,
    private readonly log: GatewayLog,
  ) {}

  /** Takes the lock, and again whenever it was lost. */
  async start(): Promise<void> {
    this.held = await this.database.tryLock(nameOf(this.id));
    if (!this.held) throw new Error('The database refuses the lock of this instance');
    this.held.lost.addEventListener('abort', () => void this.regain(), { once: true });
  }

  /** Whether the instance of that id lives, this one included. */
  isAlive(id: string): Promise<boolean> {
    if (id === this.id) return Promise.resolve(true);
    const known = this.seen.get(id);
    if (known && Date.now() - known.at < BELIEVED_MS) return known.alive;
    const alive = this.ask(id);
    this.seen.set(id, { at: Date.now(), alive });
    const [oldest] = this.seen.keys();
    if (this.seen.size > 100 && oldest !== undefined) this.seen.delete(oldest);
    return alive;
  }

  /** Gives the lock back: others may take over at once. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.held?.release();
  }

  private async ask(id: string): Promise<boolean> {
    const lock = await this.database.tryLock(nameOf(id));
    await lock?.release();
    return lock === undefined;
  }

  private async regain(): Promise<void> {
    if (this.stopped) return;
    this.log.warn({}, 'The connection that shows other instances that this one lives broke; it is opened again');
    while (!this.isStopped()) {
      try {
        await this.start();
        return;
      } catch (error) {
        this.log.debug({ err: error }, 'The database does not answer yet');
      }
      await sleep(AGAIN_AFTER_MS, undefined, { ref: false });
    }
  }

  /** A method, so that the compiler doesn't take for granted what may have changed meanwhile. */
  private isStopped(): boolean {
    return this.stopped;
  }
}

const nameOf = (id: string): string => `gateway instance ${id}`;
