import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { consumptionCharge, feedInReward } from '../../../../chaincode/domain/tariffs/substation-tariff';
import { parseEnergy, ratioOf, whOf } from '../../../../chaincode/domain/units';

const slot = (produced: string, consumed: string) => ({
  produced: parseEnergy(produced),
  consumed: parseEnergy(consumed),
});
const [q, a, r] = [ratioOf(100_000n), ratioOf(100_000_000n), ratioOf(300_000n)];
const energy = fc.bigInt({ min: 0n, max: 100_000n }).map(whOf);
const anySlot = fc.record({ produced: energy, consumed: energy });

describe("substation tariff: NRGCoin's formulas", () => {
  it('give what the page worked out', () => {
    assert.equal(feedInReward(parseEnergy('2'), slot('12', '10'), q, a), 192_158n);
    assert.equal(consumptionCharge(parseEnergy('3'), slot('12', '10'), r), 409_091n);
  });

  it('reward most in balance, alike on both sides of it, and nothing far from it', () => {
    const reward = (produced: string, consumed: string) =>
      feedInReward(parseEnergy('2'), slot(produced, consumed), q, a);
    assert.equal(reward('10', '10'), 200_000n);
    assert.equal(reward('10', '10.5'), reward('10.5', '10'));
    assert.ok(reward('10', '11') < reward('10', '10.5') && reward('10', '10.5') < reward('10', '10'));
    assert.equal(reward('1000000000000', '0'), 0n);
    fc.assert(
      fc.property(energy, anySlot, (fedIn, measured) => {
        assert.ok(feedInReward(fedIn, measured, q, a) <= fedIn * 100n);
      }),
    );
  });

  it('charge the whole rate where nothing is produced, less the more is, and nothing in an empty slot', () => {
    const charge = (produced: string, consumed: string) =>
      consumptionCharge(parseEnergy('3'), slot(produced, consumed), r);
    assert.equal(charge('0', '10'), 900_000n);
    assert.equal(charge('10', '10'), 450_000n);
    assert.equal(charge('0', '0'), 0n);
    assert.equal(charge('5', '0'), 0n);
    fc.assert(
      fc.property(energy, anySlot, energy, (drawn, measured, more) => {
        const sunnier = { ...measured, produced: whOf(measured.produced + more) };
        assert.ok(consumptionCharge(drawn, sunnier, r) <= consumptionCharge(drawn, measured, r));
      }),
    );
  });

  it('are exact to the millionth for the largest amounts, and refuse what no account can hold', () => {
    const most = whOf(10n ** 15n);
    const millionth = ratioOf(1n);
    // e^-1 to 18 digits.
    assert.equal(
      feedInReward(most, slot('1000000', '0'), ratioOf(1_000_000n), ratioOf(10n ** 18n)),
      367_879_441_171_442_322n,
    );
    assert.equal(feedInReward(most, slot('0', '0'), millionth, millionth), 10n ** 12n);
    assert.throws(() => feedInReward(most, slot('0', '0'), ratioOf(10n ** 18n), millionth), /between 0 and 10\^12/);
  });
});
