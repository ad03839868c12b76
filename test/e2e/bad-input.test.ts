import assert from 'node:assert/strict';
import { LISTING, MarketNetwork } from '../support/market-network';
import { isProblem } from '../support/problem-answer';
import { type ApiAnswer } from '../support/test-gateway';
import { onEveryTarget } from './target';

interface Schema {
  readonly type?: string;
  readonly properties?: Record<string, Schema>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
}
interface Operation {
  readonly operationId: string;
  readonly security: readonly unknown[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Record<
      string,
      { schema: Schema; example?: object; examples?: Record<string, { value: object }> }
    >;
  };
}

const offers = `/v1/listings/${LISTING}/offers`;
const buy = { side: 'buy', offer: 'b1', energy: '1', price: '0.2' };
const sell = { side: 'sell', offer: 's1', unit: 'pv-h01', energy: '1', price: '0.1' };
/** The form of a preparation's id; there is none of that name. */
const PREPARATION = 'A'.repeat(22);
const transfer = { token: 'eEuro', to: 'h01@HouseholdsMSP', amount: '1' };

/** Not one of these is an amount (spec 00, "Units"). */
const noAmounts: readonly unknown[] = [
  ...['', ' ', '-1', '-0', '+1', '1e3', '1E-3', 'NaN', 'Infinity', '0x10', '1.', '.5', '01', '1,5', '1_000', '١٢'],
  ...['1.0000001', '10000000000000', '1000000000000.1', '9'.repeat(400), '1\u0000', '1\n', ' 1', 'null'],
  ...[1, 1.5, -1, null, true, [], {}, ['1'], { $gt: '' }],
];
const noIds: readonly unknown[] = [
  ...['', ' ', 'UPPER', 'a b', 'a/b', '../a', 'a\u0000b', '\u0000', '\u{10ffff}', '\ud800', 'é', '‮a', 'a\r\nb'],
  ...['x'.repeat(65), 'x'.repeat(20_000), 1, null, true, [], {}],
];

onEveryTarget('Bad input over REST', function (target) {
  // Some tests make hundreds of requests.
  this.timeout(180_000);
  const network = new MarketNetwork();
  let before_: Awaited<ReturnType<MarketNetwork['ledger']>>;
  let paths: Record<string, Record<string, Operation>>;

  before(async () => {
    if (target.name === 'devnet') await network.start();
    else await network.startOn(await target.start());
    await network.populate();
    const document = await network.gateway.send('GET', '/openapi.json');
    paths = document.body['paths'] as typeof paths;
  });
  after(() => network.stop());
  beforeEach(async () => {
    before_ = await network.ledger();
  });
  afterEach(async () => {
    assert.deepEqual(await network.ledger(), before_, 'a refused request changed the ledger');
    const faults = network.gateway.logged.filter((line) => line.startsWith('A request failed'));
    assert.deepEqual(faults, []);
  });

  const isRefused = (answer: ApiAnswer, code: string, field?: string): void => {
    isProblem(answer, [400, 401, 403, 404, 409, 422], code);
    assert.equal(answer.body['code'], code, answer.text);
    if (field !== undefined) assert.equal(answer.body['field'], field, answer.text);
  };

  const post = (token: string, address: string, body: unknown): Promise<ApiAnswer> =>
    network.gateway.command(token, 'POST', address, body);

  /** Every operation with a body, with a body that its own document shows as an example. */
  function* bodies(): Generator<{ address: string; example: Record<string, unknown>; schema: Schema }> {
    const [{ mspId, registrar } = assert.fail('an organisation')] = network.organizations;
    const founderId = `${registrar.enrollmentId}@${mspId}`;
    for (const [path, methods] of Object.entries(paths)) {
      for (const operation of Object.values(methods)) {
        const content = operation.requestBody?.content['application/json'];
        if (!content) continue;
        // A unit reports for itself only; what is wrong with the report is looked at after that.
        const own = path.replace('/storage-units/{unit}', `/storage-units/${founderId}`);
        const address = own.replace('{member}', 'h01@HouseholdsMSP').replace('{listing}', LISTING);
        const concrete = address
          .replace('{unit}', 'pv-h01')
          .replace('{market}', 'test')
          .replace('{book}', 'ent')
          .replace('{trade}', path.includes('/books/') ? `20260601T120000Z.${'0'.repeat(64)}.000000` : '0')
          .replace('{token}', 'eEuro')
          .replace('{preparation}', PREPARATION)
          // What is left are numbers.
          .replace(/\{\w+\}/g, '1');
        const examples = content.examples
          ? Object.values(content.examples).map(({ value }) => value)
          : [content.example];
        const schemas = content.schema.oneOf ?? [content.schema];
        for (const [index, schema] of schemas.entries()) {
          yield { address: concrete, example: examples[index] as Record<string, unknown>, schema };
        }
      }
    }
  }

  it('refuses a body with a field too many, on every route', async () => {
    for (const { address, example } of bodies()) {
      for (const name of ['surplus', '__proto__x', 'constructor']) {
        const answer = await post(network.cast.founder, address, { ...example, [name]: 'x' });
        isProblem(answer, 400, address);
        assert.equal(answer.body['field'], name, address);
      }
    }
  });

  it('refuses a body with a field missing, on every route', async () => {
    let tried = 0;
    for (const { address, example, schema } of bodies()) {
      for (const name of schema.required ?? []) {
        const rest = Object.fromEntries(Object.entries(example).filter(([key]) => key !== name));
        isProblem(await post(network.cast.founder, address, rest), 400, `${address} without ${name}`);
        tried++;
      }
    }
    assert.ok(tried > 25, `${tried} fields`);
  });

  it('refuses values of the wrong type in every field of every route', async () => {
    let tried = 0;
    for (const { address, example } of bodies()) {
      for (const name of Object.keys(example)) {
        for (const value of [null, 0, true, [], ['x'], { x: { y: 'z' } }, '\u0000', 'x'.repeat(20_000)]) {
          if (typeof value === typeof example[name] && typeof value !== 'string' && typeof value !== 'object') continue;
          const answer = await post(network.cast.founder, address, { ...example, [name]: value });
          // A secret or a challenge can be any text: a wrong one is refused as such.
          const couldBe = address.startsWith('/v1/auth/') && value === '\u0000';
          const what = `${address} ${name} = ${JSON.stringify(value).slice(0, 40)}`;
          isProblem(answer, couldBe ? [400, 401] : 400, what);
          tried++;
        }
      }
    }
    assert.ok(tried > 200, `${tried} values`);
  });

  it('refuses ids in the path that are none, on every route', async () => {
    for (const [path, methods] of Object.entries(paths)) {
      if (!path.includes('{') || path.startsWith('/problems')) continue;
      for (const bad of ['%00', 'a%00b', '%20', '%F0%9F%98%80', 'x'.repeat(300), '__proto__', '%E2%80%AE', '..%2F..']) {
        const address = path.replace(/\{\w+\}/g, bad);
        for (const method of Object.keys(methods)) {
          const name = method.toUpperCase();
          const answer = await network.gateway.send(name, address, {
            token: network.cast.founder,
            ...(name === 'GET' ? {} : { body: {} }),
          });
          // A session's id is random letters: these could be some.
          const possible = path.includes('{session}') && bad === '__proto__';
          isProblem(answer, possible ? 404 : [400, 403], `${name} ${address}`);
        }
      }
    }
  });

  it('refuses a path that cannot be decoded', async () => {
    isProblem(await network.gateway.send('GET', '/v1/units/%E0%A4%A', { token: network.cast.h01 }), 400, 'broken');
  });

  for (const field of ['energy', 'price'] as const) {
    it(`refuses an offer whose ${field} is no plain decimal`, async () => {
      for (const value of noAmounts)
        isRefused(await post(network.cast.h02, offers, { ...buy, [field]: value }), 'INVALID_ARGUMENT', field);
    });
  }

  it('refuses energy with more than three decimals', async () => {
    isRefused(await post(network.cast.h02, offers, { ...buy, energy: '1.0001' }), 'INVALID_ARGUMENT', 'energy');
  });

  it('refuses an amount to transfer, lock, mint or burn that is no plain decimal', async () => {
    const { h02, banker } = network.cast;
    const account = '/v1/accounts/h02@HouseholdsMSP/eEuro';
    for (const amount of noAmounts) {
      isRefused(await post(h02, '/v1/transfers', { ...transfer, amount }), 'INVALID_ARGUMENT', 'amount');
      isRefused(await post(h02, `${account}/lock`, { amount }), 'INVALID_ARGUMENT', 'amount');
      for (const act of ['mint', 'burn', 'unlock']) {
        isRefused(await post(banker, `${account}/${act}`, { amount }), 'INVALID_ARGUMENT', 'amount');
      }
    }
  });

  it('refuses amounts of nothing', async () => {
    isProblem(await post(network.cast.h02, '/v1/transfers', { ...transfer, amount: '0' }), [400, 422], 'transfer of 0');
    isProblem(await post(network.cast.h02, offers, { ...buy, energy: '0' }), [400, 422], 'offer of 0');
  });

  it('refuses ids that are none, in bodies', async () => {
    for (const id of noIds) {
      isRefused(await post(network.cast.h02, offers, { ...buy, offer: id }), 'INVALID_ARGUMENT', 'offer');
      isRefused(await post(network.cast.h01, offers, { ...sell, unit: id }), 'INVALID_ARGUMENT', 'unit');
      isRefused(await post(network.cast.h02, '/v1/transfers', { ...transfer, to: id }), 'INVALID_ARGUMENT', 'to');
    }
  });

  it('refuses unknown ids', async () => {
    const { h01, h02, founder } = network.cast;
    isRefused(await post(h01, offers, { ...sell, unit: 'pv-none' }), 'UNIT_NOT_FOUND');
    isRefused(await post(h02, '/v1/listings/test_20260601T1500Z/offers', buy), 'LISTING_NOT_FOUND');
    isRefused(await post(h02, '/v1/transfers', { ...transfer, to: 'nobody@HouseholdsMSP' }), 'MEMBER_NOT_FOUND');
    isRefused(
      await post(founder, '/v1/votes', { command: 'AddVoter', arguments: { member: 'x@BankMSP' } }),
      'MEMBER_NOT_FOUND',
    );
    isRefused(await network.gateway.send('GET', '/v1/units/pv-none', { token: h01 }), 'UNIT_NOT_FOUND');
    const transaction = `/v1/transactions/${'0'.repeat(64)}`;
    isRefused(await network.gateway.send('GET', transaction, { token: h01 }), 'TRANSACTION_NOT_FOUND');
  });

  it("refuses to sell from somebody else's unit, and more than a unit can produce", async () => {
    isRefused(await post(network.cast.h02, offers, sell), 'UNIT_NOT_OWNED');
    isRefused(await post(network.cast.h01, offers, { ...sell, energy: '5.001' }), 'UNIT_CAPACITY_EXCEEDED');
  });

  it('refuses what the caller has not enough for', async () => {
    isRefused(
      await post(network.cast.h01, '/v1/transfers', { ...transfer, to: 'h02@HouseholdsMSP' }),
      'INSUFFICIENT_FUNDS',
    );
    isRefused(
      await post(network.cast.h02, offers, { ...buy, energy: '50', price: '1', offer: 'big' }).then(async (first) => {
        // 50 eEuro fit twice into 100, not three times.
        assert.equal(first.status, 201, first.text);
        await network.done(network.cast.h02, offers, { ...buy, energy: '50', price: '1', offer: 'big2' });
        const third = await post(network.cast.h02, offers, { ...buy, energy: '50', price: '1', offer: 'big3' });
        for (const offer of ['big', 'big2']) {
          await network.done(network.cast.h02, `${offers}/h02@HouseholdsMSP/${offer}`, {}, 'DELETE');
        }
        before_ = await network.ledger();
        return third;
      }),
      'INSUFFICIENT_FUNDS',
    );
  });

  it('refuses an offer that is repeated, and one to cancel that is cancelled', async () => {
    const { h02 } = network.cast;
    await network.done(h02, offers, { ...buy, offer: 'twice' });
    const address = `${offers}/h02@HouseholdsMSP/twice`;
    before_ = await network.ledger();
    isRefused(await post(h02, offers, { ...buy, offer: 'twice' }), 'OFFER_EXISTS');
    assert.deepEqual(await network.ledger(), before_);
    await network.done(h02, address, {}, 'DELETE');
    before_ = await network.ledger();
    isRefused(await network.gateway.command(h02, 'DELETE', address), 'OFFER_NOT_OPEN');
  });

  it("refuses to cancel somebody else's offer", async () => {
    isRefused(
      await network.gateway.command(network.cast.h01, 'DELETE', `${offers}/h02@HouseholdsMSP/b1`),
      'FORBIDDEN',
      'member',
    );
  });

  it('refuses members who are suspended, not registered, or without the role', async () => {
    const { h01, h03, h04 } = network.cast;
    isRefused(await post(h03, offers, buy), 'MEMBER_SUSPENDED');
    isRefused(await post(h04, offers, buy), 'NOT_REGISTERED');
    isRefused(await post(h01, '/v1/accounts/h01@HouseholdsMSP/eEuro/mint', { amount: '1' }), 'FORBIDDEN');
    isRefused(await post(h01, '/v1/units/pv-h01/verification', {}), 'FORBIDDEN');
    isRefused(
      await post(h01, '/v1/votes', { command: 'AddVoter', arguments: { member: 'h01@HouseholdsMSP' } }),
      'FORBIDDEN',
    );
    isRefused(await post(h01, '/v1/members', { enrollmentId: 'friend' }), 'REGISTRATION_REFUSED');
    isRefused(await post(h01, '/v1/members/h02@HouseholdsMSP/revocation', {}), 'REGISTRATION_REFUSED');
    isRefused(await post(h01, '/v1/network/bootstrap', {}), 'FORBIDDEN');
  });

  it('refuses personal data that is none or that belongs to another', async () => {
    const person = { firstName: 'Test', lastName: 'Four', email: 'four@example.org' };
    const { h04 } = network.cast;
    for (const email of ['', 'x', 'a b@c.d', 'a@b', `${'a'.repeat(251)}@b.c`, 'é@b.c', null, 1]) {
      isRefused(await post(h04, '/v1/me', { ...person, email }), 'INVALID_ARGUMENT', 'email');
    }
    const taken = await post(h04, '/v1/me', { ...person, email: 'h01@example.org' });
    isRefused(taken, 'EMAIL_TAKEN');
    assert.doesNotMatch(taken.text, /h01@example\.org/);
  });
});
