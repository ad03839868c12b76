// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface StorageUnit {
  /** Storage unit: enrollment id @ MSP id of its own identity, like "su1@HouseholdsMSP" */
  readonly id: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly owner: string;
  /** State */
  readonly state: 'active' | 'removed';
  /** Energy in kWh, at most 3 decimals, like "1.25" */
  readonly energy: string;
  /** Energy that sessions hold, like "1.25" */
  readonly reserved: string;
  /** Energy that no session holds, in kWh; below 0 after a loss, like "-0.25" */
  readonly free: string;
  /** Number of its last report */
  readonly lastReport: number;
}

/** What `getStorageUnits` takes. All storage units, by id */
export interface GetStorageUnitsRequest {
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `getStorageUnitInfo` takes. A storage unit, its owner and its last report */
export interface GetStorageUnitInfoRequest {
  /** Storage unit: enrollment id @ MSP id of its own identity, like "su1@HouseholdsMSP" */
  readonly unit: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `getStorageUnitEnergy` takes. The energy of a storage unit, and what is free */
export interface GetStorageUnitEnergyRequest {
  /** Storage unit: enrollment id @ MSP id of its own identity, like "su1@HouseholdsMSP" */
  readonly unit: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export interface EnergyPools {
  /** KWH: energy in all storage units, like "64.129" */
  readonly energy: string;
  /** ENT in circulation, like "9.787995" */
  readonly circulating: string;
  /** D = |KWH - ENT|, like "9.787995" */
  readonly gap: string;
  /** R, in ENT per kWh, like "9.787995" */
  readonly rate: string;
}

export interface ReportResult {
  /** Amount of many payments, at most 6 decimals, like "9.787995" */
  readonly minted: string;
  /** Amount of many payments, at most 6 decimals, like "9.787995" */
  readonly burned: string;
  readonly unit: StorageUnit;
  readonly pools: EnergyPools;
}

/** What `reportEnergy` takes. The calling storage unit reports energy that came, that went, or that is there */
export type ReportEnergyRequest = {
  /** Storage unit: enrollment id @ MSP id of its own identity, like "su1@HouseholdsMSP" */
  readonly unit: string;
} & (
  | {
      readonly kind: 'produced';
      /** Running number of the unit's report, from 1, like "1" */
      readonly report: string;
      /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
      readonly producer: string;
      /** Energy in kWh, at most 3 decimals, like "1.25" */
      readonly energy: string;
    }
  | {
      readonly kind: 'consumed';
      /** Running number of the unit's report, from 1, like "1" */
      readonly report: string;
      /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
      readonly consumer: string;
      /** Energy in kWh, at most 3 decimals, like "1.25" */
      readonly energy: string;
    }
  | {
      readonly kind: 'actual';
      /** Running number of the unit's report, from 1, like "1" */
      readonly report: string;
      /** Energy in kWh, at most 3 decimals, like "1.25" */
      readonly energy: string;
    }
);

/**
 * What `reportBatch` takes. Up to 200 reports of the calling storage unit, worked through in order; all of them
 * happen or none
 */
export interface ReportBatchRequest {
  /** Storage unit: enrollment id @ MSP id of its own identity, like "su1@HouseholdsMSP" */
  readonly unit: string;
  /** 1 to 200 reports: kind, report, energy, member */
  readonly reports: readonly (
    | {
        readonly report: number;
        /** Energy in kWh, at most 3 decimals, like "1.25" */
        readonly energy: string;
        readonly kind: 'produced';
        /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
        readonly member: string;
      }
    | {
        readonly report: number;
        /** Energy in kWh, at most 3 decimals, like "1.25" */
        readonly energy: string;
        readonly kind: 'consumed';
        /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
        readonly member: string;
      }
    | {
        readonly report: number;
        /** Energy in kWh, at most 3 decimals, like "1.25" */
        readonly energy: string;
        readonly kind: 'actual';
      }
  )[];
}

export interface Session {
  /** Storage unit: enrollment id @ MSP id of its own identity, like "su1@HouseholdsMSP" */
  readonly unit: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** State */
  readonly state: 'open' | 'consumed' | 'expired' | 'closed';
  /** ENT still locked, like "12.5" */
  readonly locked: string;
  /** Energy still reserved, in kWh, like "1.25" */
  readonly reserved: string;
  /** Cost or bonus per kWh that it keeps, in ENT, like "0.01" */
  readonly rate: string;
  /** What the rate answers */
  readonly side: 'loss' | 'surplus' | 'balanced';
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly openedAt: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly expiresAt: string;
}

/** What `getConsumptionSessions` takes. A storage unit's sessions, by member */
export interface GetConsumptionSessionsRequest {
  /** Storage unit: enrollment id @ MSP id of its own identity, like "su1@HouseholdsMSP" */
  readonly unit: string;
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/**
 * What `startConsumptionSession` takes. Locks ENT of the caller and reserves the energy of a storage unit that
 * they pay for
 */
export interface StartConsumptionSessionRequest {
  /** Storage unit: enrollment id @ MSP id of its own identity, like "su1@HouseholdsMSP" */
  readonly unit: string;
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly amount: string;
}

export interface ClearedSessions {
  readonly ended: number;
  readonly more: boolean;
}

/**
 * What `clearOldSessions` takes. Ends a unit's sessions whose time is up, at most 100 of them; `more` says
 * whether to call again
 */
export interface ClearOldSessionsRequest {
  /** Storage unit: enrollment id @ MSP id of its own identity, like "su1@HouseholdsMSP" */
  readonly unit: string;
}

/**
 * What `getConsumptionSessionEnergy` takes. A member's session with a storage unit, with the energy that is
 * still reserved
 */
export interface GetConsumptionSessionEnergyRequest {
  /** Storage unit: enrollment id @ MSP id of its own identity, like "su1@HouseholdsMSP" */
  readonly unit: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `closeConsumptionSession` takes. Ends a session, by its member or its unit: unused ENT and energy go back */
export interface CloseConsumptionSessionRequest {
  /** Storage unit: enrollment id @ MSP id of its own identity, like "su1@HouseholdsMSP" */
  readonly unit: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
}

/** What `getTotalEnergy` takes. The energy in all storage units, with the ENT in circulation that stand for it */
export interface GetTotalEnergyRequest {
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export interface EnergyRates {
  /** Ratio, at most 6 decimals, like "0.01" */
  readonly mint: string;
  /** Ratio, at most 6 decimals, like "0.01" */
  readonly burn: string;
}

/** What `getEnergyRates` takes. ENT minted per kWh produced, and burned per kWh of a session opened now */
export interface GetEnergyRatesRequest {
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}
