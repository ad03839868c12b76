import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { groupBy } from '../../gateway-api/http/group-by';
import { columns, legend, rows } from '../support/authorisation-table';
import { fabricBinaries, noFabric } from '../support/fabric-suite';
import { MarketWorld } from '../support/market-world';
import { people, peopledWorld, type Person, type Stage, worldFor } from '../support/peopled-world';
import { ProvisionedRestWorld } from '../support/provisioned-rest-world';
import { uncertifiable } from '../support/rest-world';
import { type SampleRoute, sampleRequest, sampleRoutes } from '../support/sample-requests';
import { TestPeer } from '../support/test-peer';

const wanted = process.env['E2E_TARGET'] ?? '';
/** The peopled world's next listing is open until the hour is full; the table takes less than this, in seconds. */
const LEAST_LEFT = 300;

const asked = columns.filter(([, person]) => person !== uncertifiable);
/** Whose answer depends on more than who asks, and where that is tested. */
const elsewhere: Readonly<Record<string, string>> = {
  drawAgents: 'needs a market with ten attested hours: the table over gRPC asks it',
  getOwnPersonalData: 'always asks for the caller itself: test/api',
};
const tested = sampleRoutes.filter(({ operationId }) => !(operationId in elsewhere));
// Only a ledger without anything can be bootstrapped: that comes first.
const isFirst = ({ label }: SampleRoute): boolean => label === 'Bootstrap(first)';
const inOrder = [...tested.filter(isFirst), ...tested.filter((sample) => !isFirst(sample))];

const title = 'Who may do what over REST, on real Fabric through the gateways of its organisations';
const suite = function (this: Mocha.Suite): void {
  this.timeout(600_000);
  let rest: ProvisionedRestWorld;
  let stage: Stage;

  before(async () => {
    rest = await ProvisionedRestWorld.start();
    const left = 3600 - (Math.floor(Date.now() / 1000) % 3600);
    if (left < LEAST_LEFT) await pause((left + 1) * 1000);
    const peer = new TestPeer();
    peer.now = Math.floor(Date.now() / 1000);
    stage = await peopledWorld(peer);
  });
  after(() => rest.stop());

  it('asks more than two and a half thousand cells', () => {
    assert.ok(inOrder.length * asked.length > 2_500, `${inOrder.length * asked.length} cells`);
  });

  for (const [operationId, samples] of groupBy(
    inOrder,
    (sample) => `${sample.operationId}${isFirst(sample) ? ' first' : ''}`,
  )) {
    it(`lets those do ${operationId} whom the ledger lets, and refuses the others by code`, async () => {
      for (const sample of samples) await checkRow(sample);
    });
  }

  async function checkRow(sample: SampleRoute): Promise<void> {
    const world = isFirst(sample) ? MarketWorld.empty() : worldFor(stage.world, sample.declaration.name);
    if (!isFirst(sample)) await rest.lay(world);
    const cells = rows.find(({ label }) => label === sample.label)?.cells ?? [];
    const first = cells.indexOf('+');
    const wrong: string[] = [];
    const check = async (person: Person, index: number): Promise<void> => {
      const { method, address, body } = sampleRequest(sample, people[person], { ...stage, world });
      // What a peer says, not what the gateway has read of it: that is tested where the market goes on.
      const path = method === 'GET' ? `${address}${address.includes('?') ? '&' : '?'}consistency=ledger` : address;
      const headers = index === first && method !== 'GET' ? { prefer: 'wait=30' } : {};
      const answer = await rest.send(people[person], method, path, { body, headers });
      const expected = cells[index] ?? '';
      const found = answer.status < 300 ? '+' : String(answer.body['code']);
      if (found !== (expected === '+' ? '+' : legend[expected])) {
        wrong.push(`${sample.label} by ${person}: ${answer.status} ${answer.text} instead of ${expected}`);
      }
    };
    await Promise.all(
      columns.map(async ([, person], index) => {
        if (person !== uncertifiable) await check(person, index);
      }),
    );
    assert.deepEqual(wrong, []);
  }
};

if (wanted !== 'devnet') {
  if (fabricBinaries() === '') describe.skip(`${title} (skipped: ${noFabric})`, suite);
  else describe(title, suite);
}
