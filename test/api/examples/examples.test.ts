/** The examples of the OpenAPI document are run, and what they show is what is answered. */
import assert from 'node:assert/strict';
import { type TSchema } from '@sinclair/typebox';
import { declaredRoutes } from '../../../gateway-api/http/api-routes';
import { type Form, formOf } from '../../../gateway-api/http/form';
import { groupBy } from '../../../gateway-api/http/group-by';
import { type Route } from '../../../gateway-api/http/route';
import { ExampleWorld, type Outcome } from './example-world';
import { tellTheDay, tellTheEnd } from './example-story';
import { assertSameShape } from './same-shape';

const routes = new Map(declaredRoutes().map((route) => [route.operationId, route]));

/** Examples that one day can't show with success, by why, and the code with which they are refused. */
const refused: Readonly<Record<string, string>> = {
  // Secrets, certificates and signatures are nobody's.
  'enroll passphrase': 'CREDENTIALS_REFUSED',
  'enroll token': 'CREDENTIALS_REFUSED',
  'enroll ownKey': 'INVALID_ARGUMENT',
  'signIn ownKey': 'CERTIFICATE_REFUSED',
  askForChallenge: 'CERTIFICATE_REFUSED',
  prepareRenewCertificate: 'INVALID_ARGUMENT',
  answerPreparation: 'PREPARATION_UNKNOWN',
  endorsePreparation: 'PREPARATION_UNKNOWN',
  submitPreparation: 'PREPARATION_UNKNOWN',
  'castVote RecognizeOrderers': 'ROOTS_INVALID',
  // The ledger gives these ids, and no vote has recognised anybody.
  getVote: 'VOTE_NOT_FOUND',
  getTransaction: 'TRANSACTION_NOT_FOUND',
  getTransactionDetails: 'TRANSACTION_NOT_FOUND',
  getHeldTrade: 'HELD_TRADE_NOT_FOUND',
  decideHeldTrade: 'HELD_TRADE_NOT_FOUND',
  getRecognizedRoots: 'ROOTS_NOT_RECOGNIZED',
  // The day's market, book and epoch are of another kind, or another time.
  createMarket: 'MARKET_EXISTS',
  cancelListing: 'LISTING_STATE',
  attestClearing: 'NO_ATTESTATION',
  clearInterval: 'BOOK_MATCHING',
  'reportEnergy consumed': 'REPORT_REPEATED',
  'reportEnergy actual': 'REPORT_REPEATED',
  reportBatch: 'REPORT_REPEATED',
  unstakeTrust: 'AGENT_SEATED',
  drawAgents: 'DRAW_NOT_DUE',
  shareFees: 'EPOCH_NOT_OVER',
  'castVote RevokeRole': 'ROLE_NOT_HELD',
  'castVote RegisterStorageUnit': 'UNIT_EXISTS',
  'castVote MintFromFund': 'CURRENCY_REGIME',
  'castVote BurnFromFund': 'CURRENCY_REGIME',
  'castVote UnlockFromFund': 'CURRENCY_REGIME',
  'castVote ReinstateMember': 'MEMBER_STATUS',
};

const isGood = ({ answer }: Outcome): boolean => answer.status < 300;
const shown = ({ request, answer }: Outcome): string =>
  `${request.name}: ${request.method} ${request.address} ${JSON.stringify(request.body)} was answered ${answer.status} ${answer.text}`;

/** Whose request an example is that names somebody in its path; otherwise anybody's. */
function askerOf({ method, path, parameters }: Route, index: number): string {
  if (method !== 'GET' && /\/report/.test(path)) return 'su1';
  if (method !== 'GET' && ('member' in parameters.properties || path.startsWith('/v1/prepare/me'))) return 'h01';
  return ['founder', 'operator', 'banker', 'h02'][index % 4] ?? '';
}

describe('The examples of the OpenAPI document', function () {
  this.timeout(240_000);
  const world = new ExampleWorld();

  before(async () => {
    await world.start();
    await tellTheDay(world);
    for (const { operationId, method, path } of routes.values()) {
      if (method !== 'GET' || path.startsWith('/v1/prepare/') || operationId === 'followEvents') continue;
      await world.tell(/PersonalData$/.test(operationId) ? 'h01' : 'founder', operationId);
    }
    const twins = [...routes.values()].filter(({ path }) => path.startsWith('/v1/prepare/'));
    for (const [index, twin] of twins.entries()) await world.tell(askerOf(twin, index), twin.operationId);
    for (const step of ['answer', 'endorse', 'submit']) await world.tell('h01', `${step}Preparation`);
    await tellTheEnd(world);
  });
  after(() => world.stop());

  it('are tried, those of every operation', () => {
    const told = new Set(world.outcomes.map(({ operation }) => operation.operationId));
    assert.deepEqual(
      [...routes.keys()].filter((operationId) => !told.has(operationId)),
      ['followEvents'],
    );
  });

  it('succeed for whom they are in a day of a community, or are refused as is known', () => {
    const failed = [...groupBy(world.outcomes, ({ request }) => request.name)].flatMap(([name, outcomes]) => {
      const last = outcomes.at(-1);
      return last && !outcomes.some(isGood) ? [[name, String(last.answer.body['code'])] as const] : [];
    });
    assert.deepEqual(Object.fromEntries(failed), refused);
  });

  it('that stream events begin to', async () => {
    const [request] = world.operations.get('followEvents')?.requests ?? [];
    assert.ok(request);
    const leaving = new AbortController();
    const headers = { authorization: `Bearer ${world.token('founder')}` };
    const answer = await fetch(`${world.url}${request.address}`, { headers, signal: leaving.signal });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/event-stream/);
    leaving.abort();
  });

  it('of answers have the shape of the answers', () => {
    for (const outcome of world.outcomes.filter(isGood)) {
      const { operation, answer } = outcome;
      assert.ok(operation.statuses.includes(answer.status), shown(outcome));
      const example = operation.answer(answer.status);
      if (example === undefined) assert.equal(answer.text, '', shown(outcome));
      else assertSameShape(example, answer.body, operation.operationId);
    }
  });

  it('fit the forms of what they are examples of, as the answers do', () => {
    const forms = new Map<TSchema, Form>();
    for (const { operation, answer } of world.outcomes.filter(isGood)) {
      const route = routes.get(operation.operationId);
      // What a POST answers with 201 a DELETE answers with 200.
      const documented = route?.answers[answer.status] ?? route?.answers[201];
      const schema = documented?.schema;
      if (!schema) continue;
      const form = forms.get(schema) ?? formOf(schema);
      forms.set(schema, form);
      for (const value of [operation.answer(answer.status), answer.body]) {
        assert.doesNotThrow(() => form(value), `${operation.operationId}: ${JSON.stringify(value)}`);
      }
    }
  });

  it('of refusals say what a refusal says', () => {
    for (const outcome of world.outcomes.filter((each) => !isGood(each))) {
      const { operation, answer } = outcome;
      const example = operation.refusal(answer.status, String(answer.body['code']));
      assert.ok(example, `The document does not know that ${shown(outcome)}`);
      assertSameShape(example, answer.body, operation.operationId);
      for (const field of ['type', 'title', 'status', 'code'] as const) {
        assert.equal(answer.body[field], example[field], shown(outcome));
      }
    }
  });

  it('bring nothing to fail inside the gateway', () => {
    assert.deepEqual(
      world.logged.filter((line) => line.startsWith('A request failed')),
      [],
    );
  });
});
