import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shareStorage } from '../../../agents/bidding/share-storage';
import {
  energyFor,
  entFor,
  entWorth,
  eveningHours,
  planEntOrder,
  type StorageRates,
} from '../../../agents/bidding/storage-policy';
import { leftAfterMarket } from '../../../agents/bidding/net-position';
import { loadCommunity } from '../../../agents/community/load-community';
import { priceOf, ratioOf, whOf } from '../../../chaincode/domain/units';
import { dataFolder } from '../../support/data-folder';

const rates = (mint: bigint, burn: bigint): StorageRates => ({ mint, burn, ownersShare: ratioOf(200_000n) });
const level = rates(1_000_000n, 1_000_000n);
const steps = { tick: 100n, lot: 10_000n };

describe('how a household uses storage', () => {
  it('uses what is stored in the dearest hours from 18:00 on', async () => {
    const { days, households } = await loadCommunity(dataFolder);
    const evening = eveningHours(days[0]!.hours, households[0]!.tariff);
    assert.deepEqual(
      evening.map(({ startMinute }) => startMinute / 60),
      [19, 20],
    );
  });

  it('values an ENT from what the grid pays for its energy up to what the grid asks for it', () => {
    // 0.8 ENT for a kWh that earns 4.5 ct; one ENT for a kWh that costs 23.36 ct.
    assert.deepEqual(entWorth(priceOf(45_000n), priceOf(233_600n), level), { floor: 56_250n, top: 233_600n });
    // 0.76 ENT for a kWh, 1.05 ENT for one.
    assert.deepEqual(entWorth(priceOf(45_000n), priceOf(233_600n), rates(950_000n, 1_050_000n)), {
      floor: 59_211n,
      top: 222_476n,
    });
  });

  it('stores nothing where that brings less than the grid, or nothing at all', () => {
    assert.equal(entWorth(priceOf(200_000n), priceOf(233_600n), level), undefined);
    assert.equal(
      entWorth(priceOf(45_000n), priceOf(233_600n), { ...level, ownersShare: ratioOf(1_000_000n) }),
      undefined,
    );
  });

  it('bids for what the evening lacks and sells what it has more, in whole lots and ticks', () => {
    const worth = entWorth(priceOf(45_000n), priceOf(233_600n), level)!;
    const who = { household: 4, hour: 19 };
    // Eagerness of 23: 0.214782 of half of the range.
    assert.deepEqual(planEntOrder(who, { have: 2_345_678n, need: 500_000n }, worth, steps), {
      side: 'sell',
      amount: 1_840_000n,
      price: 75_300n,
    });
    assert.deepEqual(planEntOrder(who, { have: 0n, need: 512_345n }, worth, steps), {
      side: 'buy',
      amount: 510_000n,
      price: 214_500n,
    });
    assert.equal(planEntOrder(who, { have: 500_000n, need: 599_999n }, worth, steps), undefined);
  });

  it('never asks above a bid but for a tick, nor trades at a price that is worse than the grid', () => {
    const household = fc.integer({ min: 1, max: 1000 });
    const rate = fc.bigInt(500_000n, 1_500_000n);
    fc.assert(
      fc.property(household, household, rate, rate, (seller, buyer, mint, burn) => {
        const worth = entWorth(priceOf(45_000n), priceOf(233_600n), rates(mint, burn));
        if (!worth || worth.top - worth.floor < 200n) return;
        const ask = planEntOrder({ household: seller, hour: 19 }, { have: 9_000_000n, need: 0n }, worth, steps)!;
        const bid = planEntOrder({ household: buyer, hour: 19 }, { have: 0n, need: 9_000_000n }, worth, steps)!;
        assert.ok(ask.price >= worth.floor && bid.price <= worth.top);
        assert.ok(ask.price <= bid.price + 2n * steps.tick);
      }),
    );
  });

  it('pays for energy with enough ENT and not a Wh more', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10_000n), fc.bigInt(500_000n, 1_500_000n), (energy, burn) => {
        const paid = entFor(energy, rates(1_000_000n, burn));
        assert.equal(energyFor(paid, rates(1_000_000n, burn)), energy);
        if (paid > 0n) assert.ok(energyFor(paid - 1n, rates(1_000_000n, burn)) < energy);
      }),
    );
  });

  it('has left over, or lacks, what the market has not taken or brought', () => {
    const reading = { load: whOf(300n), pv: whOf(1_000n) };
    assert.deepEqual(leftAfterMarket(reading, { bought: 0n, sold: 600n }), { surplus: 100n, deficit: 0n });
    assert.deepEqual(leftAfterMarket(reading, { bought: 0n, sold: 800n }), { surplus: 0n, deficit: 100n });
    assert.deepEqual(leftAfterMarket(reading, { bought: 50n, sold: 750n }), { surplus: 0n, deficit: 0n });
  });
});

describe('what storage units have left, shared among homes', () => {
  const want = (home: string, energy: bigint) => ({ home, energy });
  const room = (unit: string, energy: bigint) => ({ unit, energy });

  it('goes where most is left, the first of equals, and on to the next', () => {
    const flows = shareStorage([want('a', 300n), want('b', 600n)], [room('x', 500n), room('y', 500n)], 10n);
    assert.deepEqual(flows, [
      { home: 'a', unit: 'x', energy: 300n },
      { home: 'b', unit: 'y', energy: 500n },
      { home: 'b', unit: 'x', energy: 100n },
    ]);
  });

  it('is the same share for every home where there is less than all want', () => {
    const flows = shareStorage([want('a', 1_000n), want('b', 3_000n)], [room('x', 1_000n)], 10n);
    assert.deepEqual(
      flows.map(({ energy }) => energy),
      [250n, 750n],
    );
  });

  it('leaves out flows too small, and never gives more than is wanted or there', () => {
    assert.deepEqual(shareStorage([want('a', 9n)], [room('x', 500n)], 10n), []);
    const amounts = fc.array(fc.bigInt(0n, 9_000n), { maxLength: 8 });
    fc.assert(
      fc.property(amounts, amounts, (wants, rooms) => {
        const flows = shareStorage(
          wants.map((energy, index) => want(String(index), energy)),
          rooms.map((energy, index) => room(String(index), energy)),
          10n,
        );
        const sum = (of: 'home' | 'unit', name: string) =>
          flows.filter((flow) => flow[of] === name).reduce((total, { energy }) => total + energy, 0n);
        wants.forEach((energy, index) => assert.ok(sum('home', String(index)) <= energy));
        rooms.forEach((energy, index) => assert.ok(sum('unit', String(index)) <= energy));
        assert.ok(flows.every(({ energy }) => energy >= 10n));
      }),
    );
  });
});
