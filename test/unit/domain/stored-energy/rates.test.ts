import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parameters } from '../../../../chaincode/domain/parameters';
import { energyParameters } from '../../../../chaincode/domain/stored-energy/energy-parameters';
import { mintedFor, splitMinted } from '../../../../chaincode/domain/stored-energy/minting';
import { answer, gapOf, type Pools, sideOf } from '../../../../chaincode/domain/stored-energy/pools';
import { ratesOf } from '../../../../chaincode/domain/stored-energy/rates';
import { ratioOf } from '../../../../chaincode/domain/units';
import { defaults } from './community';

/** Pools from kWh, ENT and R in thousandths. */
const pools = (kWh: number, ENT: number, R: number): Pools => ({
  stored: BigInt(kWh),
  circulating: BigInt(ENT) * 1_000n,
  rate: BigInt(R) * 1_000n,
});

describe('stored energy: rates', () => {
  it('minting and burning cost min(R, M) and min(R, B) while energy is missing, and gain them while there is too much', () => {
    const apart = { ...defaults, M: ratioOf(300_000n), B: ratioOf(100_000n) };
    assert.deepEqual(ratesOf(pools(9_000, 10_000, 50), defaults), { mint: 950_000n, burn: 1_050_000n });
    assert.deepEqual(ratesOf(pools(10_000, 9_000, 50), defaults), { mint: 1_050_000n, burn: 950_000n });
    assert.deepEqual(ratesOf(pools(1_000, 90_000, 900), apart), { mint: 700_000n, burn: 1_100_000n });
    assert.deepEqual(ratesOf(pools(90_000, 1_000, 900), apart), { mint: 1_300_000n, burn: 900_000n });
    assert.deepEqual(ratesOf(pools(7_000, 7_000, 0), apart), { mint: 1_000_000n, burn: 1_000_000n });
  });

  it('what passes the equilibrium goes 1 for 1: the cost of a report is D at most', () => {
    assert.equal(mintedFor(pools(9_000, 10_000, 50), 10_000n, defaults), 9_500_000n);
    assert.equal(mintedFor(pools(9_000, 10_000, 50), 30_000n, defaults), 29_000_000n);
    assert.equal(mintedFor(pools(10_000, 9_000, 50), 30_000n, defaults), 31_000_000n);
  });

  it('rounds the cost half to even to a millionth', () => {
    const at = (rate: bigint, energy: bigint) =>
      1_000n * energy - mintedFor({ ...pools(0, 9, 0), rate }, energy, defaults);
    assert.deepEqual([at(500n, 1n), at(500n, 3n), at(1_500n, 1n), at(501n, 1n)], [0n, 2n, 2n, 1n]);
  });

  it('sets R to D x C where D grew, holds it where D shrank, even through 0, and clears it at 0', () => {
    const { C } = defaults;
    const rate = (before: Pools, kWh: number, ENT: number) => answer(before, pools(kWh, ENT, 0), C).rate;
    assert.equal(rate(pools(10, 10, 0), 9_000, 10_000), 50_000n);
    assert.equal(rate(pools(9_000, 10_000, 50), 9_500, 10_000), 50_000n);
    assert.equal(rate(pools(9_000, 10_000, 50), 9_000, 10_000), 50_000n);
    assert.equal(rate(pools(9_000, 10_000, 50), 10_900, 10_000), 50_000n);
    assert.equal(rate(pools(9_000, 10_000, 50), 11_001, 10_000), 50_050n);
    assert.equal(rate(pools(9_000, 10_000, 50), 10_000, 10_000), 0n);
    assert.equal(rate(pools(0, 0, 0), 0, 500), 25_000n);
  });

  it('knows D and its side to the millionth', () => {
    const sides = [999_999n, 1_000_000n, 1_000_001n].map((circulating) => ({ stored: 1_000n, circulating }));
    assert.deepEqual(sides.map(sideOf), ['surplus', 'balanced', 'loss']);
    assert.deepEqual(sides.map(gapOf), [1n, 0n, 1n]);
  });
});

describe('stored energy: the owner and the producer of minted ENT', () => {
  it('get F and 1 - F by largest remainder, ties to the producer', () => {
    const split = (minted: bigint, F: bigint) => Object.values(splitMinted(minted, ratioOf(F)));
    assert.deepEqual(split(10n, 200_000n), [8n, 2n]);
    assert.deepEqual(split(1n, 500_000n), [1n, 0n]);
    assert.deepEqual(split(1n, 500_001n), [0n, 1n]);
    assert.deepEqual(split(3n, 200_000n), [2n, 1n]); // 2.4 and 0.6
    assert.deepEqual(split(7n, 0n), [7n, 0n]);
    assert.deepEqual(split(7n, 1_000_000n), [0n, 7n]);
  });

  it('get all of it together, each within a millionth of its exact part', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 18n), fc.bigInt(0n, 1_000_000n), (minted, F) => {
        const { producer, owner } = splitMinted(minted, ratioOf(F));
        assert.equal(producer + owner, minted);
        const off = owner * 1_000_000n - minted * F;
        assert.ok(off < 1_000_000n && off > -1_000_000n && 2n * off <= 1_000_000n && 2n * off >= -1_000_000n);
      }),
    );
  });
});

describe("stored energy: the network's parameters", () => {
  it('are those of the page where nobody voted, and else what was voted', () => {
    const { M, B, C, F, H } = energyParameters({});
    assert.deepEqual([M, B, C, F, H], [500_000n, 500_000n, 50_000n, 200_000n, 7_200]);
    const voted = energyParameters({ C: '1.5', H: '3600', voteExpiry: '3600' });
    assert.deepEqual([voted.C, voted.H, voted.M], [1_500_000n, 3_600, 500_000n]);
    assert.equal(parameters.M.most, '1', 'a rate above 1 would make burning pay');
  });
});
