import { middlePrice } from '../units';
import { type Mechanism } from './clearing';
import { bestPriceFirst, bidReachesAsk, tradeInTurn } from './pairing';

/**
 * Best bid with best ask while bid >= ask, each pair at the middle of the two, rounded half to even to a millionth
 * (spec 10). There is no one price.
 */
export const midpoint: Mechanism = (offers) =>
  tradeInTurn(bestPriceFirst(offers), {
    price: null,
    agree: bidReachesAsk,
    priceOf: (buy, sell) => middlePrice(buy.price, sell.price),
  });
