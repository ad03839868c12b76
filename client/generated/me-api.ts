// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type ReadOptions, type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import { type Enrolment } from './types/auth';
import {
  type GetCallerAnswer,
  type GetCallerRequest,
  type GetOwnPersonalDataRequest,
  type Member,
  type Person,
  type RegisterMemberRequest,
  type RenewCertificateRequest,
} from './types/me';

const getCaller: Operation = {
  id: 'getCaller',
  method: 'GET',
  path: '/v1/me',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['members:GetCaller'],
};

const registerMember: Operation = {
  id: 'registerMember',
  method: 'POST',
  path: '/v1/me',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['members:RegisterMember'],
};

const leaveNetwork: Operation = {
  id: 'leaveNetwork',
  method: 'DELETE',
  path: '/v1/me',
  query: [],
  body: false,
  authenticated: true,
  kind: 'write',
  transactions: ['members:LeaveNetwork'],
};

const getOwnPersonalData: Operation = {
  id: 'getOwnPersonalData',
  method: 'GET',
  path: '/v1/me/personal-data',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['members:GetPersonalData'],
};

const renewCertificate: Operation = {
  id: 'renewCertificate',
  method: 'POST',
  path: '/v1/me/renewal',
  query: [],
  body: true,
  authenticated: true,
  kind: 'other',
  transactions: [],
};

/** Operations of the API: me. */
export class MeApi {
  constructor(private readonly requests: Requests) {}

  /**
   * Who the caller is to the network
   *
   * `GET /v1/me`
   */
  getCaller(request: GetCallerRequest = {}, options?: ReadOptions): Promise<GetCallerAnswer> {
    return this.requests.send(getCaller, { ...request }, options);
  }

  /**
   * Registers the caller, whom its Fabric CA has admitted, with its personal data
   *
   * `POST /v1/me`
   */
  registerMember(request: RegisterMemberRequest, options?: WriteOptions): Promise<Receipt<Member>> {
    return this.requests.write(registerMember, { ...request }, options);
  }

  /**
   * The caller leaves: it cannot transact any more; what it owns stays its own and can be paid out
   *
   * `DELETE /v1/me`
   */
  leaveNetwork(options?: WriteOptions): Promise<Receipt<Member>> {
    return this.requests.write(leaveNetwork, {}, options);
  }

  /**
   * The caller's personal data
   *
   * `GET /v1/me/personal-data`
   */
  getOwnPersonalData(request: GetOwnPersonalDataRequest = {}, options?: ReadOptions): Promise<Person> {
    return this.requests.send(getOwnPersonalData, { ...request }, options);
  }

  /**
   * Replaces the caller's key and certificate by new ones; the member's other sessions end
   *
   * `POST /v1/me/renewal`
   */
  renewCertificate(request: RenewCertificateRequest = {}, options?: ReadOptions): Promise<Enrolment> {
    return this.requests.send(renewCertificate, { ...request }, options);
  }
}
