import { strict as assert } from 'node:assert';
import { Value } from '@sinclair/typebox/value';
import { fullName, transactionList, type TransactionName, transactions } from '../../../chaincode/wire/transactions';
import { columns, header, legend, rows } from '../../support/authorisation-table';
import { MarketWorld } from '../../support/market-world';
import { people, type Person, peopledWorld, type Stage, type Things, worldFor } from '../../support/peopled-world';
import { sampleArguments, sampleTransient } from '../../support/sample-calls';
import { testIdentity, type TestIdentity } from '../../support/test-identity';
import { Refused } from '../../support/test-peer';

function identityOf(person: Person): Promise<TestIdentity> {
  const id = people[person];
  const claims = { role: 'banker', roles: 'voter,banker,marketOperator', admin: 'true', 'hf.Type': 'admin' };
  if (person === 'forger') return testIdentity(id, { attributes: { 'hf.EnrollmentID': 'f', ...claims } });
  if (person === 'impostor') return testIdentity(id, { attributes: { 'hf.EnrollmentID': 'b' } });
  return testIdentity(id, { ou: /^(admin|chief)@/.test(id) ? 'admin' : 'client' });
}

describe('Who may call what', () => {
  let settled: Stage;
  before(async () => {
    settled = await peopledWorld();
  });

  it('is written down for every transaction and everybody', () => {
    assert.deepEqual([...new Set(rows.map(({ name }) => name))].sort(), Object.keys(transactions).sort());
    assert.deepEqual(
      header,
      columns.map(([short]) => short),
    );
    for (const { label, cells } of rows) assert.equal(cells.length, columns.length, label);
    assert.ok(columns.length === Object.keys(people).length && rows.length * columns.length > 1000);
  });

  for (const { label, name, cells } of rows) {
    it(`lets ${cells.filter((cell) => cell === '+').length} of ${cells.length} call ${label}, and refuses the others by code`, async () => {
      for (const [index, [, person]] of columns.entries()) {
        const expected = cells[index] ?? '';
        const { world, things } =
          label === 'Bootstrap(first)' ? { world: MarketWorld.empty(), things: settled.things } : { ...settled };
        await checkCell(worldFor(world, name), things, { label, name, person, expected });
      }
    });
  }

  it('gives the same network metadata: the declared transactions, with their arguments in order', async () => {
    const { world } = settled;
    const call = { identity: await identityOf('stranger') };
    const metadata = await world.fork().peer.evaluate<Metadata>('org.hyperledger.fabric:GetMetadata', [], call);
    const listed = Object.entries(metadata.contracts)
      .filter(([contract]) => contract !== 'org.hyperledger.fabric')
      .flatMap(([contract, { transactions: found }]) =>
        found.map((each) => [`${contract}:${each.name}`, (each.parameters ?? []).map(({ name }) => name)] as const),
      );
    const declared = transactionList.map((each) => [fullName(each), Object.keys(each.args)] as const);
    assert.deepEqual(Object.fromEntries(listed), Object.fromEntries(declared));
    assert.equal(listed.length, declared.length);
    const system = metadata.contracts['org.hyperledger.fabric']?.transactions.map(({ name }) => name);
    assert.deepEqual(system, ['GetMetadata']);
  });
});

interface Metadata {
  readonly contracts: Readonly<
    Record<string, { readonly transactions: readonly { name: string; parameters?: readonly { name: string }[] }[] }>
  >;
}

async function checkCell(
  world: MarketWorld,
  things: Things,
  { label, name, person, expected }: { label: string; name: TransactionName; person: Person; expected: string },
): Promise<void> {
  const cell = `${label} by ${person}`;
  const { peer } = world;
  const caller = people[person];
  const call = { identity: await identityOf(person), transient: sampleTransient(name, caller) };
  const before = peer.stateHash();
  const outcome = await peer
    .simulate(fullName(transactions[name]), sampleArguments(label, caller, { world, things }), call)
    .catch((error: unknown) => {
      if (error instanceof Refused) return error;
      throw error;
    });
  if (outcome instanceof Refused) {
    assert.equal(outcome.refusal?.code, legend[expected], `${cell}: ${outcome.message}`);
    assert.equal(peer.stateHash(), before, `${cell} changed something`);
    return;
  }
  assert.equal(expected, '+', `${cell} was allowed`);
  const answer: unknown = JSON.parse(outcome.result);
  assert.ok(Value.Check(transactions[name].result, answer), `${cell} answered ${outcome.result}`);
  assert.equal(peer.commit(outcome), 'VALID');
  const submits = transactions[name].kind === 'submit';
  assert.equal(outcome.event !== undefined, submits, `${cell}: one event if it submits, none otherwise`);
  assert.equal(peer.stateHash() !== before, submits, `${cell}: an effect if it submits, none otherwise`);
}
