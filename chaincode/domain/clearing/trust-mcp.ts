import { clearAtAverageBid, highestValueFirst } from './average-bid';
import { type Mechanism } from './clearing';
import { byPoints, onCountedEnergy } from './counted-offers';
import { lowestFirst } from './ranking';

/**
 * `mcp-fifo` by trust (spec 14): quotas first, and the MCP is the average bid of the energy that counts. Buyers are
 * served by points, then by value; sellers by points, then cheapest first, then by arrival. So who has few points
 * reaches only what the others have left.
 */
export const trustMcp: Mechanism = onCountedEnergy((offers, { limits }) =>
  clearAtAverageBid(offers, limits, ({ buyers, sellers }) => ({
    buyers: byPoints(highestValueFirst(buyers)),
    sellers: byPoints(lowestFirst(sellers, (seller) => seller.price)),
  })),
);
