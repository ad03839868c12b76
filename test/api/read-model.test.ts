import assert from 'node:assert/strict';
import { type ShownHeader } from '../../client/chain/block-header';
import { verifyBlock } from '../../client/chain/verify-block';
import { verifyChain } from '../../client/chain/verify-chain';
import { DELIVERY, LISTING, MARKET, MarketNetwork } from '../support/market-network';

type Items = readonly Record<string, unknown>[];

describe('Reads from the read model', () => {
  const network = new MarketNetwork();
  before(async () => {
    await network.start();
    await network.populate();
    const { h01, h02, operator } = network.cast;
    const offers = `/v1/listings/${LISTING}/offers`;
    await network.done(h01, offers, { side: 'sell', offer: 's1', unit: 'pv-h01', energy: '2', price: '0.1' });
    await network.done(h02, offers, { side: 'buy', offer: 'b1', energy: '1.5', price: '0.2' });
    await network.done(operator, `/v1/markets/${MARKET}/clock`, { time: DELIVERY });
    for (const step of ['closing', 'clearing', 'settlement']) {
      await network.done(operator, `/v1/listings/${LISTING}/${step}`);
    }
    await network.done(h02, '/v1/transfers', { token: 'eEuro', to: 'h01@HouseholdsMSP', amount: '1.25' });
    await network.done(h01, '/v1/accounts/h01@HouseholdsMSP/eEuro/folding');
  });
  after(() => network.stop());

  const ask = (token: string, address: string, headers: Record<string, string> = {}) =>
    network.gateway.send('GET', address, { token, headers });
  const read = async (token: string, address: string) => {
    const answer = await ask(token, address);
    assert.equal(answer.status, 200, `${address}: ${answer.text}`);
    return answer.body;
  };
  const items = async (token: string, address: string): Promise<Items> =>
    (await read(token, address))['items'] as Items;

  const addresses = [
    ...['/v1/me', '/v1/members', '/v1/members/h01@HouseholdsMSP', '/v1/units', '/v1/units/pv-h01', '/v1/parameters'],
    ...['/v1/markets', `/v1/markets/${MARKET}`, `/v1/markets/${MARKET}/listings`, `/v1/listings/${LISTING}`],
    ...[`/v1/listings/${LISTING}/offers`, `/v1/listings/${LISTING}/offers/h02@HouseholdsMSP/b1`],
    ...[`/v1/clearings/${LISTING}/trades`, `/v1/clearings/${LISTING}/offers`, `/v1/listings/${LISTING}/commitment`],
    ...['/v1/supply/eEuro', '/v1/voters', '/v1/votes', '/v1/trust', '/v1/energy', '/v1/books', '/v1/agents'],
    ...['/v1/accounts/h02@HouseholdsMSP/eEuro', '/v1/accounts/h01@HouseholdsMSP/eEuro', '/v1/withdrawals'],
    ...['/v1/markets?pageSize=1', '/v1/members?pageSize=2', '/v1/listings/test_20300101T0000Z', '/v1/units/none'],
  ];

  it('answers what the ledger answers, for every role', async () => {
    const { h01, h03, h04, operator, banker } = network.cast;
    for (const [role, token] of Object.entries({ h01, h03, h04, operator, banker })) {
      for (const address of addresses) {
        const mark = address.includes('?') ? '&' : '?';
        const [model, ledger] = [await ask(token, address), await ask(token, `${address}${mark}consistency=ledger`)];
        assert.deepEqual(
          [model.status, model.body['code'] ?? model.body],
          [ledger.status, ledger.body['code'] ?? ledger.body],
          `${role} ${address}`,
        );
        if (model.status !== 200) continue;
        assert.equal(model.headers.get('sunledger-source'), 'read-model', address);
        assert.equal(ledger.headers.get('sunledger-source'), 'ledger', address);
        assert.match(model.headers.get('sunledger-height') ?? '', /^[1-9]\d*$/);
      }
    }
  });

  it('has the history of an account as the ledger has it, page by page', async () => {
    const key = (movement: Record<string, unknown>) => JSON.stringify(Object.entries(movement).sort());
    for (const [member, token] of [
      ['h01', network.cast.h01],
      ['h02', network.cast.h02],
    ] as const) {
      const address = `/v1/accounts/${member}@HouseholdsMSP/eEuro/history`;
      const ledger = await items(token, `${address}?pageSize=200&consistency=ledger`);
      assert.ok(ledger.length > 1);
      const paged: Record<string, unknown>[] = [];
      for (let bookmark = ''; ;) {
        const page = await read(token, `${address}?pageSize=1&bookmark=${bookmark}`);
        paged.push(...(page['items'] as Items));
        bookmark = String(page['bookmark']);
        if (bookmark === '') break;
      }
      assert.deepEqual(paged.map(key).sort(), ledger.map(key).sort());
    }
  });

  it('follows a balance to what the account holds', async () => {
    const { h02 } = network.cast;
    const balance = await read(h02, '/v1/accounts/h02@HouseholdsMSP/eEuro?consistency=ledger');
    const [last] = await items(h02, '/v1/accounts/h02@HouseholdsMSP/eEuro/balances');
    assert.deepEqual([last?.['available'], last?.['escrowed']], [balance['available'], balance['escrowed']]);
    assert.equal(last?.['kind'], 'transferOut');
  });

  it('adds up what a market, a member and a unit traded', async () => {
    const { h01, h02 } = network.cast;
    const [hour] = await items(h01, `/v1/markets/${MARKET}/hours`);
    assert.deepEqual(
      [
        hour?.['listing'],
        hour?.['price'],
        hour?.['averagePrice'],
        hour?.['energy'],
        hour?.['offered'],
        hour?.['demanded'],
      ],
      [LISTING, '0.2', '0.2', '1.5', '2', '1.5'],
    );
    for (const period of ['hour', 'day', 'month']) {
      const [market] = await items(h01, `/v1/markets/${MARKET}/statistics?period=${period}`);
      assert.deepEqual(
        [
          market?.['trades'],
          market?.['turnover'],
          market?.['selfSufficiency'],
          market?.['selfConsumption'],
          market?.['members'],
        ],
        [1, '0.3', '1', '0.75', 2],
      );
      const [seller] = await items(h01, `/v1/members/h01@HouseholdsMSP/statistics?period=${period}`);
      assert.deepEqual(
        [seller?.['sold'], seller?.['received'], seller?.['fees'], seller?.['bought']],
        ['1.5', '0.297', '0.003', '0'],
      );
      const [buyer] = await items(h02, `/v1/members/h02@HouseholdsMSP/statistics?period=${period}&market=${MARKET}`);
      assert.deepEqual(
        [buyer?.['bought'], buyer?.['paid'], buyer?.['averagePaid'], buyer?.['selfSufficiency']],
        ['1.5', '0.3', '0.2', '1'],
      );
      const [unit] = await items(h02, `/v1/units/pv-h01/statistics?period=${period}`);
      assert.deepEqual([unit?.['offered'], unit?.['sold']], ['2', '1.5']);
    }
    const [flow] = await items(h02, `/v1/listings/${LISTING}/flows`);
    assert.deepEqual(
      [flow?.['seller'], flow?.['unit'], flow?.['buyer'], flow?.['energy']],
      ['h01@HouseholdsMSP', 'pv-h01', 'h02@HouseholdsMSP', '1.5'],
    );
    const [offer] = await items(h01, '/v1/members/h01@HouseholdsMSP/offers');
    assert.deepEqual([offer?.['offer'], offer?.['traded'], offer?.['amount']], ['s1', '1.5', '0.297']);
    // A NUL, of all things, is what PostgreSQL takes for no text at all.
    const none = Buffer.from(`${'\0'.repeat(20)} a b`).toString('base64url');
    assert.equal((await items(h01, `/v1/members/h01@HouseholdsMSP/offers?bookmark=${none}`)).length, 1);
  });

  it('shows how much eEuro there is over time', async () => {
    const { h01 } = network.cast;
    const supply = await read(h01, '/v1/supply/eEuro');
    const series = await items(h01, '/v1/supply/eEuro/history?width=60');
    assert.equal(series.at(-1)?.['total'], supply['total']);
  });

  it('refuses a range whose ends are no times', async () => {
    const { h01 } = network.cast;
    const series = ['/v1/supply/eEuro/history', '/v1/energy/history', `/v1/markets/${MARKET}/hours`];
    for (const address of [...series, '/v1/members/h01@HouseholdsMSP/offers']) {
      for (const field of ['from', 'to']) {
        const answer = await ask(h01, `${address}?${field}=2026-13-01T00:00:00Z`);
        assert.deepEqual([answer.status, answer.body['field']], [400, field], `${address}: ${answer.text}`);
      }
    }
  });

  it('keeps what is of a member’s money from others', async () => {
    const { h01, h02, h03, h04, operator, banker } = network.cast;
    const own = ['statistics', 'offers'].map((what) => `/v1/members/h02@HouseholdsMSP/${what}`);
    for (const address of [...own, '/v1/accounts/h02@HouseholdsMSP/eEuro/balances']) {
      for (const token of [h02, operator, banker]) assert.equal((await ask(token, address)).status, 200, address);
      for (const token of [h01, h03, h04]) assert.equal((await ask(token, address)).status, 403, address);
      assert.equal((await network.gateway.send('GET', address)).status, 401);
    }
  });

  it('shows who made and endorsed a transaction, and no key of others’ accounts', async () => {
    const { h01, h02, operator } = network.cast;
    const transfer = { token: 'eEuro', to: 'h01@HouseholdsMSP', amount: '0.5' };
    const { body: sent } = await network.gateway.command(h02, 'POST', '/v1/transfers', transfer);
    const address = `/v1/transactions/${String(sent['transactionId'])}/details`;
    const keys = (body: Record<string, unknown>) =>
      (body['writes'] as Items).map(({ key }) => String(key).split('/')[0]);
    const mine = await read(h02, address);
    assert.deepEqual([mine['function'], mine['code'], mine['kind']], ['tokens:TransferEEuro', 'VALID', 'transaction']);
    assert.deepEqual(mine['creator'], { mspId: 'HouseholdsMSP', name: 'h02' });
    assert.ok((mine['endorsers'] as Items).length >= 2);
    assert.deepEqual([keys(mine), mine['hidden']], [['account'], 1]);
    assert.deepEqual(keys(await read(h01, address)), ['credit']);
    assert.deepEqual(keys(await read(operator, address)), ['account', 'credit']);
    const block = await read(h01, `/v1/blocks/${String(mine['block'])}`);
    assert.ok((block['items'] as Items).some(({ id }) => id === sent['transactionId']));
    assert.doesNotMatch(JSON.stringify([mine, block]), /0\.5|500000/);
  });

  it('lists blocks without a gap, and gives whole ones to who may see accounts', async () => {
    const { h01, operator } = network.cast;
    const numbers: number[] = [];
    for (let bookmark = ''; ;) {
      const page = await read(h01, `/v1/blocks?pageSize=7&bookmark=${bookmark}`);
      numbers.push(...(page['items'] as Items).map(({ number }) => Number(number)));
      bookmark = String(page['bookmark']);
      if (bookmark === '') break;
    }
    assert.deepEqual(
      numbers,
      Array.from({ length: numbers.length }, (_, index) => numbers.length - 1 - index),
    );
    assert.equal((await ask(h01, '/v1/blocks/0/raw')).status, 403);
    assert.match(String((await read(operator, '/v1/blocks/0/raw'))['block']), /^[A-Za-z0-9+/]+=*$/);
    assert.equal((await ask(h01, '/v1/blocks/99999')).status, 404);
  });

  it('gives what a client needs to check the chain by itself, and shows it the first block that does not fit', async () => {
    const { h01, operator } = network.cast;
    const shown = async ({ from }: { from: string }) =>
      (await items(h01, `/v1/block-headers?from=${from}&count=9`)) as unknown as ShownHeader[];
    const roots = (await (await fetch(`${network.gateway.url}/v1/network/roots`)).json()) as Record<string, unknown>;
    const orderers: Record<string, string[]> = {};
    for (const { mspId, certificate } of roots['orderers'] as { mspId: string; certificate: string }[]) {
      orderers[mspId] = [...(orderers[mspId] ?? []), certificate];
    }
    const whole = await verifyChain(shown, { orderers, signatures: Number(roots['signatures']) });
    assert.deepEqual([whole.fault, whole.checked - 1], [null, Number(whole.last?.number)]);
    assert.ok(whole.checked > 20);
    for (const [damage, kind] of [
      [{ dataHash: '0'.repeat(64) }, 'HASH'],
      [{ previousHash: '0'.repeat(64) }, 'LINK'],
      [{ signatures: '' }, 'SIGNATURES'],
      [{ signatures: 'AAAA' }, 'MALFORMED'],
    ] as const) {
      const damaged = async (page: { from: string }) =>
        (await shown(page)).map((header) => (header.number === '11' ? { ...header, ...damage } : header));
      const { fault, checked } = await verifyChain(damaged, { orderers });
      assert.deepEqual([fault?.block, fault?.kind, checked], ['11', kind, 11]);
    }
    const stranger = await verifyChain(shown, { orderers: { OtherMSP: Object.values(orderers).flat() } });
    assert.deepEqual([stranger.fault?.block, stranger.fault?.kind], ['1', 'SIGNATURES']);
    const [header] = await shown({ from: '5' });
    const raw = String((await read(operator, '/v1/blocks/5/raw'))['block']);
    assert.ok(header);
    assert.equal(await verifyBlock(raw, header), null);
    const changed = Buffer.from(raw, 'base64');
    const place = changed.indexOf('sunledger');
    changed.write('moonledger', place);
    assert.notEqual(await verifyBlock(changed.toString('base64'), header), null);
  });

  it('answers 304 to who has the answer already', async () => {
    const { h01 } = network.cast;
    const first = await ask(h01, `/v1/markets/${MARKET}`);
    const tag = first.headers.get('etag') ?? '';
    const again = await ask(h01, `/v1/markets/${MARKET}`, { 'if-none-match': `"other", ${tag}` });
    assert.deepEqual([again.status, again.text, again.headers.get('etag')], [304, '', tag]);
    assert.equal((await ask(h01, '/v1/markets', { 'if-none-match': tag })).status, 200);
  });

  it('says how far it has come', async () => {
    const status = await read(network.cast.h01, '/v1/read-model');
    assert.deepEqual([status['lag'], status['projecting']], ['0', true]);
  });
});
