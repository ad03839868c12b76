// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface MarketRules {
  /** Clearing mechanism */
  readonly mechanism: 'mcp-fifo' | 'pay-as-clear' | 'pay-as-bid' | 'midpoint' | 'tdda' | 'trust-mcp' | 'two-level';
  /** Whether a buyer with a bid below the price buys nothing; mcp-fifo and trust-mcp only */
  readonly limits: 'respected' | 'ignored';
  /** Prices of offers are multiples of it, in eEuro per kWh, like "0.12" */
  readonly tick: string;
  /** Energy in kWh, at most 3 decimals, like "1.25" */
  readonly smallestOffer: string;
  /** Energy in kWh, at most 3 decimals, like "1.25" */
  readonly largestOffer: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly priceFloor: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly priceCap: string;
  /** The operator's share of what sellers receive, 0 to 1, like "0.01" */
  readonly fee: string;
  readonly intervalMinutes: 60 | 15;
  /** Whether settlement waits for meter readings */
  readonly metered: boolean;
  /** A simulated market takes its time from AdvanceClock */
  readonly clock: 'real' | 'simulated';
  /** Offers of a member in a listing */
  readonly offersPerMember: number;
  /** Whether trust points cap and rank offers; off where nothing is said */
  readonly trust?: 'on' | 'off';
  /** Whether a cleared listing waits for an agent's attestation; off where nothing is said */
  readonly attestation?: 'on' | 'off';
  /** What the grid takes for a kWh; two-level: every bid is at least that, like "0.12" */
  readonly retail?: string;
  /** What the grid gives for a kWh; two-level: every ask is at most that, like "0.12" */
  readonly feedIn?: string;
}

export interface Market {
  /** Market id, chosen by its operator, like "fontana" */
  readonly id: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly operator: string;
  readonly rules: MarketRules;
  /** Time of a simulated market */
  readonly clock: string | null;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly createdAt: string;
}

/** What `getMarkets` takes. All markets, by id */
export interface GetMarketsRequest {
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `createMarket` takes. Makes a market with its rules; the caller operates it */
export interface CreateMarketRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly market: string;
  readonly rules: MarketRules;
}

/** What `getMarket` takes. A market with its rules and clock */
export interface GetMarketRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly market: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `advanceClock` takes. Sets the clock of a simulated market forward; by its operator */
export interface AdvanceClockRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly market: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly time: string;
}
