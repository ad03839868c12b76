import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseTime } from '../../../chaincode/domain/time';
import { castBallot, hasExpired, type Vote } from '../../../chaincode/domain/vote';

const start = parseTime('2026-06-01T12:00:00Z');
const opened: Vote = {
  command: 'AddVoter',
  topic: '0123456789abcdef',
  round: 1,
  arguments: {},
  state: 'open',
  openedAt: '2026-06-01T12:00:00Z',
  closedAt: null,
  ballots: [],
};
const voters = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);
/** The state after each of `calls` voted in turn, as long as the vote is open. */
function statesAfter(calls: readonly string[], entitled: readonly string[]): string[] {
  const states: string[] = [];
  let vote = opened;
  for (const voter of calls) {
    if (vote.state !== 'open') break;
    vote = castBallot(vote, voter, entitled, start);
    states.push(vote.state);
  }
  return states;
}

describe('a vote', () => {
  it('passes with more than half of the voters, and not with half', () => {
    assert.deepEqual(statesAfter(['v0'], voters(1)), ['passed']);
    assert.deepEqual(statesAfter(['v0', 'v1'], voters(2)), ['open', 'passed']);
    assert.deepEqual(statesAfter(['v0', 'v1'], voters(3)), ['open', 'passed']);
    for (const count of [4, 5, 6, 7, 9, 10, 11, 13, 19, 20, 100]) {
      const states = statesAfter(voters(count), voters(count));
      assert.equal(states.length, Math.floor(count / 2) + 1, `${count} voters`);
      assert.equal(states.at(-1), 'passed');
    }
  });

  it("is turned round by a voter's further call", () => {
    const once = castBallot(opened, 'v0', voters(5), start);
    const twice = castBallot(once, 'v0', voters(5), start + 60);
    assert.deepEqual(twice.ballots, [{ voter: 'v0', yes: false, at: '2026-06-01T12:01:00Z' }]);
    assert.equal(castBallot(twice, 'v0', voters(5), start).ballots[0]?.yes, true);
  });

  it('fails once more than half can no longer say yes', () => {
    assert.deepEqual(statesAfter(['v0', 'v0'], voters(2)), ['open', 'failed']);
    assert.deepEqual(statesAfter(['v0', 'v0', 'v1', 'v1'], voters(3)), ['open', 'open', 'open', 'failed']);
    assert.deepEqual(statesAfter(['v0', 'v0', 'v1', 'v2', 'v2'], voters(4)), [
      'open',
      'open',
      'open',
      'open',
      'failed',
    ]);
  });

  it('counts those who are voters now: ballots of former voters stay on record and do not count', () => {
    const before = castBallot(opened, 'gone', ['gone', 'v0', 'v1', 'v2'], start);
    const after = castBallot(before, 'v0', voters(3), start);
    assert.equal(after.state, 'open');
    assert.deepEqual(
      after.ballots.map(({ voter }) => voter),
      ['gone', 'v0'],
    );
    assert.equal(castBallot(after, 'v1', voters(3), start).state, 'passed');
  });

  it('is decided by the voters, however they call', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.array(fc.nat(8), { maxLength: 40 }), (count, calls) => {
        const entitled = voters(count);
        let vote = opened;
        for (const call of calls) {
          if (vote.state !== 'open') break;
          vote = castBallot(vote, `v${call % count}`, entitled, start);
          const yes = vote.ballots.filter((ballot) => ballot.yes).length;
          const no = vote.ballots.length - yes;
          assert.equal(new Set(vote.ballots.map(({ voter }) => voter)).size, vote.ballots.length);
          assert.equal(vote.state === 'passed', yes > count / 2);
          assert.equal(vote.state === 'failed', count - no <= count / 2);
          assert.equal(vote.closedAt === null, vote.state === 'open');
        }
      }),
    );
  });

  it('expires after its time, when it is still open', () => {
    assert.equal(hasExpired(opened, 60, start + 60), false);
    assert.equal(hasExpired(opened, 60, start + 61), true);
    assert.equal(hasExpired({ ...opened, state: 'passed' }, 60, start + 61), false);
  });
});
