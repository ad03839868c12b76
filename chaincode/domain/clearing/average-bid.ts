import { type Offer } from '../offer';
import { type PricePerKWh } from '../units';
import { type Clearing, type Limits, noTrades } from './clearing';
import { sidesOf, tradeInTurn, type Sides } from './pairing';
import { highestFirst } from './ranking';

/**
 * Everything trades at the MCP, the average bid. Buyers below it (unless limits are ignored) and sellers above it take
 * no part; `serve` says in which order the others are served. Without buy offers there is no price and nothing trades.
 */
export function clearAtAverageBid<O extends Offer>(
  offers: readonly O[],
  limits: Limits,
  serve: (sides: Sides<O>) => Sides<O>,
): Clearing<O> {
  const { buyers, sellers } = sidesOf(offers);
  const mcp = averageBid(buyers);
  if (mcp === null) return noTrades();

  const paying = limits === 'ignored' ? buyers : buyers.filter((buyer) => buyer.price >= mcp);
  const willing = sellers.filter((seller) => seller.price <= mcp);
  return tradeInTurn(serve({ buyers: paying, sellers: willing }), {
    price: mcp,
    agree: () => true,
    priceOf: () => mcp,
  });
}

/** Highest value bid x kWh first; equal values keep their order. */
export const highestValueFirst = <O extends Offer>(buyers: readonly O[]): O[] =>
  highestFirst(buyers, (buyer) => buyer.price * buyer.energy);

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
