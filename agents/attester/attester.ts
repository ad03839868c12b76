import { type Attestation, isProblem, type Listing, type ServerEvent } from '../../client';
import { type AgentLog } from '../client/agent-log';
import { type AgentsApi } from '../client/agents-api';
import { codeOf } from '../client/own-fault';
import { pause } from '../client/pause';
import { type LedgerEvent } from '../../chaincode/wire/events';
import { AgentsMirror } from './agents-mirror';
import { awaitedListings } from './awaited-listings';
import { EpochDuties } from './epoch-duties';
import { digestOf, readOffers, recomputeListing } from './recompute-listing';
import { isTurn } from './turn';

export interface AttesterOptions {
  readonly api: AgentsApi;
  readonly log: AgentLog;
  /** How long to wait after something failed; 2 s unless told. */
  readonly retryMs?: number;
}

/** How an agent does, for a health check. */
export interface AttesterHealth {
  readonly attested: number;
  /** Listings that wait for somebody's attestation. */
  readonly waiting: number;
  /** Listings whose published trades are not those that their offers come to: this agent doesn't attest them. */
  readonly differing: readonly string[];
  readonly lastSuccessAt: Date | undefined;
  /** The code of the last failure, until a round succeeds; CLEARING_DIFFERS while a listing differs. */
  readonly failure: string | undefined;
}

/** The gateway sends a heartbeat every few seconds. */
const LONGEST_SILENCE_MS = 20_000;
/** The transactions whose events an agent looks into: those that change a listing, an agent, an epoch or a clock. */
const FOLLOWED: ReadonlySet<string> = new Set([
  ...['ClearListing', 'AttestClearing', 'SettleListing', 'AdvanceClock'],
  ...['StakeTrust', 'UnstakeTrust', 'ResignSeat', 'DrawAgents'],
]);
/** Refusals that say that a listing waits for nobody any more. */
const OVER = ['LISTING_ATTESTED', 'ATTESTATION_OVER', 'LISTING_STATE', 'NO_ATTESTATION', 'LISTING_NOT_FOUND'] as const;
/** Refusals that say that it is not this agent who may attest, now. */
const NOT_ME = ['NOT_ITS_TURN', 'AGENT_NOT_SEATED'] as const;

/**
 * An agent (spec 14; spec 34): follows the ledger's events, and in its turn clears a cleared listing again from its
 * offers and attests it. One whose published result differs it never attests, it says so instead. It draws the next agents
 * and shares fees out when that is due. It keeps nothing: what waits is on the ledger, so it may be stopped anywhere, and
 * several of the same agent do no harm.
 */
export class Attester {
  private readonly waiting = new Map<string, Listing>();
  private readonly differing = new Set<string>();
  private readonly mirror: AgentsMirror;
  private readonly duties: EpochDuties;
  private attested = 0;
  private lastSuccessAt: Date | undefined;
  private failure: string | undefined;

  constructor(private readonly options: AttesterOptions) {
    this.mirror = new AgentsMirror(options.api);
    this.duties = new EpochDuties(options.api, options.log, this.mirror);
  }

  get health(): AttesterHealth {
    const { attested, lastSuccessAt } = this;
    return {
      ...{ attested, lastSuccessAt },
      waiting: this.waiting.size,
      differing: [...this.differing],
      failure: this.failure ?? (this.differing.size > 0 ? 'CLEARING_DIFFERS' : undefined),
    };
  }

  /** Runs until the signal says stop; what is under way then is finished first. */
  async run(signal: AbortSignal): Promise<void> {
    const { api, log, retryMs = 2_000 } = this.options;
    const stopped = () => signal.aborted;
    while (!stopped()) {
      try {
        let caughtUp = false;
        for await (const event of this.events(signal)) {
          // Followed before it is looked up what waits: what comes in between is seen in one of the two.
          if (!caughtUp) await this.catchUp();
          caughtUp = true;
          await this.take(event);
          if (stopped()) break;
        }
      } catch (error) {
        if (stopped()) return;
        this.failure = codeOf(error);
        log.warn({ agent: api.member, code: this.failure }, error instanceof Error ? error.message : 'Failed');
      }
      await pause(retryMs, signal);
    }
  }

  /** The ledger's events from now on, and heartbeats. A stream that falls silent is taken for broken. */
  private async *events(signal: AbortSignal): AsyncGenerator<ServerEvent> {
    const silent = new AbortController();
    const watch = setTimeout(() => silent.abort(), LONGEST_SILENCE_MS);
    try {
      const either = AbortSignal.any([signal, silent.signal]);
      for await (const event of this.options.api.listen(either)) {
        watch.refresh();
        yield event;
      }
    } finally {
      clearTimeout(watch);
    }
  }

  private async catchUp(): Promise<void> {
    await this.mirror.read();
    this.waiting.clear();
    for (const listing of await awaitedListings(this.options.api.market)) this.waiting.set(listing.id, listing);
    await this.work();
    await this.duties.doAll();
  }

  /** What an event makes it do; a heartbeat is the time to look whose turn it is by now. */
  private async take({ event, data }: ServerEvent): Promise<void> {
    if (event === '') await this.mirror.read();
    else if (!FOLLOWED.has(event)) return;
    const { result, changes } = event === '' ? heartbeat : (JSON.parse(data) as LedgerEvent);
    this.mirror.take(changes);
    if (event === 'ClearListing' || event === 'SettleListing') this.note(result as Listing);
    if (event === 'AttestClearing') this.forget(result as Attestation);
    await this.work();
    if (event === '') await this.duties.doAll();
    if (event === 'AttestClearing') await this.duties.afterAttesting(result as Attestation);
    if (event === 'SettleListing') await this.duties.afterSettling(result as Listing);
    this.lastSuccessAt = new Date();
    this.failure = undefined;
  }

  private note(listing: Listing): void {
    if (listing.attestation?.state === 'awaited') this.waiting.set(listing.id, listing);
    else this.waiting.delete(listing.id);
  }

  private forget({ listing, outcome }: Attestation): void {
    if (outcome === 'attested') this.waiting.delete(listing);
  }

  /** Attests every listing that waits for this agent. */
  private async work(): Promise<void> {
    const { api } = this.options;
    const open = [...this.waiting.values()].filter(({ id }) => !this.differing.has(id));
    if (open.length === 0) return;
    for (const listing of open) {
      if (await isTurn(api, this.mirror.seated, listing)) await this.attest(listing);
    }
  }

  private async attest(listing: Listing): Promise<void> {
    const { api, log } = this.options;
    const { id } = listing;
    const [offers, published] = await Promise.all([readOffers(api.market, listing), api.publishedDigest(id)]);
    const digest = digestOf(id, recomputeListing(listing, offers));
    if (digest !== published) {
      this.differing.add(id);
      log.warn({ agent: api.member, listing: id, published, recomputed: digest }, 'The published clearing differs');
      return;
    }
    try {
      const { minted } = await api.attest(id, digest);
      this.attested += 1;
      log.info({ agent: api.member, listing: id, minted }, 'Attested a listing');
    } catch (error) {
      if (isProblem(error, ...NOT_ME)) return;
      if (!isProblem(error, ...OVER)) throw error;
    }
    this.waiting.delete(id);
  }
}

/** A heartbeat tells nothing. */
const heartbeat: Pick<LedgerEvent, 'result' | 'changes'> = { result: undefined, changes: [] };
