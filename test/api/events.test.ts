import assert from 'node:assert/strict';
import { EventStream } from '../support/event-stream';
import { sampleBookRules, sampleOrder } from '../support/sample-calls';
import { LISTING, MarketNetwork } from '../support/market-network';
import { PASSPHRASE } from '../support/test-gateway';

const offers = `/v1/listings/${LISTING}/offers`;

describe('Events over REST', () => {
  const network = new MarketNetwork();
  const streams: EventStream[] = [];
  before(async () => {
    await network.start();
    await network.populate();
  });
  after(() => network.stop());
  afterEach(() => streams.splice(0).forEach((stream) => stream.close()));

  const follow = async (token: string, query = '', headers: Record<string, string> = {}): Promise<EventStream> => {
    const stream = new EventStream(`${network.gateway.url}/v1/events${query}`, {
      authorization: `Bearer ${token}`,
      ...headers,
    });
    streams.push(stream);
    assert.equal(await stream.status, 200);
    return stream;
  };
  const offer = (name: string) =>
    network.done(network.cast.h02, offers, { side: 'buy', offer: name, energy: '0.1', price: '0.1' });
  const signIn = async (member: string): Promise<string> => {
    const { body } = await network.gateway.send('POST', '/v1/auth/sessions', {
      body: { member, passphrase: PASSPHRASE },
    });
    return String(body['token']);
  };

  it('come once each, in the order of the ledger, with what happened', async () => {
    const stream = await follow(network.cast.h01);
    await offer('e1');
    await offer('e2');
    const seen = await stream.until(2);
    assert.deepEqual(stream.names(), ['BUYOffer', 'BUYOffer']);
    assert.deepEqual(
      seen.map(({ data }) => (data['result'] as { id: string }).id),
      ['e1', 'e2'],
    );
    assert.equal(seen[0]?.data['by'], 'h02@HouseholdsMSP');
    assert.match(seen[0].id, /^\d+\.\d+$/);
  });

  it('are only those of a market, a listing or a member, for who asks for these', async () => {
    const { h01, h02, banker } = network.cast;
    const market = await follow(h01, '?market=test');
    const otherMarket = await follow(h01, '?market=other');
    const listing = await follow(h01, `?listing=${LISTING}`);
    const receiver = await follow(h01, '?member=h01@HouseholdsMSP');
    const all = await follow(h01);
    await offer('e3');
    await network.done(h02, '/v1/transfers', { token: 'eEuro', to: 'h01@HouseholdsMSP', amount: '1' });
    await network.done(banker, '/v1/accounts/h02@HouseholdsMSP/eEuro/mint', { amount: '1' });
    await all.until(3);
    assert.deepEqual(market.names(), ['BUYOffer']);
    assert.deepEqual(listing.names(), ['BUYOffer']);
    assert.deepEqual(receiver.names(), ['TransferEEuro']);
    assert.deepEqual(otherMarket.names(), []);
  });

  it('tell who follows an order book its outstanding prices, too, whenever they have moved', async () => {
    const { h01, h02, operator } = network.cast;
    await network.done(operator, '/v1/books', { book: 'priced', rules: sampleBookRules });
    const stream = await follow(h01, '?market=priced');
    const place = (order: string, price: string) =>
      network.done(h02, '/v1/books/priced/orders', { order, terms: { ...sampleOrder, price } });
    await place('b1', '0.5');
    await stream.until(2);
    await place('b2', '0.4');
    await stream.until(3);
    await place('b3', '0.6');
    const seen = await stream.until(5);
    assert.deepEqual(stream.names(), ['PlaceOrder', 'BookPrices', 'PlaceOrder', 'PlaceOrder', 'BookPrices']);
    const told = seen.filter(({ event }) => event === 'BookPrices');
    assert.deepEqual(
      told.map(({ id, data }) => [id, data]),
      ['0.5', '0.6'].map((bid) => ['', { book: 'priced', bid, ask: null, last: null }]),
    );
  });

  it('tell a member about its own account, and about nobody else’s', async () => {
    const { h01, h02 } = network.cast;
    const [own, other] = [await follow(h02), await follow(h01)];
    await offer('e8');
    await network.done(h02, '/v1/transfers', { token: 'eEuro', to: 'h01@HouseholdsMSP', amount: '1' });
    const keys = (stream: EventStream) =>
      stream.seen.flatMap(({ data }) => (data['changes'] as { key: string }[]).map(({ key }) => key));
    await Promise.all([own.until(2), other.until(2)]);
    const accounts = (stream: EventStream) => keys(stream).filter((key) => /^(account|credit)\//.test(key));
    assert.ok(accounts(own).includes('account/h02@HouseholdsMSP/eEuro'));
    assert.ok(accounts(other).every((key) => key.startsWith('credit/h01@HouseholdsMSP/')));
    assert.equal(accounts(other).length, 1);
    assert.ok(keys(other).some((key) => key.startsWith('offer/')));
    assert.equal(other.seen[1]?.data['result'], null);
    assert.equal((own.seen[1]?.data['result'] as { member: string }).member, 'h02@HouseholdsMSP');
  });

  it('tell who is no active member what concerns it, and nothing else, until it is one', async () => {
    const { h01, h03, h04 } = network.cast;
    const [suspended, past, newcomer] = [await follow(h03), await follow(h03, '?after=0.0'), await follow(h04)];
    const all = await follow(h01);
    await offer('e9');
    await network.done(h04, '/v1/me', { firstName: 'New', lastName: 'Comer', email: 'new.comer@example.org' });
    await all.until(2);
    await newcomer.until(1);
    for (let more = 0; newcomer.seen.length < 2 && more < 50; more++) await offer(`e9-${more}`);
    assert.equal(newcomer.names()[0], 'RegisterMember');
    assert.ok(newcomer.names().includes('BUYOffer'));
    assert.deepEqual(suspended.names(), []);
    const { length } = await past.until(1);
    const own = past.seen.filter(({ data }) =>
      [data['by'], ...((data['members'] ?? []) as string[])].includes('h03@HouseholdsMSP'),
    );
    assert.equal(own.length, length);
  });

  it('go on where a client stopped, none lost and none twice', async () => {
    const first = await follow(network.cast.h01);
    await offer('e4');
    await offer('e5');
    const last = (await first.until(2))[1];
    first.close();
    await offer('e6');
    const second = await follow(network.cast.h01, '', { 'last-event-id': last?.id ?? '' });
    await offer('e7');
    const seen = await second.until(2);
    assert.deepEqual(
      seen.map(({ data }) => (data['result'] as { id: string }).id),
      ['e6', 'e7'],
    );
  });

  it('go on at another gateway, with the same ids', async () => {
    const whole = await follow(network.cast.h01, '?after=0.0');
    const before_ = [...(await whole.until(10))];
    await network.restartGateway();
    const token = await signIn('h01@HouseholdsMSP');
    const again = await follow(token, '', { 'last-event-id': '0.0' });
    const after_ = await again.until(before_.length);
    assert.deepEqual(
      after_.map(({ id, event }) => [id, event]),
      before_.map(({ id, event }) => [id, event]),
    );
  });

  it('are for members, and resume only after ids of events', async () => {
    const nobody = await network.gateway.send('GET', '/v1/events', { headers: { accept: 'text/event-stream' } });
    assert.equal(nobody.body['code'], 'NOT_AUTHENTICATED');
    const token = await signIn('h01@HouseholdsMSP');
    for (const id of ['x', '1', '1.x', '-1.0', '1.0.0', `${'9'.repeat(30)}.0`]) {
      const headers = { accept: 'text/event-stream', 'last-event-id': id };
      const answer = await network.gateway.send('GET', '/v1/events', { token, headers });
      assert.equal(answer.body['code'], 'INVALID_ARGUMENT', id);
    }
  });

  it('end with the session', async () => {
    const token = await signIn('h01@HouseholdsMSP');
    const stream = await follow(token);
    await network.gateway.send('DELETE', '/v1/auth/sessions/current', { token });
    await stream.ended;
  });

  it('answer HEAD without a stream', async () => {
    const token = await signIn('h01@HouseholdsMSP');
    const answer = await network.gateway.send('HEAD', '/v1/events', {
      token,
      headers: { accept: 'text/event-stream' },
    });
    assert.equal(answer.status, 200);
  });

  it('end when the gateway stops', async () => {
    const stream = await follow(await signIn('h01@HouseholdsMSP'));
    await network.restartGateway();
    await stream.ended;
  });
});
