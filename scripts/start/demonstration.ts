import { setTimeout as pause } from 'node:timers/promises';
import { type MechanismName } from '../../chaincode/domain/clearing/mechanisms';
import { AgentsApi } from '../../agents/client/agents-api';
import { AgentTeam } from '../../agents/attester/agent-team';
import { type Community, type Household, type RecordedHour } from '../../agents/community/community';
import { type Microgrids } from '../../agents/community/microgrids';
import { commonTariff, ensureTwoLevelMarket, RetailFollower } from '../../agents/microgrids/two-level-market';
import { readAgents } from '../../agents/report/agents-report';
import { type DayLedger, type LedgerListing } from '../../agents/report/day-ledger';
import { type DayReport, reportDay } from '../../agents/report/day-report';
import { type HourReport, reportHour } from '../../agents/report/hour-report';
import { reportMicrogrids } from '../../agents/report/microgrid-report';
import { readDayLedger } from '../../agents/report/read-day-ledger';
import { reportDocument, hourDocument } from '../../agents/report/report-document';
import { readStorage } from '../../agents/report/read-storage';
import { type Cast, type Keyring } from '../../agents/simulator/cast';
import { CommunityStorage, type RecordKeeper } from '../../agents/simulator/community-storage';
import { ENT_BOOK } from '../../agents/simulator/demo-rules';
import { HouseholdAgent } from '../../agents/simulator/household-agent';
import { isLively, liveBidding, type LivePace } from '../../agents/simulator/live-bidding';
import { allAtOnce, type Bidding } from '../../agents/simulator/market-hour';
import { findProgress, type PlayableDay } from '../../agents/simulator/next-day';
import { playDay } from '../../agents/simulator/play-day';
import { creditAccounts, ensureMarket, type SetUpStep, setUpCommunity } from '../../agents/simulator/set-up-community';
import { agentsOf, setUpAgents } from '../../agents/simulator/set-up-agents';
import { setUpStorage } from '../../agents/simulator/set-up-storage';
import { StorageDay } from '../../agents/simulator/storage-hour';
import { type ReportBoard } from './report-board';

/** What a demonstration tells while it goes on. */
export interface Audience {
  setUp(step: SetUpStep): void;
  dayBegins(playable: PlayableDay, mechanism: string): void;
  offerRefused(member: string, code: string): void;
  /** A member's order for ENT, or its session with a storage unit. */
  storageRefused(member: string, code: string): void;
  hourSettled(hour: HourReport): void;
  dayReported(report: DayReport, tookMs: number): void;
}

export interface DemonstrationOptions {
  readonly community: Community;
  readonly cast: Cast;
  readonly keyring: Keyring;
  readonly market: string;
  readonly mechanism: MechanismName | undefined;
  /** The homes' microgrids, where the market has two-level prices. */
  readonly microgrids?: Microgrids | undefined;
  /** Times faster than real time; undefined: as fast as it goes. */
  readonly speed: number | undefined;
  /** Where storage units keep their records; undefined plays without storage units. */
  readonly records: RecordKeeper | undefined;
  /** How long an hour waits for an agent's attestation, in ms; a few seconds unless told. */
  readonly attestationPatienceMs?: number;
  readonly board: ReportBoard;
  readonly audience: Audience;
  readonly signal: AbortSignal;
}

/** Nobody who listens: a market that goes on by itself is watched in the console. */
export const noAudience: Audience = {
  setUp: () => undefined,
  dayBegins: () => undefined,
  offerRefused: () => undefined,
  storageRefused: () => undefined,
  hourSettled: () => undefined,
  dayReported: () => undefined,
};
const HOUR_MS = 3_600_000;
/** What agents do is in the report. */
const silentLog = { info: () => undefined, warn: () => undefined };

/** Plays recorded days of a community through the gateway and shows what came of them. */
export class Demonstration {
  private opened: Promise<CommunityStorage> | undefined;
  private playing: PlayableDay | undefined;

  constructor(private readonly options: DemonstrationOptions) {}

  /** Makes the network and the community ready for the first day. */
  async prepare(): Promise<void> {
    const { cast, keyring, audience, records } = this.options;
    await setUpCommunity(cast, keyring, (step) => audience.setUp(step));
    if (!records) return;
    audience.setUp('storage');
    await setUpStorage(cast, keyring);
  }

  /**
   * Goes on with the days after those that were played, at a pace that people can follow: up to the first hour worth
   * watching as fast as it goes, then as `pace` says. Ends only with the signal.
   */
  async goOn(pace: LivePace): Promise<void> {
    const live = liveBidding(pace);
    let watching = false;
    const bidding: Bidding = async (hour, bids, clock) => {
      watching ||= isLively(hour);
      await (watching ? live : allAtOnce)(hour, bids, clock);
    };
    while (!this.options.signal.aborted) await this.playNextDay(bidding, noAudience);
  }

  /** Plays the next day to its end, or goes on with one that was cut off. */
  async playNextDay(bidding: Bidding = allAtOnce, audience: Audience = this.options.audience): Promise<void> {
    const { community, cast, market, board } = this.options;
    const { next } = await findProgress(cast.operator.api, community, market);
    const startedAt = Date.now();
    const beforeHour = await this.openMarket(next);
    await creditAccounts(cast);
    await setUpAgents(cast);
    const { day } = next;
    this.playing = next;
    audience.dayBegins(next, (await cast.operator.api.market(next.market))?.rules.mechanism ?? '');
    board.show({ playing: { date: day.date, market: next.market, hours: day.hours.length }, hours: [] });
    const settled = new Map<string, LedgerListing>();
    const storage = await this.storage();
    const storageDay =
      storage &&
      new StorageDay({
        ...{ day, storage, households: cast.households },
        onRefused: (member, { code }) => audience.storageRefused(member, code),
      });
    const agents = new AgentTeam(
      agentsOf(cast).map(({ client }) => client),
      silentLog,
    );
    await playDay({
      market: next.market,
      day,
      operator: cast.operator.api,
      agents: cast.households.map(({ household, api }) => new HouseholdAgent(household, api)),
      beforeHour,
      bidding,
      attestationPatienceMs: this.options.attestationPatienceMs,
      ...(storageDay ? { deliver: storageDay.deliver.bind(storageDay) } : {}),
      onRefused: (agent, { code }) => audience.offerRefused(agent.member, code),
      onHour: (hour, listing) => {
        settled.set(listing.id, listing);
        const report = reportHour(hour, listing, community.households);
        audience.hourSettled(report);
        board.show({ hours: [...board.current.hours, hourDocument(report)] });
      },
    }).finally(() => agents.stop());
    const report = await this.report(next, settled);
    audience.dayReported(report, Date.now() - startedAt);
  }

  /** The day that is being played or was played last, for whoever shows what its meters count. */
  get day(): PlayableDay | undefined {
    return this.playing;
  }

  /** Lets go of what is open. */
  async close(): Promise<void> {
    await (await this.opened?.catch(() => undefined))?.close();
  }

  /** Shows the last day that was played, where there is one. */
  async showLastDay(): Promise<void> {
    const { community, cast, market } = this.options;
    const { last } = await findProgress(cast.operator.api, community, market);
    if (last) await this.report(last, new Map());
  }

  /** Reads a day back from the ledger and puts it on the board. */
  private async report({ market, day }: PlayableDay, known: ReadonlyMap<string, LedgerListing>): Promise<DayReport> {
    const { cast, community, board } = this.options;
    const ledger = await readDayLedger(cast.operator.api, market, day, known);
    const storage = await this.storage();
    const stored = storage && (await readStorage(cast.operator, ENT_BOOK, idsOf(ledger), await storage.records()));
    const agents = await readAgents(new AgentsApi(cast.operator.client), idsOf(ledger));
    const members = new Map(cast.households.map(({ household, api }) => [household.id, api.member]));
    const memberOf = ({ id }: Household) => members.get(id) ?? id;
    const { microgrids } = this.options;
    const { households } = community;
    const levels = microgrids && { microgrids, day, households, memberOf, tariff: commonTariff(households) };
    const report: DayReport = {
      ...reportDay(community, day, { ...ledger, storage: stored, agents }, memberOf),
      microgrids: levels && reportMicrogrids(ledger.listings, levels),
    };
    board.show({ playing: null, hours: [], report: reportDocument(report, day.hours.length) });
    return report;
  }

  /** The storage units, opened when they are first asked for; undefined where the day is played without them. */
  private async storage(): Promise<CommunityStorage | undefined> {
    const { cast, keyring, records } = this.options;
    // A folder from before there were storage units has none to show.
    const admitted = cast.units.every(({ client }) => keyring.isEnrolled(client.member));
    if (records && admitted) this.opened ??= CommunityStorage.open(cast.units, records);
    return this.opened;
  }

  /** Makes sure that the market of a day is there; answers what is to be done before each of its hours. */
  private async openMarket({ market, day }: PlayableDay): Promise<(hour: RecordedHour) => Promise<void>> {
    const { community, cast, mechanism, microgrids } = this.options;
    const due = this.pacer();
    if (!microgrids) {
      await ensureMarket(cast, market, mechanism);
      return due;
    }
    const actors = { operator: cast.operator.api, founder: cast.founder.api, households: cast.households };
    await ensureTwoLevelMarket(actors, market, microgrids, day.hours[0]);
    const retail = new RetailFollower(actors, market, commonTariff(community.households));
    return async (hour) => {
      await due(hour);
      await retail.follow(hour);
    };
  }

  /** Waits until an hour is due; every wait ends with the signal. */
  private pacer(): (hour: RecordedHour) => Promise<void> {
    const { speed, signal } = this.options;
    let dueAt = Date.now();
    return async () => {
      signal.throwIfAborted();
      const waitMs = dueAt - Date.now();
      if (waitMs > 0) await pause(waitMs, undefined, { signal });
      if (speed !== undefined) dueAt += HOUR_MS / speed;
    };
  }
}

const idsOf = ({ listings }: DayLedger): ReadonlySet<string> => new Set(listings.map(({ id }) => id));
