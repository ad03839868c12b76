import assert from 'node:assert/strict';
import { declaredRoutes } from '../../gateway-api/http/api-routes';
import { formOf } from '../../gateway-api/http/form';
import { groupBy } from '../../gateway-api/http/group-by';
import { type Route } from '../../gateway-api/http/route';
import { columns, legend, rows } from '../support/authorisation-table';
import { MarketWorld } from '../support/market-world';
import { people, worldFor } from '../support/peopled-world';
import { RestWorld, uncertifiable } from '../support/rest-world';
import { type SampleRoute, sampleRequest, sampleRoutes } from '../support/sample-requests';
import { type ApiAnswer } from '../support/test-gateway';

/** Whose answer depends on more than who asks, and where that is tested. */
const elsewhere: Readonly<Record<string, string>> = {
  drawAgents: 'the gateway fetches a block that only a real network has: test/e2e',
  getOwnPersonalData: 'always asks for the caller itself: below',
};
const everybody = columns.filter(([, person]) => person !== uncertifiable);
const tested = sampleRoutes.filter(({ operationId }) => !(operationId in elsewhere));
const routes = new Map(declaredRoutes().map((route) => [route.operationId, route]));

describe('Who may do what over REST', () => {
  let rest: RestWorld;

  before(async () => {
    rest = await RestWorld.start();
  });
  after(() => rest.stop());

  it('is written down for every route to the ledger, in the table of its transactions', () => {
    const known = new Set(rows.map(({ name }) => name as string));
    for (const route of routes.values()) {
      for (const transaction of route.transactions) {
        assert.ok(known.has(transaction.split(':')[1] ?? ''), `${route.operationId}: no row for ${transaction}`);
      }
    }
    // A prepared request meets the ledger's rule when it is endorsed, as the request itself does.
    const ledger = [...routes.values()].filter(
      ({ transactions, path }) => transactions.length > 0 && !path.startsWith('/v1/prepare/'),
    );
    const sampled = new Set(sampleRoutes.map(({ operationId }) => operationId));
    assert.deepEqual(
      ledger.map(({ operationId }) => operationId).filter((id) => !sampled.has(id)),
      [],
    );
    assert.ok(tested.length * everybody.length > 2500, `${tested.length * everybody.length} cells`);
  });

  for (const [operationId, samples] of groupBy(tested, (sample) => sample.operationId)) {
    it(`lets those do ${operationId} whom the ledger lets, and refuses the others by code`, async () => {
      for (const sample of samples) await checkRow(rest, sample);
    });
  }

  it('lets everybody who has personal data read its own', async () => {
    rest.use(rest.stage.world);
    for (const [, person] of everybody) {
      const { status, body } = await rest.gateway.send('GET', '/v1/me/personal-data', {
        token: rest.token(people[person]),
      });
      const isRegistered = !['NOT_REGISTERED', 'MEMBER_SUSPENDED', 'FORBIDDEN', 'PERSONAL_DATA_NOT_FOUND'].includes(
        String(body['code']),
      );
      assert.equal(status === 200, isRegistered, `${person}: ${JSON.stringify(body)}`);
      if (status === 200) assert.ok('email' in body, person);
    }
  });
});

async function checkRow(rest: RestWorld, sample: SampleRoute): Promise<void> {
  const { label, declaration, operationId } = sample;
  const cells = rows.find((row) => row.label === label)?.cells ?? [];
  const first = cells.indexOf('+');
  for (const [index, [, person]] of columns.entries()) {
    if (person === uncertifiable) continue;
    const expected = cells[index] ?? '';
    const cell = `${operationId} as ${label} by ${person}`;
    const stage = { ...rest.stage, world: label === 'Bootstrap(first)' ? MarketWorld.empty() : rest.stage.world };
    const world = worldFor(stage.world, declaration.name);
    rest.use(world);
    const before = world.peer.stateHash();
    const { method, address, body } = sampleRequest(sample, people[person], { ...stage, world });
    const answer = await rest.gateway.send(method, address, {
      token: rest.token(people[person]),
      ...(body === undefined ? {} : { body }),
      // The fake peer orders at once: only the first waits for the commit, whose notice takes its time.
      headers: index === first ? { prefer: 'wait=60' } : {},
    });
    const changed = world.peer.stateHash() !== before;
    if (expected === '+') {
      assert.ok(answer.status < 300, `${cell} was refused: ${answer.text}`);
      assert.equal(changed, method !== 'GET', `${cell}: an effect if it writes, none otherwise`);
      checkAnswer(routes.get(operationId), answer, cell);
    } else {
      assert.equal(answer.body['code'], legend[expected], `${cell}: ${answer.status} ${answer.text}`);
      assert.ok(!changed, `${cell} changed something`);
    }
  }
}

/** An answer has the form that the OpenAPI document promises. */
function checkAnswer(route: Route | undefined, { status, body }: ApiAnswer, cell: string): void {
  const documented =
    route?.answers[status] ?? (route?.method === 'DELETE' && status === 200 ? route.answers[201] : undefined);
  const schema = documented?.schema;
  assert.ok(schema, `${cell}: ${status} is not documented`);
  assert.doesNotThrow(() => formOf(schema)(body), `${cell} answered ${JSON.stringify(body)}`);
}
