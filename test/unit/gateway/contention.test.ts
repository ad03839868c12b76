import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { transactionList, transactions } from '../../../chaincode/wire/transactions';
import { competitionOf, passesAt } from '../../../gateway-api/fabric/contention';
import { ConflictMemory } from '../../../gateway-api/fabric/conflict-memory';
import { ContentionLanes, type Pass, type Turn } from '../../../gateway-api/fabric/contention-lanes';
import { ledgerCall } from '../../../gateway-api/fabric/ledger-call';

const far = () => Date.now() + 60_000;
const pass = (passage: Pass['passage'], resource = 'r', first = false): Pass => ({ resource, passage, first });

/** Lets everything that can go on do so. */
const settle = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

describe('The lanes of a contended resource', () => {
  /** Enters, and notes when the turn has come. */
  const entering = (lanes: ContentionLanes, come: string[], name: string, ...passes: Pass[]): Promise<Turn> =>
    lanes.enter(passes, far()).then((turn) => {
      assert.ok(turn);
      come.push(name);
      return turn;
    });

  it('let pass side by side, in line one after another beside the others, and alone nobody else', async () => {
    const lanes = new ContentionLanes();
    const come: string[] = [];
    const turns = [
      entering(lanes, come, 'beside 1', pass('beside')),
      entering(lanes, come, 'beside 2', pass('beside')),
      entering(lanes, come, 'in line 1', pass('inLine')),
      entering(lanes, come, 'in line 2', pass('inLine')),
      entering(lanes, come, 'beside 3', pass('beside')),
      entering(lanes, come, 'alone', pass('alone')),
      entering(lanes, come, 'beside 4', pass('beside')),
    ];
    const leave = async (index: number): Promise<void> => {
      (await turns[index])?.leave();
      await settle();
    };
    await settle();
    assert.deepEqual(come, ['beside 1', 'beside 2', 'in line 1', 'beside 3']);
    await leave(2);
    assert.deepEqual(come.splice(0, 4 + 1).at(-1), 'in line 2');
    for (const index of [0, 1, 3]) await leave(index);
    // Who came after the one that wants to be alone waits for it, though he would get on with those under way.
    assert.deepEqual(come, []);
    await leave(4);
    assert.deepEqual(come, ['alone']);
    await leave(5);
    assert.deepEqual(come, ['alone', 'beside 4']);
    await leave(6);
    assert.equal(lanes.size, 0);
  });

  it('put who lost before at the head of those who wait', async () => {
    const lanes = new ContentionLanes();
    const come: string[] = [];
    const holder = await lanes.enter([pass('alone')], far());
    for (const name of ['a', 'b']) void entering(lanes, come, name, pass('alone')).then((turn) => turn.leave());
    void entering(lanes, come, 'first', pass('alone', 'r', true)).then((turn) => turn.leave());
    holder?.leave();
    await settle();
    assert.deepEqual(come, ['first', 'a', 'b']);
  });

  it('give up at the deadline, and then hold up nobody', async () => {
    const lanes = new ContentionLanes();
    const holder = await lanes.enter([pass('beside')], far());
    const late = lanes.enter([pass('beside', 'other'), pass('alone')], Date.now() + 5);
    const behind = lanes.enter([pass('beside')], far());
    assert.equal(await late, undefined);
    (await behind)?.leave();
    holder?.leave();
    assert.equal(lanes.size, 0);
  });

  it('never hold two at once that do not get on, let everybody through, and forget what nobody wants', async () => {
    const passage = fc.constantFrom('beside' as const, 'inLine' as const, 'alone' as const);
    const resources = fc.uniqueArray(fc.constantFrom('r', 's', 't'), { minLength: 1 });
    const wish = fc
      .tuple(resources, passage, fc.boolean())
      .map(([names, how, first]) => names.map((name) => pass(how, name, first)));
    await fc.assert(
      fc.asyncProperty(fc.array(wish, { maxLength: 30 }), fc.scheduler(), async (wishes, scheduler) => {
        const lanes = new ContentionLanes();
        const under: Pass[] = [];
        const doing = wishes.map(async (passes) => {
          await scheduler.schedule(Promise.resolve());
          const turn = await lanes.enter(passes, far());
          for (const { resource, passage: how } of passes) {
            const others = under.filter((other) => other.resource === resource).map((other) => other.passage);
            if (how === 'alone') assert.deepEqual(others, []);
            assert.ok(!others.includes('alone'));
            if (how === 'inLine') assert.ok(!others.includes('inLine'));
          }
          under.push(...passes);
          await scheduler.schedule(Promise.resolve());
          for (const each of passes) under.splice(under.indexOf(each), 1);
          turn?.leave();
        });
        await scheduler.waitFor(Promise.all(doing));
        assert.equal(lanes.size, 0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('What a transaction competes for', () => {
  const order = ledgerCall(transactions.PlaceOrder, { book: 'ent', order: 'o1', terms: '{}' });
  const report = ledgerCall(transactions.ReportBatch, { reports: '[]' });

  it('is its book for an order: passed beside the others first, then in line, then alone', () => {
    const passages = [0, 1, 2, 3].map((step) => passesAt(competitionOf(order, 'a@B'), step));
    assert.deepEqual(passages, [
      [pass('beside', 'book:ent')],
      [pass('inLine', 'book:ent')],
      [pass('alone', 'book:ent', true)],
      [pass('alone', 'book:ent', true)],
    ]);
  });

  it('is KWH, ENT and R for a report, and its unit: passed alone from the first', () => {
    assert.deepEqual(passesAt(competitionOf(report, 'su1@B'), 0), [
      pass('alone', 'energy-pool'),
      pass('alone', 'storage-unit:su1@B'),
    ]);
  });

  it('is what those of the same name change, where it says nothing', () => {
    const call = ledgerCall(transactions.MintEEuro, { member: 'a@B', amount: '1' });
    assert.deepEqual(passesAt(competitionOf(call, 'x@B'), 0), [pass('beside', 'transaction:MintEEuro')]);
  });

  it('is named by its own arguments', () => {
    for (const { name, args, contention = [] } of transactionList) {
      for (const { on } of contention) {
        for (const [, argument = ''] of on.matchAll(/\{(\w+)\}/g)) {
          assert.ok(argument === 'caller' || argument in args, `${name}: ${on}`);
        }
      }
    }
  });
});

describe('The memory of conflicts', () => {
  /** Of 100 who ask, spread evenly over all chances: how many should go in line from the start. */
  const inLine = (noted: (memory: ConflictMemory) => void): number => {
    let asked = 0;
    const memory = new ConflictMemory(() => asked / 100);
    noted(memory);
    let expected = 0;
    for (; asked < 100; asked++) if (memory.expectsConflict('r')) expected++;
    return expected;
  };
  const note = (conflicts: readonly boolean[]) => (memory: ConflictMemory) => {
    for (const conflict of conflicts) memory.note('r', conflict);
  };
  const times = (count: number, ...conflicts: boolean[]) => Array.from({ length: count }, () => conflicts).flat();

  it('sends nobody in line where nothing is known, or hardly anybody collided', () => {
    assert.equal(inLine(note([])), 0);
    assert.equal(inLine(note([true])), 0);
  });

  it('sends more in line the more collided, but never all, and none any more when it gets better', () => {
    const third = inLine(note(times(50, true, false, false)));
    assert.ok(third > 40 && third < 80, `${third}`);
    assert.equal(inLine(note(times(60, true))), 95);
    assert.equal(inLine(note(times(60, true, false))), 95);
    assert.equal(inLine(note([...times(60, true), ...times(40, false)])), 0);
  });

  it('keeps resources apart, and no more than a thousand of them', () => {
    const memory = new ConflictMemory(() => 0);
    const heat = (resource: string) => times(60, true).forEach((conflict) => memory.note(resource, conflict));
    heat('r');
    assert.deepEqual([memory.expectsConflict('r'), memory.expectsConflict('s')], [true, false]);
    for (let other = 0; other < 1_000; other++) heat(`other ${other}`);
    assert.equal(memory.expectsConflict('r'), false);
  });
});
