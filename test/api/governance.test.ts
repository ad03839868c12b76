import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import sinon from 'sinon';
import { chaincodeLaunch } from '../../scripts/start/start-services';
import { EnergyNetwork, type VoteAnswer } from '../support/energy-network';
import { temporaryFolder } from '../support/test-ca';

const [U1, U2] = ['u1@HouseholdsMSP', 'u2@HouseholdsMSP'];

describe('Roles and votes over REST, as the page tells it', () => {
  const network = new EnergyNetwork();
  const { folder, remove } = temporaryFolder();
  /** Seconds by which the peers' clocks are ahead; the test moves its own clock with them. */
  const shift = path.join(folder, 'shift');
  let [A, B, C, D] = ['', '', '', ''];

  before(async () => {
    writeFileSync(shift, '0');
    const program = path.join(__dirname, '..', 'support', 'shifted-chaincode.js');
    await network.start({}, { ...chaincodeLaunch(), command: [process.execPath, program, shift] });
    A = network.founder;
  });
  after(async () => {
    sinon.restore();
    await network.stop();
    remove();
  });

  const voters = () => network.read<string[]>(A, '/v1/voters');
  const rolesOf = async (member: string) => (await network.read<{ roles: string[] }>(A, `/v1/members/${member}`)).roles;
  const parameter = async (name: string) => (await network.read<Record<string, string>>(A, '/v1/parameters'))[name];
  const states = async (args: object, ...members: readonly string[]) => {
    const { command, ...rest } = args as { command: string };
    const seen: string[] = [];
    for (const member of members) seen.push((await network.vote(member, command, rest)).state);
    return seen;
  };
  const refused = (voter: string, command: string, args: object) =>
    network.refusal(voter, '/v1/votes', { command, arguments: args });
  const balance = (member: string) => network.balances(A, 'eEuro', member);

  it('A, an organisation’s administrator, bootstraps once and is the first voter', async () => {
    [B = ''] = await network.admit('b');
    assert.equal(await network.refusal(B, '/v1/network/bootstrap'), 'NOT_REGISTERED');
    await network.bootstrap();
    assert.deepEqual(await voters(), [A]);
    assert.equal(await network.refusal(A, '/v1/network/bootstrap'), 'ALREADY_BOOTSTRAPPED');
    assert.equal(await refused(A, 'RemoveVoter', { member: A }), 'LAST_VOTER');
    await network.act(B, '/v1/me', { firstName: 'Ben', lastName: 'B', email: 'b@example.org' });
    [C = '', D = ''] = await network.join('c', 'd');
  });

  it('A adds B at once', async () => {
    assert.equal(await refused(B, 'AddVoter', { member: B }), 'FORBIDDEN');
    assert.deepEqual(await states({ command: 'AddVoter', member: B }, A), ['passed']);
    assert.deepEqual(await voters(), [A, B].sort());
    assert.ok((await rolesOf(B)).includes('voter'));
  });

  it('C needs B and A', async () => {
    assert.deepEqual(await states({ command: 'AddVoter', member: C }, B), ['open']);
    assert.deepEqual(await voters(), [A, B].sort());
    assert.deepEqual(await states({ command: 'AddVoter', member: C }, A), ['passed']);
    assert.deepEqual(await voters(), [A, B, C].sort());
  });

  it('a voter’s second call turns its vote round, and its third turns it back', async () => {
    const ballots: (boolean | undefined)[] = [];
    for (let call = 0; call < 3; call++) {
      const vote = await network.vote(C, 'AddVoter', { member: D });
      assert.equal(vote.state, 'open');
      ballots.push(vote.ballots.find(({ voter }) => voter === C)?.yes);
    }
    assert.deepEqual(ballots, [true, false, true]);
  });

  it('removing C needs two', async () => {
    assert.deepEqual(await states({ command: 'RemoveVoter', member: C }, A), ['open']);
    assert.deepEqual(await states({ command: 'RemoveVoter', member: C }, B), ['passed']);
    assert.deepEqual(await voters(), [A, B].sort());
    assert.ok(!(await rolesOf(C)).includes('voter'));
    assert.equal(await refused(C, 'AddVoter', { member: D }), 'FORBIDDEN');
  });

  it('what C voted before it lost the role stands on record and does not count', async () => {
    const vote = await network.vote(A, 'AddVoter', { member: D });
    assert.deepEqual([vote.state, vote.ballots.map(({ voter }) => voter)], ['open', [C, A]]);
    assert.deepEqual(await voters(), [A, B].sort());
    assert.deepEqual(await network.read<VoteAnswer>(A, `/v1/votes/${vote.id}`), vote);
  });

  it('both storage units need both', async () => {
    await network.admit('u1', 'u2');
    for (const unit of [U1, U2]) {
      const args = { command: 'RegisterStorageUnit', unit, owner: C };
      assert.deepEqual(await states(args, A), ['open']);
      const { items } = await network.read<{ items: { id: string }[] }>(A, '/v1/storage-units');
      assert.ok(!items.some(({ id }) => id === unit));
      assert.deepEqual(await states(args, B), ['passed']);
    }
    const { items } = await network.read<{ items: { id: string; owner: string }[] }>(A, '/v1/storage-units');
    assert.deepEqual(
      items.map(({ id, owner }) => [id, owner]),
      [U1, U2].map((unit) => [unit, C]),
    );
  });

  it('compares arguments in canonical form: 0.50 and 0.5 are the same vote', async () => {
    assert.deepEqual(await states({ command: 'SetParameter', name: 'C', value: '0.10' }, A), ['open']);
    assert.deepEqual(await states({ command: 'SetParameter', name: 'C', value: '0.1' }, B), ['passed']);
    assert.equal(await parameter('C'), '0.1');
  });

  it('records no vote for what cannot be done', async () => {
    const before = await network.read<{ items: object[] }>(A, '/v1/votes?pageSize=200');
    assert.equal(await refused(A, 'SetParameter', { name: 'M', value: '1.5' }), 'PARAMETER_RANGE');
    assert.equal(await refused(A, 'SetParameter', { name: 'Z', value: '1' }), 'PARAMETER_UNKNOWN');
    assert.equal(await refused(A, 'RegisterStorageUnit', { unit: U1, owner: C }), 'UNIT_EXISTS');
    assert.equal(await refused(A, 'ChangeBanker', { member: 'x@HouseholdsMSP' }), 'MEMBER_NOT_FOUND');
    assert.deepEqual(await network.read(A, '/v1/votes?pageSize=200'), before);
  });

  it('both make C the banker, then D, and only the present one mints, burns and unlocks', async () => {
    const mint = (banker: string) => network.act(banker, `/v1/accounts/${B}/eEuro/mint`, { amount: '10' });
    const mintRefused = (member: string) => network.refusal(member, `/v1/accounts/${B}/eEuro/mint`, { amount: '10' });
    assert.equal(await mintRefused(C), 'FORBIDDEN');
    assert.deepEqual(await states({ command: 'ChangeBanker', member: C }, A, B), ['open', 'passed']);
    await mint(C);
    assert.deepEqual(await states({ command: 'ChangeBanker', member: D }, A, B), ['open', 'passed']);
    assert.equal(await mintRefused(C), 'FORBIDDEN');
    assert.deepEqual(
      [await rolesOf(C), await rolesOf(D)].map((roles) => roles.includes('banker')),
      [false, true],
    );
    await mint(D);
    await network.act(B, `/v1/accounts/${B}/eEuro/lock`, { amount: '5' });
    const waiting = await network.read<{ items: { member: string; amount: string }[] }>(D, '/v1/withdrawals');
    assert.deepEqual(
      waiting.items.map(({ member, amount }) => [member, amount]),
      [[B, '5']],
    );
    assert.equal(
      await network.refusal(D, `/v1/accounts/${B}/eEuro/burn`, { amount: '5.000001' }),
      'INSUFFICIENT_FUNDS',
    );
    await network.act(D, `/v1/accounts/${B}/eEuro/burn`, { amount: '3' });
    await network.act(D, `/v1/accounts/${B}/eEuro/unlock`, { amount: '2' });
    assert.deepEqual(await balance(B), [['17', '0']]);
  });

  it('with the community fund the voters together do what the banker did alone', async () => {
    assert.equal(await refused(A, 'MintFromFund', { member: C, amount: '4' }), 'CURRENCY_REGIME');
    assert.deepEqual(await states({ command: 'SetParameter', name: 'currency', value: 'fund' }, A, B), [
      'open',
      'passed',
    ]);
    assert.equal(await network.refusal(D, `/v1/accounts/${C}/eEuro/mint`, { amount: '4' }), 'CURRENCY_REGIME');
    assert.deepEqual(await states({ command: 'MintFromFund', member: C, amount: '4.0' }, A), ['open']);
    assert.deepEqual(await balance(C), [['0', '0']]);
    assert.deepEqual(await states({ command: 'MintFromFund', member: C, amount: '4' }, B), ['passed']);
    await network.act(C, `/v1/accounts/${C}/eEuro/lock`, { amount: '3' });
    assert.deepEqual(await states({ command: 'BurnFromFund', member: C, amount: '1' }, B, A), ['open', 'passed']);
    assert.deepEqual(await states({ command: 'UnlockFromFund', member: C, amount: '2' }, B, A), ['open', 'passed']);
    assert.deepEqual(await balance(C), [['3', '0']]);
    assert.deepEqual(await network.conserved(A, 'eEuro'), { held: 20_000_000n, supply: 20_000_000n });
  });

  it('a vote that is older than voteExpiry is closed and opened anew', async () => {
    assert.deepEqual(await states({ command: 'SetParameter', name: 'voteExpiry', value: '3600' }, A, B), [
      'open',
      'passed',
    ]);
    const args = { name: 'F', value: '0.25' };
    const first = await network.vote(A, 'SetParameter', args);
    assert.equal(first.state, 'open');
    sinon.useFakeTimers({ now: Date.now() + 3_602_000, toFake: ['Date'], shouldAdvanceTime: true });
    writeFileSync(shift, '3602');
    await network.signIn();
    const second = await network.vote(B, 'SetParameter', args);
    assert.deepEqual([second.state, second.ballots.map(({ voter }) => voter)], ['open', [B]]);
    assert.notEqual(second.id, first.id);
    assert.equal((await network.read<VoteAnswer>(A, `/v1/votes/${first.id}`)).state, 'expired');
    assert.equal(await parameter('F'), '0.2');
    assert.equal((await network.vote(A, 'SetParameter', args)).state, 'passed');
    assert.equal(await parameter('F'), '0.25');
  });

  it('has recorded who voted what and when, paged', async () => {
    const votes: VoteAnswer[] = [];
    let bookmark = '';
    do {
      const page = await network.read<{ items: VoteAnswer[]; bookmark: string }>(
        A,
        `/v1/votes?pageSize=5&bookmark=${encodeURIComponent(bookmark)}`,
      );
      assert.ok(page.items.length <= 5);
      votes.push(...page.items);
      ({ bookmark } = page);
    } while (bookmark !== '');
    assert.equal(new Set(votes.map(({ id }) => id)).size, votes.length);
    const count = (state: VoteAnswer['state']) => votes.filter((vote) => vote.state === state).length;
    assert.deepEqual([count('passed'), count('open'), count('expired'), count('failed')], [14, 1, 1, 0]);
    for (const { ballots } of votes) {
      for (const { voter, at } of ballots) assert.ok([A, B, C].includes(voter) && /^\d{4}-.*Z$/.test(at));
    }
  });
});
