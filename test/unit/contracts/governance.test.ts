/** Roles and votes (spec 13). */
import { strict as assert } from 'node:assert';
import { memberRecord, networkRecord } from '../../../chaincode/ledger/records';
import { type ResultOf } from '../../../chaincode/wire/declaration';
import { type TransactionName } from '../../../chaincode/wire/transactions';
import { type GetVote, type GetVotes } from '../../../chaincode/wire/transactions/governance';
import { admin as a, banker, MarketWorld, operator } from '../../support/market-world';

type Vote = ResultOf<typeof GetVote>;
const [b, c, d, e] = ['b', 'c', 'd', 'e'].map((name) => `${name}@HouseholdsMSP`) as [string, string, string, string];
const DAY = 86_400;

/** A network whose first voter is A, with B to E registered. */
async function network(): Promise<MarketWorld> {
  const world = await MarketWorld.create();
  for (const id of [b, c, d, e]) await world.register(id);
  return world;
}

const call = (world: MarketWorld, by: string, name: TransactionName, ...args: string[]) =>
  world.as<Vote>(by, name, args);
const voters = (world: MarketWorld) => world.as<string[]>(banker, 'GetVoters', []);
const parameter = async (world: MarketWorld, name: string) =>
  (await world.as<Record<string, string>>(banker, 'GetParameters', []))[name];

/** Makes voters of members who are registered, as votes would. */
function seedVoters(world: MarketWorld, ids: readonly string[]): void {
  const bootstrappedAt = '2026-06-01T11:00:00Z';
  world.peer.seed(networkRecord, { bootstrappedAt, voters: [...ids].sort(), banker });
  for (const id of ids) {
    world.peer.seed(memberRecord, { id, status: 'active', roles: ['voter'], registeredAt: bootstrappedAt });
  }
}

describe('Votes', () => {
  it('follow the scenario of spec 13', async () => {
    const world = await network();
    assert.equal((await call(world, a, 'AddVoter', b)).state, 'passed');
    assert.equal((await call(world, b, 'AddVoter', c)).state, 'open');
    assert.deepEqual(await voters(world), [a, b].sort());
    assert.equal((await call(world, a, 'AddVoter', c)).state, 'passed');
    assert.deepEqual(await voters(world), [a, b, c].sort());
    assert.equal((await call(world, c, 'RemoveVoter', c)).state, 'open');
    assert.equal((await call(world, b, 'RemoveVoter', c)).state, 'passed');
    assert.deepEqual(await voters(world), [a, b].sort());
    for (const value of ['0.1', '0.2']) {
      assert.equal((await call(world, a, 'SetParameter', 'M', value)).state, 'open');
      assert.equal((await call(world, b, 'SetParameter', 'M', value)).state, 'passed');
      assert.equal(await parameter(world, 'M'), value);
    }
  });

  for (const [n, needed] of [
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [9, 5],
    [10, 6],
    [11, 6],
    [13, 7],
    [19, 10],
  ] as const) {
    it(`pass with ${needed} of ${n} voters and not before`, async () => {
      const world = await network();
      const ids = Array.from({ length: n }, (_, index) => `n${index}@HouseholdsMSP`);
      seedVoters(world, ids);
      for (const [index, id] of ids.slice(0, needed).entries()) {
        const { state } = await call(world, id, 'GrantRole', b, 'auditor');
        assert.equal(state, index + 1 === needed ? 'passed' : 'open', `with ${index + 1}`);
      }
    });
  }

  it('turn round when the same voter calls again', async () => {
    const world = await network();
    seedVoters(world, [a, b, c]);
    const ballots = async (by: string) => (await call(world, by, 'SetParameter', 'B', '0.3')).ballots;
    assert.deepEqual(
      (await ballots(a)).map(({ yes }) => yes),
      [true],
    );
    assert.deepEqual(
      (await ballots(a)).map(({ yes }) => yes),
      [false],
    );
    assert.deepEqual(
      (await ballots(a)).map(({ yes }) => yes),
      [true],
    );
    assert.equal((await call(world, b, 'SetParameter', 'B', '0.3')).state, 'passed');
  });

  it('are closed when they cannot pass any more, and can be opened anew', async () => {
    const world = await network();
    seedVoters(world, [a, b]);
    const first = await call(world, a, 'SetParameter', 'B', '0.3');
    assert.equal((await call(world, a, 'SetParameter', 'B', '0.3')).state, 'failed');
    const second = await call(world, b, 'SetParameter', 'B', '0.3');
    assert.deepEqual([second.state, second.ballots.length], ['open', 1]);
    assert.notEqual(second.id, first.id);
    assert.equal((await call(world, a, 'SetParameter', 'B', '0.3')).state, 'passed');
    assert.equal((await world.as<Vote>(c, 'GetVote', [first.id])).state, 'failed');
    assert.equal((await call(world, a, 'SetParameter', 'B', '0.3')).state, 'open', 'a passed vote is not opened again');
  });

  it('expire after voteExpiry, which is a parameter', async () => {
    const world = await network();
    seedVoters(world, [a, b]);
    const first = await call(world, a, 'SetParameter', 'B', '0.3');
    world.peer.now += 30 * DAY + 1;
    const second = await call(world, b, 'SetParameter', 'B', '0.3');
    assert.deepEqual([second.state, second.ballots.map(({ voter }) => voter)], ['open', [b]]);
    assert.equal((await world.as<Vote>(c, 'GetVote', [first.id])).state, 'expired');
    world.peer.now += 30 * DAY;
    assert.equal((await call(world, a, 'SetParameter', 'B', '0.3')).state, 'passed', 'on the last day');
    for (const by of [a, b]) await call(world, by, 'SetParameter', 'voteExpiry', '3600');
    await call(world, a, 'SetParameter', 'B', '0.4');
    world.peer.now += 3601;
    assert.equal((await call(world, b, 'SetParameter', 'B', '0.4')).state, 'open');
  });

  it('count for those only who are voters at that moment', async () => {
    const world = await network();
    seedVoters(world, [a, b, c, d, e]);
    for (const by of [a, b]) await call(world, by, 'SetParameter', 'B', '0.3');
    for (const by of [a, c, d]) await call(world, by, 'RemoveVoter', b);
    assert.equal(await world.refusal(b, 'SetParameter', ['B', '0.3']), 'FORBIDDEN');
    assert.equal(
      (await call(world, c, 'SetParameter', 'B', '0.3')).state,
      'open',
      '2 of 4: the lost vote does not count',
    );
    const passed = await call(world, d, 'SetParameter', 'B', '0.3');
    assert.deepEqual([passed.state, passed.ballots.length], ['passed', 4]);
  });

  it('of suspended and departed voters do not count', async () => {
    const world = await network();
    seedVoters(world, [a, b, c, d]);
    for (const by of [a, b]) await call(world, by, 'SetParameter', 'B', '0.3');
    await world.as(b, 'LeaveNetwork', []);
    for (const by of [a, c]) await call(world, by, 'SuspendMember', d);
    assert.deepEqual(await voters(world), [a, c].sort());
    assert.equal((await call(world, c, 'SetParameter', 'B', '0.3')).state, 'passed');
  });

  it('that cannot be executed are refused, and the ballot is not recorded', async () => {
    const world = await network();
    seedVoters(world, [a, b]);
    assert.equal(await world.refusal(a, 'SetParameter', ['M', '1.5']), 'PARAMETER_RANGE');
    assert.deepEqual(
      (await world.as<ResultOf<typeof GetVotes>>(c, 'GetVotes', ['10', ''])).items.filter(
        ({ arguments: given }) => given['name'] === 'M',
      ),
      [],
    );
    const open = await call(world, a, 'AddVoter', c);
    await world.as(c, 'LeaveNetwork', []);
    assert.equal(await world.refusal(b, 'AddVoter', [c]), 'MEMBER_STATUS');
    const { state, ballots } = await world.as<Vote>(d, 'GetVote', [open.id]);
    assert.deepEqual([state, ballots.map(({ voter }) => voter)], ['open', [a]]);
  });

  it('are about arguments in canonical form', async () => {
    const world = await network();
    seedVoters(world, [a, b]);
    const { id } = await call(world, a, 'SetParameter', 'M', '0.50');
    const passed = await call(world, b, 'SetParameter', 'M', '0.5');
    assert.deepEqual([passed.id, passed.state], [id, 'passed']);
    assert.equal(await parameter(world, 'M'), '0.5');
    await world.openListing();
    await call(world, b, 'ChangeMarketRule', 'm', 'priceCap', '0.250');
    assert.equal((await call(world, a, 'ChangeMarketRule', 'm', 'priceCap', '0.25')).state, 'passed');
    const market = await world.as<{ rules: { priceCap: string } }>(c, 'GetMarket', ['m']);
    assert.equal(market.rules.priceCap, '0.25');
  });

  it('never remove the last voter', async () => {
    const world = await network();
    for (const [name, args] of [
      ['RemoveVoter', [a]],
      ['SuspendMember', [a]],
      ['LeaveNetwork', []],
    ] as const) {
      assert.equal(await world.refusal(a, name, args), 'LAST_VOTER');
    }
  });

  it('execute themselves: roles, one banker, suspension with its roles', async () => {
    const world = await network();
    seedVoters(world, [a, b]);
    await call(world, a, 'ChangeBanker', c);
    assert.equal(await world.refusal(c, 'MintEEuro', [d, '1']), 'FORBIDDEN');
    await call(world, b, 'ChangeBanker', c);
    await world.as(c, 'MintEEuro', [d, '1']);
    assert.equal(await world.refusal(banker, 'MintEEuro', [d, '1']), 'FORBIDDEN');
    const event = world.peer.events.findLast(({ transaction }) => transaction === 'ChangeBanker');
    assert.deepEqual([...(event?.members ?? [])].sort(), [banker, c].sort(), 'the event names both');
    for (const by of [a, b]) await call(world, by, 'SuspendMember', c);
    assert.equal(await world.refusal(c, 'MintEEuro', [d, '1']), 'MEMBER_SUSPENDED');
    for (const by of [a, b]) await call(world, by, 'ReinstateMember', c);
    assert.equal(await world.refusal(c, 'MintEEuro', [d, '1']), 'FORBIDDEN', 'the bank comes back by a vote only');
    for (const by of [a, b]) await call(world, by, 'RevokeRole', operator, 'marketOperator');
    await world.register('u@HouseholdsMSP');
    await world.as('u@HouseholdsMSP', 'RegisterPV', ['pv-u', '{"kind":"solar","capacityW":1,"location":"B"}']);
    assert.equal(await world.refusal(operator, 'VerifyPV', ['pv-u']), 'FORBIDDEN');
  });

  it('can be looked up: who voted what and when, page by page', async () => {
    const world = await network();
    seedVoters(world, [a, b, c]);
    for (const value of ['0.1', '0.2', '0.3']) {
      await call(world, a, 'SetParameter', 'B', value);
      world.peer.now += 60;
      await call(world, b, 'SetParameter', 'B', value);
    }
    const found: Vote[] = [];
    let bookmark = '';
    do {
      const page = await world.as<ResultOf<typeof GetVotes>>(d, 'GetVotes', ['2', bookmark]);
      assert.ok(page.items.length <= 2);
      found.push(...page.items);
      bookmark = page.bookmark;
    } while (bookmark !== '');
    const ours = found.filter(({ command }) => command === 'SetParameter');
    assert.deepEqual(ours.map(({ arguments: given }) => given['value']).sort(), ['0.1', '0.2', '0.3']);
    assert.equal(new Set(found.map(({ id }) => id)).size, found.length);
    const [vote] = ours.filter(({ arguments: given }) => given['value'] === '0.1');
    assert.deepEqual(vote?.ballots, [
      { voter: a, yes: true, at: '2026-06-01T11:00:00Z' },
      { voter: b, yes: true, at: '2026-06-01T11:01:00Z' },
    ]);
  });
});
