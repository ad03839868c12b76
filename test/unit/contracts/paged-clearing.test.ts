/** Large listings clear and settle in pages, with the result of doing it in one go (spec 10, `ClearListing`). */
import { strict as assert } from 'node:assert';
import { commitTo, committedTrades } from '../../../chaincode/domain/commitment';
import { formatTime } from '../../../chaincode/domain/time';
import { formatEnergy, formatMicros } from '../../../chaincode/domain/units';
import { type ResultOf } from '../../../chaincode/wire/declaration';
import { type GetOffer, type GetTrades } from '../../../chaincode/wire/transactions/market';
import {
  type CommitmentEntry,
  commitmentRecord,
  type Listing,
  listingRecord,
  PAGE_OFFERS,
} from '../../../chaincode/ledger/records';
import { type ListingView, type MarketRulesView } from '../../../chaincode/wire/views';
import { balances, balancesAfter, inOneGo, largeBook, traderOf } from '../../support/large-book';
import { banker, type MarketWorld, operator } from '../../support/market-world';
import { type Simulation } from '../../support/test-peer';

type Step = 'ClearListing' | 'SettleListing';
type Meanwhile = (world: MarketWorld, step: number) => Promise<Simulation | undefined>;

/** What one page may read and write: its offers and what a peer reads ahead of them, the other pages, the header. */
const MOST_READS = PAGE_OFFERS + 100 + 300;
const MOST_WRITES = PAGE_OFFERS + 10;

/** Takes the steps of clearing and settling, each by another member; answers how many there were. */
async function stepByStep(world: MarketWorld, callers: readonly string[], meanwhile?: Meanwhile): Promise<number> {
  const { peer, listing } = world;
  for (let step = 0; ; step++) {
    const { state } = await world.as<ListingView>(operator, 'GetListing', [listing]);
    if (state === 'settled') return step;
    const name: Step = state === 'closed' ? 'ClearListing' : 'SettleListing';
    const call = await world.call(callers[step % callers.length] ?? operator);
    const [taken, again] = [
      await peer.simulate(`market:${name}`, [listing], call),
      await peer.simulate(`market:${name}`, [listing], call),
    ];
    const other = await meanwhile?.(world, step);
    checkBounded(taken, `${name}, step ${step}`);
    assert.equal(peer.commit(taken), 'VALID');
    assert.equal(peer.commit(again), 'MVCC_READ_CONFLICT', 'no step is taken twice');
    if (other) assert.equal(peer.commit(other), 'VALID', `what a member did during step ${step}`);
  }
}

function checkBounded({ reads, ranges, writes }: Simulation, shown: string): void {
  const read = reads.size + ranges.reduce((sum, { results }) => sum + results.length, 0);
  assert.ok(read <= MOST_READS, `${shown} read ${read} keys`);
  assert.ok(writes.size <= MOST_WRITES, `${shown} wrote ${writes.size} keys`);
  const bytes = [...writes.values()].reduce((sum, value) => sum + (value?.length ?? 0), 0);
  assert.ok(bytes < 2_000_000, `${shown} wrote ${bytes} bytes`);
}

/** Checks result, trades and everybody's money against the domain's functions over all offers at once. */
async function checkAgainstOneGo(world: MarketWorld, before: Map<string, string>): Promise<void> {
  const listing = await world.as<ListingView>(operator, 'GetListing', [world.listing]);
  const expected = inOneGo(world, listing);
  const { price, energy, turnover, trades } = expected.clearing;
  assert.deepEqual(listing.clearing, {
    price: price === null ? null : formatMicros(price),
    energy: formatEnergy(energy),
    turnover: formatMicros(turnover),
    trades: trades.length,
    offers: expected.settlement.offers.length,
  });
  const listed: ResultOf<typeof GetTrades>['items'] = [];
  for (let page = 0; page < (listing.progress.pages ?? 0); page++) {
    const found = await world.as<ResultOf<typeof GetTrades>>(operator, 'GetTrades', [world.listing, String(page)]);
    listed.push(...found.items);
  }
  assert.deepEqual(
    listed,
    trades.map(({ buy, sell, energy: wh, price: at }, index) => ({
      buy: buy.id,
      sell: sell.id,
      energy: formatEnergy(wh),
      price: formatMicros(at),
      payment: formatMicros(expected.settlement.payments[index] ?? 0n),
    })),
  );
  const written = world.peer.records<CommitmentEntry>('commitment').get(`commitment/${world.listing}`);
  const commitment: CommitmentEntry = {
    ...commitTo(world.listing, committedTrades(expected.clearing, expected.settlement)),
    listing: world.listing,
    clearedAt: written?.clearedAt ?? '',
    publishedBy: listing.progress.publishedBy,
  };
  assert.deepEqual(written, JSON.parse(commitmentRecord.encode(commitment)));
  assert.deepEqual(await balances(world), balancesAfter(before, operator, expected));
  assert.equal(world.total('eEuro').escrowed, 0n);
}

describe('A listing of several pages', () => {
  let book: MarketWorld;
  before(async () => {
    book = await largeBook(1300, { fee: '0.013' }, 1300);
    // So that spending needs no credits that have arrived.
    for (const [member] of await balances(book)) await book.as(operator, 'FoldCredits', [member, 'eEuro']);
  });

  /** The same offers in a listing with another mechanism, at the end of bidding. */
  async function closedBook(mechanism: MarketRulesView['mechanism']): Promise<MarketWorld> {
    const world = book.fork();
    const listing = world.peer.records<Listing>('listing').get(`listing/${world.listing}`);
    assert.ok(listing);
    world.peer.seed(listingRecord, { ...listing, rules: { ...listing.rules, mechanism } });
    await world.close();
    return world;
  }

  for (const mechanism of ['mcp-fifo', 'pay-as-clear', 'pay-as-bid', 'midpoint'] as const) {
    it(`clears by ${mechanism} and settles as it would in one go`, async () => {
      const world = await closedBook(mechanism);
      const before = await balances(world);
      const steps = await stepByStep(world, [traderOf(0), banker, operator]);
      assert.ok(steps >= 6, `${steps} steps`);
      await checkAgainstOneGo(world, before);
    });
  }

  it('goes on while its members trade elsewhere, spend what their accounts cover, and receive money', async () => {
    const world = await closedBook('midpoint');
    const next = formatTime((Math.floor(world.peer.now / 3600) + 1) * 3600);
    const { id } = await world.as<ListingView>(operator, 'AcceptOfferBroadcast', ['m', next]);
    const acts: Meanwhile = async ({ peer }, step) => {
      const call = await world.call(traderOf(100 * step));
      if (step % 3 === 0) return peer.simulate('tokens:TransferEEuro', [operator, '1'], call);
      if (step % 3 === 1) return peer.simulate('market:BUYOffer', [id, `x${step}`, '1', '0.1'], call);
      return peer.simulate('tokens:TransferEEuro', [traderOf(0), '1'], call);
    };
    const sum = () => Object.values(world.total('eEuro')).reduce((total, part) => total + part);
    const before = sum();
    assert.ok((await stepByStep(world, [operator], acts)) >= 6);
    assert.equal(sum(), before);
  });

  it('leaves cancelled offers out, though they fill a page, and answers for all the others', async () => {
    const world = await largeBook(1600, { mechanism: 'pay-as-clear' }, 11);
    for (let offer = 500; offer < 1000; offer++) {
      await world.as(traderOf(offer), 'CancelOffer', [world.listing, `o${String(offer % 100).padStart(2, '0')}`]);
    }
    await world.close();
    const before = await balances(world);
    await stepByStep(world, [operator]);
    await checkAgainstOneGo(world, before);
    const result = (offer: number) =>
      world.as<ResultOf<typeof GetOffer>>(operator, 'GetOffer', [
        world.listing,
        traderOf(offer),
        `o${String(offer % 100).padStart(2, '0')}`,
      ]);
    for (const offer of [0, 250, 499, 1000, 1234, 1599]) assert.notEqual((await result(offer)).tradedEnergy, null);
    assert.deepEqual([(await result(500)).offer.state, (await result(500)).tradedEnergy], ['cancelled', null]);
  });

  it('pays everything back in pages when it is called off half way through', async () => {
    const world = await closedBook('mcp-fifo');
    await world.as(traderOf(0), 'ClearListing', [world.listing]);
    await world.as(operator, 'CancelListing', [world.listing]);
    let steps = 0;
    for (; world.total('eEuro').escrowed > 0n; steps++) {
      const call = await world.call(traderOf(100 * steps));
      const step = await world.peer.simulate('market:SettleListing', [world.listing], call);
      checkBounded(step, `step ${steps}`);
      assert.equal(world.peer.commit(step), 'VALID');
    }
    assert.equal(steps, 3);
    for (const [member, balance] of await balances(world)) {
      assert.ok(/^(0|1000000) 0$/.test(balance), `${member}: ${balance}`);
    }
  });

  it('clears and settles 10,000 offers, in pages of bounded size', async () => {
    const world = await largeBook(10_000, { mechanism: 'pay-as-clear' }, 17);
    await world.close();
    const before = await balances(world);
    const steps = await stepByStep(world, [traderOf(0), traderOf(100), operator]);
    assert.equal(steps, 20 + 3 + 20);
    await checkAgainstOneGo(world, before);
  });
});
