/**
 * Who may call what: every transaction by everybody, as spec 00 ("Identity"), 10 and 13 say. The table is written out
 * by hand and not derived from the declarations, which it is there to check.
 */
import { strict as assert } from 'node:assert';
import { Value } from '@sinclair/typebox/value';
import { type ErrorCode } from '../../../chaincode/domain/errors';
import { fullName, transactionList, type TransactionName, transactions } from '../../../chaincode/wire/transactions';
import { MarketWorld } from '../../support/market-world';
import { people, type Person, peopledWorld, type Things } from '../../support/peopled-world';
import { testIdentity, type TestIdentity } from '../../support/test-identity';
import { Refused, TestPeer } from '../../support/test-peer';
import { usePeerClock } from '../../support/peer-clock-hook';

const columns: readonly (readonly [string, Person])[] = [
  ['st', 'stranger'],
  ['me', 'member'],
  ['ot', 'otherMember'],
  ['vo', 'voter'],
  ['ba', 'banker'],
  ['op', 'operator'],
  ['ri', 'rival'],
  ['gr', 'gridOperator'],
  ['ma', 'meterAuthority'],
  ['ar', 'arbiter'],
  ['au', 'auditor'],
  ['br', 'bridgeService'],
  ['ch', 'adminMember'],
  ['ad', 'unregisteredAdmin'],
  ['fo', 'foreignAdmin'],
  ['su', 'suspended'],
  ['de', 'departed'],
  ['na', 'namesake'],
  ['fg', 'forger'],
  ['im', 'impostor'],
];

const legend: Readonly<Record<string, ErrorCode>> = {
  N: 'NOT_REGISTERED',
  F: 'FORBIDDEN',
  S: 'MEMBER_SUSPENDED',
  E: 'MEMBER_EXISTS',
  A: 'ALREADY_BOOTSTRAPPED',
  U: 'UNIT_NOT_OWNED',
  O: 'OFFER_NOT_FOUND',
  B: 'BIDDING_NOT_OVER',
};

/**
 * `+` is allowed. A name in brackets tells two cases of a transaction apart. What a row works on belongs to the member
 * (`me`) or, in a market, to the operator (`op`).
 */
const table = `
                           st me ot vo ba op ri gr ma ar au br ch ad fo su de na fg im
Bootstrap(first)           N  N  N  N  N  N  N  N  N  N  N  N  +  +  +  N  N  N  N  F
Bootstrap(again)           N  F  F  F  F  F  F  F  F  F  F  F  A  A  A  S  S  N  F  F
RegisterMember             +  E  E  E  E  E  E  E  E  E  E  E  E  +  +  E  E  +  E  F
LeaveNetwork               N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
PurgePersonalData          N  F  F  F  F  F  F  F  F  F  F  F  +  +  F  S  S  N  F  F
GetCaller                  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  F
GetMember                  N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
GetMembers                 N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
GetPersonalData            N  +  F  F  F  F  F  F  F  F  F  F  +  +  F  S  S  N  F  F
TransferENT                N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
TransferEEuro              N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
LockEEuro                  N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
MintEEuro                  N  F  F  F  +  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F
BurnEEuro                  N  F  F  F  +  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F
UnlockEEuro                N  F  F  F  +  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F
FoldCredits                N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
GetENTBalance              N  +  F  +  +  +  +  F  F  F  +  F  F  N  N  S  S  N  F  F
GetEEuroBalance            N  +  F  +  +  +  +  F  F  F  +  F  F  N  N  S  S  N  F  F
GetAccountHistory          N  +  F  +  +  +  +  F  F  F  +  F  F  N  N  S  S  N  F  F
GetTotalENT                N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
GetTotalEEuro              N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
RegisterPV                 N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
VerifyPV                   N  F  F  F  F  +  +  F  F  F  F  F  F  N  N  S  S  N  F  F
OfferPVTransfer            N  +  U  U  U  U  U  U  U  U  U  U  U  N  N  S  S  N  U  F
AcceptPVTransfer           N  +  U  U  U  U  U  U  U  U  U  U  U  N  N  S  S  N  U  F
RetirePV                   N  +  U  U  U  U  U  U  U  U  U  U  U  N  N  S  S  N  U  F
GetPV                      N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
GetPVs                     N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
CreateMarket               N  F  F  F  F  +  +  F  F  F  F  F  F  N  N  S  S  N  F  F
AdvanceClock               N  F  F  F  F  +  F  F  F  F  F  F  F  N  N  S  S  N  F  F
AcceptOfferBroadcast       N  F  F  F  F  +  F  F  F  F  F  F  F  N  N  S  S  N  F  F
PVOffer                    N  +  U  U  U  U  U  U  U  U  U  U  U  N  N  S  S  N  U  F
BUYOffer                   N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
CancelOffer                N  +  O  O  O  O  O  O  O  O  O  O  O  N  N  S  S  N  O  F
CloseBidding(at its end)   N  B  B  B  B  +  B  B  B  B  B  B  B  N  N  S  S  N  B  F
CloseBidding(overdue)      N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
CancelListing              N  F  F  F  F  +  F  F  F  F  F  F  F  N  N  S  S  N  F  F
ClearListing               N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
SettleListing(cleared)     N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
SettleListing(cancelled)   N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
GetMarket                  N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
GetMarkets                 N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
GetListing                 N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
GetListings                N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
GetOffers                  N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
GetOffer                   N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
GetTrades                  N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
AddVoter                   N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F
RemoveVoter                N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F
ChangeBanker               N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F
GrantRole                  N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F
RevokeRole                 N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F
SetParameter               N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F
ChangeMarketRule           N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F
SuspendMember              N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F
ReinstateMember            N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F
GetVote                    N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
GetVotes                   N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
GetVoters                  N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
GetParameters              N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F
`;

const rows = table
  .split('\n')
  .filter((line) => /^[A-Z]/.test(line))
  .map((line) => {
    const [, label = '', cells = ''] = /^(\w+(?:\([^)]*\))?) +(.*)$/.exec(line) ?? [];
    return { label, name: label.replace(/\(.*/, '') as TransactionName, cells: cells.trim().split(/ +/) };
  });

const { member, otherMember } = people;
const details = JSON.stringify({ kind: 'wind', capacityW: 2000, location: 'B7' });
const salt = '00112233445566778899aabbccddeeff';
const rules = {
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

/** Arguments with which somebody who may call a transaction succeeds. */
function argumentsOf(label: string, caller: string, things: Things, world: MarketWorld): string[] {
  const notCaller = caller === otherMember ? member : otherMember;
  const sample: Readonly<Record<string, readonly string[]>> = {
    PurgePersonalData: [people.departed],
    GetMember: [member],
    GetMembers: ['10', ''],
    GetPersonalData: [member],
    TransferENT: [notCaller, '1'],
    TransferEEuro: [notCaller, '1'],
    LockEEuro: ['1'],
    MintEEuro: [member, '1'],
    BurnEEuro: [member, '1'],
    UnlockEEuro: [member, '1'],
    FoldCredits: [member, 'eEuro'],
    GetENTBalance: [member],
    GetEEuroBalance: [member],
    GetAccountHistory: [member, 'eEuro', '10', ''],
    RegisterPV: ['pv-fresh', details],
    VerifyPV: ['pv-new'],
    OfferPVTransfer: ['pv-b', notCaller],
    AcceptPVTransfer: ['pv-gift'],
    RetirePV: ['pv-b'],
    GetPV: ['pv-b'],
    GetPVs: ['10', ''],
    CreateMarket: ['fresh', JSON.stringify(rules)],
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
    AddVoter: [member],
    RemoveVoter: [people.voter],
    ChangeBanker: [member],
    GrantRole: [member, 'auditor'],
    RevokeRole: [people.auditor, 'auditor'],
    SetParameter: ['M', '0.25'],
    ChangeMarketRule: ['m', 'priceCap', '0.5'],
    SuspendMember: [member],
    ReinstateMember: [people.suspended],
    GetVote: [things.vote],
    GetVotes: ['10', ''],
  };
  return [...(sample[label] ?? [])];
}

function transientOf(name: TransactionName, caller: string): Record<string, unknown> {
  if (name === 'Bootstrap') return { network: { pepper: 'ab'.repeat(32) } };
  const email = `${caller.replace('@', '.at.')}.anew@example.org`;
  return name === 'RegisterMember' ? { person: { firstName: 'Ada', lastName: 'Byron', email, salt } } : {};
}

function identityOf(person: Person): Promise<TestIdentity> {
  const id = people[person];
  const claims = { role: 'banker', roles: 'voter,banker,marketOperator', admin: 'true', 'hf.Type': 'admin' };
  if (person === 'forger') return testIdentity(id, { attributes: { 'hf.EnrollmentID': 'f', ...claims } });
  if (person === 'impostor') return testIdentity(id, { attributes: { 'hf.EnrollmentID': 'b' } });
  return testIdentity(id, { ou: /^(admin|chief)@/.test(id) ? 'admin' : 'client' });
}

describe('Who may call what', () => {
  let settled: { world: MarketWorld; things: Things };
  before(async () => {
    settled = await peopledWorld();
  });

  it('is written down for every transaction and everybody', () => {
    assert.deepEqual([...new Set(rows.map(({ name }) => name))].sort(), Object.keys(transactions).sort());
    const header = /^ {5,}(.*)$/m.exec(table)?.[1]?.trim().split(/ +/);
    assert.deepEqual(
      header,
      columns.map(([short]) => short),
    );
    for (const { label, cells } of rows) assert.equal(cells.length, columns.length, label);
    assert.ok(columns.length === Object.keys(people).length && rows.length * columns.length > 1000);
  });

  for (const { label, name, cells } of rows) {
    it(`lets ${cells.filter((cell) => cell === '+').length} of ${cells.length} call ${label}, and refuses the others by code`, async () => {
      for (const [index, [, person]] of columns.entries()) {
        const expected = cells[index] ?? '';
        const { world, things } =
          label === 'Bootstrap(first)' ? { world: emptyWorld(), things: settled.things } : { ...settled };
        await checkCell(world.fork(), things, { label, name, person, expected });
      }
    });
  }

  it('gives the same network metadata: the declared transactions, with their arguments in order', async () => {
    const { world } = settled;
    const call = { identity: await identityOf('stranger') };
    const metadata = await world.fork().peer.evaluate<Metadata>('org.hyperledger.fabric:GetMetadata', [], call);
    const listed = Object.entries(metadata.contracts)
      .filter(([contract]) => contract !== 'org.hyperledger.fabric')
      .flatMap(([contract, { transactions: found }]) =>
        found.map((each) => [`${contract}:${each.name}`, (each.parameters ?? []).map(({ name }) => name)] as const),
      );
    const declared = transactionList.map((each) => [fullName(each), Object.keys(each.args)] as const);
    assert.deepEqual(Object.fromEntries(listed), Object.fromEntries(declared));
    assert.equal(listed.length, declared.length);
    const system = metadata.contracts['org.hyperledger.fabric']?.transactions.map(({ name }) => name);
    assert.deepEqual(system, ['GetMetadata']);
  });
});

interface Metadata {
  readonly contracts: Readonly<
    Record<string, { readonly transactions: readonly { name: string; parameters?: readonly { name: string }[] }[] }>
  >;
}

function emptyWorld(): MarketWorld {
  const world = new MarketWorld(new TestPeer());
  usePeerClock(world.peer);
  return world;
}

async function checkCell(
  world: MarketWorld,
  things: Things,
  { label, name, person, expected }: { label: string; name: TransactionName; person: Person; expected: string },
): Promise<void> {
  const cell = `${label} by ${person}`;
  const { peer } = world;
  const caller = people[person];
  const call = { identity: await identityOf(person), transient: transientOf(name, caller) };
  const before = peer.stateHash();
  const outcome = await peer
    .simulate(fullName(transactions[name]), argumentsOf(label, caller, things, world), call)
    .catch((error: unknown) => {
      if (error instanceof Refused) return error;
      throw error;
    });
  if (outcome instanceof Refused) {
    assert.equal(outcome.refusal?.code, legend[expected], `${cell}: ${outcome.message}`);
    assert.equal(peer.stateHash(), before, `${cell} changed something`);
    return;
  }
  assert.equal(expected, '+', `${cell} was allowed`);
  const answer: unknown = JSON.parse(outcome.result);
  assert.ok(Value.Check(transactions[name].result, answer), `${cell} answered ${outcome.result}`);
  assert.equal(peer.commit(outcome), 'VALID');
  const submits = transactions[name].kind === 'submit';
  assert.equal(outcome.event !== undefined, submits, `${cell}: one event if it submits, none otherwise`);
  assert.equal(peer.stateHash() !== before, submits, `${cell}: an effect if it submits, none otherwise`);
}
