import { divideHalfEven, share, type PricePerKWh } from '../../chaincode/domain/units';
import { netPosition } from '../bidding/net-position';
import { type Household, type RecordedHour } from '../community/community';
import { hourlyPrice } from '../community/tariff';
import { type LedgerListing } from './day-ledger';
import { sum } from './sum';

/** What one listing came to. Energy in Wh, money in millionths of eEuro, prices per kWh. */
export interface HourReport {
  readonly listing: string;
  readonly deliveryStart: Date;
  /** Minutes since local midnight. */
  readonly startMinute: number;
  readonly mechanism: string;
  readonly sellOffers: number;
  readonly buyOffers: number;
  readonly offered: bigint;
  readonly wanted: bigint;
  /** What the homes had left over and what they lacked, offered or not. */
  readonly surplus: bigint;
  readonly deficit: bigint;
  readonly energy: bigint;
  /** What buyers paid. */
  readonly turnover: bigint;
  readonly fees: bigint;
  readonly trades: number;
  /** The listing's price; where the mechanism has none, the average price of its trades; null when nothing traded. */
  readonly price: PricePerKWh | null;
  /** The community's prices at the grid in this hour: those of its first household. */
  readonly retail: PricePerKWh | null;
  readonly feedIn: PricePerKWh | null;
}

/** Sums a listing up beside what was recorded for its hour. */
export function reportHour(hour: RecordedHour, listing: LedgerListing, households: readonly Household[]): HourReport {
  const sells = listing.offers.filter(({ side }) => side === 'sell');
  const buys = listing.offers.filter(({ side }) => side === 'buy');
  const energy = sum(listing.trades, (trade) => trade.energy);
  const turnover = sum(listing.trades, (trade) => trade.payment);
  const positions = [...hour.readings.values()].map(netPosition);
  const tariff = households[0]?.tariff;
  return {
    listing: listing.id,
    deliveryStart: listing.deliveryStart,
    startMinute: hour.startMinute,
    mechanism: listing.mechanism,
    sellOffers: sells.length,
    buyOffers: buys.length,
    offered: sum(sells, (offer) => offer.energy),
    wanted: sum(buys, (offer) => offer.energy),
    surplus: sum(positions, (position) => (position?.side === 'sell' ? position.energy : 0n)),
    deficit: sum(positions, (position) => (position?.side === 'buy' ? position.energy : 0n)),
    energy,
    turnover,
    fees: sum(listing.trades, (trade) => share(trade.payment, listing.fee)),
    trades: listing.trades.length,
    price: energy === 0n ? null : (listing.price ?? averagePrice(turnover, energy)),
    retail: tariff ? hourlyPrice(tariff, hour.startMinute) : null,
    feedIn: tariff?.feedIn ?? null,
  };
}

/** Millionths of eEuro per kWh, rounded half to even. */
const averagePrice = (turnover: bigint, energy: bigint) => divideHalfEven(turnover * 1000n, energy) as PricePerKWh;
