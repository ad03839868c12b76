/** For every transaction, arguments with which it succeeds in a peopled world. */
import { commands } from '../../chaincode/contracts/commands';
import { type TransactionName } from '../../chaincode/wire/transactions';
import { made } from './sample-draw';
import { sampleRoots } from './sample-roots';
import { digestOf, idleUnit, people, type Person, type Stage } from './peopled-world';

const { member, otherMember, storageUnit } = people;
/** Of the sampled storage unit: the next ones. */
export const sampleReports = [
  { kind: 'produced', report: 2, member, energy: '1.5' },
  { kind: 'consumed', report: 3, member, energy: '0.25' },
  { kind: 'actual', report: 4, energy: '11' },
];
/** What the operator says of the sampled settled listing. */
export const sampleDeliveries = [{ trade: 1, delivered: '0.5' }];
export const sampleDetails = { kind: 'wind', capacityW: 2000, location: 'B7' };
/** A person, but for its e-mail address. */
export const ada = { firstName: 'Ada', lastName: 'Byron', salt: '00112233445566778899aabbccddeeff' };
export const sampleRules = {
  mechanism: 'midpoint',
  limits: 'respected',
  tick: '0.01',
  smallestOffer: '0.1',
  largestOffer: '10',
  priceFloor: '0',
  priceCap: '1',
  fee: '0',
  intervalMinutes: 15,
  metered: false,
  clock: 'real',
  offersPerMember: 5,
};

export const sampleBookRules = {
  token: 'ENT',
  priceRule: 'resting',
  tick: '0.01',
  lot: '0.01',
  priceCap: '10',
  ordersPerMatch: 50,
};
export const sampleOrder = { side: 'buy', kind: 'limit', amount: '1', price: '0.5' };

/** Somebody who may make each sample call. */
export function sampleCaller(label: string): Person {
  if (label.startsWith('Bootstrap') || label === 'PurgePersonalData') return 'adminMember';
  if (label === 'RegisterMember') return 'stranger';
  if (/^(Mint|Burn|Unlock)EEuro/.test(label) || label === 'GetWithdrawals') return 'banker';
  if (label === 'UnstakeTrust') return 'otherMember';
  if (/^(Energy|Report)/.test(label)) return 'storageUnit';
  if (
    /^(VerifyPV|CreateMarket|CreateBook|AdvanceClock|AcceptOfferBroadcast|AssignMicrogrid|AttestDeliveries|CancelListing|CloseBidding\(at)/.test(
      label,
    )
  ) {
    return 'operator';
  }
  if (label === 'UseCertificate') return 'otherMember';
  return label in commands ? 'voter' : 'member';
}

/** Arguments with which somebody who may call a transaction succeeds. */
export function sampleArguments(label: string, caller: string, { world, things }: Stage): string[] {
  const notCaller = caller === otherMember ? member : otherMember;
  const sample: Readonly<Record<string, readonly string[]>> = {
    PurgePersonalData: [people.departed],
    GetMember: [member],
    GetMembers: ['10', ''],
    GetPersonalData: [member],
    TransferENT: [notCaller, '1'],
    TransferEEuro: [notCaller, '1'],
    TransferTrustCoin: [notCaller, '1'],
    LockEEuro: ['1'],
    MintEEuro: [member, '1'],
    BurnEEuro: [member, '1'],
    UnlockEEuro: [member, '1'],
    FoldCredits: [member, 'eEuro'],
    GetENTBalance: [member],
    GetEEuroBalance: [member],
    GetTrustCoinBalance: [member],
    GetAccountHistory: [member, 'eEuro', '10', ''],
    GetWithdrawals: ['10', ''],
    EnergyProduced: ['2', member, '1.5'],
    EnergyConsumed: ['2', member, '0.25'],
    ReportActualEnergy: ['2', '9'],
    ReportBatch: [JSON.stringify(sampleReports)],
    StartConsumptionSession: [idleUnit, '1'],
    CloseConsumptionSession: [storageUnit, member],
    ClearOldSessions: [people.removedUnit],
    GetConsumptionSessions: [storageUnit, '10', ''],
    GetConsumptionSessionEnergy: [storageUnit, member],
    GetStorageUnits: ['10', ''],
    GetStorageUnitInfo: [storageUnit],
    GetStorageUnitEnergy: [storageUnit],
    RegisterStorageUnit: ['su3@BankMSP', member],
    RemoveStorageUnit: [storageUnit],
    MintFromFund: [member, '1'],
    BurnFromFund: [member, '1'],
    UnlockFromFund: [member, '1'],
    RegisterPV: ['pv-fresh', JSON.stringify(sampleDetails)],
    VerifyPV: ['pv-new'],
    OfferPVTransfer: ['pv-b', notCaller],
    AcceptPVTransfer: ['pv-gift'],
    RetirePV: ['pv-b'],
    GetPV: ['pv-b'],
    GetPVs: ['10', ''],
    CreateMarket: ['fresh', JSON.stringify(sampleRules)],
    AdvanceClock: ['sim', things.next],
    AcceptOfferBroadcast: ['sim', things.next],
    PVOffer: [world.listing, 's2', 'pv-b', '1', '0.1'],
    BUYOffer: [world.listing, 'b2', '1', '0.1'],
    CancelOffer: [world.listing, 's1'],
    'CloseBidding(at its end)': [things.due],
    'CloseBidding(overdue)': [things.overdue],
    CancelListing: [world.listing],
    ClearListing: [things.closed],
    'SettleListing(cleared)': [things.cleared],
    'SettleListing(cancelled)': [things.cancelled],
    GetMarket: ['m'],
    GetMarkets: ['10', ''],
    GetListing: [world.listing],
    GetListings: ['sim', '2016-01-01T00:00:00Z', '10', ''],
    GetOffers: [world.listing, '10', ''],
    GetOffer: [things.cleared, member, 's1'],
    GetTrades: [things.cleared, '0'],
    GetCollectedOffers: [things.cleared, '0'],
    AssignMicrogrid: ['sim', otherMember, 'm1'],
    GetMicrogrids: ['sim', '10', ''],
    CreateBook: ['fresh', JSON.stringify(sampleBookRules)],
    PlaceOrder: ['ent', 'n1', JSON.stringify(sampleOrder)],
    CancelOrder: ['ent', 's1'],
    ClearExpiredOrders: ['ent'],
    'ClearInterval(admitting)': ['round'],
    'ClearInterval(pairing)': ['admitted'],
    DecideHeldTrade: ['ent', things.heldTrade, 'release'],
    ReleaseHeldTrades: ['held'],
    GetHeldTrade: ['ent', things.heldTrade],
    GetHeldTrades: ['held', '10', ''],
    GetBook: ['ent'],
    GetBooks: ['10', ''],
    GetOpenOrders: ['ent', 'sell', '10', ''],
    QuoteOrder: ['ent', 'buy', '1', '0.5'],
    GetDepth: ['ent'],
    GetOrder: ['ent', member, 's1'],
    GetOrders: ['ent', member, '10', ''],
    GetBookTrades: ['ent', '2026-01-01T00:00:00Z', '10', ''],
    GetCandles: ['ent', 'hour', '2026-01-01T00:00:00Z'],
    AttestDelivery: [things.settled, '1', '1'],
    AttestDeliveries: [things.settled, JSON.stringify(sampleDeliveries)],
    RateTrade: [things.settled, '0', '4'],
    CloseRatings: [things.unrated],
    RatePlatform: ['4', '5'],
    GetTrust: [member],
    GetTrusts: ['10', ''],
    GetTrade: [things.settled, '0'],
    FindFraud: [member],
    BuyTrustCoin: ['1.5'],
    StakeTrust: ['10'],
    UnstakeTrust: ['10'],
    AttestClearing: [things.awaited, digestOf(world, things.awaited)],
    DrawAgents: ['1'],
    ShareFees: ['1'],
    GetAgent: [member],
    GetAgents: ['10', ''],
    GetEpoch: ['1'],
    GetEpochs: ['10', ''],
    GetAttestations: ['1', '10', ''],
    GetFeeSharing: ['1'],
    UseCertificate: [things.settled, '0', '0.25'],
    GetElectricityCertificate: [things.settled, '0'],
    GetElectricityCertificates: [things.settled, '0'],
    AddVoter: [member],
    RemoveVoter: [people.voter],
    ChangeBanker: [member],
    GrantRole: [member, 'auditor'],
    RevokeRole: [people.auditor, 'auditor'],
    SetParameter: ['M', '0.25'],
    ChangeMarketRule: ['m', 'priceCap', '0.5'],
    RecognizeOrderers: [JSON.stringify(sampleRoots)],
    GetCommitment: [things.cleared],
    FulfilListing: [things.unrated],
    GetFulfilment: [things.attested],
    GetFulfilledTrades: [things.attested, '0'],
    SuspendMember: [member],
    ReinstateMember: [people.suspended],
    GetVote: [things.vote],
    GetVotes: ['10', ''],
  };
  return [...(sample[label] ?? [])];
}

/** The transient data that goes with them. */
export function sampleTransient(name: TransactionName, caller: string): Record<string, unknown> {
  if (name === 'DrawAgents') return { proof: { block: made.draw?.block } };
  if (name === 'Bootstrap') return { network: { pepper: 'ab'.repeat(32) } };
  const email = `${caller.replace('@', '.at.')}.anew@example.org`;
  return name === 'RegisterMember' ? { person: { ...ada, email } } : {};
}

/** The sample of a transaction that has several. */
export function sampleLabel(name: TransactionName): string {
  if (name === 'ClearInterval') return 'ClearInterval(pairing)';
  if (name === 'CloseBidding') return 'CloseBidding(overdue)';
  return name === 'SettleListing' ? 'SettleListing(cleared)' : name;
}
