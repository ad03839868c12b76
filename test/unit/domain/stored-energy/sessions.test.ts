import * as assert from 'node:assert/strict';
import { type EnergyParameters } from '../../../../chaincode/domain/stored-energy/energy-parameters';
import { isOver } from '../../../../chaincode/domain/stored-energy/session';
import { checkActive, freeEnergy } from '../../../../chaincode/domain/stored-energy/storage-unit';
import { ratioOf } from '../../../../chaincode/domain/units';
import { Community, defaults, type Step } from './community';

const produced = (amount: bigint, member = 'a', unit = 'U1'): Step => ({ do: 'produced', unit, member, amount });
const consumed = (amount: bigint, member = 'a', unit = 'U1'): Step => ({ do: 'consumed', unit, member, amount });
const open = (amount: bigint, member = 'a', unit = 'U1'): Step => ({ do: 'open', unit, member, amount });
const actual = (amount: bigint, unit = 'U1'): Step => ({ do: 'actual', unit, amount });
const wait = (seconds: number): Step => ({ do: 'wait', seconds });

/** A community after these steps, none of which was refused. */
function after(steps: readonly Step[], parameters: EnergyParameters = defaults): Community {
  const community = new Community(parameters);
  for (const step of steps) assert.equal(community.take(step), null, step.do);
  return community;
}
const refusal = (steps: readonly Step[], last: Step) => after(steps).take(last);
const balance = ({ available, escrowed }: Community, member = 'a') => [
  available.get(member),
  escrowed.get(member) ?? 0n,
];
const ofSession = (community: Community) => {
  const session = community.session('U1', 'a');
  return session && [session.state, session.locked, session.reserved];
};

describe('consumption sessions: opening', () => {
  it('reserve what the ENT pay for at the burn rate, rounded down to a Wh, and lock the ENT', () => {
    const community = after([produced(10_000n), actual(9_000n), open(1_000_000n)]);
    assert.deepEqual(ofSession(community), ['open', 1_000_000n, 952n]);
    assert.deepEqual(balance(community), [7_000_000n, 1_000_000n]);
    assert.equal(freeEnergy(community.unit('U1')), 8_048n);
  });

  it('reserve no more than the unit has free, and lock all the ENT all the same', () => {
    const community = after([produced(10_000n), actual(3_000n), open(5_000_000n)]);
    assert.deepEqual(ofSession(community), ['open', 5_000_000n, 3_000n]);
    assert.equal(freeEnergy(community.unit('U1')), 0n);
  });

  it('reserve all that is free where burning costs nothing at all', () => {
    const parameters = { ...defaults, B: ratioOf(1_000_000n), C: ratioOf(10_000_000n) };
    const community = after([produced(1_000n), actual(9_000n), open(1n)], parameters);
    assert.deepEqual(ofSession(community), ['open', 1n, 9_000n]);
    assert.equal(community.take(consumed(4_000n)), null);
    assert.deepEqual(ofSession(community), ['open', 1n, 5_000n]);
  });

  it('are one per member and unit: a second one is refused while the first is open', () => {
    const both = [produced(10_000n), produced(10_000n, 'b'), open(1_000_000n)];
    assert.equal(refusal(both, open(1n)), 'SESSION_EXISTS');
    assert.equal(refusal(both, open(1_000_000n, 'b')), null);
    assert.equal(refusal([...both, produced(1_000n, 'a', 'U2')], open(800_000n, 'a', 'U2')), null);
  });

  it('are refused where they would reserve nothing', () => {
    assert.equal(refusal([produced(10_000n)], open(999n)), 'SESSION_EMPTY');
    assert.equal(refusal([produced(10_000n)], open(0n)), 'SESSION_EMPTY');
    assert.equal(refusal([produced(10_000n)], open(1_000n, 'a', 'U2')), 'SESSION_EMPTY');
    assert.equal(refusal([produced(10_000n), open(5_000_000n), actual(4_000n)], open(1_000n, 'o')), 'SESSION_EMPTY');
  });

  it('are refused with a unit that has left, and beyond what the member has', () => {
    assert.equal(refusal([produced(10_000n), { do: 'remove', unit: 'U1' }], open(1_000n)), 'UNIT_STATE');
    assert.equal(refusal([produced(10_000n)], open(8_000_001n)), 'INSUFFICIENT_FUNDS');
  });
});

describe('consumption sessions: consuming', () => {
  it('burn 1 ENT per kWh at the equilibrium, and give back what is left when they are used up', () => {
    const community = after([produced(10_000n), open(2_000_500n), consumed(500n)]);
    assert.deepEqual(ofSession(community), ['open', 1_500_500n, 1_500n]);
    assert.equal(community.take(consumed(1_500n)), null);
    assert.deepEqual(ofSession(community), ['consumed', 0n, 0n]);
    assert.deepEqual(balance(community), [6_000_000n, 0n]);
  });

  it('beyond what is reserved take the session and then the unit: energy is lost, and R answers', () => {
    const community = after([produced(10_000n), open(1_000_000n), consumed(3_000n)]);
    assert.deepEqual(ofSession(community), ['consumed', 0n, 0n]);
    assert.deepEqual(community.pools, { stored: 7_000n, circulating: 9_000_000n, rate: 100_000n });
  });

  it('without a session take all from the unit, and burn nothing', () => {
    const community = after([produced(10_000n), consumed(1_000n, 'b')]);
    assert.deepEqual(community.pools, { stored: 9_000n, circulating: 10_000_000n, rate: 50_000n });
  });

  it('keep the rate they were opened with while D is on their side', () => {
    const community = after([produced(10_000n), actual(9_000n), open(2_100_000n), actual(5_000n), consumed(1_000n)]);
    assert.equal(community.pools.rate, 250_000n);
    assert.equal(community.burned, 1_050_000n);
  });

  it('pay no cost any more when D has gone to the other side', () => {
    const community = after([produced(10_000n), actual(9_000n), open(2_100_000n), actual(12_000n), consumed(1_000n)]);
    assert.equal(community.burned, 1_000_000n);
  });

  it('gain no bonus any more when it is gone: all their ENT burn, the energy stays theirs, and R answers', () => {
    const steps = [produced(10_000n), actual(30_000n), open(1_000_000n), actual(10_000n)];
    const community = after(steps);
    assert.deepEqual(ofSession(community), ['open', 1_000_000n, 2_000n]);
    assert.equal(community.take(consumed(1_500n)), null);
    assert.deepEqual(ofSession(community), ['open', 0n, 500n]);
    assert.deepEqual(community.pools, { stored: 8_500n, circulating: 9_000_000n, rate: 25_000n });
    assert.equal(community.take(consumed(500n)), null);
    assert.deepEqual(ofSession(community), ['consumed', 0n, 0n]);
    assert.equal(community.burned, 1_000_000n);
  });

  it('never run short of ENT by the rounding of many small reports', () => {
    const steps: Step[] = [produced(10_000n), actual(9_988n), open(1_000_600n)];
    const community = after(steps);
    assert.deepEqual([community.pools.rate, ofSession(community)?.[2]], [600n, 1_000n]);
    for (let report = 0; report < 1_000; report++) {
      const before = community.gap;
      assert.equal(community.take(consumed(1n)), null);
      assert.ok(community.gap <= before);
    }
    assert.deepEqual(ofSession(community)?.[0], 'consumed');
    assert.equal(community.burned, 1_000_600n);
  });
});

describe('consumption sessions: ending', () => {
  it('are over when their time is up, to the second', () => {
    const community = after([produced(10_000n), open(1_000_000n)]);
    const session = community.session('U1', 'a')!;
    assert.equal(isOver(session, community.unit('U1'), 7_199), false);
    assert.equal(isOver(session, community.unit('U1'), 7_200), true);
    assert.equal(session.expiresAt, '1970-01-01T02:00:00Z');
  });

  it('pay nothing for a report that comes when they are over: they end, and the unit bears it', () => {
    const community = after([produced(10_000n), open(1_000_000n), wait(7_200), consumed(500n)]);
    assert.deepEqual(ofSession(community), ['expired', 0n, 0n]);
    assert.deepEqual(balance(community), [8_000_000n, 0n]);
    assert.deepEqual([community.pools.stored, community.burned], [9_500n, 0n]);
  });

  it('make room for the next one when they are over', () => {
    const community = after([produced(10_000n), open(8_000_000n), wait(7_200), open(7_000_000n)]);
    assert.deepEqual(ofSession(community), ['open', 7_000_000n, 7_000n]);
    assert.deepEqual(balance(community), [1_000_000n, 7_000_000n]);
    assert.equal(community.unit('U1').reserved, 7_000n);
  });

  it('end with their ENT returned when their unit leaves, whose energy leaves KWH', () => {
    const community = after([
      produced(10_000n),
      open(1_000_000n),
      produced(1_000n, 'b', 'U2'),
      { do: 'remove', unit: 'U1' },
    ]);
    assert.deepEqual(ofSession(community), ['closed', 0n, 0n]);
    assert.deepEqual(balance(community), [8_000_000n, 0n]);
    assert.deepEqual(community.pools, { stored: 1_000n, circulating: 11_000_000n, rate: 500_000n });
    assert.throws(
      () => {
        checkActive(community.unit('U1'));
      },
      { code: 'UNIT_STATE' },
    );
    assert.equal(community.take({ do: 'remove', unit: 'U1' }), 'UNIT_STATE');
  });

  it('leave a unit below what they hold where it lost their energy, until they end', () => {
    const community = after([produced(10_000n), open(8_000_000n), actual(3_000n)]);
    assert.equal(freeEnergy(community.unit('U1')), -5_000n);
    assert.equal(community.take(consumed(3_001n)), 'ENERGY_NOT_HELD');
    assert.equal(community.take(consumed(3_000n)), null);
    assert.equal(community.take(wait(7_200)), null);
    assert.equal(community.take(produced(1n)), null);
    assert.equal(community.take(open(1_000n)), 'SESSION_EMPTY');
  });
});
