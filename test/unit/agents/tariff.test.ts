import assert from 'node:assert/strict';
import { localTimeOf } from '../../../agents/community/local-time';
import { checkedTariff, hourlyPrice, type Tariff } from '../../../agents/community/tariff';
import { priceOf } from '../../../chaincode/domain/units';

const period = (from: number, to: number, price: bigint) => ({ from: from * 60, to: to * 60, price: priceOf(price) });
const tariff: Tariff = {
  name: 'two bands',
  feedIn: priceOf(45_000n),
  periods: [period(0, 7, 100_000n), period(7, 9.5, 171_000n), period(9.5, 24, 233_601n)],
};

describe('a time-of-use tariff', () => {
  it('charges an hour inside one band at the band', () => {
    assert.equal(hourlyPrice(tariff, 8 * 60), 171_000n);
  });

  it('charges an hour that meets two bands at their mean by minutes, half to even', () => {
    // (171,000 + 233,601) / 2 = 202,300.5
    assert.equal(hourlyPrice(tariff, 9 * 60), 202_300n);
    assert.equal(hourlyPrice(tariff, 6 * 60 + 45), 153_250n);
  });

  it('goes on with the first band after midnight', () => {
    assert.equal(hourlyPrice(tariff, 23 * 60 + 30), 166_800n);
  });

  it('covers the whole day without a gap, or is refused', () => {
    assert.equal(checkedTariff(tariff), tariff);
    assert.throws(() => checkedTariff({ ...tariff, periods: tariff.periods.slice(1) }), /minute 0/);
    assert.throws(() => checkedTariff({ ...tariff, periods: tariff.periods.slice(0, 2) }), /minute 570/);
  });
});

describe("a community's local time", () => {
  it('follows the wall clock through summer and winter time', () => {
    const zone = 'America/Los_Angeles';
    assert.deepEqual(localTimeOf(new Date('2016-08-15T07:00:00Z'), zone), { date: '2016-08-15', minuteOfDay: 0 });
    assert.deepEqual(localTimeOf(new Date('2017-01-23T07:30:00Z'), zone), { date: '2017-01-22', minuteOfDay: 1410 });
  });
});
