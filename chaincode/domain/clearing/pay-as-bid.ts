import { clearingOf, type Mechanism } from './clearing';
import { pairByPrice } from './pairing';

/** Best bid with best ask while bid >= ask, each pair at its bid (spec 10). There is no one price. */
export const payAsBid: Mechanism = (offers) => clearingOf(null, pairByPrice(offers).pairs, ({ buy }) => buy.price);
