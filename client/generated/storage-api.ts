// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type Paged } from '../paged';
import { type ReadOptions, type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type ClearOldSessionsRequest,
  type ClearedSessions,
  type CloseConsumptionSessionRequest,
  type EnergyPools,
  type EnergyRates,
  type GetConsumptionSessionEnergyRequest,
  type GetConsumptionSessionsRequest,
  type GetEnergyRatesRequest,
  type GetStorageUnitEnergyRequest,
  type GetStorageUnitInfoRequest,
  type GetStorageUnitsRequest,
  type GetTotalEnergyRequest,
  type ReportBatchRequest,
  type ReportEnergyRequest,
  type ReportResult,
  type Session,
  type StartConsumptionSessionRequest,
  type StorageUnit,
} from './types/storage';

const getStorageUnits: Operation = {
  id: 'getStorageUnits',
  method: 'GET',
  path: '/v1/storage-units',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['storage:GetStorageUnits'],
};

const getStorageUnitInfo: Operation = {
  id: 'getStorageUnitInfo',
  method: 'GET',
  path: '/v1/storage-units/{unit}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['storage:GetStorageUnitInfo'],
};

const getStorageUnitEnergy: Operation = {
  id: 'getStorageUnitEnergy',
  method: 'GET',
  path: '/v1/storage-units/{unit}/energy',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['storage:GetStorageUnitEnergy'],
};

const reportEnergy: Operation = {
  id: 'reportEnergy',
  method: 'POST',
  path: '/v1/storage-units/{unit}/reports',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['storage:EnergyProduced', 'storage:EnergyConsumed', 'storage:ReportActualEnergy'],
};

const reportBatch: Operation = {
  id: 'reportBatch',
  method: 'POST',
  path: '/v1/storage-units/{unit}/report-batches',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['storage:ReportBatch'],
};

const getConsumptionSessions: Operation = {
  id: 'getConsumptionSessions',
  method: 'GET',
  path: '/v1/storage-units/{unit}/sessions',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['storage:GetConsumptionSessions'],
};

const startConsumptionSession: Operation = {
  id: 'startConsumptionSession',
  method: 'POST',
  path: '/v1/storage-units/{unit}/sessions',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['storage:StartConsumptionSession'],
};

const clearOldSessions: Operation = {
  id: 'clearOldSessions',
  method: 'POST',
  path: '/v1/storage-units/{unit}/sessions/clearing',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['storage:ClearOldSessions'],
};

const getConsumptionSessionEnergy: Operation = {
  id: 'getConsumptionSessionEnergy',
  method: 'GET',
  path: '/v1/storage-units/{unit}/sessions/{member}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['storage:GetConsumptionSessionEnergy'],
};

const closeConsumptionSession: Operation = {
  id: 'closeConsumptionSession',
  method: 'DELETE',
  path: '/v1/storage-units/{unit}/sessions/{member}',
  query: [],
  body: false,
  authenticated: true,
  kind: 'write',
  transactions: ['storage:CloseConsumptionSession'],
};

const getTotalEnergy: Operation = {
  id: 'getTotalEnergy',
  method: 'GET',
  path: '/v1/energy',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['storage:GetTotalEnergy'],
};

const getEnergyRates: Operation = {
  id: 'getEnergyRates',
  method: 'GET',
  path: '/v1/energy/rates',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['storage:GetEnergyRates'],
};

/** Operations of the API: storage. */
export class StorageApi {
  constructor(private readonly requests: Requests) {}

  /**
   * All storage units, by id
   *
   * `GET /v1/storage-units`
   */
  getStorageUnits(request: GetStorageUnitsRequest = {}, options?: ReadOptions): Paged<StorageUnit> {
    return this.requests.list(getStorageUnits, { ...request }, options);
  }

  /**
   * A storage unit, its owner and its last report
   *
   * `GET /v1/storage-units/{unit}`
   */
  getStorageUnitInfo(request: GetStorageUnitInfoRequest, options?: ReadOptions): Promise<StorageUnit> {
    return this.requests.send(getStorageUnitInfo, { ...request }, options);
  }

  /**
   * The energy of a storage unit, and what is free
   *
   * `GET /v1/storage-units/{unit}/energy`
   */
  getStorageUnitEnergy(request: GetStorageUnitEnergyRequest, options?: ReadOptions): Promise<StorageUnit> {
    return this.requests.send(getStorageUnitEnergy, { ...request }, options);
  }

  /**
   * The calling storage unit reports energy that came, that went, or that is there
   *
   * `POST /v1/storage-units/{unit}/reports`
   */
  reportEnergy(request: ReportEnergyRequest, options?: WriteOptions): Promise<Receipt<ReportResult>> {
    return this.requests.write(reportEnergy, { ...request }, options);
  }

  /**
   * Up to 200 reports of the calling storage unit, worked through in order; all of them happen or none
   *
   * `POST /v1/storage-units/{unit}/report-batches`
   */
  reportBatch(request: ReportBatchRequest, options?: WriteOptions): Promise<Receipt<ReportResult>> {
    return this.requests.write(reportBatch, { ...request }, options);
  }

  /**
   * A storage unit's sessions, by member
   *
   * `GET /v1/storage-units/{unit}/sessions`
   */
  getConsumptionSessions(request: GetConsumptionSessionsRequest, options?: ReadOptions): Paged<Session> {
    return this.requests.list(getConsumptionSessions, { ...request }, options);
  }

  /**
   * Locks ENT of the caller and reserves the energy of a storage unit that they pay for
   *
   * `POST /v1/storage-units/{unit}/sessions`
   */
  startConsumptionSession(request: StartConsumptionSessionRequest, options?: WriteOptions): Promise<Receipt<Session>> {
    return this.requests.write(startConsumptionSession, { ...request }, options);
  }

  /**
   * Ends a unit's sessions whose time is up, at most 100 of them; `more` says whether to call again
   *
   * `POST /v1/storage-units/{unit}/sessions/clearing`
   */
  clearOldSessions(request: ClearOldSessionsRequest, options?: WriteOptions): Promise<Receipt<ClearedSessions>> {
    return this.requests.write(clearOldSessions, { ...request }, options);
  }

  /**
   * A member's session with a storage unit, with the energy that is still reserved
   *
   * `GET /v1/storage-units/{unit}/sessions/{member}`
   */
  getConsumptionSessionEnergy(request: GetConsumptionSessionEnergyRequest, options?: ReadOptions): Promise<Session> {
    return this.requests.send(getConsumptionSessionEnergy, { ...request }, options);
  }

  /**
   * Ends a session, by its member or its unit: unused ENT and energy go back
   *
   * `DELETE /v1/storage-units/{unit}/sessions/{member}`
   */
  closeConsumptionSession(request: CloseConsumptionSessionRequest, options?: WriteOptions): Promise<Receipt<Session>> {
    return this.requests.write(closeConsumptionSession, { ...request }, options);
  }

  /**
   * The energy in all storage units, with the ENT in circulation that stand for it
   *
   * `GET /v1/energy`
   */
  getTotalEnergy(request: GetTotalEnergyRequest = {}, options?: ReadOptions): Promise<EnergyPools> {
    return this.requests.send(getTotalEnergy, { ...request }, options);
  }

  /**
   * ENT minted per kWh produced, and burned per kWh of a session opened now
   *
   * `GET /v1/energy/rates`
   */
  getEnergyRates(request: GetEnergyRatesRequest = {}, options?: ReadOptions): Promise<EnergyRates> {
    return this.requests.send(getEnergyRates, { ...request }, options);
  }
}
