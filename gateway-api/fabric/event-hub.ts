import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChaincodeEvent, type CloseableAsyncIterable } from '@hyperledger/fabric-gateway';
import { type GatewayLog } from '../gateway-log';
import { Refusal } from '../refusal';
import { comparePositions, type EventPosition, type NumberedEvent, numberer } from './ledger-events';

/** Opens the chaincode's events from the start of a block on. */
export type OpenEvents = (startBlock: bigint) => Promise<CloseableAsyncIterable<ChaincodeEvent>>;

type Listener = (event: NumberedEvent) => void;
/** Resolves when there is room for the next event; undefined where there is. */
type Room = () => Promise<void> | undefined;
const noWait: Room = () => undefined;

const MOST_REPLAYS = 16;
/** Of one client, who could hold all of them by taking slowly what it is given. */
const MOST_REPLAYS_EACH = 2;
/** Characters of events in memory: those of large listings are long. */
const MOST_TEXT = 8_000_000;
const RECONNECT_MS = 500;

/**
 * One stream of the chaincode's events for all clients, with the latest of them in memory for those who come back.
 * Who was away longer gets a stream of its own from the ledger, until that has caught up with the common one.
 */
export class EventHub {
  private readonly listeners = new Set<Listener>();
  private recent: NumberedEvent[] = [];
  private recentLength = 0;
  /** Every event after this position is in `recent`, or still to come. */
  private coveredAfter: EventPosition = { block: 0n, index: -1 };
  private source: CloseableAsyncIterable<ChaincodeEvent> | undefined;
  private readonly stopping = new AbortController();
  /** Who catches up from the ledger, once for each stream. */
  private readonly replays: string[] = [];
  private stopped = false;
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly open: OpenEvents,
    private readonly log: GatewayLog,
    private readonly memory = 2_000,
  ) {
    // Every client's stream listens for the end.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Aborted when no more events will come. */
  get ended(): AbortSignal {
    return this.stopping.signal;
  }

  /** The block of the latest event, undefined before the first; blocks without events pass unseen. */
  get lastBlock(): bigint | undefined {
    return this.recent.at(-1)?.block;
  }

  /** Streams that are catching up from the ledger at the moment. */
  get catchingUp(): number {
    return this.replays.length;
  }

  /** Starts to listen from a block on, and goes on after interruptions. */
  start(fromBlock: bigint): void {
    this.coveredAfter = { block: fromBlock, index: -1 };
    this.reading = this.read(fromBlock);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.stopping.abort();
    this.source?.close();
    this.listeners.clear();
    await this.reading;
  }

  /** Calls the listener for every event from now on. The answer ends it. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * The same, with the events after a position first, each only when there is `room` for it: who comes back after long
   * gets them as fast as it takes them. `deliver` may be called before this returns. Throws RATE_LIMITED when too many
   * clients catch up from the ledger at once, or this one (`who`) does already.
   */
  subscribeAfter(
    after: EventPosition,
    deliver: Listener,
    signal: AbortSignal,
    who: string,
    room: Room = noWait,
  ): () => void {
    const deliverNew: Listener = (event) => {
      if (comparePositions(event, after) > 0) deliver(event);
    };
    const inMemory = comparePositions(this.coveredAfter, after) <= 0;
    if (!inMemory) this.requireReplay(who);
    const live: NumberedEvent[] = [...this.recent];
    let end = this.subscribe((event) => live.push(event));
    const catchUp = async (): Promise<void> => {
      if (!inMemory) await this.replay(after, live, deliverNew, signal, room);
      for (let event = live.shift(); event && !signal.aborted; event = live.shift()) {
        const wait = room();
        if (wait) await wait;
        deliverNew(event);
      }
      end();
      if (!signal.aborted) end = this.subscribe(deliverNew);
    };
    if (!inMemory) this.replays.push(who);
    void catchUp()
      .catch((error: unknown) => {
        end();
        this.log.warn({ err: error }, 'Events could not be read again');
      })
      .finally(() => {
        if (!inMemory) this.replays.splice(this.replays.indexOf(who), 1);
      });
    return () => end();
  }

  private requireReplay(who: string): void {
    const others = this.replays.length >= MOST_REPLAYS;
    if (!others && this.replays.filter((each) => each === who).length < MOST_REPLAYS_EACH) return;
    const what = others ? 'Too many clients are catching up on events.' : 'You are catching up on events already.';
    throw new Refusal('RATE_LIMITED', what, { retryAfterSeconds: 5 });
  }

  /** Delivers the ledger's events after a position, until they meet the live ones; takes from those what it delivered. */
  private async replay(
    after: EventPosition,
    live: NumberedEvent[],
    deliver: Listener,
    signal: AbortSignal,
    room: Room,
  ): Promise<void> {
    const events = await this.open(after.block);
    signal.addEventListener('abort', () => events.close(), { once: true });
    const number = numberer();
    try {
      for await (const raw of events) {
        const event = number(raw);
        const wait = room();
        if (wait) await wait;
        deliver(event);
        while (live[0] && comparePositions(live[0], event) < 0) live.shift();
        if (live[0] && comparePositions(live[0], event) === 0) {
          live.shift();
          return;
        }
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      events.close();
    }
  }

  private forgetOlderHalf(): void {
    this.recent = this.recent.slice(-Math.ceil(this.recent.length / 2));
    this.recentLength = this.recent.reduce((length, { text }) => length + text.length, 0);
    this.coveredAfter = this.recent[0] ?? this.coveredAfter;
  }

  private async read(fromBlock: bigint): Promise<void> {
    let next = fromBlock;
    while (!this.stopped) {
      try {
        this.source = await this.open(next);
        // A hub that was stopped meanwhile had no stream to close yet.
        if (this.isStopped()) this.source.close();
        const number = numberer();
        for await (const raw of this.source) {
          const event = number(raw);
          const last = this.recent.at(-1);
          next = event.block;
          // After an interruption the block that was being read is read again from its start.
          if (!last || comparePositions(last, event) < 0) this.publish(event);
        }
      } catch (error) {
        if (!this.isStopped()) this.log.warn({ err: error }, 'The stream of events broke off; it is opened again');
      }
      if (!this.isStopped()) await sleep(RECONNECT_MS, undefined, { ref: false });
    }
  }

  /** A method, so that the compiler doesn't take for granted what another task may have changed meanwhile. */
  private isStopped(): boolean {
    return this.stopped;
  }

  private publish(event: NumberedEvent): void {
    this.recent.push(event);
    this.recentLength += event.text.length;
    if (this.recent.length > 2 * this.memory || this.recentLength > MOST_TEXT) this.forgetOlderHalf();
    for (const listener of this.listeners) listener(event);
  }
}
