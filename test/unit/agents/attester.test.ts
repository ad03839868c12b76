import assert from 'node:assert/strict';
import { Attester } from '../../../agents/attester/attester';
import { digestOf, recomputeListing } from '../../../agents/attester/recompute-listing';
import { type AgentsApi } from '../../../agents/client/agents-api';
import { GatewayProblem } from '../../../client';
import { readServerEvents } from '../../../client/server-events';
import { demoRules } from '../../../agents/simulator/demo-rules';
import { type ListingView, type OfferView } from '../../../chaincode/wire/views';

const ID = 'm_20160815T0100Z';
const CLEARED_AT = '2016-08-15T01:00:00Z';
const listing = {
  id: ID,
  market: 'm',
  state: 'cleared',
  rules: demoRules(),
  lockedBy: 'ab'.repeat(32),
  attestation: { state: 'awaited', clearedAt: CLEARED_AT, by: null, epoch: null },
} as unknown as ListingView;
const offer = (member: string, side: 'sell' | 'buy', price: string): OfferView => ({
  ...{
    id: 'o',
    listing: ID,
    member,
    side,
    unit: null,
    energy: '2',
    price,
    slot: '2016-08-15T00:10:00Z',
    state: 'open',
  },
  escrow: side === 'buy' ? '0.4' : '0',
});
const offers = [offer('s@M', 'sell', '0.1'), offer('b@M', 'buy', '0.2')];
const right = digestOf(ID, recomputeListing(listing, { offers, collected: [] }));

/** A gateway as an agent sees it: what waits, what has been attested, and a stream of events. */
class FakeGateway {
  published = right;
  waits = true;
  clock = CLEARED_AT;
  seats = ['a@M', 'b@M'];
  scores: Readonly<Record<string, string>> = { 'a@M': '3', 'b@M': '3' };
  drawn = false;
  counted = 1;
  readonly attested: string[] = [];
  readonly calls: string[] = [];
  refuseWith: GatewayProblem['code'] | undefined;
  private send: (text: string) => void = () => undefined;
  private opened: () => void = () => undefined;
  readonly open = new Promise<void>((resolve) => (this.opened = resolve));

  of(member: string): AgentsApi {
    const refuse = (code: GatewayProblem['code']) => Promise.reject(new GatewayProblem(code, { status: 409, code }));
    const api = {
      member,
      listen: (signal: AbortSignal) => {
        const body = new ReadableStream<Uint8Array>({
          start: (controller) => {
            this.send = (text) => controller.enqueue(Buffer.from(text));
            this.send('retry: 1000\n\n');
            signal.addEventListener('abort', () => controller.error(signal.reason));
            this.opened();
          },
        });
        return readServerEvents(body);
      },
      market: {
        markets: () => Promise.resolve([{ id: 'm', rules: { clock: 'simulated' }, clock: this.clock }]),
        market: () => Promise.resolve({ rules: { clock: 'simulated' }, clock: this.clock }),
        listings: () => Promise.resolve(this.waits ? [listing] : []),
        offers: () => Promise.resolve(offers),
        parameters: () => Promise.resolve({ attestationTurn: '60' }),
      },
      agents: () => Promise.resolve(Object.entries(this.scores).map(([id, score]) => ({ member: id, score }))),
      presentEpoch: () =>
        Promise.resolve({ number: 1, agents: this.seats, listings: Array(this.counted).fill(ID), next: null }),
      publishedDigest: () => Promise.resolve(this.published),
      attest: (id: string, digest: string) => {
        this.calls.push(`attest ${id}`);
        if (this.refuseWith !== undefined) return refuse(this.refuseWith);
        this.attested.push(`${member} ${digest}`);
        this.waits = false;
        return Promise.resolve({ minted: '9' });
      },
      draw: () => {
        this.calls.push('draw');
        if (this.drawn) return refuse('DRAW_MADE');
        this.drawn = true;
        return Promise.resolve({ next: ['a@M'] });
      },
    };
    return api as unknown as AgentsApi;
  }

  tell(event: string, result: unknown, changes: readonly object[] = []): void {
    this.send(`id: 1.0\nevent: ${event}\ndata: ${JSON.stringify({ result, changes })}\n\n`);
  }
  beat(): void {
    this.send(':\n\n');
  }
}

const log = { info: () => undefined, warn: () => undefined };
/** Lets everything that needs no time happen. */
const settle = async () => {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('an agent that attests', () => {
  let gateway: FakeGateway;
  let stop: AbortController;
  beforeEach(() => {
    gateway = new FakeGateway();
    stop = new AbortController();
  });
  afterEach(() => stop.abort());

  async function started(member: string): Promise<Attester> {
    const attester = new Attester({ api: gateway.of(member), log, retryMs: 1 });
    void attester.run(stop.signal);
    await gateway.open;
    await settle();
    return attester;
  }

  it('takes up what waited when it was started, and attests what the offers come to', async () => {
    const attester = await started('a@M');
    assert.deepEqual(gateway.attested, [`a@M ${right}`]);
    assert.deepEqual([attester.health.attested, attester.health.waiting, attester.health.failure], [1, 0, undefined]);
  });

  it('attests a listing that is cleared while it listens', async () => {
    gateway.waits = false;
    await started('a@M');
    assert.deepEqual(gateway.attested, []);
    gateway.tell('ClearListing', listing);
    await settle();
    assert.deepEqual(gateway.attested, [`a@M ${right}`]);
  });

  it('never attests a result that is not that of the offers, and says so', async () => {
    gateway.published = '0'.repeat(64);
    const attester = await started('a@M');
    gateway.beat();
    await settle();
    assert.deepEqual(gateway.calls, []);
    assert.deepEqual([attester.health.differing, attester.health.failure], [[ID], 'CLEARING_DIFFERS']);
  });

  it('waits for its turn, and comes when the one before it has let it pass', async () => {
    await started('b@M');
    assert.deepEqual(gateway.calls, []);
    gateway.clock = '2016-08-15T01:00:59Z';
    gateway.tell('AdvanceClock', {});
    await settle();
    assert.deepEqual(gateway.calls, []);
    gateway.clock = '2016-08-15T01:01:00Z';
    gateway.tell('AdvanceClock', {});
    await settle();
    assert.deepEqual(gateway.attested, [`b@M ${right}`]);
  });

  it('goes by the agents’ scores, and does nothing without a seat', async () => {
    gateway.scores = { 'a@M': '1.5', 'b@M': '1.6' };
    await started('b@M');
    assert.deepEqual(gateway.attested, [`b@M ${right}`]);
    const unseated = new FakeGateway();
    unseated.seats = ['a@M'];
    void new Attester({ api: unseated.of('b@M'), log, retryMs: 1 }).run(stop.signal);
    await unseated.open;
    await settle();
    assert.deepEqual(unseated.calls, []);
  });

  it('keeps up with seats and scores by what events say has changed', async () => {
    gateway.waits = false;
    await started('b@M');
    const score = (member: string, micros: string) => ({ key: `agent/${member}`, value: { member, score: micros } });
    const epoch = { number: 2, agents: ['a@M', 'b@M'], listings: [] };
    gateway.tell('AttestClearing', { listing: 'other', outcome: 'attested', member: 'a@M' }, [
      score('a@M', '1600000'),
      { key: 'epoch/000001', value: { ...epoch, number: 1, agents: ['a@M'] } },
      { key: 'epoch/000002', value: epoch },
    ]);
    gateway.tell('ClearListing', listing);
    await settle();
    assert.deepEqual(gateway.attested, [`b@M ${right}`]);
  });

  it('takes a listing that another has attested for done', async () => {
    gateway.refuseWith = 'LISTING_ATTESTED';
    const attester = await started('a@M');
    gateway.beat();
    await settle();
    assert.equal(gateway.calls.length, 1);
    assert.deepEqual([attester.health.attested, attester.health.waiting], [0, 0]);
  });

  it('says in its health what failed, begins anew and recovers', async () => {
    gateway.refuseWith = 'TRUST_TOO_LOW';
    const attester = await started('a@M');
    assert.equal(attester.health.failure, 'TRUST_TOO_LOW');
    gateway.refuseWith = undefined;
    await new Promise((resolve) => setTimeout(resolve, 20));
    await settle();
    gateway.beat();
    await settle();
    assert.deepEqual([gateway.attested.length, attester.health.failure], [1, undefined]);
  });

  it('draws the next agents once half of the epoch has counted, and tries once only', async () => {
    gateway.counted = 5;
    gateway.waits = false;
    await started('a@M');
    gateway.beat();
    await settle();
    assert.deepEqual(gateway.calls, ['draw']);
    const other = new Attester({ api: gateway.of('b@M'), log, retryMs: 1 });
    void other.run(stop.signal);
    await settle();
    assert.deepEqual([gateway.calls, other.health.failure], [['draw', 'draw'], undefined]);
  });
});
