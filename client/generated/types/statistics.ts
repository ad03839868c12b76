// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface MarketStatistics {
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly start: string;
  readonly listings: number;
  readonly trades: number;
  /** Energy of many offers in kWh, at most 3 decimals, like "64.129" */
  readonly energy: string;
  /** Amount of many payments, at most 6 decimals, like "9.787995" */
  readonly turnover: string;
  readonly averagePrice: string | null;
  readonly lowestPrice: string | null;
  readonly highestPrice: string | null;
  /** Energy of many offers in kWh, at most 3 decimals, like "64.129" */
  readonly offered: string;
  /** Energy of many offers in kWh, at most 3 decimals, like "64.129" */
  readonly demanded: string;
  /** Traded share of what was demanded */
  readonly selfSufficiency: string | null;
  /** Traded share of what was offered */
  readonly selfConsumption: string | null;
  /** Different members who offered or bid */
  readonly members: number;
}

/**
 * What `getMarketStatistics` takes. A market's energy, money and prices per hour, day or month, oldest first, at
 * most 1,000 of them
 */
export interface GetMarketStatisticsRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly market: string;
  /** What is added up, in UTC */
  readonly period?: 'hour' | 'day' | 'month';
  /** From then on, like "2026-06-01T12:00:00Z" */
  readonly from?: string;
  /** Until before then, like "2026-06-01T12:00:00Z" */
  readonly to?: string;
}

export interface GetMarketStatisticsAnswer {
  /** Blocks that the answer knows of, like "42" */
  readonly height: string;
  readonly items: readonly MarketStatistics[];
}

export interface UnitStatistics {
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly start: string;
  /** Energy of many offers in kWh, at most 3 decimals, like "64.129" */
  readonly offered: string;
  /** Energy of many offers in kWh, at most 3 decimals, like "64.129" */
  readonly sold: string;
  /** Amount of many payments, at most 6 decimals, like "9.787995" */
  readonly received: string;
  readonly averagePrice: string | null;
}

/** What `getUnitStatistics` takes. What a unit offered and sold per hour, day or month, oldest first */
export interface GetUnitStatisticsRequest {
  /** Unit id, chosen by its owner, like "pv-h01" */
  readonly unit: string;
  /** What is added up, in UTC */
  readonly period?: 'hour' | 'day' | 'month';
  /** From then on, like "2026-06-01T12:00:00Z" */
  readonly from?: string;
  /** Until before then, like "2026-06-01T12:00:00Z" */
  readonly to?: string;
}

export interface GetUnitStatisticsAnswer {
  /** Blocks that the answer knows of, like "42" */
  readonly height: string;
  readonly items: readonly UnitStatistics[];
}

export interface MemberStatistics {
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly start: string;
  /** Energy of many offers in kWh, at most 3 decimals, like "64.129" */
  readonly bought: string;
  /** Energy of many offers in kWh, at most 3 decimals, like "64.129" */
  readonly sold: string;
  /** Amount of many payments, at most 6 decimals, like "9.787995" */
  readonly paid: string;
  /** eEuro, less fees, like "9.787995" */
  readonly received: string;
  /** Amount of many payments, at most 6 decimals, like "9.787995" */
  readonly fees: string;
  readonly averagePaid: string | null;
  readonly averageReceived: string | null;
  /** Energy of many offers in kWh, at most 3 decimals, like "64.129" */
  readonly demanded: string;
  /** Energy of many offers in kWh, at most 3 decimals, like "64.129" */
  readonly offered: string;
  /** Bought share of what was demanded */
  readonly selfSufficiency: string | null;
}

/**
 * What `getMemberStatistics` takes. What a member bought and sold per hour, day or month, oldest first; for who
 * may see its account
 */
export interface GetMemberStatisticsRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** What is added up, in UTC */
  readonly period?: 'hour' | 'day' | 'month';
  /** Market id, chosen by its operator, like "fontana" */
  readonly market?: string;
  /** From then on, like "2026-06-01T12:00:00Z" */
  readonly from?: string;
  /** Until before then, like "2026-06-01T12:00:00Z" */
  readonly to?: string;
}

export interface GetMemberStatisticsAnswer {
  /** Blocks that the answer knows of, like "42" */
  readonly height: string;
  readonly items: readonly MemberStatistics[];
}
