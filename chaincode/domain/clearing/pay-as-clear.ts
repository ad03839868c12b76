import { type Offer } from '../offer';
import { middlePrice, type PricePerKWh } from '../units';
import { noTrades, type Mechanism } from './clearing';
import { bestPriceFirst, bidReachesAsk, tradeInTurn, type Sides } from './pairing';

/**
 * One price for all, where supply meets demand, with the largest welfare (spec 10, "`pay-as-clear`"). Bids above the
 * price and asks below it are served in full; at the margin, earlier first. Where nothing trades there is no price.
 */
export const payAsClear: Mechanism = (offers) => {
  const sides = bestPriceFirst(offers);
  const price = marginalPrice(sides);
  return price === null ? noTrades() : tradeInTurn(sides, { price, agree: bidReachesAsk, priceOf: () => price });
};

/**
 * The middle of the interval in which nobody who trades would rather not, and nobody who doesn't would like to:
 * [max(dearest accepted ask, highest bid not wholly served), min(cheapest accepted bid, lowest ask not wholly served)],
 * rounded half to even to a millionth. null where nothing trades.
 */
function marginalPrice({ buyers, sellers }: Sides<Offer>): PricePerKWh | null {
  // Walks the curves of demand and supply to where they cross. Bids fall and asks rise on the way: the last ones that
  // trade are the cheapest and the dearest.
  let cheapestBid: PricePerKWh | undefined;
  let dearestAsk: PricePerKWh | undefined;
  let bidders = 0;
  let demand = 0n;
  let askers = 0;
  let supply = 0n;
  let bid = buyers[0];
  let ask = sellers[0];
  while (bid && ask && bidReachesAsk(bid, ask)) {
    cheapestBid = bid.price;
    dearestAsk = ask.price;
    const demandHere = demand + bid.energy;
    const supplyHere = supply + ask.energy;
    if (demandHere <= supplyHere) {
      demand = demandHere;
      bid = buyers[++bidders];
    }
    if (supplyHere <= demandHere) {
      supply = supplyHere;
      ask = sellers[++askers];
    }
  }
  if (cheapestBid === undefined || dearestAsk === undefined) return null;
  // `bid` and `ask` are now the first that are not wholly served, where there is one.
  const lower = bid && bid.price > dearestAsk ? bid.price : dearestAsk;
  const upper = ask && ask.price < cheapestBid ? ask.price : cheapestBid;
  return middlePrice(lower, upper);
}
