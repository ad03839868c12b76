import { fulfil } from '../../chaincode/domain/fulfilment';
import { formatTime, parseTime } from '../../chaincode/domain/time';
import { type Epoch, firstEpoch } from '../../chaincode/domain/agents/epoch';
import {
  commitmentRecord,
  epochRecord,
  fulfilmentRecord,
  listingRecord,
  parametersRecord,
  recognizedRootsRecord,
} from '../../chaincode/ledger/records';
import { type TransactionName } from '../../chaincode/wire/transactions';
import { type ResultOf } from '../../chaincode/wire/declaration';
import { type PlaceOrder } from '../../chaincode/wire/transactions/book';
import { type GetVote } from '../../chaincode/wire/transactions/governance';
import { made, type SampleDraw, sampleDraw } from './sample-draw';
import { sampleRoots } from './sample-roots';
import { type TestPeer } from './test-peer';
import { admin, auditor, banker, defaultRules, MarketWorld, operator } from './market-world';

/** Everybody who may knock at the door of a contract, by what they are to the network. */
export const people = {
  stranger: 'stranger@HouseholdsMSP',
  member: 'b@HouseholdsMSP',
  otherMember: 'o@HouseholdsMSP',
  voter: 'v@HouseholdsMSP',
  banker,
  operator,
  /** A market operator who operates another market. */
  rival: 'rival@OperatorMSP',
  gridOperator: 'grid@OperatorMSP',
  meterAuthority: 'meters@OperatorMSP',
  arbiter: 'arbiter@OperatorMSP',
  auditor,
  bridgeService: 'bridge@OperatorMSP',
  /** An organisation's administrator who is a member too. */
  adminMember: 'chief@HouseholdsMSP',
  /** One who isn't. */
  unregisteredAdmin: 'admin@HouseholdsMSP',
  foreignAdmin: 'admin@BankMSP',
  suspended: 'x@HouseholdsMSP',
  departed: 'd@HouseholdsMSP',
  /** The member's enrollment id, in another organisation. */
  namesake: 'b@BankMSP',
  /** A member whose certificate claims roles that the ledger never gave it. */
  forger: 'f@HouseholdsMSP',
  /** Somebody whose certificate's subject and enrollment id contradict each other. */
  impostor: 'i@HouseholdsMSP',
  /** A storage unit's own identity, which is no member. */
  storageUnit: 'su1@HouseholdsMSP',
  /** One that voters have taken out. */
  removedUnit: 'su0@HouseholdsMSP',
  /** The storage unit's enrollment id, in another organisation. */
  unitNamesake: 'su1@BankMSP',
} as const;
const bookRules = { token: 'ENT', priceRule: 'resting', tick: '0.01', lot: '0.01', priceCap: '10', ordersPerMatch: 50 };

/** Who is no member. */
const outsiders: readonly string[] = [
  people.stranger,
  people.unregisteredAdmin,
  people.foreignAdmin,
  people.namesake,
  people.impostor,
  people.storageUnit,
  people.removedUnit,
  people.unitNamesake,
];
/** A storage unit with energy and without sessions. */
export const idleUnit = 'su2@HouseholdsMSP';
export type Person = keyof typeof people;

/** What lies on the ledger of a peopled world. */
export interface Things {
  /** Listings of the simulated market `sim`, by what can be done with them next. */
  readonly cleared: string;
  readonly closed: string;
  readonly cancelled: string;
  /** Bidding is over, and not yet overdue. */
  readonly due: string;
  /** In the simulated market `late`: overdue. */
  readonly overdue: string;
  /** In the simulated market `past`, each with two sales of the member to the other one: time to rate them is over, */
  readonly unrated: string;
  /** and delivered; the delivery of the first sale is settled, that of the second isn't. */
  readonly settled: string;
  /** In the simulated market `att`: settled after the member attested it, and cleared, waiting for that. */
  readonly attested: string;
  readonly awaited: string;
  /** Start of the delivery interval that `sim` can broadcast next. */
  readonly next: string;
  /** A trade of the book `ent` that is held, of the member who buys and the other member. */
  readonly heldTrade: string;
  /** An open vote on SetParameter B 0.4 with the founder's yes. */
  readonly vote: string;
}

/** A peopled world with what lies in it. */
export interface Stage {
  readonly world: MarketWorld;
  readonly things: Things;
}

const simStart = parseTime('2016-08-15T07:00:00Z');
const simHour = (hours: number) => formatTime(simStart + hours * 3600);
const simListing = (market: string, hours: number) => `${market}_${simHour(hours).replace(/[-:]/g, '').slice(0, 13)}Z`;

export const things: Things = {
  cleared: simListing('sim', 1),
  closed: simListing('sim', 2),
  cancelled: simListing('sim', 3),
  due: simListing('sim', 4),
  overdue: simListing('late', 1),
  unrated: simListing('past', 1),
  settled: simListing('past', 15 * 24 + 1),
  attested: simListing('att', 1),
  awaited: simListing('att', 2),
  next: simHour(5),
  heldTrade: '',
  vote: '',
};

const { member, otherMember } = people;

/**
 * A world with everybody in `people` and something for every transaction to work on: the member's unit `pv-b`
 * (verified), `pv-new` (not verified), `pv-gift` (offered to it), the offers `b1`, `s1` in the open listing of market
 * `m` and in the listings of `things`, and money for everybody.
 */
export async function peopledWorld(peer?: TestPeer): Promise<Stage> {
  await sampleDraw();
  const world = await MarketWorld.create(peer);
  const registered = Object.values(people).filter((id) => !outsiders.includes(id));
  for (const id of registered) {
    if (![banker, operator, auditor].includes(id)) await world.register(id);
    await world.as(banker, 'MintEEuro', [id, '100']);
    world.seedEnt(id, 5_000_000n);
    world.seedToken('TRUST', id, 100_000_000n);
  }
  await grantRoles(world);
  await registerUnits(world);
  await playPastMarket(world);
  await world.as(member, 'LockEEuro', ['10']);
  await world.as(banker, 'MintEEuro', [member, '1']);
  await world.openListing();
  await placeOffers(world, world.listing);
  await playSimulatedMarkets(world);
  await attest(world);
  await storeEnergy(world);
  const heldTrade = await fillBooks(world);
  await world.as(admin, 'SuspendMember', [people.suspended]);
  await world.as(people.departed, 'LeaveNetwork', []);
  await world.as(admin, 'AddVoter', [people.voter]);
  world.peer.seed(recognizedRootsRecord, sampleRoots);
  const fulfilled = { listing: things.attested, closedAt: '2026-06-01T11:00:00Z', closedBy: [] };
  world.peer.seed(fulfilmentRecord, { ...fulfil(things.attested, '00'.repeat(32), []), ...fulfilled });
  const vote = await world.as<ResultOf<typeof GetVote>>(admin, 'SetParameter', ['B', '0.4']);
  return { world, things: { ...things, heldTrade, vote: vote.id } };
}

/** What the trades of a cleared listing come to. */
export const digestOf = ({ peer }: MarketWorld, listing: string): string =>
  peer.records<{ digest: string }>('commitment').get(`commitment/${listing}`)?.digest ?? '';

/**
 * The member is the only agent with a seat; the other member has a stake and no seat. In market `att` the first listing
 * is attested and settled, the second waits.
 */
async function attest(world: MarketWorld): Promise<void> {
  const act = (name: TransactionName, ...args: string[]) => world.as(operator, name, args);
  const rules = JSON.stringify({ ...defaultRules, clock: 'simulated', attestation: 'on', fee: '0.1' });
  await world.as(member, 'StakeTrust', ['10']);
  world.peer.seed(epochRecord, { ...firstEpoch, agents: [member], openSeats: 0 });
  await world.as(otherMember, 'StakeTrust', ['20']);
  await act('CreateMarket', 'att', rules);
  await act('AdvanceClock', 'att', simHour(0));
  for (const [hour, listing] of [things.attested, things.awaited].entries()) {
    await act('AcceptOfferBroadcast', 'att', simHour(hour + 1));
    await placeOffers(world, listing);
    await act('AdvanceClock', 'att', simHour(hour + 1));
    await act('CloseBidding', listing);
    await act('ClearListing', listing);
    if (listing === things.awaited) continue;
    await world.as(member, 'AttestClearing', [listing, digestOf(world, listing)]);
    await act('SettleListing', listing);
  }
}

/** Makes the present epoch one that is over: nine more listings have settled, without offers. */
export function endEpoch(world: MarketWorld): void {
  fillEpoch(world, 10);
}

/** Makes it one whose next agents can be drawn, by the block of `sampleDraw`. */
export function makeDrawDue(world: MarketWorld, { transaction, roots, at }: SampleDraw): void {
  const { peer } = world;
  const fifth = fillEpoch(world, 5).at(-1) ?? '';
  const commitment = commitmentRecord.decode(peer.read(`commitment/${things.attested}`).toString('utf8'));
  peer.seed(commitmentRecord, { ...commitment, listing: fifth, clearedAt: at, publishedBy: [transaction.id] });
  peer.seed(recognizedRootsRecord, roots);
}

/** Settled listings, the attested one and others without offers, in the present epoch. */
function fillEpoch({ peer }: MarketWorld, count: number): readonly string[] {
  const settled = listingRecord.decode(peer.read(`listing/${things.attested}`).toString('utf8'));
  const others = Array.from({ length: count - 1 }, (_, index) => simListing('gone', index));
  for (const id of others) peer.seed(listingRecord, { ...settled, id, market: 'gone', collectedPages: 0 });
  const epoch: Epoch = { ...firstEpoch, agents: [member], openSeats: 0, listings: [things.attested, ...others] };
  peer.seed(epochRecord, epoch);
  return epoch.listings;
}

/**
 * A book `ent` with an order of the member to sell, one whose time is up, a trade of the two and one that is held; a book
 * `held` with a held trade whose time is up; books `round` and `admitted` with a bid and an ask of an interval that is
 * over, which the second has begun to clear. Answers the held trade of `ent`.
 */
async function fillBooks(world: MarketWorld): Promise<string> {
  const place = (by: string, order: string, terms: object, book = 'ent') =>
    world.as<ResultOf<typeof PlaceOrder>>(by, 'PlaceOrder', [
      book,
      order,
      JSON.stringify({ kind: 'limit', amount: '0.01', ...terms }),
    ]);
  world.peer.now -= 60;
  await world.as(operator, 'CreateBook', ['held', JSON.stringify({ ...bookRules, holdAbove: '0', holdFor: 60 })]);
  const round = { ...bookRules, priceRule: 'midpoint', matching: 'interval', interval: 60 };
  for (const book of ['round', 'admitted']) await world.as(operator, 'CreateBook', [book, JSON.stringify(round)]);
  for (const book of ['held', 'round', 'admitted']) {
    await place(otherMember, 's0', { side: 'sell', price: '0.5' }, book);
    await place(member, 'b0', { side: 'buy', price: '0.6' }, book);
  }
  world.peer.now += 60;
  await world.as(operator, 'ClearInterval', ['admitted']);
  await world.as(operator, 'CreateBook', ['ent', JSON.stringify(bookRules)]);
  const expiresAt = formatTime(world.peer.now + 1);
  await place(member, 'old', { side: 'sell', price: '0.95', expiresAt });
  await place(otherMember, 's0', { side: 'sell', price: '0.8' });
  await place(member, 'b0', { side: 'buy', price: '0.8' });
  await place(otherMember, 'h0', { side: 'sell', price: '0.7', hold: true });
  const { trades } = await place(member, 'h0', { side: 'buy', price: '0.7' });
  await place(member, 's1', { side: 'sell', price: '0.9' });
  world.peer.now += 1;
  return trades[0]?.id ?? '';
}

/** Storage units with energy, and sessions of the member: with `su1`, and with `su0`, which is taken out then. */
async function storeEnergy(world: MarketWorld): Promise<void> {
  for (const unit of [people.storageUnit, people.removedUnit, idleUnit]) {
    await world.as(admin, 'RegisterStorageUnit', [unit, otherMember]);
    await world.as(unit, 'EnergyProduced', ['1', member, '10']);
  }
  for (const unit of [people.storageUnit, people.removedUnit]) {
    await world.as(member, 'StartConsumptionSession', [unit, '1']);
  }
  await world.as(admin, 'RemoveStorageUnit', [people.removedUnit]);
}

/**
 * A copy of the world in which a transaction can succeed: the community fund issues eEuro where it is asked to, and an
 * epoch is over where its fees are to be shared out, or half over where the next agents are to be drawn.
 */
export function worldFor(world: MarketWorld, name: string): MarketWorld {
  const copy = world.fork();
  if (name === 'ShareFees') endEpoch(copy);
  if (name === 'DrawAgents' && made.draw) makeDrawDue(copy, made.draw);
  if (name.endsWith('FromFund')) copy.peer.seed(parametersRecord, { values: { currency: 'fund' } });
  return copy;
}

async function grantRoles(world: MarketWorld): Promise<void> {
  await world.as(admin, 'GrantRole', [people.rival, 'marketOperator']);
  for (const role of ['gridOperator', 'meterAuthority', 'arbiter', 'bridgeService'] as const) {
    await world.as(admin, 'GrantRole', [people[role], role]);
  }
}

async function registerUnits(world: MarketWorld): Promise<void> {
  await world.unit(member);
  const details = JSON.stringify({ kind: 'solar', capacityW: 4000, location: 'B21' });
  await world.as(member, 'RegisterPV', ['pv-new', details]);
  await world.as(otherMember, 'RegisterPV', ['pv-gift', details]);
  await world.as(otherMember, 'OfferPVTransfer', ['pv-gift', member]);
}

async function placeOffers(world: MarketWorld, listing: string): Promise<void> {
  await world.as(member, 'PVOffer', [listing, 's1', 'pv-b', '2', '0.1']);
  await world.as(member, 'BUYOffer', [listing, 'b1', '1', '0.2']);
  await world.as(otherMember, 'BUYOffer', [listing, 'b1', '3', '0.2']);
}

/** Leaves the market `sim` with a listing in each state, and `late` with one that is overdue. */
async function playSimulatedMarkets(world: MarketWorld): Promise<void> {
  const act = (name: TransactionName, ...args: string[]) => world.as(operator, name, args);
  const rules = JSON.stringify({ ...defaultRules, clock: 'simulated' });
  for (const market of ['sim', 'late']) {
    await act('CreateMarket', market, rules);
    await act('AdvanceClock', market, simHour(0));
    await act('AcceptOfferBroadcast', market, simHour(1));
  }
  await act('AdvanceClock', 'late', formatTime(simStart + 3600 + 300));
  for (const [hour, listing] of [things.cleared, things.closed, things.cancelled, things.due].entries()) {
    if (hour > 0) await act('AcceptOfferBroadcast', 'sim', simHour(hour + 1));
    await placeOffers(world, listing);
    await act('AdvanceClock', 'sim', simHour(hour + 1));
    if (listing === things.cancelled) await act('CancelListing', listing);
    else if (listing !== things.due) await act('CloseBidding', listing);
    if (listing === things.cleared) await act('ClearListing', listing);
  }
}

/** Leaves the market `past` with `things.unrated` and, a fortnight later, `things.settled`. */
async function playPastMarket(world: MarketWorld): Promise<void> {
  const act = (name: TransactionName, ...args: string[]) => world.as(operator, name, args);
  await act('CreateMarket', 'past', JSON.stringify({ ...defaultRules, clock: 'simulated' }));
  for (const [hour, listing] of [
    [0, things.unrated],
    [15 * 24, things.settled],
  ] as const) {
    await act('AdvanceClock', 'past', simHour(hour));
    await act('AcceptOfferBroadcast', 'past', simHour(hour + 1));
    await world.as(member, 'PVOffer', [listing, 's1', 'pv-b', '2', '0.1']);
    for (const offer of ['b1', 'b2']) await world.as(otherMember, 'BUYOffer', [listing, offer, '1', '0.2']);
    await act('AdvanceClock', 'past', simHour(hour + 1));
    for (const step of ['CloseBidding', 'ClearListing', 'SettleListing'] as const) await act(step, listing);
  }
  await act('AdvanceClock', 'past', simHour(15 * 24 + 2));
  for (const side of [member, otherMember]) await world.as(side, 'AttestDelivery', [things.settled, '0', '1']);
  await world.as(member, 'FoldCredits', [member, 'eEuro']);
}
