import { clearAtAverageBid, highestValueFirst } from './average-bid';
import { type Mechanism } from './clearing';

/**
 * The seed's mechanism (spec 10, "`mcp-fifo`"): everything trades at the MCP, the average bid. Buyers are served by
 * value, highest first; sellers first in, first out. Without buy offers there is no price and nothing trades.
 */
export const mcpFifo: Mechanism = (offers, { limits }) =>
  clearAtAverageBid(offers, limits, ({ buyers, sellers }) => ({ buyers: highestValueFirst(buyers), sellers }));
