import assert from 'node:assert/strict';
import { experienceOf } from '../../../scripts/chaos/experience';
import { judged } from '../../../scripts/chaos/judged';
import { differences } from '../../../scripts/chaos/played-day';
import { type Act } from '../../../scripts/chaos/witness';

const ledger = (peer: string, ...transactions: string[]) => ({ peer, height: 7, transactions: new Set(transactions) });

describe('A day under faults', () => {
  it('has lost what a member was told of and one peer does not have', () => {
    const { lost, doubled } = judged(new Set(['a', 'b']), [ledger('first', 'a', 'b'), ledger('second', 'b')]);
    assert.deepEqual([lost, doubled], [['second: a'], []]);
  });

  it('has done twice, or behind the back of members, what is valid and nobody was told of', () => {
    const { lost, doubled } = judged(new Set(['a']), [ledger('first', 'a', 'again'), ledger('second', 'a', 'again')]);
    assert.deepEqual([lost, doubled], [[], ['again']]);
  });

  it('differs from another one by whoever has more, less or nothing', () => {
    const of = (eEuro: string) => ({ eEuro, ENT: '0' });
    const found = differences(new Map([['h01', of('1')], ['h02', of('2')]]), new Map([['h01', of('1')], ['h02', of('3')], ['h03', of('1')]])); // prettier-ignore
    assert.equal(found.length, 2);
    assert.match(found[0] ?? '', /^h02 has .*"2".* instead of .*"3"/);
    assert.match(found[1] ?? '', /^h03 has nothing instead of/);
  });
});

describe('What members notice of a fault', () => {
  const act = (sentAt: number, endedAt: number | undefined, more: Partial<Act> = {}): Act => ({
    ...{ request: 'POST /', writes: true, sentAt, endedAt, answered: true, requests: [sentAt], failures: [] },
    ...more,
  });

  it('are failures, repetitions and waits between it and the next one', () => {
    const acts = [
      act(0, 90, { failures: [50] }),
      act(95, 700, { failures: [150, 250], requests: [95, 200, 300] }),
      act(400, 4_500),
      act(900, 950),
      act(6_000, 6_100, { failures: [6_050] }),
    ];
    assert.deepEqual(experienceOf(acts, 100, 5_000), {
      ...{ failedRequests: 2, retries: 2, givenUp: 0, longestWaitMs: 4_100, recoveredAfterMs: 4_400 },
    });
  });

  it('is over when those who met it are served: who waits later waits for something else', () => {
    const acts = [act(50, 4_100), act(9_000, 13_000)];
    assert.equal(experienceOf(acts, 100, 20_000).recoveredAfterMs, 4_000);
  });

  it('is nothing when nobody failed or waited', () => {
    const { recoveredAfterMs, failedRequests } = experienceOf([act(0, 200), act(150, 300)], 100, 5_000);
    assert.deepEqual([recoveredAfterMs, failedRequests], [0, 0]);
  });

  it('counts who got no answer in the end', () => {
    const acts = [act(90, 800, { answered: false, failures: [200, 700] }), act(90, undefined, { answered: false })];
    assert.equal(experienceOf(acts, 100, 5_000).givenUp, 1);
  });
});
