// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type Paged } from '../paged';
import { type ReadOptions, type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type AcceptPVTransferRequest,
  type GetPVRequest,
  type GetPVsRequest,
  type OfferPVTransferRequest,
  type RegisterPVRequest,
  type RetirePVRequest,
  type Unit,
  type VerifyPVRequest,
} from './types/units';

const getPVs: Operation = {
  id: 'getPVs',
  method: 'GET',
  path: '/v1/units',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['units:GetPVs'],
};

const registerPV: Operation = {
  id: 'registerPV',
  method: 'POST',
  path: '/v1/units',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['units:RegisterPV'],
};

const getPV: Operation = {
  id: 'getPV',
  method: 'GET',
  path: '/v1/units/{unit}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['units:GetPV'],
};

const verifyPV: Operation = {
  id: 'verifyPV',
  method: 'POST',
  path: '/v1/units/{unit}/verification',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['units:VerifyPV'],
};

const offerPVTransfer: Operation = {
  id: 'offerPVTransfer',
  method: 'POST',
  path: '/v1/units/{unit}/transfer',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['units:OfferPVTransfer'],
};

const acceptPVTransfer: Operation = {
  id: 'acceptPVTransfer',
  method: 'POST',
  path: '/v1/units/{unit}/acceptance',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['units:AcceptPVTransfer'],
};

const retirePV: Operation = {
  id: 'retirePV',
  method: 'POST',
  path: '/v1/units/{unit}/retirement',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['units:RetirePV'],
};

/** Operations of the API: units. */
export class UnitsApi {
  constructor(private readonly requests: Requests) {}

  /**
   * All units, by id
   *
   * `GET /v1/units`
   */
  getPVs(request: GetPVsRequest = {}, options?: ReadOptions): Paged<Unit> {
    return this.requests.list(getPVs, { ...request }, options);
  }

  /**
   * Registers a PV unit or another producing asset of the caller
   *
   * `POST /v1/units`
   */
  registerPV(request: RegisterPVRequest, options?: WriteOptions): Promise<Receipt<Unit>> {
    return this.requests.write(registerPV, { ...request }, options);
  }

  /**
   * A unit
   *
   * `GET /v1/units/{unit}`
   */
  getPV(request: GetPVRequest, options?: ReadOptions): Promise<Unit> {
    return this.requests.send(getPV, { ...request }, options);
  }

  /**
   * Confirms that a unit is what its owner says; from then on it may sell
   *
   * `POST /v1/units/{unit}/verification`
   */
  verifyPV(request: VerifyPVRequest, options?: WriteOptions): Promise<Receipt<Unit>> {
    return this.requests.write(verifyPV, { ...request }, options);
  }

  /**
   * The owner offers a unit to another member; the last offer counts, an offer to itself takes it back
   *
   * `POST /v1/units/{unit}/transfer`
   */
  offerPVTransfer(request: OfferPVTransferRequest, options?: WriteOptions): Promise<Receipt<Unit>> {
    return this.requests.write(offerPVTransfer, { ...request }, options);
  }

  /**
   * The member to whom a unit was offered takes it over
   *
   * `POST /v1/units/{unit}/acceptance`
   */
  acceptPVTransfer(request: AcceptPVTransferRequest, options?: WriteOptions): Promise<Receipt<Unit>> {
    return this.requests.write(acceptPVTransfer, { ...request }, options);
  }

  /**
   * The owner takes a unit out of service for good
   *
   * `POST /v1/units/{unit}/retirement`
   */
  retirePV(request: RetirePVRequest, options?: WriteOptions): Promise<Receipt<Unit>> {
    return this.requests.write(retirePV, { ...request }, options);
  }
}
