/** The clearing mechanisms that a market can choose (spec 10), in the order of the page. */
export const mechanismNames = ['mcp-fifo', 'pay-as-clear', 'pay-as-bid', 'midpoint'] as const;
export type MechanismName = (typeof mechanismNames)[number];
