import { type Offer } from '../offer';
import { type PricePerKWh } from '../units';
import { noTrades, type Mechanism } from './clearing';
import { sidesOf, tradeInTurn } from './pairing';
import { highestFirst } from './ranking';

/**
 * The seed's mechanism (spec 10, "`mcp-fifo`"): everything trades at the MCP, the average bid. Buyers are served by
 * value, highest first; sellers first in, first out. Without buy offers there is no price and nothing trades.
 */
export const mcpFifo: Mechanism = (offers, { limits }) => {
  const { buyers, sellers } = sidesOf(offers);
  const mcp = averageBid(buyers);
  if (mcp === null) return noTrades();

  const paying = limits === 'ignored' ? buyers : buyers.filter((buyer) => buyer.price >= mcp);
  const willing = sellers.filter((seller) => seller.price <= mcp);
  const byValue = highestFirst(paying, (buyer) => buyer.price * buyer.energy);
  return tradeInTurn({ buyers: byValue, sellers: willing }, { price: mcp, agree: () => true, priceOf: () => mcp });
};

/** MCP = sum(bid x kWh) / sum(kWh), rounded down to a millionth of eEuro; null without buyers. */
function averageBid(buyers: readonly Offer[]): PricePerKWh | null {
  let value = 0n;
  let energy = 0n;
  for (const buyer of buyers) {
    value += buyer.price * buyer.energy;
    energy += buyer.energy;
  }
  // An average lies between prices, so it is in their range.
  return energy === 0n ? null : ((value / energy) as PricePerKWh);
}
