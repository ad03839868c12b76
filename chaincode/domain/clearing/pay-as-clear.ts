import { type Offer } from '../offer';
import { middlePrice, type PricePerKWh } from '../units';
import { clearingOf, type Mechanism } from './clearing';
import { pairByPrice, type Pairing } from './pairing';

/**
 * One price for all, where supply meets demand, with the largest welfare (spec 10, "`pay-as-clear`"). Bids above the
 * price and asks below it are served in full; at the margin, earlier first. Where nothing trades there is no price.
 */
export const payAsClear: Mechanism = (offers) => {
  const pairing = pairByPrice(offers);
  const price = marginalPrice(pairing);
  if (price === null) return clearingOf(null, [], ({ buy }) => buy.price);
  return clearingOf(price, pairing.pairs, () => price);
};

/**
 * The middle of the interval in which nobody who trades would rather not, and nobody who doesn't would like to:
 * [max(dearest accepted ask, highest bid not wholly served), min(cheapest accepted bid, lowest ask not wholly served)].
 */
function marginalPrice<O extends Offer>({ pairs, buyerLeft, sellerLeft }: Pairing<O>): PricePerKWh | null {
  // Bids fall and asks rise along the pairs: the last one has the cheapest accepted bid and the dearest accepted ask.
  const last = pairs.at(-1);
  if (!last) return null;
  const lower = buyerLeft && buyerLeft.price > last.sell.price ? buyerLeft.price : last.sell.price;
  const upper = sellerLeft && sellerLeft.price < last.buy.price ? sellerLeft.price : last.buy.price;
  return middlePrice(lower, upper);
}
