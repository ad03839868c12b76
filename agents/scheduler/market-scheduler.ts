import { isProblem, type Listing } from '../../client';
import { parseTime } from '../../chaincode/domain/time';
import { type AgentLog } from '../client/agent-log';
import { codeOf } from '../client/own-fault';
import { type MarketApi } from '../client/market-api';
import { pause } from '../client/pause';
import { ledgerTime } from '../community/local-time';
import { closeOldRatings } from './close-ratings';
import { finishListing } from './finish-listing';
import { foldManyCredits } from './fold-credits';

export interface SchedulerOptions {
  /** The market's operator. */
  readonly api: MarketApi;
  readonly market: string;
  readonly log: AgentLog;
  /** How far back listings are looked for that an earlier stop left unfinished; 30 days unless told. */
  readonly lookBackMs?: number;
  /** How long to wait after something failed, and for an agent's attestation; 5 s unless told. */
  readonly retryMs?: number;
}

/** How a scheduler does, for a health check. */
export interface SchedulerHealth {
  /** Time of the last round that did all there was to do. */
  readonly lastSuccessAt: Date | undefined;
  /** The code of the last failure, until a round succeeds. */
  readonly failure: string | undefined;
  /** Listings whose bidding is over or will be, and that are not settled. */
  readonly unfinished: number;
}

const DAY_MS = 86_400_000;
/** Rounds that succeed between two looks at what nobody waits for, credits and old ratings: a day of hours. */
const ROUNDS_PER_CARE = 24;

/**
 * Runs a market in real time (spec 34): broadcasts each delivery interval at the start of the one before, closes,
 * clears and settles it when its bidding is over, closes its ratings when their time is over, and makes up after a stop
 * for what it missed. Several may run for one
 * market: what another has done is seen by its refusal, LISTING_EXISTS or LISTING_STATE, and passed over.
 */
export class MarketScheduler {
  private unfinished = new Map<string, Listing>();
  private caughtUp = false;
  private rounds = 0;
  private ratingsClosed: ReadonlySet<string> = new Set();
  private lastSuccessAt: Date | undefined;
  private failure: string | undefined;

  constructor(private readonly options: SchedulerOptions) {}

  get health(): SchedulerHealth {
    return { lastSuccessAt: this.lastSuccessAt, failure: this.failure, unfinished: this.unfinished.size };
  }

  /** Runs until the signal says stop. Refusals and a gateway that doesn't answer are logged and tried again. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const waitMs = await this.round();
      await pause(waitMs, signal);
    }
  }

  /** Does what is due now; answers how long there is nothing to do, in ms. */
  async round(): Promise<number> {
    const { log, market, retryMs = 5_000 } = this.options;
    try {
      const intervalMs = await this.workDue();
      this.lastSuccessAt = new Date();
      this.failure = undefined;
      const untilNext = intervalMs - (Date.now() % intervalMs);
      return this.awaitsAgents() ? Math.min(untilNext, retryMs) : untilNext;
    } catch (error) {
      const code = codeOf(error);
      this.failure = code;
      log.warn({ market, code }, error instanceof Error ? error.message : 'The round failed');
      return retryMs;
    }
  }

  /** Whether a cleared listing waits for an agent's attestation, or for the time for that to run out (spec 14). */
  private awaitsAgents(): boolean {
    return [...this.unfinished.values()].some(({ state }) => state === 'cleared');
  }

  /** Answers the length of the market's intervals, in ms. */
  private async workDue(): Promise<number> {
    const { api, market } = this.options;
    const record = await api.market(market);
    if (!record) throw new Error(`There is no market ${market}`);
    if (record.rules.clock !== 'real') throw new Error(`Market ${market} is simulated: its operator sets its clock`);
    if (!this.caughtUp) await this.catchUp();
    const intervalMs = record.rules.intervalMinutes * 60_000;
    // First what members wait for: an open listing; then the one whose bidding has just ended.
    await this.broadcast(new Date((Math.floor(Date.now() / intervalMs) + 1) * intervalMs));
    await this.finishDue();
    if (this.rounds++ % ROUNDS_PER_CARE === 0) {
      await foldManyCredits(api);
      this.ratingsClosed = await closeOldRatings(api, market, this.ratingsClosed);
    }
    return intervalMs;
  }

  /** Finds the listings that an earlier run, or another scheduler, has left unfinished. */
  private async catchUp(): Promise<void> {
    const { api, market, lookBackMs = 30 * DAY_MS } = this.options;
    const listings = await api.listings(market, ledgerTime(new Date(Date.now() - lookBackMs)));
    for (const listing of listings) if (!isDone(listing)) this.unfinished.set(listing.id, listing);
    this.caughtUp = true;
  }

  private async broadcast(deliveryStart: Date): Promise<void> {
    const { api, market, log } = this.options;
    const start = ledgerTime(deliveryStart);
    if ([...this.unfinished.values()].some((listing) => listing.deliveryStart === start)) return;
    try {
      const listing = await api.broadcast(market, start);
      this.unfinished.set(listing.id, listing);
      log.info({ market, listing: listing.id }, 'Opened a listing');
    } catch (error) {
      if (!isProblem(error, 'LISTING_EXISTS')) throw error;
      for (const listing of await api.listings(market, start)) this.unfinished.set(listing.id, listing);
    }
  }

  private async finishDue(): Promise<void> {
    const { api, market, log } = this.options;
    const nowSeconds = Math.floor(Date.now() / 1000);
    for (const listing of [...this.unfinished.values()]) {
      if (parseTime(listing.deliveryStart) > nowSeconds) continue;
      const finished = await finishListing(api, listing);
      if (finished.state === 'cleared') {
        this.unfinished.set(listing.id, finished);
        continue;
      }
      this.unfinished.delete(listing.id);
      log.info({ market, listing: listing.id, state: finished.state }, 'Finished a listing');
    }
  }
}

/** A cancelled listing may still have escrow to pay back; finishing it again does no harm. */
const isDone = ({ state }: Listing) => state === 'settled';
