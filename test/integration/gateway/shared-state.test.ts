import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type PendingRecord } from '../../../gateway-api/fabric/idempotency-store';
import { type GatewayState, openGatewayState } from '../../../gateway-api/operations/instances/gateway-state';
import { Sessions } from '../../../gateway-api/auth/sessions';
import { type TransactionEntry } from '../../../gateway-api/fabric/transaction-log';
import { Refusal } from '../../../gateway-api/refusal';
import { openDatabase } from '../../../gateway-api/sql/open-database';
import { type SqlDatabase } from '../../../gateway-api/sql/sql-database';
import { generateKeyPair } from '../../../identity/key-pair';
import { noPostgres, type PostgresServer, startPostgres } from '../../support/postgres-server';
import { until } from '../../support/until';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const ownKey = randomBytes(32);
const member = 'h01@HouseholdsMSP';
const pending = (transactionId: string, requestHash = 'hash'): PendingRecord => ({
  state: 'pending',
  ...{ requestHash, transactionId, prepared: 'bytes', signature: 'signature' },
});
const refuses = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

const suite = noPostgres === undefined ? describe : describe.skip;

suite(`What instances of a gateway share${noPostgres === undefined ? '' : ` (skipped: ${noPostgres})`}`, function () {
  let postgres: PostgresServer;
  let url: string;
  const opened: { state: GatewayState; database: SqlDatabase }[] = [];
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());
  beforeEach(async () => {
    url = await postgres.newDatabase();
  });
  afterEach(async () => {
    for (const { state, database } of opened.splice(0)) {
      await state.close();
      await database.close();
    }
  });

  const instance = async (mspIds = ['HouseholdsMSP']): Promise<GatewayState> => {
    const database = await openDatabase({ url }, () => undefined);
    const state = await openGatewayState(database, { home: '/nowhere', ownKey, mspIds }, silent);
    opened.push({ state, database });
    return state;
  };
  /** As if its process were killed. */
  const end = async (gone: GatewayState): Promise<void> => {
    await opened.find(({ state }) => state === gone)?.state.close();
  };

  it('gives a request to one instance, and tells the other that it is under way', async () => {
    const [a, b] = [await instance(), await instance()];
    await a.requests.begin(member, 'k', pending('t1'));
    await assert.rejects(b.requests.begin(member, 'k', pending('t2')), refuses('REQUEST_IN_FLIGHT'));
    await assert.rejects(b.requests.begin(member, 'k', pending('t2', 'other')), refuses('IDEMPOTENCY_KEY_REUSED'));
    assert.equal(await b.requests.takeOver(member, 'k', pending('t1')), false);
    await b.requests.begin('h02@HouseholdsMSP', 'k', pending('t3'));
  });

  it('gives it on when its instance is gone, which then may send nothing more for it', async () => {
    const [a, b] = [await instance(), await instance()];
    await a.requests.begin(member, 'k', pending('t1'));
    await end(a);
    assert.equal(await b.requests.takeOver(member, 'k', pending('t1')), true);
    // It was only taken for dead
    await assert.rejects(a.requests.begin(member, 'k', pending('t2'), 't1'), refuses('REQUEST_IN_FLIGHT'));
    await a.requests.forget(member, 'k');
    const receipt = { transactionId: 't1', blockNumber: '1', attempts: 1, result: '' };
    await a.requests.finish(member, 'k', { state: 'done', requestHash: 'hash', receipt });
    assert.equal((await b.requests.get(member, 'k'))?.state, 'pending');
    await b.requests.begin(member, 'k', pending('t2'), 't1');
    await b.requests.finish(member, 'k', { state: 'done', requestHash: 'hash', receipt });
    assert.equal((await b.requests.get(member, 'k'))?.state, 'done');
  });

  it('lets one of several take over, not two', async () => {
    const [a, b, c] = [await instance(), await instance(), await instance()];
    await a.requests.begin(member, 'k', pending('t1'));
    await end(a);
    const taken = await Promise.all([b, c].map(({ requests }) => requests.takeOver(member, 'k', pending('t1'))));
    assert.deepEqual(taken.toSorted(), [false, true]);
  });

  it('gives a request whose outcome is not known to whoever is asked next', async () => {
    const [a, b] = [await instance(), await instance()];
    await a.requests.begin(member, 'k', pending('t1'));
    await a.requests.release(member, 'k');
    assert.equal(await b.requests.takeOver(member, 'k', pending('t1')), true);
    assert.equal(await a.requests.takeOver(member, 'k', pending('t1')), false);
  });

  it('forgets a request that took no effect, so that it can be made anew', async () => {
    const [a, b] = [await instance(), await instance()];
    await a.requests.begin(member, 'k', pending('t1'));
    await a.requests.forget(member, 'k');
    await b.requests.begin(member, 'k', pending('t2', 'other'));
  });

  it('leaves what a write came to to the ledger when its instance is gone', async () => {
    const [a, b] = [await instance(), await instance()];
    const entry: TransactionEntry = { member, transaction: 'TransferEEuro', state: 'submitted', transactionId: 't1' };
    await a.writes?.announce('t1', entry);
    assert.equal((await b.writes?.find('t1'))?.state, 'submitted');
    const failure = new Refusal('CONFLICT', 'It met conflicts.', { retryAfterSeconds: 1 });
    await a.writes?.announce('t2', { ...entry, transactionId: 't2' });
    await a.writes?.end('t2', { ...entry, state: 'invalid', transactionId: 't3', failure });
    await end(a);
    // That an instance lives is believed for a moment
    await until('nobody is there to tell', async () => (await b.writes?.find('t1')) === undefined);
    const found = await b.writes?.find('t2');
    assert.deepEqual(
      [found?.state, found?.transactionId, (found?.failure as Refusal).code],
      ['invalid', 't3', 'CONFLICT'],
    );
  });

  it('takes a certificate token once', async () => {
    const [a, b] = [await instance(), await instance()];
    const now = Date.now();
    assert.equal(await a.tokens.take('s', now + 1_000, now), true);
    assert.equal(await b.tokens.take('s', now + 1_000, now), false);
    // What may be forgotten is, after a while
    assert.equal(await b.tokens.take('s', now + 70_000, now + 65_000), true);
  });

  it('gives what may be used once to one of two that take it, sealed meanwhile', async () => {
    const [a, b] = [await instance(), await instance()];
    const later = Date.now() + 60_000;
    assert.equal(await a.once.put('p', 'ada@example.org', member, later), true);
    const rows = await opened[0]?.database
      .withTables<{ gateway_once: { document: string } }>()
      .selectFrom('gateway_once')
      .select('document')
      .execute();
    assert.equal(rows?.length, 1);
    assert.doesNotMatch(String(rows[0]?.document), /ada@|example/);
    const taken = await Promise.all([a, b].map(({ once }) => once.take('p')));
    assert.deepEqual(
      taken.filter((value) => value !== undefined),
      ['ada@example.org'],
    );
    // What is too old is nobody's, and one member can't fill the table
    await a.once.put('old', 'x', member, Date.now() - 1);
    assert.equal(await b.once.take('old'), undefined);
    for (let each = 0; each < 64; each++) await a.once.put(`q${each}`, 'x', member, later);
    assert.equal(await b.once.put('one more', 'x', member, later), false);
    assert.equal(await b.once.put('one more', 'x', 'h02@HouseholdsMSP', later), true);
  });

  it('keeps sessions that are worth nothing without their tokens', async () => {
    const [a, b] = [await instance(), await instance()];
    const times = { idleMs: 60_000, longestMs: 600_000 };
    const [here, there] = [new Sessions(times, a.sessions), new Sessions(times, b.sessions)];
    const names = { memberId: member, mspId: 'HouseholdsMSP', enrollmentId: 'h01', certificatePem: 'CERTIFICATE' };
    const { privateKey } = generateKeyPair();
    const { token } = await here.open({ ...names, privateKey });
    const found = await there.use(token);
    assert.ok(found?.signing?.privateKey.equals(privateKey));
    const rows = await opened[0]?.database
      .withTables<{ gateway_session: { document: string; token_hash: string } }>()
      .selectFrom('gateway_session')
      .selectAll()
      .execute();
    assert.equal(rows?.length, 1);
    const text = JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    assert.ok(!text.includes(token) && !text.includes('PRIVATE KEY'));
    // Another certificate and key, seen by the other instance within a second
    await here.closeAll(member);
    await until('the session is over there', async () => (await there.use(token)) === undefined);
  });

  it('belongs to one organisation', async () => {
    await instance();
    await assert.rejects(instance(['BankMSP']), /belongs to gateways of HouseholdsMSP, this one serves BankMSP/);
  });
});
