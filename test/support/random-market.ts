/** Random doings of several members, operators, bankers and voters: every transaction that changes the ledger. */
import * as fc from 'fast-check';
import { formatTime, parseTime } from '../../chaincode/domain/time';
import { formatMicros } from '../../chaincode/domain/units';
import { type Epoch, firstEpoch, LISTINGS_BEFORE_DRAW } from '../../chaincode/domain/agents/epoch';
import {
  commitmentRecord,
  epochRecord,
  type HeldTradeEntry,
  type Listing,
  type Network,
  recognizedRootsRecord,
  type Roster,
} from '../../chaincode/ledger/records';
import { type TransactionName, transactionList } from '../../chaincode/wire/transactions';
import { admin, banker, defaultRules, MarketWorld, operator } from './market-world';
import { trustAttempts } from './random-trust';
import { ada, sampleDetails } from './sample-calls';
import { made, sampleDraw } from './sample-draw';
import { sampleRoots } from './sample-roots';

export const market = 'sim';
const rival = 'rival@OperatorMSP';
const otherBanker = 'bank2@BankMSP';
const traders = ['m0', 'm1', 'm2', 'm3'].map((name) => `${name}@HouseholdsMSP`);
/** Whom votes suspend and who leave; whose money stays on the ledger all the same. */
const restless = ['r0', 'r1', 'r2'].map((name) => `${name}@HouseholdsMSP`);
/** Whose doings are tried most. */
const active = [...traders, ...traders, ...restless];
const politicians = ['v0', 'v1', 'v2'].map((name) => `${name}@BankMSP`);
const everybody = [...traders, ...restless, ...politicians, operator, banker];

/** Batteries of the first two traders, with identities that are no members'; votes register more and take some out. */
export const storageUnits = ['su0', 'su1', 'su2', 'su3'].map((name) => `${name}@HouseholdsMSP`);

const randomBookRules = {
  ...{ token: 'ENT', priceRule: 'midpoint', tick: '0.01', lot: '0.01', priceCap: '2', ordersPerMatch: 3 },
  ...{ holdAbove: '0.6', holdFor: 60 },
};
/** Continuous, and by intervals. */
export const books = ['ent', 'round'] as const;

/** How often each transaction is tried; 1 where nothing is said. */
const weights: Partial<Readonly<Record<TransactionName, number>>> = {
  TransferEEuro: 6,
  TransferENT: 3,
  TransferTrustCoin: 4,
  LockEEuro: 4,
  MintEEuro: 4,
  BurnEEuro: 7,
  UnlockEEuro: 7,
  FoldCredits: 4,
  PVOffer: 12,
  BUYOffer: 14,
  CancelOffer: 6,
  AcceptOfferBroadcast: 6,
  AdvanceClock: 3,
  CloseBidding: 6,
  ClearListing: 6,
  SettleListing: 6,
  CancelListing: 2,
  OfferPVTransfer: 5,
  AcceptPVTransfer: 3,
  SetParameter: 3,
  GrantRole: 5,
  RevokeRole: 3,
  AddVoter: 4,
  RemoveVoter: 5,
  ChangeBanker: 2,
  SuspendMember: 2,
  ReinstateMember: 8,
  RegisterMember: 2,
  CreateMarket: 2,
  ChangeMarketRule: 3,
  EnergyProduced: 5,
  EnergyConsumed: 8,
  ReportActualEnergy: 2,
  ReportBatch: 4,
  StartConsumptionSession: 8,
  CloseConsumptionSession: 4,
  ClearOldSessions: 4,
  RegisterStorageUnit: 4,
  RemoveStorageUnit: 4,
  MintFromFund: 4,
  BurnFromFund: 10,
  UnlockFromFund: 6,
  RegisterPV: 4,
  PurgePersonalData: 3,
  BuyTrustCoin: 3,
  StakeTrust: 4,
  UnstakeTrust: 8,
  ResignSeat: 2,
  AttestClearing: 12,
  DrawAgents: 5,
  ShareFees: 6,
  PlaceOrder: 14,
  CancelOrder: 6,
  ClearExpiredOrders: 3,
  AttestDelivery: 14,
  AttestDeliveries: 6,
  RateTrade: 14,
  UseCertificate: 4,
  CloseRatings: 4,
  ClearInterval: 6,
  DecideHeldTrade: 6,
  ReleaseHeldTrades: 3,
};

/** A transaction that somebody may try; the numbers choose among what there is at that moment. */
export interface Intent {
  readonly name: TransactionName;
  readonly who: number;
  readonly what: number;
  readonly more: number;
  readonly amount: string;
}

export const submitted = transactionList
  .filter(({ kind }) => kind === 'submit')
  .map(({ name }) => name as TransactionName);

const number = fc.nat({ max: 997 });
export const intents: fc.Arbitrary<Intent> = fc.record({
  name: fc.oneof(...submitted.map((name) => ({ weight: weights[name] ?? 1, arbitrary: fc.constant(name) }))),
  who: number,
  what: number,
  more: number,
  amount: fc.constantFrom('0.000001', '0.333333', '1', '2.5', '7', '30', '1000000000000'),
});

/**
 * A network with everybody registered, two banks, two operators, three voters, a simulated market and two storage units,
 * in which each trader has fed 9 kWh. Sessions last a minute, and trades can be rated for a day. The first three traders
 * are agents, in an epoch that soon ends: most of its listings have settled without attestation.
 */
export async function randomMarket(): Promise<MarketWorld> {
  const world = await MarketWorld.create();
  for (const id of [...traders, ...restless, ...politicians, rival, otherBanker]) await world.register(id);
  await world.as(admin, 'GrantRole', [rival, 'marketOperator']);
  await world.as(admin, 'SetParameter', ['H', '60']);
  await world.as(admin, 'SetParameter', ['ratingWindow', '1']);
  const batteries = storageUnits.slice(0, 2);
  for (const [index, battery] of batteries.entries()) {
    await world.as(admin, 'RegisterStorageUnit', [battery, traders[index] ?? '']);
  }
  for (const [index, id] of [...traders, ...restless].entries()) {
    await world.as(banker, 'MintEEuro', [id, '20']);
    await world.unit(id);
    await world.as(pick(batteries, index) ?? '', 'EnergyProduced', [String(Math.floor(index / 2) + 1), id, '9']);
  }
  await world.as(admin, 'SetParameter', ['agentStake', '1']);
  const rules = {
    ...{ ...defaultRules, clock: 'simulated', mechanism: 'tdda', fee: '0.017', offersPerMember: 20 },
    ...{ trust: 'on', attestation: 'on' },
  };
  await world.as(operator, 'CreateBook', ['ent', JSON.stringify(randomBookRules)]);
  const byInterval = { ...randomBookRules, matching: 'interval', interval: 60, ordersPerMatch: 2 };
  await world.as(operator, 'CreateBook', ['round', JSON.stringify(byInterval)]);
  await world.as(admin, 'GrantRole', [admin, 'arbiter']);
  await world.as(operator, 'CreateMarket', [market, JSON.stringify(rules)]);
  await passTime(world);
  await tradeOnce(world);
  for (const id of traders) {
    await world.as(id, 'BuyTrustCoin', ['6']);
    await world.as(id, 'StakeTrust', ['2']);
  }
  // The last one, and whoever stakes from now on, waits for a draw and may leave.
  const { number, listings } = await world.as<Epoch>(operator, 'GetCurrentEpoch', []);
  world.peer.seed(epochRecord, { ...firstEpoch, number, listings, agents: traders.slice(0, 3), openSeats: 0 });
  await proveClearing(world, listings[LISTINGS_BEFORE_DRAW - 1] ?? '');
  for (const id of politicians) {
    for (const voter of [admin, ...politicians]) {
      const voters = world.peer.records<Network>('network').get('network/main')?.voters ?? [];
      if (voters.includes(voter) && !voters.includes(id)) await world.as(voter, 'AddVoter', [id]);
    }
  }
  return world;
}

/** A listing was cleared by the transaction of a made block, whose orderers are recognised. */
async function proveClearing({ peer }: MarketWorld, listing: string): Promise<void> {
  const { transaction, roots, at } = await sampleDraw();
  const commitment = commitmentRecord.decode(peer.read(`commitment/${listing}`).toString('utf8'));
  peer.seed(commitmentRecord, { ...commitment, clearedAt: at, publishedBy: [transaction.id] });
  peer.seed(recognizedRootsRecord, roots);
}

/** Listings without offers, for whose attestation time runs out; and the next one, open. */
async function passTime(world: MarketWorld): Promise<void> {
  const at = (hour: number, minute: number) => `2016-08-15T0${hour}:${minute.toString().padStart(2, '0')}:00Z`;
  await world.as(operator, 'AdvanceClock', [market, at(0, 0)]);
  for (let hour = 1; hour < 8; hour++) {
    const { id } = await world.as<{ id: string }>(operator, 'AcceptOfferBroadcast', [market, at(hour, 0)]);
    await world.as(operator, 'AdvanceClock', [market, at(hour, 0)]);
    await world.as(operator, 'CloseBidding', [id]);
    await world.as(operator, 'ClearListing', [id]);
    await world.as(operator, 'AdvanceClock', [market, at(hour, 15)]);
    await settle(world, id);
  }
  await world.as(operator, 'AcceptOfferBroadcast', [market, at(8, 0)]);
}

async function settle(world: MarketWorld, listing: string): Promise<void> {
  for (let state = ''; state !== 'settled';) {
    ({ state } = await world.as<{ state: string }>(operator, 'SettleListing', [listing]));
  }
}

/** Every trader has sold to every other one in the listing of the first hour, and that hour is over. */
async function tradeOnce(world: MarketWorld): Promise<void> {
  const first = `${market}_20160815T0800Z`;
  for (const id of traders) {
    await world.as(id, 'PVOffer', [first, 's', `pv-${id.split('@')[0] ?? ''}`, '1', '0.1']);
    for (const offer of ['b0', 'b1']) await world.as(id, 'BUYOffer', [first, offer, '0.7', '0.2']);
  }
  await world.as(operator, 'AdvanceClock', [market, '2016-08-15T08:00:00Z']);
  for (const step of ['CloseBidding', 'ClearListing'] as const) await world.as(operator, step, [first]);
  await world.as(operator, 'AdvanceClock', [market, '2016-08-15T08:15:00Z']);
  await settle(world, first);
  await world.as(operator, 'AdvanceClock', [market, '2016-08-15T09:00:00Z']);
  await world.as(operator, 'AcceptOfferBroadcast', [market, '2016-08-15T10:00:00Z']);
}

const noTrade = `20260601T110000Z.${'0'.repeat(64)}.000000`;
const pick = <T>(list: readonly T[], choice: number): T | undefined => list[choice % Math.max(list.length, 1)];

interface StoredUnit {
  readonly lastReport: number;
}
interface StoredSession {
  readonly unit: string;
  readonly member: string;
  readonly state: string;
}

export interface Attempt {
  readonly by: string;
  readonly args: readonly string[];
  readonly transient?: Record<string, unknown>;
}

/** Who tries what with which arguments, as things stand. */
export function attemptOf(world: MarketWorld, intent: Intent): Attempt {
  const { name, who, what, more, amount } = intent;
  const { peer } = world;
  const network = peer.records<Network>('network').get('network/main');
  const listings = [...peer.records<Listing>('listing').values()].slice(-3);
  const listing = (wanted: string): string =>
    (
      pick(
        listings.filter(({ state }) => state === wanted),
        what,
      ) ?? pick(listings, what)
    )?.id ?? 'none_20160815T0800Z';
  const clock = peer.records<{ time: string }>('clock').get(`clock/${market}`)?.time ?? '';
  const nextHour = formatTime((Math.floor(parseTime(clock) / 3600) + 1) * 3600);
  const nextDay = formatTime(parseTime(nextHour) + 86_400);
  const trader = pick(active, who) ?? '';
  const anybody = pick(more % 3 === 0 ? everybody : active, what) ?? '';
  const voter = pick(network?.voters ?? [], who) ?? admin;
  const bank = more % 9 === 0 ? trader : (network?.banker ?? banker);
  const operates = peer.records<{ operator: string }>('market').get(`market/${market}`)?.operator ?? operator;
  const unit = `pv-${pick([...traders, ...restless], what)?.split('@')[0] ?? ''}`;
  const unitOwner = peer.records<{ owner: string; offeredTo: string | null }>('unit').get(`unit/${unit}`);
  const another = pick(
    [...peer.records<{ id: string; owner: string }>('unit').values()].filter(({ id }) => id.startsWith('pv-x')),
    what,
  );
  const offerId = `o${more % 12}`;
  const energy = pick(['0.5', '1.25', '3.001', '9'], more) ?? '1';
  const price = pick(['0.05', '0.123457', '0.2', '0.21', '0.9'], what) ?? '1';
  const turned = pick(restless, what) ?? '';
  const battery = pick(storageUnits, what) ?? '';
  const found = peer.records<StoredUnit>('storage-unit');
  const { lastReport = 0 } = found.get(`storage-unit/${battery}`) ?? {};
  // Now and then a report comes twice, or before its time.
  const report = String(Math.max(1, lastReport + (more % 10 === 0 ? 0 : more % 10 === 1 ? 2 : 1)));
  const open = [...peer.records<StoredSession>('session').values()].filter(({ state }) => state === 'open');
  const session = pick(
    open.filter((each) => each.unit === battery),
    more,
  ) ?? { unit: battery, member: trader };
  const members = [...peer.records<{ id: string; status: string; roles: readonly string[] }>('member').values()];
  const suspended = members.filter(({ status }) => status === 'suspended').map(({ id }) => id);
  const auditors = members.filter(({ roles }) => roles.includes('auditor')).map(({ id }) => id);
  const fundTarget = pick(traders, what % 2) ?? '';
  const present = peer.records<Roster>('agents').get('agents/main')?.epoch ?? 1;
  const agents = peer.records<Epoch>('epoch').get(`epoch/${present.toString().padStart(6, '0')}`)?.agents ?? [];

  const attempts: Readonly<Partial<Record<TransactionName, () => Attempt>>> = {
    Bootstrap: () => ({ by: admin, args: [], transient: { network: { pepper: 'ab'.repeat(32) } } }),
    RegisterMember: () => {
      const id = `n${what % 40}@HouseholdsMSP`;
      return { by: id, args: [], transient: { person: { ...ada, email: `n${more % 40}@example.org` } } };
    },
    LeaveNetwork: () => ({ by: more % 4 === 0 ? turned : `n${what % 40}@HouseholdsMSP`, args: [] }),
    PurgePersonalData: () => {
      const departed = [...peer.records<{ id: string; status: string }>('member').values()].filter(
        ({ status }) => status === 'departed',
      );
      return { by: 'admin@HouseholdsMSP', args: [pick(departed, what)?.id ?? turned] };
    },
    TransferENT: () => ({ by: trader, args: [anybody, amount] }),
    TransferEEuro: () => ({ by: trader, args: [anybody, amount] }),
    LockEEuro: () => ({ by: trader, args: [amount] }),
    MintEEuro: () => ({ by: bank, args: [anybody, amount] }),
    BurnEEuro: () => ({ by: bank, args: [trader, amount] }),
    UnlockEEuro: () => ({ by: bank, args: [trader, amount] }),
    FoldCredits: () => ({ by: trader, args: [more % 2 === 0 ? trader : anybody, 'eEuro'] }),
    RegisterPV: () => ({ by: trader, args: [`pv-x${what % 10}`, JSON.stringify(sampleDetails)] }),
    VerifyPV: () => ({ by: operator, args: [another?.id ?? unit] }),
    OfferPVTransfer: () => ({ by: unitOwner?.owner ?? trader, args: [unit, trader] }),
    AcceptPVTransfer: () => ({ by: more % 5 === 0 ? trader : (unitOwner?.offeredTo ?? trader), args: [unit] }),
    RetirePV: () => ({ by: more % 4 === 0 ? trader : (another?.owner ?? trader), args: [another?.id ?? 'pv-x0'] }),
    CreateMarket: () => ({ by: rival, args: [`m${what % 20}`, JSON.stringify({ ...defaultRules, fee: '0.5' })] }),
    AdvanceClock: () => ({ by: operates, args: [market, pick([clock, nextHour, nextHour, nextDay], more) ?? ''] }),
    AcceptOfferBroadcast: () => ({ by: operates, args: [market, nextHour] }),
    PVOffer: () => ({ by: unitOwner?.owner ?? trader, args: [listing('open'), offerId, unit, energy, price] }),
    BUYOffer: () => ({ by: trader, args: [listing('open'), offerId, energy, price] }),
    CancelOffer: () => {
      const open = [...peer.records<{ listing: string; member: string; id: string; state: string }>('offer').values()];
      const chosen = pick(
        open.filter((offer) => offer.state === 'open' && offer.listing === listing('open')),
        more,
      );
      return { by: chosen?.member ?? trader, args: [chosen?.listing ?? listing('open'), chosen?.id ?? offerId] };
    },
    TransferTrustCoin: () => ({ by: trader, args: [anybody, amount] }),
    BuyTrustCoin: () => ({ by: trader, args: [amount] }),
    StakeTrust: () => ({ by: trader, args: [pick(['0.333333', '1', '2.5'], more) ?? ''] }),
    UnstakeTrust: () => {
      const staked = [...peer.records<{ member: string; stake: string }>('agent').values()];
      const unseated = staked.filter(({ member, stake }) => stake !== '0' && !agents.includes(member));
      const leaving = pick(unseated, what);
      const all = formatMicros(BigInt(leaving?.stake ?? '1'));
      return { by: more % 6 === 0 ? trader : (leaving?.member ?? trader), args: [more % 4 === 0 ? '1' : all] };
    },
    ResignSeat: () => ({ by: trader, args: [] }),
    AttestClearing: () => {
      const waiting = listings.filter(({ attestation }) => attestation?.state === 'awaited');
      const id = pick(waiting, more)?.id ?? listing('cleared');
      const right = peer.records<{ digest: string }>('commitment').get(`commitment/${id}`)?.digest;
      const digest = more % 11 === 0 || right === undefined ? 'ab'.repeat(32) : right;
      return { by: (more % 5 === 0 ? undefined : pick(agents, who)) ?? trader, args: [id, digest] };
    },
    DrawAgents: () => ({
      by: trader,
      args: [String(present)],
      transient: { proof: { block: more % 5 === 0 ? 'AAAA' : made.draw?.block } },
    }),
    ShareFees: () => ({ by: trader, args: [String(Math.max(1, present - (more % 4 === 0 ? 0 : 1)))] }),
    AssignMicrogrid: () => ({ by: more % 3 === 0 ? trader : operates, args: [market, anybody, `grid${what % 3}`] }),
    CreateBook: () => ({ by: rival, args: [`b${what % 6}`, JSON.stringify(randomBookRules)] }),
    PlaceOrder: () => {
      const book = pick(books, who + more) ?? 'ent';
      const kinds =
        book === 'ent' ? (['limit', 'limit', 'limit', 'market', 'ioc', 'fok'] as const) : (['limit'] as const);
      const kind = pick(kinds, more) ?? 'limit';
      const terms = {
        ...{ side: who % 2 === 0 ? 'buy' : 'sell', kind },
        amount: pick(['0.5', '0.01', '1.37', '3'], more) ?? '1',
        ...(kind === 'market' ? {} : { price: pick(['0.4', '0.5', '0.55', '0.61'], what) ?? '' }),
        ...(kind === 'limit' ? { expiresAt: formatTime(peer.now + (book === 'ent' ? 20 : 100)) } : {}),
        hold: more % 5 === 0,
      };
      return { by: trader, args: [book, `q${(who * 31 + more) % 400}`, JSON.stringify(terms)] };
    },
    CancelOrder: () => {
      const order = pick(
        ['resting', 'incoming'].flatMap((family) => [
          ...peer.records<{ book: string; member: string; id: string }>(family).values(),
        ]),
        more,
      );
      return { by: order?.member ?? trader, args: [order?.book ?? 'ent', order?.id ?? 'q1'] };
    },
    ClearExpiredOrders: () => ({ by: trader, args: [pick(books, more) ?? 'ent'] }),
    ClearInterval: () => ({ by: trader, args: ['round'] }),
    DecideHeldTrade: () => {
      const held = [...peer.records<HeldTradeEntry>('held-trade').values()].filter(({ state }) => state === 'held');
      const trade = pick(held, what);
      const by = pick([trade?.buyer, trade?.seller, admin], more) ?? trader;
      const decision = by !== admin && who % 3 === 0 ? 'return' : 'release';
      return { by, args: [trade?.book ?? 'ent', trade?.id ?? noTrade, decision] };
    },
    ReleaseHeldTrades: () => ({ by: trader, args: [more % 7 === 0 ? 'none' : (pick(books, what) ?? 'ent')] }),
    CloseBidding: () => ({ by: more % 3 === 0 ? trader : operates, args: [listing('open')] }),
    CancelListing: () => ({ by: operates, args: [listing(more % 2 === 0 ? 'open' : 'closed')] }),
    ClearListing: () => ({ by: trader, args: [listing('closed')] }),
    SettleListing: () => ({ by: trader, args: [listing(more % 3 === 0 ? 'cancelled' : 'cleared')] }),
    EnergyProduced: () => ({ by: battery, args: [report, trader, energy] }),
    EnergyConsumed: () => ({ by: battery, args: [report, more % 4 === 0 ? trader : session.member, energy] }),
    ReportActualEnergy: () => ({ by: battery, args: [report, pick(['0', '3', '20', '41.5'], who) ?? ''] }),
    ReportBatch: () => {
      const kinds = pick(['pca', 'ccp', 'pp', 'acpc', 'c'], who) ?? '';
      const reports = Array.from(kinds, (kind, index) => {
        const head = { report: Number(report) + index, energy };
        if (kind === 'a') return { ...head, kind: 'actual' };
        return {
          ...head,
          ...(kind === 'p' ? { kind: 'produced', member: trader } : { kind: 'consumed', member: session.member }),
        };
      });
      return { by: battery, args: [JSON.stringify(reports)] };
    },
    StartConsumptionSession: () => ({ by: trader, args: [battery, amount] }),
    CloseConsumptionSession: () => ({
      by: more % 3 === 0 ? trader : more % 3 === 1 ? battery : session.member,
      args: [session.unit, session.member],
    }),
    ClearOldSessions: () => ({ by: trader, args: [battery] }),
    RegisterStorageUnit: () => ({ by: voter, args: [pick(storageUnits.slice(2), what) ?? '', traders[0] ?? ''] }),
    RemoveStorageUnit: () => ({ by: voter, args: [pick(storageUnits.slice(1, 3), what) ?? ''] }),
    MintFromFund: () => ({ by: voter, args: [fundTarget, '2.5'] }),
    BurnFromFund: () => ({ by: voter, args: [fundTarget, '1'] }),
    UnlockFromFund: () => ({ by: voter, args: [fundTarget, '1'] }),
    AddVoter: () => ({ by: voter, args: [pick(politicians, what) ?? ''] }),
    RemoveVoter: () => ({ by: voter, args: [pick(politicians, what) ?? ''] }),
    ChangeBanker: () => ({ by: voter, args: [more % 2 === 0 ? banker : otherBanker] }),
    GrantRole: () => ({ by: voter, args: [pick(traders, what) ?? '', 'auditor'] }),
    RevokeRole: () => ({ by: voter, args: [pick(auditors, more) ?? trader, 'auditor'] }),
    SetParameter: () =>
      who % 3 > 0
        ? { by: voter, args: ['C', pick(['0.10', '0.1', '0.2', '11'], more) ?? ''] }
        : { by: voter, args: ['currency', what % 2 === 0 ? 'fund' : 'banker'] },
    ChangeMarketRule: () =>
      more % 3 === 0
        ? { by: voter, args: [market, 'operator', what % 2 === 0 ? operator : rival] }
        : more % 3 === 1
          ? {
              by: voter,
              args: [market, 'mechanism', pick(['mcp-fifo', 'pay-as-bid', 'trust-mcp', 'none'], what) ?? ''],
            }
          : { by: voter, args: [market, 'attestation', what % 4 === 0 ? 'off' : 'on'] },
    RecognizeOrderers: () => ({
      by: voter,
      args: [JSON.stringify(more % 4 === 0 ? {} : { ...sampleRoots, signatures: 1 + (what % 3) })],
    }),
    SuspendMember: () => ({ by: voter, args: [more % 4 === 0 ? (pick(suspended, what) ?? turned) : turned] }),
    ReinstateMember: () => ({ by: voter, args: [more % 3 === 0 ? turned : (pick(suspended, what) ?? turned)] }),
  };
  const trustful = trustAttempts(world, intent, { trader, operator: operates, voter });
  const attempt = attempts[name] ?? trustful[name];
  if (!attempt) throw new Error(`Nobody here tries ${name}`);
  return attempt();
}
