import { formatEnergy, formatMicros } from '../../chaincode/domain/units';
import { planOffer, type OfferRules } from '../bidding/spread-bidder';
import { isProblem } from '../../client';
import { type MarketApi } from '../client/market-api';
import { type Household, type RecordedHour } from '../community/community';
import { hourlyPrice } from '../community/tariff';

/** The id of a household's PV unit on the ledger. */
export const unitOf = (household: Household): string => `pv-${household.id.toLowerCase()}`;

/**
 * Acts for one household in the market, with the household's own identity. Its offers have fixed ids, so an hour that
 * is played twice has each offer once.
 */
export class HouseholdAgent {
  constructor(
    readonly household: Household,
    private readonly api: MarketApi,
  ) {}

  get member(): string {
    return this.api.member;
  }

  /** Makes the household's offer for an hour, where it has something to trade; answers whether there is one. */
  async offer(listing: string, hour: RecordedHour, rules: OfferRules): Promise<boolean> {
    const { household } = this;
    const reading = hour.readings.get(household.id);
    if (!reading) return false;
    const planned = planOffer(
      {
        household: household.number,
        hour: Math.floor(hour.startMinute / 60),
        reading,
        retail: hourlyPrice(household.tariff, hour.startMinute),
        feedIn: household.tariff.feedIn,
      },
      rules,
    );
    if (!planned) return false;
    const terms = { energy: formatEnergy(planned.energy), price: formatMicros(planned.price) };
    try {
      if (planned.side === 'sell') await this.api.sell(listing, { offer: 's1', unit: unitOf(household), ...terms });
      else await this.api.buy(listing, { offer: 'b1', ...terms });
    } catch (error) {
      if (!isProblem(error, 'OFFER_EXISTS')) throw error;
    }
    return true;
  }
}
