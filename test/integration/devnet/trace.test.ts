import { type Contract, type SubmittedTransaction } from '@hyperledger/fabric-gateway';
import assert from 'node:assert/strict';
import { type TransactionTrace } from '../../../network/devnet/trace/transaction-trace';
import { traceLines } from '../../../network/devnet/trace/trace-lines';
import { DevnetWorld } from '../../support/devnet-world';
import { keyPolicy } from '../../support/key-policy';

describe('the trace of a transaction', () => {
  let world: DevnetWorld;
  let contract: Contract;
  before(async () => {
    world = await DevnetWorld.start();
    contract = await world.contract();
  });
  after(() => world.stop());

  async function traceOf(commit: SubmittedTransaction): Promise<TransactionTrace> {
    await commit.getStatus();
    const trace = await world.devnet.trace(commit.getTransactionId());
    assert.ok(trace !== undefined);
    return trace;
  }
  const submit = async (operation: string, ...args: string[]) =>
    traceOf(await contract.submitAsync(operation, { arguments: args }));
  /** Endorsed before something else is committed, submitted after it. */
  async function late(operation: string, args: string[], meanwhile: () => Promise<unknown>): Promise<TransactionTrace> {
    const transaction = await contract.newProposal(operation, { arguments: args }).endorse();
    await meanwhile();
    return traceOf(await transaction.submit());
  }

  it('tells what was called, read with which version, written, and by whom it was endorsed', async () => {
    const first = await submit('put', 'counter', '1');
    const trace = await submit('increment', 'counter');
    assert.deepEqual(
      { code: trace.codeName, call: trace.call, creator: trace.creator, channel: trace.channel },
      {
        code: 'VALID',
        call: { chaincode: 'fixture', function: 'increment', args: ['counter'], status: 200, result: '2' },
        creator: { mspId: 'HouseholdsMSP', name: 'h01' },
        channel: 'energy',
      },
    );
    assert.equal(new Set(trace.endorsers.map(({ mspId }) => mspId)).size, 2);
    assert.deepEqual(trace.namespaces, [
      {
        name: 'fixture',
        reads: [{ key: 'counter', version: { blockNum: first.block, txNum: first.index } }],
        ranges: [],
        writes: [{ key: 'counter', value: '2' }],
        policies: [],
        collections: [],
      },
    ]);
    assert.deepEqual(trace.conflicts, []);
    assert.deepEqual(Object.keys(trace.times ?? {}), ['endorsed', 'submitted', 'cut', 'validated', 'committed']);
    const text = traceLines(trace).join('\n');
    assert.match(text, /called fixture\.increment\("counter"\)/);
    assert.match(text, new RegExp(`read fixture "counter" as of block ${first.block}, place 0`));
  });

  it('names the key in conflict, and who changed it in which block', async () => {
    await submit('put', 'contested', '1');
    let culprit: TransactionTrace | undefined;
    const trace = await late('increment', ['contested'], async () => {
      culprit = await submit('increment', 'contested');
      await submit('put', 'another key', 'x');
    });
    assert.equal(trace.codeName, 'MVCC_READ_CONFLICT');
    const { transactionId = '', block, index } = culprit ?? {};
    assert.deepEqual(
      trace.conflicts.map(({ kind, key, changedBy }) => ({ kind, key, changedBy })),
      [{ kind: 'key', key: 'fixture contested', changedBy: { transactionId, block, index, function: 'increment' } }],
    );
    assert.match(
      traceLines(trace).join('\n'),
      /conflict: "fixture contested", read as of block .* changed by increment/,
    );
  });

  it('names a key that came into being, one that was deleted, and one whose policy was set', async () => {
    const created = await late('increment', ['created'], () => submit('put', 'created', '5'));
    assert.equal(created.conflicts[0]?.read, null);
    await submit('put', 'deleted', '1');
    const deleted = await late('increment', ['deleted'], () => submit('del', 'deleted'));
    assert.equal(deleted.conflicts[0]?.changedBy?.function, 'del');
    await submit('put', 'guarded', '1');
    const policy = keyPolicy(1, 'HouseholdsMSP');
    const guarded = await late('increment', ['guarded'], () => submit('setPolicy', 'guarded', policy));
    assert.equal(guarded.conflicts[0]?.changedBy?.function, 'setPolicy');
  });

  it('names the key that came into a range, or left it, and not those that stayed', async () => {
    await contract.submitTransaction('putMany', 'range/', '3', 'x');
    const came = await late('rangeThenPut', ['range/', 'range/z', 'count'], () => submit('put', 'range/new', 'x'));
    assert.equal(came.codeName, 'PHANTOM_READ_CONFLICT');
    assert.deepEqual(
      came.conflicts.map(({ kind, key }) => `${kind} ${key}`),
      ['range fixture range/new'],
    );
    const left = await late('rangeThenPut', ['range/', 'range/z', 'count'], () => submit('del', 'range/new'));
    assert.equal(left.conflicts[0]?.changedBy?.function, 'del');
  });

  it('names the transaction of the same block that was first', async () => {
    await submit('put', 'raced', '0');
    const endorsed = await Promise.all(
      [1, 2].map(() => contract.newProposal('increment', { arguments: ['raced'] }).endorse()),
    );
    const traces = [];
    for (const commit of await Promise.all(endorsed.map((each) => each.submit()))) traces.push(await traceOf(commit));
    const loser = traces.find(({ code }) => code === 11);
    const winner = traces.find(({ code }) => code === 0);
    assert.ok(winner !== undefined && loser !== undefined);
    assert.equal(loser.conflicts[0]?.changedBy?.transactionId, winner.transactionId);
  });

  it('tells private data by hashes alone, and cuts long values', async () => {
    const commit = await contract.submitAsync('putPrivate', {
      arguments: ['shared', 'secret key'],
      transientData: { value: 'secret value' },
      endorsingOrganizations: ['HouseholdsMSP', 'OperatorMSP'],
    });
    const trace = await traceOf(commit);
    const text = JSON.stringify(trace) + traceLines(trace).join('\n');
    assert.ok(!text.includes('secret value'));
    assert.match(traceLines(trace).join('\n'), /wrote private fixture\/shared [0-9a-f]{64}, hash [0-9a-f]{64}/);
    const long = await submit('put', 'long', 'x'.repeat(10_000));
    assert.ok((long.namespaces[0]?.writes[0]?.value ?? '').endsWith('... (10000 bytes)'));
  });

  it('says which stages it has not seen, after a restart none of them', async () => {
    assert.equal(await world.devnet.trace('0'.repeat(64)), undefined);
    const genesis = await world.devnet.channels.get('energy')?.verifyChain();
    assert.equal(genesis?.problem, undefined);
  });
});

describe('faults on request', () => {
  let world: DevnetWorld;
  let contract: Contract;
  before(async () => {
    world = await DevnetWorld.start();
    contract = await world.contract();
  });
  after(() => world.stop());
  afterEach(() => world.devnet.faults.off());

  const codeOf = async (operation: string, ...args: string[]) => {
    const commit = await contract.submitAsync(operation, { arguments: args });
    return { id: commit.getTransactionId(), code: (await commit.getStatus()).code };
  };

  it('there are none unless asked for', async () => {
    assert.deepEqual(world.devnet.faults.state, { conflicts: 0, crashes: 0, ordererAway: false });
    assert.equal((await codeOf('increment', 'calm')).code, 0);
  });

  it('a conflict takes the next valid transaction that has read something, and no more than were asked for', async () => {
    world.devnet.faults.set({ conflicts: 1 });
    assert.equal((await codeOf('put', 'blind', 'x')).code, 0);
    const hit = await codeOf('increment', 'hit');
    assert.equal(hit.code, 11);
    assert.equal((await codeOf('increment', 'hit')).code, 0);
    const trace = await world.devnet.trace(hit.id);
    assert.equal(trace?.conflicts[0]?.kind, 'forced');
    assert.equal((await world.devnet.verifyChain()).problem, undefined);
  });

  it('a crash takes the chaincode process in the middle of a call, and it is started again', async () => {
    const before_ = world.devnet.chaincodePid;
    world.devnet.faults.set({ crashes: 1 });
    await assert.rejects(contract.submitTransaction('put', 'k', 'x'), /failed to endorse transaction/);
    assert.equal((await codeOf('put', 'after the crash', 'x')).code, 0);
    assert.notEqual(world.devnet.chaincodePid, before_);
  });

  it('an ordering service that is away lets endorse, and not submit', async () => {
    const transaction = await contract.newProposal('put', { arguments: ['k', 'v'] }).endorse();
    world.devnet.faults.set({ ordererAway: true });
    await assert.rejects(transaction.submit(), /no orderers could successfully process transaction/);
    world.devnet.faults.off();
    assert.equal((await (await transaction.submit()).getStatus()).code, 0);
  });

  it('a count must be a whole number up to a thousand', () => {
    for (const conflicts of [-1, 1.5, 1001, Number.NaN]) {
      assert.throws(() => world.devnet.faults.set({ conflicts }), RangeError);
    }
  });
});
