import { type Mechanism } from './clearing';
import { bestPriceFirst, bidReachesAsk, tradeInTurn } from './pairing';

/** Best bid with best ask while bid >= ask, each pair at its bid (spec 10). There is no one price. */
export const payAsBid: Mechanism = (offers) =>
  tradeInTurn(bestPriceFirst(offers), { price: null, agree: bidReachesAsk, priceOf: (buy) => buy.price });
