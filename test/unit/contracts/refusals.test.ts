/** Every refusal that a transaction's declaration names, provoked; and no refusal that it doesn't name. */
import { strict as assert } from 'node:assert';
import { firstEpoch } from '../../../chaincode/domain/agents/epoch';
import { type ErrorCode } from '../../../chaincode/domain/errors';
import { newcomer } from '../../../chaincode/domain/trust/trust';
import { ratioOf } from '../../../chaincode/domain/units';
import {
  epochRecord,
  networkRecord,
  parametersRecord,
  recognizedRootsRecord,
  rosterRecord,
  trustRecord,
} from '../../../chaincode/ledger/records';
import { transactionList, type TransactionName } from '../../../chaincode/wire/transactions';
import { admin, MarketWorld } from '../../support/market-world';
import {
  digestOf,
  endEpoch,
  makeDrawDue,
  people,
  type Person,
  peopledWorld,
  type Stage,
  things,
} from '../../support/peopled-world';
import {
  ada,
  sampleBookRules,
  sampleDetails,
  sampleOrder,
  sampleRules,
  sampleTransient,
} from '../../support/sample-calls';
import { sampleDraw } from '../../support/sample-draw';
import { sampleRoots } from '../../support/sample-roots';
import { trustRefusals } from '../../support/trust-refusals';

type Prepare = (world: MarketWorld) => unknown;
type Case = readonly [TransactionName, ErrorCode, Person, readonly string[], Prepare?];

const nobody = 'nobody@HouseholdsMSP';
const { member, otherMember, departed, suspended } = people;
const details = JSON.stringify(sampleDetails);
const rulesWith = (changed: object) => JSON.stringify({ ...sampleRules, ...changed });

/** The caller's clock may be behind its peer's, within what is tolerated. */
const backwards: Prepare = (world) => {
  world.peer.now -= 20;
};
const retired: Prepare = (world) => world.as(member, 'RetirePV', ['pv-b']);
const soleVoter: Prepare = (world) => {
  world.peer.seed(networkRecord, { bootstrappedAt: '2026-06-01T11:00:00Z', voters: [people.voter], banker: null });
};
const fullHouse: Prepare = (world) => {
  const voters = Array.from({ length: 99 }, (_, index) => `voter${index}@HouseholdsMSP`);
  world.peer.seed(networkRecord, {
    bootstrappedAt: '2026-06-01T11:00:00Z',
    voters: [...voters, people.voter].sort(),
    banker: people.banker,
  });
};
const purged: Prepare = (world) => world.as('admin@HouseholdsMSP', 'PurgePersonalData', [departed]);
const limited: Prepare = async (world) => {
  for (let offer = 0; offer < 98; offer++) await world.buy(member, `o${offer}`, '0.001', '0.000001');
};

const listingNotOpen = (closed: string, args: readonly string[], name: TransactionName): Case => [
  name,
  'LISTING_NOT_OPEN',
  'member',
  [closed, ...args],
];

function offering(name: 'PVOffer' | 'BUYOffer', unit: readonly string[], { world, things }: Stage): Case[] {
  const offer = (id: string, energy: string, price: string, listing = world.listing): string[] => [
    listing,
    id,
    ...unit,
    energy,
    price,
  ];
  return [
    [name, 'LISTING_NOT_FOUND', 'member', offer('n', '1', '0.1', 'm_20260601T1300Z')],
    listingNotOpen(things.closed, offer('n', '1', '0.1').slice(1), name),
    listingNotOpen(things.due, offer('n', '1', '0.1').slice(1), name),
    [name, 'TIME_BEFORE_LEDGER', 'member', offer('n', '1', '0.1'), backwards],
    [name, 'OFFER_EXISTS', 'member', offer('s1', '1', '0.1')],
    [name, 'OFFER_LIMIT', 'member', offer('n', '1', '0.1'), limited],
    [name, 'OFFER_RULES', 'member', offer('n', '0', '0.1')],
    [name, 'OFFER_RULES', 'member', offer('n', '1000.001', '0.1')],
    [name, 'OFFER_RULES', 'member', offer('n', '1', '1.000001')],
    [name, 'INVALID_ARGUMENT', 'member', offer('n', '1000000000000.001', '0.1')],
  ];
}

const ofUnit = (name: TransactionName, by: Person, ...more: string[]): Case[] => [
  [name, 'UNIT_NOT_FOUND', by, ['none', ...more]],
  [name, 'UNIT_NOT_OWNED', 'otherMember', ['pv-b', ...more]],
];

const ofListing = (name: TransactionName, by: Person, wrong: string, ...more: string[]): Case[] => [
  [name, 'LISTING_NOT_FOUND', by, ['m_20260601T1300Z', ...more]],
  [name, 'LISTING_STATE', by, [wrong, ...more]],
];

const banking = (name: TransactionName, code: ErrorCode, amount: string): Case[] => [
  [name, 'MEMBER_NOT_FOUND', 'banker', [nobody, '1']],
  [name, code, 'banker', [member, amount]],
  [name, 'INVALID_ARGUMENT', 'banker', [member, '0']],
  [name, 'CURRENCY_REGIME', 'banker', [member, '1'], (world) => fund(world)],
];

const fund: Prepare = (world) => world.peer.seed(parametersRecord, { values: { currency: 'fund' } });
/** The other voter has asked for it already: the call that passes the vote is the one that fails. */
const fundVoted =
  (name: TransactionName, amount: string): Prepare =>
  async (world) => {
    await fund(world);
    await world.as(admin, name, [member, amount]);
  };

const funding = (name: TransactionName, code: ErrorCode, amount: string): Case[] => [
  [name, 'MEMBER_NOT_FOUND', 'voter', [nobody, '1'], fund],
  [name, 'CURRENCY_REGIME', 'voter', [member, '1']],
  [name, 'INVALID_ARGUMENT', 'voter', [member, '0'], fund],
  [name, code, 'voter', [member, amount], fundVoted(name, amount)],
];

const noUnit = 'su9@HouseholdsMSP';
const { storageUnit, removedUnit } = people;
const batchOf = (...changed: object[]) =>
  JSON.stringify(changed.map((each) => ({ kind: 'produced', report: 2, energy: '1', member, ...each })));

/** Reports of a unit that has made its first one and holds 10 kWh. */
const reporting = (name: TransactionName, energy: string, ...named: string[]): Case[] => [
  [name, 'UNIT_STATE', 'removedUnit', ['2', ...named, energy]],
  [name, 'REPORT_REPEATED', 'storageUnit', ['1', ...named, energy]],
  [name, 'REPORT_SKIPPED', 'storageUnit', ['3', ...named, energy]],
];

const storageOf = (): Case[] => [
  ...reporting('EnergyProduced', '1', member),
  ...reporting('EnergyConsumed', '1', member),
  ...reporting('ReportActualEnergy', '1'),
  ...(['EnergyProduced', 'EnergyConsumed'] as const).flatMap((name): Case[] => [
    [name, 'REPORT_EMPTY', 'storageUnit', ['2', member, '0']],
    [name, 'MEMBER_NOT_FOUND', 'storageUnit', ['2', nobody, '1']],
    [name, 'INVALID_ARGUMENT', 'storageUnit', ['2', member, '0.0001']],
  ]),
  ['EnergyProduced', 'SUPPLY_EXCEEDED', 'storageUnit', ['2', member, '1000000000000']],
  ['EnergyConsumed', 'ENERGY_NOT_HELD', 'storageUnit', ['2', member, '10.001']],
  ['ReportBatch', 'UNIT_STATE', 'removedUnit', [batchOf({})]],
  ['ReportBatch', 'REPORT_REPEATED', 'storageUnit', [batchOf({}, {})]],
  ['ReportBatch', 'REPORT_SKIPPED', 'storageUnit', [batchOf({}, { report: 4 })]],
  ['ReportBatch', 'REPORT_EMPTY', 'storageUnit', [batchOf({}, { report: 3, energy: '0' })]],
  ['ReportBatch', 'MEMBER_NOT_FOUND', 'storageUnit', [batchOf({}, { report: 3, member: nobody })]],
  ['ReportBatch', 'SUPPLY_EXCEEDED', 'storageUnit', [batchOf({ energy: '1000000000000' })]],
  ['ReportBatch', 'ENERGY_NOT_HELD', 'storageUnit', [batchOf({}, { report: 3, kind: 'consumed', energy: '11.001' })]],
  ['ReportBatch', 'INVALID_ARGUMENT', 'storageUnit', [batchOf(...Array<object>(201).fill({}))]],
  ['ReportBatch', 'INVALID_ARGUMENT', 'storageUnit', ['[]']],
  ['StartConsumptionSession', 'UNIT_NOT_FOUND', 'member', [noUnit, '1']],
  ['StartConsumptionSession', 'UNIT_STATE', 'otherMember', [removedUnit, '1']],
  ['StartConsumptionSession', 'SESSION_EXISTS', 'member', [storageUnit, '1']],
  ['StartConsumptionSession', 'SESSION_EMPTY', 'otherMember', [storageUnit, '0']],
  ['StartConsumptionSession', 'INSUFFICIENT_FUNDS', 'otherMember', [storageUnit, '100']],
  ['CloseConsumptionSession', 'FORBIDDEN', 'otherMember', [storageUnit, member]],
  ['CloseConsumptionSession', 'UNIT_NOT_FOUND', 'member', [noUnit, member]],
  ['CloseConsumptionSession', 'SESSION_NOT_FOUND', 'otherMember', [storageUnit, otherMember]],
  [
    'CloseConsumptionSession',
    'SESSION_NOT_OPEN',
    'member',
    [storageUnit, member],
    (world) => world.as(storageUnit, 'CloseConsumptionSession', [storageUnit, member]),
  ],
  ['ClearOldSessions', 'UNIT_NOT_FOUND', 'member', [noUnit]],
  ['GetConsumptionSessions', 'UNIT_NOT_FOUND', 'member', [noUnit, '10', '']],
  ['GetConsumptionSessionEnergy', 'UNIT_NOT_FOUND', 'member', [noUnit, member]],
  ['GetConsumptionSessionEnergy', 'SESSION_NOT_FOUND', 'member', [storageUnit, otherMember]],
  ['GetStorageUnitInfo', 'UNIT_NOT_FOUND', 'member', [noUnit]],
  ['GetStorageUnitEnergy', 'UNIT_NOT_FOUND', 'member', [noUnit]],
  ['RegisterStorageUnit', 'MEMBER_NOT_FOUND', 'voter', [noUnit, nobody]],
  ['RegisterStorageUnit', 'MEMBER_STATUS', 'voter', [noUnit, suspended]],
  ['RegisterStorageUnit', 'UNIT_EXISTS', 'voter', [removedUnit, member]],
  ['RemoveStorageUnit', 'UNIT_NOT_FOUND', 'voter', [noUnit]],
  ['RemoveStorageUnit', 'UNIT_STATE', 'voter', [removedUnit]],
  ...funding('MintFromFund', 'SUPPLY_EXCEEDED', '1000000000000'),
  ...funding('BurnFromFund', 'INSUFFICIENT_FUNDS', '10.000001'),
  ...funding('UnlockFromFund', 'INSUFFICIENT_FUNDS', '10.000001'),
];

const orderOf = (changed: object) => JSON.stringify({ ...sampleOrder, ...changed });
const bookOf = (changed: object) => JSON.stringify({ ...sampleBookRules, ...changed });
const noBook = (name: TransactionName, ...more: string[]): Case => [
  name,
  'BOOK_NOT_FOUND',
  'member',
  ['none', ...more],
];

const noTrade = `20260601T110000Z.${'0'.repeat(64)}.000000`;
const bothReturn = (trade: string) => async (world: MarketWorld) => {
  for (const by of [member, otherMember]) await world.as(by, 'DecideHeldTrade', ['ent', trade, 'return']);
};
/** A book of which an interval is being cleared: two pairs, and one per step. */
async function halfCleared(world: MarketWorld): Promise<void> {
  const rules = { matching: 'interval', interval: 60, ordersPerMatch: 1 };
  await world.as(people.operator, 'CreateBook', ['crowd', bookOf(rules)]);
  for (const id of ['0', '1']) {
    await world.as(member, 'PlaceOrder', ['crowd', `b${id}`, orderOf({ price: `0.${5 + Number(id)}` })]);
    await world.as(otherMember, 'PlaceOrder', ['crowd', `s${id}`, orderOf({ side: 'sell', price: '0.4' })]);
  }
  world.peer.now += 60;
  // The first step admits, the second one pairs.
  await world.as(member, 'ClearInterval', ['crowd']);
  await world.as(member, 'ClearInterval', ['crowd']);
}

const booksOf = ({ things }: Stage): Case[] => [
  ['CreateBook', 'BOOK_EXISTS', 'operator', ['ent', bookOf({})]],
  ['CreateBook', 'BOOK_RULES_INVALID', 'operator', ['n', bookOf({ tick: '0' })]],
  ['CreateBook', 'BOOK_RULES_INVALID', 'operator', ['n', bookOf({ lot: '0' })]],
  ['CreateBook', 'BOOK_RULES_INVALID', 'operator', ['n', bookOf({ priceCap: '0' })]],
  ['CreateBook', 'INVALID_ARGUMENT', 'operator', ['n', bookOf({ ordersPerMatch: 201 })]],
  ['CreateBook', 'BOOK_RULES_INVALID', 'operator', ['n', bookOf({ matching: 'interval' })]],
  ['CreateBook', 'BOOK_RULES_INVALID', 'operator', ['n', bookOf({ interval: 60 })]],
  ['CreateBook', 'INVALID_ARGUMENT', 'operator', ['n', bookOf({ matching: 'interval', interval: 90 })]],
  ['CreateBook', 'INVALID_ARGUMENT', 'operator', ['n', bookOf({ token: 'eEuro' })]],
  ['CreateBook', 'INVALID_ARGUMENT', 'operator', ['n', bookOf({ holdFor: 59 })]],
  noBook('PlaceOrder', 'n', orderOf({})),
  ['PlaceOrder', 'ORDER_EXISTS', 'member', ['ent', 's1', orderOf({})]],
  ['PlaceOrder', 'ORDER_RULES', 'member', ['ent', 'n', orderOf({ amount: '0' })]],
  ['PlaceOrder', 'ORDER_RULES', 'member', ['ent', 'n', orderOf({ amount: '0.001' })]],
  ['PlaceOrder', 'ORDER_RULES', 'member', ['ent', 'n', orderOf({ price: '0.005' })]],
  ['PlaceOrder', 'ORDER_RULES', 'member', ['ent', 'n', orderOf({ price: '10.01' })]],
  ['PlaceOrder', 'ORDER_RULES', 'member', ['ent', 'n', orderOf({ kind: 'market' })]],
  ['PlaceOrder', 'ORDER_NOT_FILLED', 'otherMember', ['ent', 'n', orderOf({ kind: 'fok', amount: '2', price: '0.9' })]],
  ['PlaceOrder', 'INSUFFICIENT_FUNDS', 'member', ['ent', 'n', orderOf({ amount: '1000' })]],
  noBook('CancelOrder', 's1'),
  ['CancelOrder', 'ORDER_NOT_FOUND', 'otherMember', ['ent', 's1']],
  ['CancelOrder', 'ORDER_NOT_OPEN', 'member', ['ent', 'b0']],
  ['CancelOrder', 'INTERVAL_CLEARING', 'member', ['crowd', 'b0'], halfCleared],
  noBook('ClearExpiredOrders'),
  ['ClearExpiredOrders', 'INTERVAL_CLEARING', 'member', ['crowd'], halfCleared],
  noBook('ClearInterval'),
  ['ClearInterval', 'BOOK_MATCHING', 'member', ['ent']],
  [
    'ClearInterval',
    'INTERVAL_NOT_OVER',
    'member',
    ['admitted'],
    (world) => world.as(member, 'ClearInterval', ['admitted']),
  ],
  ['PlaceOrder', 'ORDER_RULES', 'member', ['round', 'n', orderOf({ kind: 'ioc' })]],
  noBook('DecideHeldTrade', noTrade, 'release'),
  ['DecideHeldTrade', 'HELD_TRADE_NOT_FOUND', 'member', ['ent', noTrade, 'release']],
  ['DecideHeldTrade', 'FORBIDDEN', 'operator', ['ent', things.heldTrade, 'release']],
  ['DecideHeldTrade', 'HELD_TRADE_ENDED', 'member', ['ent', things.heldTrade, 'release'], bothReturn(things.heldTrade)],
  [
    'DecideHeldTrade',
    'HELD_TRADE_ENDED',
    'member',
    ['ent', things.heldTrade, 'return'],
    (world) => {
      world.peer.now += 86_400;
      return Promise.resolve();
    },
  ],
  noBook('ReleaseHeldTrades'),
  noBook('GetHeldTrade', noTrade),
  ['GetHeldTrade', 'HELD_TRADE_NOT_FOUND', 'member', ['ent', noTrade]],
  noBook('GetHeldTrades', '10', ''),
  noBook('GetBook'),
  noBook('GetOpenOrders', 'buy', '10', ''),
  noBook('QuoteOrder', 'buy', '1', '0.5'),
  ['QuoteOrder', 'ORDER_RULES', 'member', ['ent', 'buy', '0', '']],
  ['QuoteOrder', 'BOOK_MATCHING', 'member', ['round', 'buy', '1', '']],
  noBook('GetDepth'),
  noBook('GetOrder', member, 's1'),
  ['GetOrder', 'ORDER_NOT_FOUND', 'member', ['ent', member, 'none']],
  noBook('GetOrders', member, '10', ''),
  noBook('GetBookTrades', '2026-01-01T00:00:00Z', '10', ''),
  noBook('GetCandles', 'hour', '2026-01-01T00:00:00Z'),
];

const certificatesOf = ({ world, things: { settled, cleared } }: Stage): Case[] => {
  const ofTrade = (name: TransactionName, more: readonly string[] = []): Case[] => [
    [name, 'LISTING_NOT_FOUND', 'otherMember', ['m_20260601T1300Z', '0', ...more]],
    [name, 'LISTING_STATE', 'otherMember', [world.listing, '0', ...more]],
    [name, 'LISTING_STATE', 'otherMember', [cleared, '0', ...more]],
  ];
  return [
    ...ofTrade('UseCertificate', ['0.1']),
    ['UseCertificate', 'TRADE_NOT_FOUND', 'otherMember', [settled, '2', '0.1']],
    ['UseCertificate', 'CERTIFICATE_NOT_OWNED', 'member', [settled, '0', '0.1']],
    ['UseCertificate', 'CERTIFICATE_USED', 'otherMember', [settled, '0', '0']],
    ['UseCertificate', 'CERTIFICATE_USED', 'otherMember', [settled, '0', '100']],
    ...ofTrade('GetElectricityCertificate'),
    ['GetElectricityCertificate', 'TRADE_NOT_FOUND', 'member', [settled, '2']],
    ...ofTrade('GetElectricityCertificates'),
  ];
};

const membersOf = (stage: Stage): Case[] => [
  ['Bootstrap', 'ALREADY_BOOTSTRAPPED', 'adminMember', []],
  ['RegisterMember', 'MEMBER_EXISTS', 'member', []],
  ['RegisterMember', 'MEMBER_EXISTS', 'departed', []],
  ['LeaveNetwork', 'LAST_VOTER', 'voter', [], soleVoter],
  ['PurgePersonalData', 'MEMBER_NOT_FOUND', 'adminMember', [nobody]],
  ['PurgePersonalData', 'MEMBER_NOT_DEPARTED', 'adminMember', [member]],
  ['PurgePersonalData', 'MEMBER_NOT_DEPARTED', 'adminMember', [suspended]],
  ['PurgePersonalData', 'PERSONAL_DATA_NOT_FOUND', 'adminMember', [departed], purged],
  ['GetMember', 'MEMBER_NOT_FOUND', 'member', [nobody]],
  ['GetPersonalData', 'MEMBER_NOT_FOUND', 'adminMember', [nobody]],
  ['GetPersonalData', 'PERSONAL_DATA_NOT_FOUND', 'adminMember', [departed], purged],
  ...tokensOf(stage),
];

const tokensOf = ({ world }: Stage): Case[] => [
  ...(['TransferENT', 'TransferEEuro', 'TransferTrustCoin'] as const).flatMap((name): Case[] => [
    [name, 'INSUFFICIENT_FUNDS', 'member', [otherMember, '101']],
    [name, 'SAME_ACCOUNT', 'member', [member, '1']],
    [name, 'MEMBER_NOT_FOUND', 'member', [nobody, '1']],
    [name, 'INVALID_ARGUMENT', 'member', [otherMember, '0']],
  ]),
  ['LockEEuro', 'INSUFFICIENT_FUNDS', 'member', ['101']],
  ['LockEEuro', 'INVALID_ARGUMENT', 'member', ['0.000000']],
  ...banking('MintEEuro', 'SUPPLY_EXCEEDED', '1000000000000'),
  ...banking('BurnEEuro', 'INSUFFICIENT_FUNDS', '10.000001'),
  ...banking('UnlockEEuro', 'INSUFFICIENT_FUNDS', '10.000001'),
  ['BurnEEuro', 'INSUFFICIENT_FUNDS', 'banker', [departed, '100.000001']],
  ['FoldCredits', 'MEMBER_NOT_FOUND', 'operator', [nobody, 'ENT']],
  ['FoldCredits', 'FORBIDDEN', 'member', [otherMember, 'ENT']],
  ['GetENTBalance', 'MEMBER_NOT_FOUND', 'banker', [nobody]],
  ['GetEEuroBalance', 'MEMBER_NOT_FOUND', 'banker', [nobody]],
  ['GetTrustCoinBalance', 'MEMBER_NOT_FOUND', 'banker', [nobody]],
  ['GetAccountHistory', 'MEMBER_NOT_FOUND', 'banker', [nobody, 'ENT', '1', '']],
  ['BUYOffer', 'INSUFFICIENT_FUNDS', 'member', [world.listing, 'n', '1000', '0.2']],
];

const unitsOf = ({ world }: Stage): Case[] => [
  ['RegisterPV', 'UNIT_EXISTS', 'otherMember', ['pv-b', details]],
  ['VerifyPV', 'UNIT_NOT_FOUND', 'operator', ['none']],
  ['VerifyPV', 'UNIT_STATE', 'operator', ['pv-b']],
  ...ofUnit('OfferPVTransfer', 'member', member),
  ['OfferPVTransfer', 'MEMBER_NOT_FOUND', 'member', ['pv-b', nobody]],
  ['OfferPVTransfer', 'UNIT_STATE', 'member', ['pv-b', otherMember], retired],
  ...ofUnit('AcceptPVTransfer', 'member'),
  ...ofUnit('RetirePV', 'member'),
  ['RetirePV', 'UNIT_STATE', 'member', ['pv-b'], retired],
  ['GetPV', 'UNIT_NOT_FOUND', 'member', ['none']],
  ['PVOffer', 'UNIT_NOT_FOUND', 'member', [world.listing, 'n', 'none', '1', '0.1']],
  ['PVOffer', 'UNIT_NOT_OWNED', 'member', [world.listing, 'n', 'pv-gift', '1', '0.1']],
  ['PVOffer', 'UNIT_NOT_VERIFIED', 'member', [world.listing, 'n', 'pv-new', '1', '0.1']],
  ['PVOffer', 'UNIT_NOT_VERIFIED', 'member', [world.listing, 'n', 'pv-b', '1', '0.1'], retired],
  ['PVOffer', 'UNIT_CAPACITY_EXCEEDED', 'member', [world.listing, 'n', 'pv-b', '8.001', '0.1']],
];

const marketsOf = (stage: Stage): Case[] => [
  ['CreateMarket', 'MARKET_EXISTS', 'operator', ['m', rulesWith({})]],
  ['CreateMarket', 'METERING_UNAVAILABLE', 'operator', ['n', rulesWith({ metered: true })]],
  ...[
    { tick: '0' },
    { smallestOffer: '0' },
    { largestOffer: '0.01' },
    { priceCap: '0' },
    { priceFloor: '2' },
    { fee: '1.000001' },
    { limits: 'ignored' },
    { mechanism: 'two-level' },
    { mechanism: 'two-level', retail: '0.2', feedIn: '0.1', fee: '0.01' },
  ].map((wrong): Case => ['CreateMarket', 'MARKET_RULES_INVALID', 'operator', ['n', rulesWith(wrong)]]),
  ['CreateMarket', 'INVALID_ARGUMENT', 'operator', ['n', rulesWith({ largestOffer: '1000000000001' })]],
  ['AdvanceClock', 'MARKET_NOT_FOUND', 'operator', ['none', '2016-08-15T12:00:00Z']],
  ['AdvanceClock', 'MARKET_CLOCK', 'operator', ['sim', '2016-08-15T11:00:00Z']],
  ['AdvanceClock', 'MARKET_CLOCK', 'operator', ['m', '2026-08-15T11:00:00Z']],
  ['AdvanceClock', 'INVALID_ARGUMENT', 'operator', ['sim', '2026-02-30T11:00:00Z']],
  ['AcceptOfferBroadcast', 'MARKET_NOT_FOUND', 'operator', ['none', stage.things.next]],
  ['AcceptOfferBroadcast', 'MARKET_CLOCK', 'operator', ['sim', '2016-08-15T13:00:00Z']],
  ['AcceptOfferBroadcast', 'LISTING_EXISTS', 'operator', ['m', stage.world.deliveryStart]],
  ['AcceptOfferBroadcast', 'TIME_BEFORE_LEDGER', 'operator', ['sim', stage.things.next], backwards],
  ...listingsOf(stage),
];

const listingsOf = (stage: Stage): Case[] => [
  ...offering('PVOffer', ['pv-b'], stage),
  ...offering('BUYOffer', [], stage),
  ['BUYOffer', 'OFFER_RULES', 'member', [stage.world.listing, 'n', '1', '0']],
  ['CancelOffer', 'LISTING_NOT_FOUND', 'member', ['m_20260601T1300Z', 'b1']],
  listingNotOpen(stage.things.closed, ['b1'], 'CancelOffer'),
  ['CancelOffer', 'OFFER_NOT_FOUND', 'member', [stage.world.listing, 'none']],
  ['CancelOffer', 'TIME_BEFORE_LEDGER', 'member', [stage.world.listing, 'b1'], backwards],
  [
    'CancelOffer',
    'OFFER_NOT_OPEN',
    'member',
    [stage.world.listing, 'b1'],
    (world) => world.as(member, 'CancelOffer', [world.listing, 'b1']),
  ],
  ...ofListing('CloseBidding', 'operator', stage.things.closed),
  ['CloseBidding', 'BIDDING_NOT_OVER', 'operator', [stage.world.listing]],
  ...ofListing('CancelListing', 'operator', stage.things.cleared),
  ['CancelListing', 'LISTING_STATE', 'operator', [stage.things.cancelled]],
  ...ofListing('ClearListing', 'member', stage.world.listing),
  ['ClearListing', 'LISTING_STATE', 'member', [stage.things.cleared]],
  ...ofListing('SettleListing', 'member', stage.things.closed),
  ...ofListing('GetTrades', 'member', stage.things.closed, '0'),
  ...ofListing('GetCollectedOffers', 'member', stage.things.closed, '0'),
  ['AssignMicrogrid', 'MARKET_NOT_FOUND', 'operator', ['none', member, 'm1']],
  ['AssignMicrogrid', 'MEMBER_NOT_FOUND', 'operator', ['sim', nobody, 'm1']],
  ['GetMicrogrids', 'MARKET_NOT_FOUND', 'member', ['none', '10', '']],
  ['GetMarket', 'MARKET_NOT_FOUND', 'member', ['none']],
  ['GetListing', 'LISTING_NOT_FOUND', 'member', ['m_20260601T1300Z']],
  ['GetListings', 'MARKET_NOT_FOUND', 'member', ['none', '2026-06-01T00:00:00Z', '10', '']],
  ['GetListings', 'INVALID_ARGUMENT', 'member', ['m', '2026-06-01T24:00:00Z', '10', '']],
  ['GetOffers', 'LISTING_NOT_FOUND', 'member', ['m_20260601T1300Z', '10', '']],
  ['GetOffer', 'LISTING_NOT_FOUND', 'member', ['m_20260601T1300Z', member, 'b1']],
  ['GetOffer', 'OFFER_NOT_FOUND', 'member', [stage.world.listing, otherMember, 's1']],
];

const falseDigest = '0'.repeat(64);
const attestedFalsely: Prepare = (world) => world.as(member, 'AttestClearing', [things.awaited, falseDigest]);
const distrusted: Prepare = (world) => {
  world.peer.seed(trustRecord, { ...newcomer(member), rated: 1, score: ratioOf(2_999_999n) });
};
const crowded: Prepare = (world) => {
  const members = Array.from({ length: 200 }, (_, index) => `agent${index}@HouseholdsMSP`).sort();
  world.peer.seed(rosterRecord, { members, epoch: 1 });
};
/** The member has attested once, which has lowered its score below that of one who never did. */
const secondInTurn: Prepare = (world) => {
  world.peer.seed(epochRecord, { ...firstEpoch, agents: [member, otherMember] });
};
const outOfTime: Prepare = async (world) => {
  await world.as(people.operator, 'AdvanceClock', ['att', '2016-08-15T09:15:00Z']);
  await world.as(member, 'SettleListing', [things.awaited]);
};
const shared: Prepare = async (world) => {
  endEpoch(world);
  for (let step = 0; step < 3; step++) await world.as(member, 'ShareFees', ['1']);
};
const dueToDraw = async (world: MarketWorld): Promise<void> => makeDrawDue(world, await sampleDraw());
const drawn: Prepare = async (world) => {
  await dueToDraw(world);
  await world.as(member, 'DrawAgents', ['1'], sampleTransient('DrawAgents', member));
};
const dueUnrecognized: Prepare = async (world) => {
  await dueToDraw(world);
  await unrecognized(world);
};
const otherOrderers: Prepare = async (world) => {
  await dueToDraw(world);
  world.peer.seed(recognizedRootsRecord, sampleRoots);
};
const withoutBanker: Prepare = (world) => {
  world.peer.seed(networkRecord, { bootstrappedAt: '2026-06-01T11:00:00Z', voters: [people.voter], banker: null });
};

const agentsOf = ({ world }: Stage): Case[] => {
  const right = [things.awaited, digestOf(world, things.awaited)];
  return [
    ['BuyTrustCoin', 'NO_BANKER', 'member', ['1'], withoutBanker],
    ['BuyTrustCoin', 'SAME_ACCOUNT', 'banker', ['1']],
    ['BuyTrustCoin', 'INSUFFICIENT_FUNDS', 'member', ['1000']],
    ['BuyTrustCoin', 'SUPPLY_EXCEEDED', 'member', ['1000000000000']],
    ['BuyTrustCoin', 'INVALID_ARGUMENT', 'member', ['0']],
    ['StakeTrust', 'INSUFFICIENT_FUNDS', 'member', ['101']],
    ['StakeTrust', 'AGENT_DISMISSED', 'member', ['10'], attestedFalsely],
    ['StakeTrust', 'STAKE_TOO_SMALL', 'voter', ['9.999999']],
    ['StakeTrust', 'TRUST_TOO_LOW', 'member', ['10'], distrusted],
    ['StakeTrust', 'TOO_MANY_AGENTS', 'voter', ['10'], crowded],
    ['StakeTrust', 'INVALID_ARGUMENT', 'member', ['0']],
    ['UnstakeTrust', 'NOT_AGENT', 'voter', ['10']],
    ['UnstakeTrust', 'AGENT_DISMISSED', 'member', ['10'], attestedFalsely],
    ['UnstakeTrust', 'AGENT_SEATED', 'member', ['10']],
    ['UnstakeTrust', 'INSUFFICIENT_FUNDS', 'otherMember', ['20.000001']],
    ['UnstakeTrust', 'STAKE_TOO_SMALL', 'otherMember', ['10.000001']],
    ['ResignSeat', 'NOT_AGENT', 'voter', []],
    ['ResignSeat', 'AGENT_DISMISSED', 'member', [], attestedFalsely],
    ['AttestClearing', 'LISTING_NOT_FOUND', 'member', ['m_20260601T1300Z', falseDigest]],
    ['AttestClearing', 'LISTING_STATE', 'member', [things.closed, falseDigest]],
    ['AttestClearing', 'NO_ATTESTATION', 'member', [things.cleared, digestOf(world, things.cleared)]],
    ['AttestClearing', 'LISTING_ATTESTED', 'member', [things.attested, digestOf(world, things.attested)]],
    ['AttestClearing', 'ATTESTATION_OVER', 'member', right, outOfTime],
    ['AttestClearing', 'NOT_AGENT', 'voter', right],
    ['AttestClearing', 'AGENT_DISMISSED', 'member', right, attestedFalsely],
    ['AttestClearing', 'AGENT_NOT_SEATED', 'otherMember', right],
    ['AttestClearing', 'TRUST_TOO_LOW', 'member', right, distrusted],
    ['AttestClearing', 'NOT_ITS_TURN', 'member', right, secondInTurn],
    ['SettleListing', 'ATTESTATION_AWAITED', 'operator', [things.awaited]],
    ['DrawAgents', 'EPOCH_NOT_FOUND', 'member', ['2']],
    ['DrawAgents', 'DRAW_NOT_DUE', 'member', ['1']],
    ['DrawAgents', 'DRAW_NOT_DUE', 'member', ['1'], endEpoch],
    ['DrawAgents', 'DRAW_MADE', 'member', ['1'], drawn],
    ['DrawAgents', 'ROOTS_NOT_RECOGNIZED', 'member', ['1'], dueUnrecognized],
    ['DrawAgents', 'BLOCK_NOT_PROVEN', 'member', ['1'], otherOrderers],
    ['ShareFees', 'EPOCH_NOT_FOUND', 'member', ['2']],
    ['ShareFees', 'EPOCH_NOT_OVER', 'member', ['1']],
    ['ShareFees', 'FEES_SHARED', 'member', ['1'], shared],
    ['GetAgent', 'NOT_AGENT', 'member', [people.voter]],
    ['GetEpoch', 'EPOCH_NOT_FOUND', 'member', ['2']],
    ['GetAttestations', 'EPOCH_NOT_FOUND', 'member', ['2', '10', '']],
    ['GetFeeSharing', 'EPOCH_NOT_FOUND', 'member', ['2']],
  ];
};

const ofMember = (name: TransactionName, ...more: string[]): Case => [
  name,
  'MEMBER_NOT_FOUND',
  'voter',
  [nobody, ...more],
];

const unrecognized: Prepare = (world) => {
  world.peer.unseed(recognizedRootsRecord, sampleRoots);
};
const brokenRoots = JSON.stringify(sampleRoots).replace(/MIIB/g, 'MIIC');
const proofs: readonly Case[] = [
  ['RecognizeOrderers', 'ROOTS_INVALID', 'voter', [brokenRoots]],
  ['RecognizeOrderers', 'INVALID_ARGUMENT', 'voter', [JSON.stringify({ ...sampleRoots, signatures: 0 })]],
  ['GetCommitment', 'COMMITMENT_NOT_FOUND', 'stranger', ['m_20260601T1300Z']],
  ['GetFulfilment', 'FULFILMENT_NOT_FOUND', 'stranger', ['m_20260601T1300Z']],
  ['GetFulfilledTrades', 'FULFILMENT_NOT_FOUND', 'member', ['m_20260601T1300Z', '0']],
  ['FulfilListing', 'LISTING_NOT_FOUND', 'member', ['m_20260601T1300Z']],
  ['FulfilListing', 'LISTING_STATE', 'member', [things.cleared]],
  ['FulfilListing', 'FULFILMENT_OPEN', 'member', [things.settled]],
  ['FulfilListing', 'FULFILMENT_CLOSED', 'member', [things.attested]],
  ['GetRecognizedRoots', 'ROOTS_NOT_RECOGNIZED', 'member', [], unrecognized],
];

const votesOf = ({ world }: Stage): Case[] => [
  ofMember('AddVoter'),
  ['AddVoter', 'ROLE_HELD', 'voter', [admin]],
  ['AddVoter', 'MEMBER_STATUS', 'voter', [suspended]],
  ['AddVoter', 'TOO_MANY_VOTERS', 'voter', [member], fullHouse],
  ofMember('RemoveVoter'),
  ['RemoveVoter', 'ROLE_NOT_HELD', 'voter', [member]],
  ['RemoveVoter', 'LAST_VOTER', 'voter', [people.voter], soleVoter],
  ofMember('ChangeBanker'),
  ['ChangeBanker', 'ROLE_HELD', 'voter', [people.banker]],
  ['ChangeBanker', 'MEMBER_STATUS', 'voter', [departed]],
  ofMember('GrantRole', 'auditor'),
  ['GrantRole', 'ROLE_HELD', 'voter', [people.auditor, 'auditor']],
  ['GrantRole', 'MEMBER_STATUS', 'voter', [departed, 'auditor']],
  ['GrantRole', 'INVALID_ARGUMENT', 'voter', [member, 'banker']],
  ofMember('RevokeRole', 'auditor'),
  ['RevokeRole', 'ROLE_NOT_HELD', 'voter', [member, 'auditor']],
  ['SetParameter', 'PARAMETER_UNKNOWN', 'voter', ['Z', '1']],
  ['SetParameter', 'PARAMETER_UNKNOWN', 'voter', ['constructor', '1']],
  ['SetParameter', 'PARAMETER_RANGE', 'voter', ['M', '1.000001']],
  ['SetParameter', 'PARAMETER_RANGE', 'voter', ['H', '7200.5']],
  ['SetParameter', 'PARAMETER_RANGE', 'voter', ['voteExpiry', '3599']],
  ['SetParameter', 'PARAMETER_RANGE', 'voter', ['currency', 'gold']],
  ['SetParameter', 'INVALID_ARGUMENT', 'voter', ['M', '-0.5']],
  ['SetParameter', 'INVALID_ARGUMENT', 'voter', ['M', '0.1234567']],
  ['SetParameter', 'INVALID_ARGUMENT', 'voter', ['M', '1e3']],
  ['ChangeMarketRule', 'MARKET_NOT_FOUND', 'voter', ['none', 'fee', '0']],
  ['ChangeMarketRule', 'MARKET_RULES_INVALID', 'voter', ['m', 'clock', 'simulated']],
  ['ChangeMarketRule', 'MARKET_RULES_INVALID', 'voter', ['m', 'constructor', '1']],
  ['ChangeMarketRule', 'MARKET_RULES_INVALID', 'voter', ['m', 'priceFloor', '5']],
  ['ChangeMarketRule', 'METERING_UNAVAILABLE', 'voter', ['m', 'metered', 'true']],
  ['ChangeMarketRule', 'INVALID_ARGUMENT', 'voter', ['m', 'intervalMinutes', '30']],
  ['ChangeMarketRule', 'MEMBER_NOT_FOUND', 'voter', ['m', 'operator', nobody]],
  ['ChangeMarketRule', 'MEMBER_STATUS', 'voter', ['m', 'operator', departed]],
  ['ChangeMarketRule', 'ROLE_NOT_HELD', 'voter', ['m', 'operator', member]],
  ofMember('SuspendMember'),
  ['SuspendMember', 'MEMBER_STATUS', 'voter', [suspended]],
  ['SuspendMember', 'LAST_VOTER', 'voter', [people.voter], soleVoter],
  ofMember('ReinstateMember'),
  ['ReinstateMember', 'MEMBER_STATUS', 'voter', [member]],
  ['ReinstateMember', 'MEMBER_STATUS', 'voter', [departed]],
  ['GetVote', 'VOTE_NOT_FOUND', 'member', ['SetParameter.0123456789abcdef.1']],
  ['BUYOffer', 'OFFER_RULES', 'member', [world.listing, 'n', '1', '1.5']],
];

/** Of what travels as transient data; the first ones in a network that has not been bootstrapped. */
const personalData: readonly (readonly [TransactionName, ErrorCode, Record<string, unknown>])[] = [
  ['Bootstrap', 'PERSONAL_DATA_INVALID', {}],
  ['Bootstrap', 'PERSONAL_DATA_INVALID', { network: { pepper: 'short' } }],
  ['RegisterMember', 'NOT_BOOTSTRAPPED', { person: { ...ada, email: 'ada@example.org' } }],
  ['RegisterMember', 'PERSONAL_DATA_INVALID', {}],
  ['RegisterMember', 'EMAIL_TAKEN', { person: { ...ada, email: 'B.AT.HouseholdsMSP@EXAMPLE.org' } }],
];

describe('Refusals', () => {
  let stage: Stage;
  let cases: readonly Case[];
  before(async () => {
    stage = await peopledWorld();
    cases = [
      ...membersOf(stage),
      ...proofs,
      ...unitsOf(stage),
      ...marketsOf(stage),
      ...storageOf(),
      ...booksOf(stage),
      ...certificatesOf(stage),
      ...agentsOf(stage),
      ...votesOf(stage),
      ...trustRefusals(stage),
    ];
  });

  it('carry the code of the rule, which the declaration names, and leave the state as it was', async () => {
    for (const [name, code, by, args, prepare] of cases) {
      const world = stage.world.fork();
      await prepare?.(world);
      const found = await world.refusal(people[by], name, args, sampleTransient(name, people[by])).catch(String);
      assert.equal(found, code, `${name}(${args.join(', ')}) by ${by}`);
    }
  });

  it('are given for personal data without repeating it', async () => {
    for (const [index, [name, code, transient]] of personalData.entries()) {
      const world = index < 3 ? MarketWorld.empty() : stage.world.fork();
      const by = name === 'Bootstrap' ? people.unregisteredAdmin : people.stranger;
      assert.equal(await world.refusal(by, name, [], transient).catch(String), code, `${name} ${index}`);
    }
  });

  it('are provoked here, every one that a declaration names', () => {
    const provoked = new Set([...cases, ...personalData].map(([name, code]) => `${name} ${code}`));
    const declared = transactionList.flatMap(({ name, errors }) => errors.map((code) => `${name} ${code}`));
    assert.deepEqual(
      declared.filter((pair) => !provoked.has(pair)),
      [],
    );
    assert.ok(declared.length > 100);
  });
});
