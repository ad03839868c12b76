/** What is no proper call is refused with a typed error that names the field, and says nothing of what was in it. */
import { strict as assert } from 'node:assert';
import { Value } from '@sinclair/typebox/value';
import * as fc from 'fast-check';
import { type ChaincodeError } from '../../../chaincode/wire/chaincode-error';
import { commonErrors, type TransactionDeclaration } from '../../../chaincode/wire/declaration';
import { fullName, transactionList, type TransactionName, transactions } from '../../../chaincode/wire/transactions';
import { hostileDocuments, hostileEverywhere, hostileValues, withRepeatedField } from '../../support/hostile-values';
import { MarketWorld } from '../../support/market-world';
import { people, peopledWorld, type Stage } from '../../support/peopled-world';
import {
  ada,
  sampleArguments,
  sampleCaller,
  sampleDetails,
  sampleLabel,
  sampleReports,
  sampleRules,
  sampleTransient,
} from '../../support/sample-calls';
import { type Call, Refused } from '../../support/test-peer';

const SEED = 20260601;

describe('Bad input', () => {
  let stage: Stage;
  let calls: Map<string, Call>;
  before(async () => {
    stage = await peopledWorld();
    calls = new Map();
    for (const { name } of transactionList) {
      const id = people[sampleCaller(name)];
      calls.set(name, await stage.world.call(id, sampleTransient(name as TransactionName, id)));
    }
  });

  const callOf = (name: string): Call => {
    const call = calls.get(name);
    assert.ok(call);
    return call;
  };
  const argumentsOf = (name: string): string[] =>
    sampleArguments(sampleLabel(name as TransactionName), people[sampleCaller(name)], stage);

  /** How a call is refused; fails when it isn't, or without a typed error, or with a message that no member should see. */
  async function refusal(fn: string, args: readonly string[], call: Call, shown: string): Promise<ChaincodeError> {
    const refused = await stage.world.peer.simulate(fn, args, call).then(
      () => assert.fail(`${shown} was accepted`),
      (error: unknown) => error,
    );
    assert.ok(
      refused instanceof Refused && refused.refusal,
      `${shown} failed without a typed error: ${String(refused)}`,
    );
    checkReadable(refused.refusal, shown);
    return refused.refusal;
  }

  it('with a wrong number of arguments is refused by every transaction', async () => {
    const before = stage.world.peer.stateHash();
    for (const { name, contract } of transactionList) {
      const args = argumentsOf(name);
      const wrong = [
        [...args, ''],
        [...args, ...args, 'x'],
        Array<string>(50).fill('1'),
        ...(args.length > 0 ? [args.slice(1), []] : []),
      ];
      for (const given of wrong) {
        const { code } = await refusal(`${contract}:${name}`, given, callOf(name), `${name} with ${given.length}`);
        assert.equal(code, 'INVALID_ARGUMENT');
      }
    }
    assert.equal(stage.world.peer.stateHash(), before);
  });

  for (const declaration of transactionList) {
    const { name, args, documents } = declaration;
    const fields = Object.entries(args).filter(([field]) => !documents[field]);
    if (fields.length === 0) continue;
    it(`${name} refuses what is no ${fields.map(([field]) => field).join(', ')}`, async () => {
      const before = stage.world.peer.stateHash();
      for (const [field, form] of fields) {
        const position = Object.keys(args).indexOf(field);
        for (const value of hostileValues(form)) {
          const shown = `${name} with ${field} ${JSON.stringify(value.slice(0, 40))}`;
          const given = argumentsOf(name).with(position, value);
          const { code, details } = await refusal(fullName(declaration), given, callOf(name), shown);
          assert.deepEqual([code, details['field']], ['INVALID_ARGUMENT', field], shown);
        }
      }
      assert.equal(stage.world.peer.stateHash(), before);
    });
  }

  for (const [name, position, valid] of [
    ['RegisterPV', 1, { ...sampleDetails, certifications: ['a'], equipment: 'b', metadata: { c: 'd' } }],
    ['CreateMarket', 1, sampleRules],
  ] as const) {
    it(`${name} refuses what is no such document: wrong, missing, surplus, repeated and deep fields`, async () => {
      const declaration = transactionList.find((each) => each.name === name);
      assert.ok(declaration);
      // A field may be left out, or hold another text.
      const wrong = hostileDocuments(valid).filter((document) => !isProper(declaration, document));
      assert.ok(wrong.length > 80, `${wrong.length} documents`);
      for (const document of [...wrong, ...withRepeatedField(valid)]) {
        const given = argumentsOf(name).with(position, document);
        const shown = `${name} with ${document.slice(0, 100)}`;
        const { code } = await refusal(fullName(declaration), given, callOf(name), shown);
        assert.equal(code, 'INVALID_ARGUMENT', shown);
      }
    });
  }

  it('ReportBatch refuses what is no list of 1 to 200 reports, and takes 200 with the longest names', async () => {
    const declaration = transactions.ReportBatch;
    const [valid = {}] = sampleReports;
    const wrong = [
      ...hostileDocuments(valid).map((document) => `[${document}]`),
      ...withRepeatedField(valid).map((document) => `[${document}]`),
      ...hostileDocuments(valid),
      JSON.stringify(Array(201).fill(valid)),
      JSON.stringify([{ ...valid, kind: 'actual' }]),
      JSON.stringify([{ kind: 'consumed', report: 2, energy: '1' }]),
      JSON.stringify([{ ...valid, report: 1.5 }]),
      JSON.stringify([{ ...valid, report: '2' }]),
      JSON.stringify([{ ...valid, report: 0 }]),
    ];
    const improper = wrong.filter((document) => !isProper(declaration, document, 65_536));
    assert.ok(improper.length > 80, `${improper.length} documents`);
    for (const document of improper) {
      const shown = `ReportBatch with ${document.slice(0, 100)}`;
      const { code } = await refusal(fullName(declaration), [document], callOf('ReportBatch'), shown);
      assert.equal(code, 'INVALID_ARGUMENT', shown);
    }
    const longest = `${'a'.repeat(64)}@${'b'.repeat(64)}`;
    const most = Array.from({ length: 200 }, (_, index) => ({
      ...{ kind: 'produced', report: index + 1, member: longest, energy: '999999999999.999' },
    }));
    const { code } = await refusal(
      fullName(declaration),
      [JSON.stringify(most)],
      callOf('ReportBatch'),
      'a full batch',
    );
    assert.equal(code, 'MEMBER_NOT_FOUND');
  });

  it('refuses personal data that is not in the form, and does not repeat it', async () => {
    const valid = { ...ada, firstName: 'Mirabelle', lastName: 'Quux', email: 'mirabelle@quux.example' };
    const raw = (text: string) => Buffer.from(text, 'utf8');
    const given: Record<string, unknown>[] = [
      {},
      { Person: valid },
      ...[...hostileDocuments(valid), ...withRepeatedField(valid)]
        .filter((text) => !/"(first|last)Name":"(1e3|-1)"/.test(text))
        .map((text) => ({ person: raw(text) })),
      { person: { ...valid, 'mirabelle@quux.example': 1 } },
      { person: raw('{"person":"mirabelle@quux.example"') },
      { person: raw(`{"${'Mirabelle'.repeat(1 << 17)}":1}`) },
      { person: { ...valid, salt: 'not-hex' } },
      { person: { ...valid, email: 'mirabelle' } },
    ];
    for (const transient of given) {
      const world = await stage.world.call(people.stranger, transient);
      const shown = `personal data ${String(transient['person']).slice(0, 80)}`;
      const { code, message, details } = await refusal('members:RegisterMember', [], world, shown);
      assert.equal(code, 'PERSONAL_DATA_INVALID', shown);
      assert.doesNotMatch(message + JSON.stringify(details), /mirabelle|quux|not-hex|00112233/i, shown);
    }
    const empty = MarketWorld.empty();
    for (const network of [raw('{'), { pepper: 'c0ffee' }, { pepper: 'c0ffee'.repeat(10), c0ffee: 1 }]) {
      const code = await empty.refusal(people.unregisteredAdmin, 'Bootstrap', [], { network });
      assert.equal(code, 'PERSONAL_DATA_INVALID');
    }
  });

  it('as a bookmark begins the list anew, and never leads into another list', async () => {
    const { world, things } = stage;
    const lists: readonly (readonly [TransactionName, readonly string[]])[] = [
      ['GetMembers', []],
      ['GetPVs', []],
      ['GetMarkets', []],
      ['GetVotes', []],
      ['GetListings', ['sim', '2016-01-01T00:00:00Z']],
      ['GetOffers', [things.cleared]],
    ];
    const keys = [
      'account/',
      'credit/',
      'member/',
      'member0',
      'offer/',
      'vote/',
      '',
      '~',
      'a\u0000',
      'unit/pv-b\u{10ffff}',
    ];
    for (const [name, args] of lists) {
      const list = (bookmark: string) =>
        world.as<{ items: { id: string }[] }>(people.member, name, [...args, '2', bookmark]);
      const ids = (await world.as<{ items: { id: string }[] }>(people.member, name, [...args, '200', ''])).items;
      for (const key of keys) {
        const { items } = await list(Buffer.from(key).toString('base64url'));
        assert.deepEqual(items, ids.slice(0, 2), `${name} from ${key}`);
      }
    }
  });

  it('refuses transactions and contracts that do not exist', async () => {
    const call = callOf('GetCaller');
    const names = [
      ...[
        '',
        ':',
        'GetCaller2',
        'constructor',
        '__proto__',
        'members:',
        ':GetCaller',
        'GetCaller',
        'members:getCaller',
      ],
      ...[
        'members:constructor',
        'members:createContext',
        'members:aroundTransaction',
        'members:run',
        'members:toString',
      ],
      ...['none:GetCaller', 'constructor:name', '__proto__:toString', 'toString:call', 'members:GetCaller:x', 'a:b:c'],
      ...['tokens:GetCaller', 'org.hyperledger.fabric:None', 'members:a\u0000b', 'x'.repeat(1 << 20), 'members:\ud800'],
    ];
    for (const name of names) {
      const { code } = await refusal(name, [], call, JSON.stringify(name.slice(0, 40)));
      assert.equal(code, 'UNKNOWN_TRANSACTION', name.slice(0, 40));
    }
  });

  it(`of any kind never leads to an untyped error (seed ${SEED})`, async () => {
    const text = fc.oneof(
      fc.constantFrom(...hostileEverywhere.slice(0, -1)),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('constructor', '__proto__', 'toString', '0', '1', '0.5', 'true', '{}'),
      fc.json({ maxDepth: 3 }),
      fc.double().map(String),
      fc.bigInt().map(String),
      fc.constantFrom(...Object.values(people)),
    );
    const outcomes = { accepted: 0, refused: 0 };
    const someCall = fc.constantFrom(...transactionList).chain((declaration) => {
      const sample = argumentsOf(declaration.name);
      const position = sample.map((value) => fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, text));
      return fc.record({
        declaration: fc.constant(declaration),
        args: fc.oneof({ weight: 6, arbitrary: fc.tuple(...position) }, fc.array(text, { maxLength: 6 })),
        by: fc.oneof(
          { weight: 4, arbitrary: fc.constant(people[sampleCaller(declaration.name)]) },
          fc.constantFrom(...Object.values(people)),
        ),
      });
    });
    const property = fc.asyncProperty(someCall, async ({ declaration, args, by }) => {
      const call = await stage.world.call(by, sampleTransient(declaration.name as TransactionName, by));
      const shown = `${declaration.name}(${JSON.stringify(args).slice(0, 200)}) by ${by}`;
      try {
        const { result } = await stage.world.peer.simulate(fullName(declaration), args, call);
        assert.ok(Value.Check(declaration.result, JSON.parse(result)), `${shown} answered ${result}`);
        outcomes.accepted += 1;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        assert.ok(error.refusal, `${shown} failed without a typed error: ${error.message}`);
        const named = [...commonErrors, ...declaration.errors].includes(error.refusal.code);
        assert.ok(named, `${shown} was refused with ${error.refusal.code}, which is not declared`);
        checkReadable(error.refusal, shown);
        outcomes.refused += 1;
      }
    });
    const before = stage.world.peer.stateHash();
    await fc.assert(property, { seed: SEED, numRuns: 4000 });
    assert.equal(stage.world.peer.stateHash(), before);
    assert.ok(outcomes.accepted > 400 && outcomes.refused > 1500, JSON.stringify(outcomes));
  });
});

/** A sentence of a bearable length, without what a terminal or a log would stumble over. */
function checkReadable({ message, details }: ChaincodeError, shown: string): void {
  const said = message + JSON.stringify(details);
  assert.ok(said.length < 1000, `${shown}: ${said.length} characters`);
  assert.doesNotMatch(message, /[\p{Cc}\p{Cs}]/u, shown);
  assert.match(message, /\w+ \w+/, shown);
}

function isProper({ documents }: TransactionDeclaration, document: string, longest = 16_384): boolean {
  const schema = Object.values(documents)[0];
  try {
    return schema !== undefined && document.length <= longest && Value.Check(schema, JSON.parse(document));
  } catch {
    return false;
  }
}
