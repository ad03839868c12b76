/**
 * What each transaction reads and writes, key by key. That a late or held-back transaction is invalid rests on what it
 * read: an offer on its listing's header, everything on its caller's record, a spending on its account (spec 00, "Time").
 */
import { strict as assert } from 'node:assert';
import { fullName, transactionList, type TransactionName, transactions } from '../../../chaincode/wire/transactions';
import { MarketWorld } from '../../support/market-world';
import { people, peopledWorld, type Stage, worldFor } from '../../support/peopled-world';
import { sampleArguments, sampleCaller, sampleTransient } from '../../support/sample-calls';
import { type Simulation } from '../../support/test-peer';

/** What every report reads, and whom the member's feeding in makes richer. */
const reported = 'energy-pool/main member/me parameters/main storage-unit/me supply/ENT';
const minted = 'credit/b@HouseholdsMSP/ENT/# credit/o@HouseholdsMSP/ENT/#';

/** Keys for each listing of an epoch. */
const ofEach = (keys: string) => Array<string>(10).fill(keys).join(' ');

/**
 * `me` is the caller, `#` an id that is a hash, `L` the listing, `T` a time, `H` an hour, `D` a day, `W` a week, `P` a price; `[..]` all keys below a prefix; `private:` a key of the
 * collection of personal data. Written: `key` is put, `-key` deleted.
 */
const table: Readonly<Record<string, readonly [reads: string, writes: string]>> = {
  'Bootstrap(first)': ['member/me network/main', 'member/me network/main private:pepper'],
  RegisterMember: [
    'member/me network/main private:email/# private:pepper',
    'member/me private:email/# private:person/me',
  ],
  LeaveNetwork: ['member/me', 'member/me'],
  PurgePersonalData: [
    'member/d@HouseholdsMSP member/me private:person/d@HouseholdsMSP private:pepper',
    '-private:email/# -private:person/d@HouseholdsMSP',
  ],
  TransferENT: ['account/me/ENT member/me member/o@HouseholdsMSP', 'account/me/ENT credit/o@HouseholdsMSP/ENT/#'],
  TransferEEuro: [
    'account/me/eEuro member/me member/o@HouseholdsMSP',
    'account/me/eEuro credit/o@HouseholdsMSP/eEuro/#',
  ],
  TransferTrustCoin: [
    'account/me/TRUST member/me member/o@HouseholdsMSP',
    'account/me/TRUST credit/o@HouseholdsMSP/TRUST/#',
  ],
  BuyTrustCoin: [
    'account/me/TRUST account/me/eEuro member/me network/main parameters/main supply/TRUST',
    'account/me/TRUST account/me/eEuro credit/bank@BankMSP/eEuro/# supply/TRUST',
  ],
  StakeTrust: [
    'account/me/TRUST agent/me agents/main epoch/000001 member/me parameters/main trust/me',
    'account/me/TRUST agent/me',
  ],
  UnstakeTrust: [
    'account/me/TRUST agent/me agents/main epoch/000001 member/me parameters/main',
    'account/me/TRUST agent/me',
  ],
  ResignSeat: ['agent/me agents/main epoch/000001 member/me', 'agent/me epoch/000001'],
  AttestClearing: [
    'agent/me agents/main clock/att commitment/L epoch/000001 listing/L member/me parameters/main supply/TRUST trust/me',
    'agent/me attestation/000001/L/me credit/me/TRUST/# epoch/000001 listing/L supply/TRUST',
  ],
  DrawAgents: [
    'agent/me agent/o@HouseholdsMSP agents/main commitment/L epoch/000001 member/me member/o@HouseholdsMSP parameters/main recognized-roots/main trust/me trust/o@HouseholdsMSP',
    'epoch/000001',
  ],
  ShareFees: [
    `${ofEach('fee-hold/L listing/L offer-page/L/000000 outcome-page/L/000000')} epoch-trader/000001/me epoch-trader/000001/o@HouseholdsMSP epoch/000001 fee-sharing/000001 member/me trust/me trust/o@HouseholdsMSP`,
    `${ofEach('-fee-hold/L')} epoch-trader/000001/me epoch-trader/000001/o@HouseholdsMSP fee-sharing/000001`,
  ],
  LockEEuro: ['account/me/eEuro member/me', 'account/me/eEuro withdrawal/me'],
  MintEEuro: [
    'member/b@HouseholdsMSP member/me parameters/main supply/eEuro',
    'credit/b@HouseholdsMSP/eEuro/# supply/eEuro',
  ],
  BurnEEuro: [
    'account/b@HouseholdsMSP/eEuro member/b@HouseholdsMSP member/me parameters/main supply/eEuro',
    'account/b@HouseholdsMSP/eEuro supply/eEuro withdrawal/b@HouseholdsMSP',
  ],
  UnlockEEuro: [
    'account/b@HouseholdsMSP/eEuro member/b@HouseholdsMSP member/me parameters/main supply/eEuro',
    'account/b@HouseholdsMSP/eEuro withdrawal/b@HouseholdsMSP',
  ],
  FoldCredits: [
    '[credit/me/eEuro] account/me/eEuro member/me recognized-roots/main',
    '-credit/me/eEuro/# -credit/me/eEuro/L.000000 account/me/eEuro',
  ],
  RegisterPV: ['member/me unit/pv-fresh', 'unit/pv-fresh'],
  VerifyPV: ['member/me unit/pv-new', 'unit/pv-new'],
  OfferPVTransfer: ['member/me member/o@HouseholdsMSP unit/pv-b', 'unit/pv-b'],
  AcceptPVTransfer: ['member/me unit/pv-gift', 'unit/pv-gift'],
  RetirePV: ['member/me unit/pv-b', 'unit/pv-b'],
  CreateMarket: ['market/fresh member/me', 'market/fresh'],
  AssignMicrogrid: ['market/sim member/me member/o@HouseholdsMSP', 'microgrid/sim/o@HouseholdsMSP'],
  AdvanceClock: ['clock/sim market/sim member/me', 'clock/sim'],
  AcceptOfferBroadcast: ['clock/sim listing/L market/sim member/me', 'listing/L'],
  PVOffer: [
    'listing/L member/me tally/L/me unit-sale/pv-b/@real/H unit/pv-b',
    'offer/L/me/s2 tally/L/me unit-sale/pv-b/@real/H',
  ],
  BUYOffer: ['account/me/eEuro listing/L member/me tally/L/me', 'account/me/eEuro offer/L/me/b2 tally/L/me'],
  CancelOffer: ['listing/L member/me offer/L/me/s1 unit-sale/pv-b/@real/H', 'offer/L/me/s1 unit-sale/pv-b/@real/H'],
  'CloseBidding(at its end)': ['clock/sim listing/L member/me', 'listing/L'],
  'CloseBidding(overdue)': ['clock/late listing/L member/me', 'listing/L'],
  CancelListing: ['listing/L member/me', 'listing/L'],
  ClearListing: [
    '[offer/L] listing/L member/me',
    'commitment/L listing/L offer-page/L/000000 outcome-page/L/000000 trade-page/L/000000',
  ],
  'SettleListing(cleared)': [
    'listing/L member/me offer-page/L/000000 outcome-page/L/000000',
    'credit/me/eEuro/L.000000 credit/o@HouseholdsMSP/eEuro/L.000000 listing/L',
  ],
  'SettleListing(cancelled)': [
    '[offer/L] listing/L member/me',
    'credit/me/eEuro/L.000000 credit/o@HouseholdsMSP/eEuro/L.000000 listing/L',
  ],
  EnergyProduced: [`${reported} member/b@HouseholdsMSP`, `${minted} energy-pool/main storage-unit/me supply/ENT`],
  EnergyConsumed: [
    `${reported} member/b@HouseholdsMSP session/me/b@HouseholdsMSP`,
    'credit/b@HouseholdsMSP/ENT/# energy-pool/main session/me/b@HouseholdsMSP storage-unit/me supply/ENT',
  ],
  ReportActualEnergy: [reported, 'energy-pool/main storage-unit/me'],
  ReportBatch: [
    `${reported} member/b@HouseholdsMSP session/me/b@HouseholdsMSP`,
    `${minted} energy-pool/main session/me/b@HouseholdsMSP storage-unit/me supply/ENT`,
  ],
  StartConsumptionSession: [
    'account/me/ENT energy-pool/main member/me parameters/main session/su2@HouseholdsMSP/me storage-unit/su2@HouseholdsMSP supply/ENT',
    'account/me/ENT session-expiry/su2@HouseholdsMSP/T/me session/su2@HouseholdsMSP/me storage-unit/su2@HouseholdsMSP',
  ],
  CloseConsumptionSession: [
    'member/me session/su1@HouseholdsMSP/me storage-unit/su1@HouseholdsMSP',
    '-session-expiry/su1@HouseholdsMSP/T/me credit/me/ENT/# session/su1@HouseholdsMSP/me storage-unit/su1@HouseholdsMSP',
  ],
  ClearOldSessions: [
    '[session-expiry/su0@HouseholdsMSP] member/me session/su0@HouseholdsMSP/me storage-unit/su0@HouseholdsMSP',
    '-session-expiry/su0@HouseholdsMSP/T/me credit/me/ENT/# session/su0@HouseholdsMSP/me storage-unit/su0@HouseholdsMSP',
  ],
  CreateBook: ['book/fresh member/me', 'book/fresh'],
  PlaceOrder: [
    '[resting/ent/sell] account/me/eEuro book/ent member/me order/ent/me/n1',
    'account/me/eEuro order/ent/me/n1 resting/ent/buy/P/T/#',
  ],
  CancelOrder: [
    'account/me/ENT book/ent member/me order/ent/me/s1',
    '-resting/ent/sell/P/T/# account/me/ENT order/ent/me/s1',
  ],
  ClearExpiredOrders: [
    '[order-expiry/ent] book/ent member/me order/ent/me/old',
    '-order-expiry/ent/T/me/old -resting/ent/sell/P/T/# credit/me/ENT/# order/ent/me/old',
  ],
  AttestDelivery: [
    'clock/past delivery/L/000001 fulfilment/L listing/L member/me parameters/main trade-page/L/000000',
    'delivery/L/000001',
  ],
  AttestDeliveries: [
    'clock/past delivery/L/000001 fulfilment/L listing/L member/me parameters/main trade-page/L/000000 trust/b@HouseholdsMSP',
    'delivery/L/000001 trust/b@HouseholdsMSP',
  ],
  RateTrade: [
    'clock/past delivery/L/000000 listing/L member/me member/o@HouseholdsMSP offer/L/me/s1 parameters/main rating-day/me/o@HouseholdsMSP/D rating/L/000000/sell storage-unit/me storage-unit/o@HouseholdsMSP trade-page/L/000000 trust/o@HouseholdsMSP unit/pv-b',
    'rating-day/me/o@HouseholdsMSP/D rating/L/000000/sell trust/o@HouseholdsMSP',
  ],
  CloseRatings: [
    'clock/past delivery/L/000000 delivery/L/000001 listing/L member/me member/o@HouseholdsMSP offer/L/me/s1 parameters/main rating-day/me/o@HouseholdsMSP/D rating-day/o@HouseholdsMSP/me/D rating/L/000000/buy rating/L/000000/sell rating/L/000001/buy rating/L/000001/sell ratings-closing/L storage-unit/me storage-unit/o@HouseholdsMSP trade-page/L/000000 trust/me trust/o@HouseholdsMSP unit/pv-b',
    'rating-day/me/o@HouseholdsMSP/D rating-day/o@HouseholdsMSP/me/D rating/L/000000/buy rating/L/000000/sell rating/L/000001/buy rating/L/000001/sell ratings-closing/L trust/me trust/o@HouseholdsMSP',
  ],
  RatePlatform: ['member/me platform-rating/me/W platform/main', 'platform-rating/me/W platform/main'],
  FindFraud: ['member/b@HouseholdsMSP trust/b@HouseholdsMSP', 'FindFraud'],
  'ClearInterval(admitting)': [
    '[incoming/round] book-interval/round book/round member/me',
    '-incoming/round/T/buy/P/T/# -incoming/round/T/sell/P/T/# book-interval/round resting/round/buy/P/T/# resting/round/sell/P/T/#',
  ],
  'ClearInterval(pairing)': [
    '[incoming/admitted] [resting/admitted/buy] [resting/admitted/sell] book-interval/admitted book/admitted member/me order/admitted/me/b0 order/admitted/o@HouseholdsMSP/s0',
    '-resting/admitted/buy/P/T/# -resting/admitted/sell/P/T/# book-interval/admitted book-last/admitted book-trade/admitted/T/#/000000 credit/me/ENT/# credit/me/eEuro/# credit/o@HouseholdsMSP/ENT/# credit/o@HouseholdsMSP/eEuro/# order/admitted/me/b0 order/admitted/o@HouseholdsMSP/s0',
  ],
  DecideHeldTrade: [
    'book/ent held-trade/ent/T.#.000000 member/me',
    'held-due/ent/T.#.000000 held-trade/ent/T.#.000000',
  ],
  ReleaseHeldTrades: [
    '[held-due/held] book/held held-trade/held/T.#.000000 member/me',
    '-held-due/held/T.#.000000 credit/me/ENT/# credit/me/eEuro/# credit/o@HouseholdsMSP/ENT/# credit/o@HouseholdsMSP/eEuro/# held-trade/held/T.#.000000',
  ],
  UseCertificate: [
    'certificate-use/L/000000 listing/L member/me offer/L/b@HouseholdsMSP/s1 trade-page/L/000000',
    'certificate-use/L/000000',
  ],
  AddVoter: ['member/b@HouseholdsMSP', 'AddVoter'],
  RemoveVoter: ['', 'RemoveVoter'],
  ChangeBanker: ['member/b@HouseholdsMSP member/bank@BankMSP', 'ChangeBanker'],
  GrantRole: ['member/b@HouseholdsMSP', 'GrantRole'],
  RevokeRole: ['member/auditor@OperatorMSP', 'RevokeRole'],
  SetParameter: ['parameters/main', 'SetParameter'],
  ChangeMarketRule: ['market/m', 'ChangeMarketRule'],
  RegisterStorageUnit: ['member/b@HouseholdsMSP storage-unit/su3@BankMSP', 'RegisterStorageUnit'],
  RemoveStorageUnit: [
    'energy-pool/main parameters/main storage-unit/su1@HouseholdsMSP supply/ENT',
    'RemoveStorageUnit',
  ],
  MintFromFund: ['member/b@HouseholdsMSP parameters/main', 'MintFromFund'],
  BurnFromFund: ['member/b@HouseholdsMSP parameters/main', 'BurnFromFund'],
  UnlockFromFund: ['member/b@HouseholdsMSP parameters/main', 'UnlockFromFund'],
  FulfilListing: [
    '[delivery/L] clock/past commitment/L fulfilment/L listing/L member/me parameters/main trade-page/L/000000',
    'fulfilment-page/L/000000 fulfilment/L',
  ],
  RecognizeOrderers: ['', 'RecognizeOrderers'],
  SuspendMember: ['member/b@HouseholdsMSP', 'SuspendMember'],
  ReinstateMember: ['member/x@HouseholdsMSP', 'ReinstateMember'],
};

/** Votes all read who calls and who may vote, and write their ballots. */
function rowOf(label: string): readonly [string[], string[]] {
  const [reads = '', writes = ''] = table[label] ?? [];
  if (writes !== label) return [reads.split(' '), writes.split(' ')];
  const ballots = [`vote-topic/${label}/#`, `vote/${label}/#/000001`];
  const read = [...reads.split(' '), 'member/me', 'network/main', `vote-topic/${label}/#`];
  return [read.filter((key) => key !== '').sort(), ballots];
}

/** Keys as the table writes them. */
function shown(simulation: Simulation, caller: string): { reads: string[]; writes: string[] } {
  const short = (key: string) =>
    key
      .replaceAll(caller, 'me')
      .replace(/[0-9a-f]{64}|(?<=\/)[0-9a-f]{16}(?=\/|$)/g, '#')
      .replace(/[a-z]+_\d{8}T\d{4}Z/g, 'L')
      .replace(/\/\d{8}T\d{6}Z/g, '/T')
      .replace(/(?<=\/)\d{8}T\d{2}$/, 'H')
      .replace(/\/\d{20}(?=\/)/, '/P')
      .replace(/\/\d{8}$/, '/D')
      .replace(/\/\d{4}-W\d{2}$/, '/W')
      .replace(/^personalData\//, 'private:');
  const { reads, ranges, privateReads, writes, privateWrites } = simulation;
  const written = [...writes, ...privateWrites].map(([key, value]) => (value === null ? '-' : '') + short(key));
  const ranged = ranges.map(({ start }) => `[${short(start).replace(/\/$/, '')}]`);
  return {
    reads: [...reads.keys(), ...privateReads.keys()].map(short).concat(ranged).sort(),
    writes: written.sort(),
  };
}

describe('What a transaction reads and writes', () => {
  let stage: Stage;
  before(async () => {
    stage = await peopledWorld();
  });

  it('is written down for every transaction that changes the ledger', () => {
    const named = new Set(Object.keys(table).map((label) => label.replace(/\(.*/, '')));
    const submitted = transactionList.filter(({ kind }) => kind === 'submit').map(({ name }) => name);
    assert.deepEqual([...named].sort(), submitted.sort());
  });

  for (const label of Object.keys(table)) {
    it(`${label}: those keys and no others`, async () => {
      const name = label.replace(/\(.*/, '') as TransactionName;
      const caller = people[sampleCaller(label)];
      const world = name === 'Bootstrap' ? MarketWorld.empty() : worldFor(stage.world, name);
      const simulation = await world.peer.simulate(
        fullName(transactions[name]),
        sampleArguments(label, caller, stage),
        await world.call(caller, sampleTransient(name, caller)),
      );
      const [reads, writes] = rowOf(label);
      assert.deepEqual(shown(simulation, caller), { reads: reads.sort(), writes: writes.sort() });
    });
  }

  it('is nothing but reading for every query', async () => {
    for (const { name, kind, contract } of transactionList) {
      if (kind !== 'evaluate') continue;
      const caller = people[sampleCaller(name)];
      const { peer } = stage.world.fork();
      const simulation = await peer.simulate(
        `${contract}:${name}`,
        sampleArguments(name, caller, stage),
        await stage.world.call(caller),
      );
      assert.deepEqual(
        [simulation.writes.size, simulation.privateWrites.size, simulation.event],
        [0, 0, undefined],
        name,
      );
    }
  });
});

describe('A transaction that was endorsed early and held back', () => {
  for (const [what, held, meanwhile] of [
    ['an offer, when its listing is locked', 'BUYOffer', 'CloseBidding'],
    ['a sale, when its listing is called off', 'PVOffer', 'CancelListing'],
    ['a cancellation, when its listing is locked', 'CancelOffer', 'CloseBidding'],
    ['an offer, when its member is suspended', 'BUYOffer', 'SuspendMember'],
    ['a transfer, when its member is suspended', 'TransferEEuro', 'SuspendMember'],
    ['a sale, when its unit is retired', 'PVOffer', 'RetirePV'],
  ] as const) {
    it(`is invalid: ${what}`, async () => {
      const { world, things } = await peopledWorld();
      const caller = people.member;
      const args = sampleArguments(held, caller, { world, things });
      const late = await world.peer.simulate(fullName(transactions[held]), args, await world.call(caller));
      if (meanwhile === 'CloseBidding') await world.close();
      if (meanwhile === 'CancelListing') await world.as(people.operator, 'CancelListing', [world.listing]);
      if (meanwhile === 'RetirePV') await world.as(caller, 'RetirePV', ['pv-b']);
      if (meanwhile === 'SuspendMember') {
        for (const voter of ['admin@OperatorMSP', people.voter]) await world.as(voter, 'SuspendMember', [caller]);
      }
      assert.equal(world.peer.commit(late), 'MVCC_READ_CONFLICT');
    });
  }

  it('counts, when sixty-four members offer at once', async () => {
    const { world } = await peopledWorld();
    const offers: Simulation[] = [];
    const members = Array.from({ length: 64 }, (_, index) => `c${index}@HouseholdsMSP`);
    for (const id of members) await world.member(id, { eEuro: '1' });
    for (const id of members) {
      offers.push(await world.peer.simulate('market:BUYOffer', [world.listing, 'o', '1', '0.1'], await world.call(id)));
    }
    for (const offer of offers) assert.equal(world.peer.commit(offer), 'VALID');
  });
});
