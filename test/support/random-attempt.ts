/** Who tries what, with which arguments: random doings of several members, operators, bankers and voters. */
import { formatTime, parseTime } from '../../chaincode/domain/time';
import { formatMicros } from '../../chaincode/domain/units';
import { type Epoch } from '../../chaincode/domain/agents/epoch';
import { type HeldTradeEntry, type Listing, type Network, type Roster } from '../../chaincode/ledger/records';
import { type TransactionName } from '../../chaincode/wire/transactions';
import { admin, banker, defaultRules, type MarketWorld, operator } from './market-world';
import { trustAttempts } from './random-trust';
import { ada, sampleDetails } from './sample-calls';
import { made } from './sample-draw';
import { sampleRoots } from './sample-roots';
import {
  market,
  rival,
  otherBanker,
  traders,
  restless,
  politicians,
  storageUnits,
  randomBookRules,
  books,
  pick,
  type Intent,
} from './random-market';

/** Whose doings are tried most. */
const active = [...traders, ...traders, ...restless];
const everybody = [...traders, ...restless, ...politicians, operator, banker];
const noTrade = `20260601T110000Z.${'0'.repeat(64)}.000000`;

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
