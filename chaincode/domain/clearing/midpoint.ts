import { middlePrice } from '../units';
import { clearingOf, type Mechanism } from './clearing';
import { pairByPrice } from './pairing';

/**
 * Best bid with best ask while bid >= ask, each pair at the middle of the two, rounded half to even to a millionth
 * (spec 10). There is no one price.
 */
export const midpoint: Mechanism = (offers) =>
  clearingOf(null, pairByPrice(offers).pairs, ({ buy, sell }) => middlePrice(buy.price, sell.price));
