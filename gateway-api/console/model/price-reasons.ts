import { type PricePerKWh } from '../../../chaincode/domain/units';
import { type Clearing } from '../../../chaincode/domain/clearing/clearing';
import { type ClearingRules, type HourOffer } from './hour-offers';

/** How the price of an hour came about. Amounts exact: Wh, millionths of eEuro, millionths of eEuro per kWh. */
export interface PriceReason {
  readonly mechanism: ClearingRules['mechanism'];
  /** null: nothing has one price, or nothing traded. */
  readonly price: PricePerKWh | null;
  readonly bids: number;
  readonly asks: number;
  /** All bids together, and what they would pay at their own prices. */
  readonly wanted: bigint;
  readonly bidValue: bigint;
  readonly offered: bigint;
  /** Offers that agree to the price, and their energy. */
  readonly paying: { readonly count: number; readonly energy: bigint };
  readonly willing: { readonly count: number; readonly energy: bigint };
  readonly traded: bigint;
}

export function explainPrice(
  offers: readonly HourOffer[],
  clearing: Clearing<HourOffer>,
  rules: ClearingRules,
): PriceReason {
  const { price } = clearing;
  const bids = offers.filter(({ side }) => side === 'buy');
  const asks = offers.filter(({ side }) => side === 'sell');
  const paying = price === null ? [] : bids.filter((bid) => rules.limits === 'ignored' || bid.price >= price);
  const willing = price === null ? [] : asks.filter((ask) => ask.price <= price);
  return {
    mechanism: rules.mechanism,
    price,
    bids: bids.length,
    asks: asks.length,
    wanted: energyOf(bids),
    bidValue: bids.reduce((sum, bid) => sum + bid.price * bid.energy, 0n) / 1000n,
    offered: energyOf(asks),
    paying: { count: paying.length, energy: energyOf(paying) },
    willing: { count: willing.length, energy: energyOf(willing) },
    traded: clearing.energy,
  };
}

const energyOf = (offers: readonly HourOffer[]): bigint => offers.reduce((sum, { energy }) => sum + energy, 0n);
