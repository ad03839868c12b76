import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { emptyPools } from '../../../../chaincode/domain/stored-energy/pools';
import { applyReports, type BatchState, sessionsOf } from '../../../../chaincode/domain/stored-energy/report-batch';
import { applyReport, type Report } from '../../../../chaincode/domain/stored-energy/reports';
import { openSession, sessionReference } from '../../../../chaincode/domain/stored-energy/session';
import { newStorageUnit } from '../../../../chaincode/domain/stored-energy/storage-unit';
import { defaults, ent, members, units, wh } from './community';

const produced = (number: number, amount: number | bigint, unit = 'U1'): Report => ({
  ...{ kind: 'produced', unit, number, member: 'a', energy: wh(amount) },
});
const consumed = (number: number, amount: number | bigint, unit = 'U1', member = 'a'): Report => ({
  ...{ kind: 'consumed', unit, number, member, energy: wh(amount) },
});
const actual = (number: number, amount: number | bigint, unit = 'U1'): Report => ({
  ...{ kind: 'actual', unit, number, energy: wh(amount) },
});
const fresh: BatchState = {
  pools: emptyPools,
  units: new Map(units.map((id) => [id, newStorageUnit(id, 'o')])),
  sessions: new Map(),
};
const apply = (reports: readonly Report[], state = fresh, now = 0) => applyReports(state, reports, defaults, now);

describe('reports of a storage unit', () => {
  it('carry its running number: repeated, reordered and skipped ones are refused', () => {
    const state = apply([produced(1, 5), produced(2, 5)]);
    assert.equal(state.units.get('U1')?.lastReport, 2);
    for (const number of [2, 1, 0, -1])
      assert.throws(() => apply([produced(number, 5)], state), { code: 'REPORT_REPEATED' });
    for (const number of [4, 2 ** 40])
      assert.throws(() => apply([produced(number, 5)], state), { code: 'REPORT_SKIPPED' });
    assert.throws(() => apply([produced(2, 5), produced(1, 5)]), { code: 'REPORT_SKIPPED' });
    assert.throws(() => apply([produced(1.5, 5)]), { code: 'REPORT_SKIPPED' });
  });

  it('are refused where they say nothing, except that the unit is empty', () => {
    assert.throws(() => apply([produced(1, 0)]), { code: 'REPORT_EMPTY' });
    assert.throws(() => apply([produced(1, 5), consumed(2, 0)]), { code: 'REPORT_EMPTY' });
    assert.equal(apply([produced(1, 5), actual(2, 0)]).pools.stored, 0n);
  });

  it('are refused where they take more than the unit holds', () => {
    assert.throws(() => apply([produced(1, 5), consumed(2, 6)]), { code: 'ENERGY_NOT_HELD' });
    assert.equal(apply([produced(1, 5), consumed(2, 5)]).pools.stored, 0n);
  });

  it('are refused from a unit that is unknown or has left', () => {
    assert.throws(() => apply([produced(1, 5, 'U9')]), { code: 'UNIT_NOT_FOUND' });
    const removed = new Map([['U1', { ...newStorageUnit('U1', 'o'), state: 'removed' as const }]]);
    assert.throws(() => apply([produced(1, 5)], { ...fresh, units: removed }), { code: 'UNIT_STATE' });
  });

  it('are refused where they would mint more ENT than there can be, or fill a unit beyond bounds', () => {
    const most = 10n ** 15n;
    assert.throws(() => apply([produced(1, most), produced(2, 1, 'U1')]), { code: 'SUPPLY_EXCEEDED' });
    const emptied = apply([produced(1, most)]);
    const burned = { ...emptied, pools: { stored: most, circulating: 0n, rate: 0n } };
    assert.throws(() => apply([produced(2, 1)], burned), { code: 'INVALID_ARGUMENT' });
  });

  it('say on whose account they mint and burn, and with which unit', () => {
    const first = applyReport(
      { pools: emptyPools, unit: newStorageUnit('U1', 'o'), session: null },
      produced(1, 10),
      defaults,
      0,
    );
    const [toProducer, toOwner] = first.changes;
    const common = { token: 'ENT', kind: 'mint', escrowed: 0n, counterparty: 'U1', reference: 'U1/1' };
    assert.deepEqual(toProducer, { ...common, member: 'a', available: 8_000n });
    assert.deepEqual(toOwner, { ...common, member: 'o', available: 2_000n });
    assert.deepEqual([first.minted, first.burned, first.unit.lastReport], [10_000n, 0n, 1]);
    const { unit, session } = openSession(
      { pools: first.pools, unit: first.unit, previous: null },
      { member: 'a', amount: ent(3_500) },
      defaults,
      0,
    );
    const second = applyReport({ pools: first.pools, unit, session }, consumed(2, 3), defaults, 0);
    assert.deepEqual(
      second.changes.map(({ member, kind, available, escrowed, reference }) => [
        member,
        kind,
        available,
        escrowed,
        reference,
      ]),
      [
        ['a', 'burn', 0n, -3_000n, 'U1/a'],
        ['a', 'escrowReleased', 500n, -500n, 'U1/a'],
      ],
    );
  });
});

describe('a batch of reports', () => {
  const amounts = fc.integer({ min: 1, max: 4_000 });
  const entries = fc.array(
    fc.tuple(
      fc.constantFrom('produced', 'produced', 'consumed', 'actual'),
      fc.constantFrom(...units),
      fc.constantFrom(...members),
      amounts,
    ),
    { minLength: 1, maxLength: 200, size: 'max' },
  );

  it('gives the same figures as its reports one by one', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const start = withSessions();
        const reports = numbered(list, start);
        const batch = apply(reports, start);
        let state: BatchState = start;
        const changes = reports.flatMap((report) => {
          const outcome = apply([report], state);
          state = outcome;
          return outcome.changes;
        });
        assert.deepEqual([batch.pools, batch.units, batch.sessions], [state.pools, state.units, state.sessions]);
        assert.deepEqual(batch.changes, changes);
        assert.equal(batch.outcomes.length, reports.length);
      }),
      { numRuns: 60 },
    );
  });

  it('happens as a whole or not at all, and leaves what it was given alone', () => {
    const start = withSessions();
    const before = structuredClone(start);
    assert.throws(() => apply([produced(2, 10), consumed(3, 10), produced(3, 10)], start), { code: 'REPORT_REPEATED' });
    apply([produced(2, 10), consumed(3, 10)], start);
    assert.deepEqual(start, before);
  });

  it('has 1 to 200 reports', () => {
    const many = Array.from({ length: 201 }, (_, index) => produced(index + 1, 1));
    assert.equal(apply(many.slice(0, 200)).units.get('U1')?.lastReport, 200);
    assert.throws(() => apply(many), { code: 'BATCH_SIZE' });
    assert.throws(() => apply([]), { code: 'BATCH_SIZE' });
  });

  it('needs the sessions of its consumptions, each once', () => {
    const reports = [consumed(1, 1), produced(2, 1), consumed(3, 1), consumed(1, 1, 'U2'), consumed(4, 1, 'U1', 'b')];
    assert.deepEqual(sessionsOf(reports), [
      { unit: 'U1', member: 'a' },
      { unit: 'U2', member: 'a' },
      { unit: 'U1', member: 'b' },
    ]);
  });

  /** Both units with energy, and sessions of `a` and `b` with the first one. */
  function withSessions(): BatchState {
    const started = apply([produced(1, 50_000), produced(1, 50_000, 'U2')]);
    const { pools } = started;
    let byId = started.units;
    const sessions = new Map(fresh.sessions);
    for (const member of ['a', 'b']) {
      const state = { pools, unit: byId.get('U1')!, previous: null };
      const opened = openSession(state, { member, amount: ent(20_000_000) }, defaults, 0);
      byId = new Map(byId).set('U1', opened.unit);
      sessions.set(sessionReference(opened.session), opened.session);
    }
    return { pools, units: byId, sessions };
  }

  /** Reports with the numbers that come next; consumptions that the unit can't bear become small. */
  function numbered(list: readonly (readonly [string, string, string, number])[], state: BatchState): Report[] {
    const energy = new Map([...state.units].map(([id, unit]) => [id, unit.energy]));
    const next = new Map([...state.units].map(([id, unit]) => [id, unit.lastReport]));
    return list.flatMap(([kind, unit, member, amount]): Report[] => {
      const held = energy.get(unit) ?? 0n;
      if (kind === 'consumed' && held < BigInt(amount)) return [];
      const number = (next.get(unit) ?? 0) + 1;
      next.set(unit, number);
      if (kind === 'actual') {
        energy.set(unit, BigInt(amount));
        return [actual(number, amount, unit)];
      }
      energy.set(unit, kind === 'produced' ? held + BigInt(amount) : held - BigInt(amount));
      return [
        kind === 'produced'
          ? ({ ...produced(number, amount, unit), member } as Report)
          : consumed(number, amount, unit, member),
      ];
    });
  }
});
