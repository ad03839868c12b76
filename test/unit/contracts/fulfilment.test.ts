/** What was delivered of what was committed, as a record that refers to the commitment (spec 14, "Two-block ledger"). */
import { strict as assert } from 'node:assert';
import { COMMITMENT_PAGE_TRADES } from '../../../chaincode/domain/commitment';
import { fulfil } from '../../../chaincode/domain/fulfilment';
import { formatTime } from '../../../chaincode/domain/time';
import {
  type CommitmentEntry,
  type FulfilmentPage,
  type Listing,
  type TradePage,
} from '../../../chaincode/ledger/records';
import { type ResultOf } from '../../../chaincode/wire/declaration';
import { type GetFulfilledTrades } from '../../../chaincode/wire/transactions/proofs';
import { type CommitmentView, type FulfilmentView } from '../../../chaincode/wire/views';
import { largeBook } from '../../support/large-book';
import { banker, operator } from '../../support/market-world';
import { TrustWorld } from '../../support/trust-world';

const seller = 's@HouseholdsMSP';
const buyer = 'b@HouseholdsMSP';
const DAY = 86_400;

describe('The fulfilment of a listing', () => {
  let start: TrustWorld;
  before(async () => {
    start = await TrustWorld.create([seller, buyer]);
  });
  const close = ({ world }: TrustWorld, listing: string, by = buyer) =>
    world.as<FulfilmentView>(by, 'FulfilListing', [listing]);
  const rows = async ({ world }: TrustWorld, listing: string) =>
    (await world.as<ResultOf<typeof GetFulfilledTrades>>(buyer, 'GetFulfilledTrades', [listing, '0'])).items;

  it('refers to the commitment and says what was delivered of each trade', async () => {
    const market = start.fork();
    const sale = await market.sale(seller, buyer, '2');
    await market.deliver(sale, '1.5');
    const closed = await close(market, sale.listing);
    const { digest } = await market.world.as<CommitmentView>(operator, 'GetCommitment', [sale.listing]);
    const expected = fulfil(sale.listing, digest, [{ delivered: 1_500n, source: 'parties' }]);
    assert.deepEqual([closed.commitment, closed.digest], [digest, expected.digest]);
    assert.deepEqual([closed.known, closed.delivered, closed.trades], [1, '1.5', 1]);
    assert.equal(closed.closedAt, formatTime(market.world.peer.now));
    assert.deepEqual(await rows(market, sale.listing), [{ delivered: '1.5', source: 'parties' }]);
    assert.deepEqual(await market.world.as(seller, 'GetFulfilment', [sale.listing]), closed);
    assert.equal(await market.world.refusal(operator, 'FulfilListing', [sale.listing]), 'FULFILMENT_CLOSED');
  });

  it('waits for who can still say what was delivered, and no longer', async () => {
    const market = start.fork();
    const sale = await market.sale(seller, buyer);
    assert.equal(await market.world.refusal(operator, 'FulfilListing', [sale.listing]), 'FULFILMENT_OPEN');
    await market.advance(14 * DAY - 3_600);
    assert.equal(await market.world.refusal(operator, 'FulfilListing', [sale.listing]), 'FULFILMENT_OPEN');
    await market.advance(3_601);
    const closed = await close(market, sale.listing);
    assert.deepEqual([closed.known, closed.delivered], [0, '0']);
    assert.deepEqual(await rows(market, sale.listing), [{ delivered: null, source: null }]);
    const unknown = fulfil(sale.listing, closed.commitment, [{ delivered: null, source: null }]);
    assert.equal(closed.digest, unknown.digest);
  });

  it('tells nothing delivered from nothing known', () => {
    const digests = [0n, null].map(
      (delivered) => fulfil('m', 'c', [{ delivered, source: delivered === null ? null : 'operator' }]).digest,
    );
    assert.notEqual(digests[0], digests[1]);
    assert.deepEqual(fulfil('m', 'c', []).pages, [], 'a listing without trades has no page');
    assert.notEqual(fulfil('m', 'c', []).digest, fulfil('m', 'd', []).digest);
    assert.notEqual(fulfil('m', 'c', []).digest, fulfil('n', 'c', []).digest);
  });

  it('closes a long listing page by page, with a bounded effort each', async () => {
    const world = await largeBook(1_300, { mechanism: 'pay-as-bid' }, 7);
    await world.close();
    for (let state = ''; state !== 'settled';) {
      const { state: now } = world.peer.records<Listing>('listing').get(`listing/${world.listing}`) ?? { state: '' };
      state = now;
      if (state !== 'settled')
        await world.as(banker, state === 'closed' ? 'ClearListing' : 'SettleListing', [world.listing]);
    }
    const pages = [...world.peer.records<TradePage>('trade-page').values()].filter(({ rows: all }) => all.length > 0);
    assert.ok(pages.length > 1, `${pages.length} pages of trades`);
    const deliveries = JSON.stringify(
      Array.from({ length: 200 }, (_, index) => ({ trade: index, delivered: '0.001' })),
    );
    world.peer.now += 3 * 3600;
    await world.as(operator, 'AttestDeliveries', [world.listing, deliveries]);
    const second = [{ trade: COMMITMENT_PAGE_TRADES, delivered: '0.001' }];
    await world.as(operator, 'AttestDeliveries', [world.listing, JSON.stringify(second)]);
    world.peer.now += 15 * DAY;
    const steps: FulfilmentView[] = [];
    while (steps.length < pages.length) {
      const step = await world.peer.simulate('proofs:FulfilListing', [world.listing], await world.call(banker));
      const read = step.reads.size + step.ranges.reduce((sum, { results }) => sum + results.length, 0);
      assert.ok(read <= COMMITMENT_PAGE_TRADES + 110 && step.writes.size === 2, `read ${read}`);
      const taken = await world.as<FulfilmentView>(banker, 'FulfilListing', [world.listing]);
      steps.push(taken);
      assert.equal(taken.digest === null, taken.pages.length < pages.length);
    }
    const last = steps.at(-1);
    assert.ok(last);
    const commitment = world.peer.records<CommitmentEntry>('commitment').get(`commitment/${world.listing}`);
    const closed = [...world.peer.records<FulfilmentPage>('fulfilment-page').values()].flatMap(({ rows: all }) => all);
    const trades = closed.map(([delivered, source]) => ({
      delivered: delivered === null ? null : BigInt(delivered),
      source,
    }));
    assert.equal(trades.length, commitment?.trades);
    assert.equal(last.digest, fulfil(world.listing, commitment?.digest ?? '', trades).digest);
    assert.deepEqual([last.known, last.delivered, last.closedBy.length], [201, '0.201', pages.length]);
  });
});
