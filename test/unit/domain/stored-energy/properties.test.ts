import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { sideOf } from '../../../../chaincode/domain/stored-energy/pools';
import { freeEnergy } from '../../../../chaincode/domain/stored-energy/storage-unit';
import { Community, parameterSets, type Step, steps, units } from './community';
import { SlowCommunity } from './slow-community';

const sum = (values: Iterable<bigint>) => [...values].reduce((total, value) => total + value, 0n);
const positive = (balances: ReadonlyMap<string, bigint>) =>
  Object.fromEntries([...balances].filter(([, amount]) => amount !== 0n).sort());

/** The same step in the slow reference: whether it was taken. */
function takeSlowly(slow: SlowCommunity, step: Step, now: number): boolean {
  switch (step.do) {
    case 'produced':
      return slow.produced(step.unit, step.member, step.amount);
    case 'consumed':
      return slow.consumed(step.unit, step.member, step.amount, now);
    case 'actual':
      return slow.actual(step.unit, step.amount);
    case 'open':
      return slow.open(step.unit, step.member, step.amount, now);
    case 'remove':
      return slow.remove(step.unit);
    case 'wait':
      return true;
  }
}

describe('stored energy: any sequence of reports and sessions', () => {
  it('gives what a literal reading of the page gives, step by step', () => {
    const seen = { consumed: 0, refused: 0, surplus: 0, loss: 0, crossed: 0, short: 0 };
    fc.assert(
      fc.property(steps, parameterSets, (list, parameters) => {
        const community = new Community(parameters);
        const slow = new SlowCommunity(parameters);
        for (const id of units) slow.register(id, 'o');
        let side = sideOf(community.pools);
        for (const step of list) {
          const refusal = community.take(step);
          const taken = takeSlowly(slow, step, community.now);
          assert.equal(refusal === null, taken, `${step.do}: ${refusal}`);
          const { stored, circulating, rate } = community.pools;
          assert.deepEqual([stored, circulating, rate], [slow.KWH, slow.ENT, slow.R]);
          assert.deepEqual(positive(community.available), positive(slow.available));
          for (const id of units.filter((each) => slow.owners.has(each))) {
            assert.deepEqual(
              [community.unit(id).energy, freeEnergy(community.unit(id))],
              [slow.kwh.get(id), slow.free(id)],
            );
          }
          const now = sideOf(community.pools);
          seen.crossed += [now, side].sort().join() === 'loss,surplus' ? 1 : 0;
          side = now;
          seen.refused += taken ? 0 : 1;
          if (step.do === 'consumed' && taken) seen.consumed++;
          if (now !== 'balanced') seen[now]++;
          seen.short += slow.sessions.some((each) => each.locked < each.reservedWh * 1000n) ? 1 : 0;
        }
      }),
      { numRuns: 400 },
    );
    for (const [what, count] of Object.entries(seen)) assert.ok(count > 30, `${what} only ${count} times`);
  });

  it('conserves ENT: what circulates is what was minted less what was burned, and lies on accounts', () => {
    fc.assert(
      fc.property(steps, parameterSets, (list, parameters) => {
        const community = new Community(parameters);
        for (const step of list) {
          community.take(step);
          const { circulating } = community.pools;
          assert.equal(circulating, community.minted - community.burned);
          assert.equal(circulating, sum(community.available.values()) + sum(community.escrowed.values()));
          for (const amount of [...community.available.values(), ...community.escrowed.values()]) {
            assert.ok(amount >= 0n);
          }
        }
      }),
    );
  });

  it('keeps KWH the sum of the units, and what is locked and reserved the sums of the open sessions', () => {
    fc.assert(
      fc.property(steps, parameterSets, (list, parameters) => {
        const community = new Community(parameters);
        for (const step of list) {
          community.take(step);
          assert.equal(community.pools.stored, sum([...community.units.values()].map(({ energy }) => energy)));
          const sessions = [...community.sessions.values()];
          for (const [member, escrowed] of community.escrowed) {
            const own = sessions.filter((session) => session.member === member);
            assert.equal(escrowed, sum(own.map(({ locked }) => locked)));
          }
          for (const unit of community.units.values()) {
            const own = sessions.filter((session) => session.unit === unit.id);
            assert.equal(unit.reserved, sum(own.map(({ reserved }) => reserved)));
          }
          for (const { state, locked, reserved } of sessions) {
            if (state === 'open') assert.ok(reserved > 0n);
            else assert.deepEqual([locked, reserved], [0n, 0n]);
          }
        }
      }),
    );
  });

  it('never lets D grow by the price of a report: only by a loss, a gain, or ENT that a lost bonus left too few', () => {
    let priced = 0;
    fc.assert(
      fc.property(steps, parameterSets, (list, parameters) => {
        const community = new Community(parameters);
        for (const step of list) {
          const before = community.gap;
          const session = step.do === 'consumed' ? community.session(step.unit, step.member) : null;
          const taken = community.take(step) === null;
          if (!taken || (step.do !== 'produced' && step.do !== 'consumed')) continue;
          const within = session?.state === 'open' && step.amount <= session.reserved && session.side !== 'surplus';
          if (step.do === 'consumed' && !within) continue;
          if (step.do === 'consumed' && community.session(step.unit, step.member)?.state === 'expired') continue;
          assert.ok(community.gap <= before, `${step.do}: ${before} -> ${community.gap}`);
          priced++;
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(priced > 1000);
  });

  it('sets R where D grew, holds it where D shrank, and clears it at the equilibrium', () => {
    const seen = { set: 0, held: 0, cleared: 0 };
    fc.assert(
      fc.property(steps, parameterSets, (list, parameters) => {
        const community = new Community(parameters);
        for (const step of list) {
          const before = { gap: community.gap, rate: community.pools.rate };
          community.take(step);
          const { gap } = community;
          const { rate } = community.pools;
          if (gap === 0n) {
            assert.equal(rate, 0n);
            if (before.gap > 0n) seen.cleared++;
          } else if (gap > before.gap) {
            const twiceOff = 2n * (rate * 1_000_000n - gap * parameters.C);
            assert.ok(twiceOff <= 1_000_000n && twiceOff >= -1_000_000n);
            seen.set++;
          } else {
            assert.equal(rate, before.rate);
            if (gap < before.gap) seen.held++;
          }
        }
      }),
      { numRuns: 300 },
    );
    for (const [what, count] of Object.entries(seen)) assert.ok(count > 30, `${what} only ${count} times`);
  });
});
