/** Random doings of several members, operators, bankers and voters: every transaction that changes the ledger. */
import * as fc from 'fast-check';
import { type Epoch, firstEpoch, LISTINGS_BEFORE_DRAW } from '../../chaincode/domain/agents/epoch';
import { commitmentRecord, epochRecord, type Network, recognizedRootsRecord } from '../../chaincode/ledger/records';
import { type TransactionName, transactionList } from '../../chaincode/wire/transactions';
import { admin, banker, defaultRules, MarketWorld, operator } from './market-world';
import { sampleDraw } from './sample-draw';

/** The market on a simulated clock. */
export const market = 'sim';
export const rival = 'rival@OperatorMSP';
export const otherBanker = 'bank2@BankMSP';
export const traders = ['m0', 'm1', 'm2', 'm3'].map((name) => `${name}@HouseholdsMSP`);
/** Whom votes suspend and who leave; whose money stays on the ledger all the same. */
export const restless = ['r0', 'r1', 'r2'].map((name) => `${name}@HouseholdsMSP`);
export const politicians = ['v0', 'v1', 'v2'].map((name) => `${name}@BankMSP`);

/** Batteries of the first two traders, with identities that are no members'; votes register more and take some out. */
export const storageUnits = ['su0', 'su1', 'su2', 'su3'].map((name) => `${name}@HouseholdsMSP`);

export const randomBookRules = {
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

/** What a random number chooses of a list. */
export const pick = <T>(list: readonly T[], choice: number): T | undefined => list[choice % Math.max(list.length, 1)];
