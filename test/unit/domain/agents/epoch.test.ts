/** Seats, turns and what counts in an epoch (spec 14). */
import { strict as assert } from 'node:assert';
import { addStake, drawnStake, newAgent, takeStake } from '../../../../chaincode/domain/agents/agent';
import {
  countListing,
  type Epoch,
  firstEpoch,
  listingToDrawBy,
  requireEarlier,
  resign,
  seat,
  unseat,
} from '../../../../chaincode/domain/agents/epoch';
import { inTurn, requireTurn } from '../../../../chaincode/domain/agents/turns';
import { DomainError } from '../../../../chaincode/domain/errors';
import { type Ratio } from '../../../../chaincode/domain/units';

const members = Array.from({ length: 12 }, (_, index) => `a${index.toString().padStart(2, '0')}`);
const counted = (epoch: Epoch, listings: number): Epoch => {
  let now = epoch;
  for (let listing = 0; listing < listings; listing++) [now] = countListing(now, `l${listing}`, true);
  return now;
};
const code = (expected: string) => (error: unknown) => error instanceof DomainError && error.code === expected;

describe('An epoch of agents', () => {
  it('takes the first ten who stake', () => {
    const full = members.reduce(seat, firstEpoch);
    assert.deepEqual(full.agents, members.slice(0, 10));
    assert.equal(full.openSeats, 0);
  });

  it('is over with the tenth listing, attested or not; who was drawn follows, or the same agents less who resigned', () => {
    const epoch = { ...firstEpoch, agents: ['a', 'b', 'c'], openSeats: 7 };
    const [ninth, none] = countListing(counted(epoch, 8), 'l8', false);
    assert.equal(none, undefined);
    const [tenth, following] = countListing(resign(ninth, 'b'), 'l9', true);
    assert.deepEqual([tenth.listings.length, tenth.attested], [10, 9]);
    assert.deepEqual([following?.number, following?.agents, following?.openSeats], [2, ['a', 'c'], 8]);
    const [, drawn] = countListing({ ...ninth, next: ['x', 'y'] }, 'l9', true);
    assert.deepEqual(drawn?.agents, ['x', 'y']);
  });

  it('takes the seat of a dismissed agent, now and next, and gives it to nobody', () => {
    const epoch = { ...firstEpoch, agents: ['a', 'b'], openSeats: 0, next: ['b', 'c'] };
    const after = unseat(epoch, 'b');
    assert.deepEqual([after.agents, after.next, after.openSeats], [['a'], ['c'], 0]);
  });

  it('can be drawn for from the fifth listing to the tenth, by the fifth', () => {
    assert.throws(() => listingToDrawBy(counted(firstEpoch, 4)), code('DRAW_NOT_DUE'));
    assert.equal(listingToDrawBy(counted(firstEpoch, 5)), 'l4');
    assert.equal(listingToDrawBy(counted(firstEpoch, 9)), 'l4');
    assert.throws(() => listingToDrawBy(counted(firstEpoch, 10)), code('DRAW_NOT_DUE'));
  });

  it('is drawn for again only by an earlier block, so that ordering a transaction twice chooses nothing', () => {
    const drawn = { ...firstEpoch, draw: { number: 7, hash: 'ab' } };
    assert.throws(() => requireEarlier(drawn, { number: 7, hash: 'cd' }), code('DRAW_MADE'));
    assert.throws(() => requireEarlier(drawn, { number: 8, hash: 'cd' }), code('DRAW_MADE'));
    requireEarlier(drawn, { number: 6, hash: 'cd' });
    requireEarlier(firstEpoch, { number: 8, hash: 'cd' });
  });
});

describe('A stake', () => {
  const options = (number: number, underWay: boolean) => ({ least: 10n, epoch: { number, underWay } });

  it('counts in the lottery of an epoch only as far as it was there before the epoch was under way', () => {
    const early = addStake(newAgent('a', ''), 10n, options(1, false));
    const late = addStake(addStake(early, 5n, options(1, true)), 7n, options(1, true));
    assert.deepEqual([late.stake, drawnStake(late, 1), drawnStake(late, 2)], [22n, 10n, 22n]);
    const later = addStake(late, 4n, options(2, true));
    assert.deepEqual([drawnStake(later, 2), drawnStake(later, 3)], [22n, 26n]);
    const less = takeStake(late, 3n, 10n);
    assert.deepEqual([less.stake, drawnStake(less, 1)], [19n, 10n], 'what came last goes first');
    assert.equal(drawnStake(takeStake(late, 22n, 10n), 1), 0n);
  });
});

describe('Turns', () => {
  const agents = [
    { member: 'b', score: 2_000_000n as Ratio },
    { member: 'c', score: 3_000_000n as Ratio },
    { member: 'a', score: 2_000_000n as Ratio },
  ];

  it('go by own score, then by id', () => {
    assert.deepEqual(
      inTurn(agents).map(({ member }) => member),
      ['c', 'a', 'b'],
    );
  });

  it('come one after the other, and earlier ones may still attest', () => {
    const at = (now: number) => ({ clearedAt: 1000, now, turn: 60 });
    requireTurn('c', agents, at(1000));
    assert.throws(() => requireTurn('a', agents, at(1059)), code('NOT_ITS_TURN'));
    requireTurn('a', agents, at(1060));
    requireTurn('c', agents, at(1060));
    assert.throws(() => requireTurn('b', agents, at(1119)), code('NOT_ITS_TURN'));
    requireTurn('b', agents, at(1120));
    assert.throws(() => requireTurn('x', agents, at(5000)), code('AGENT_NOT_SEATED'));
  });
});
