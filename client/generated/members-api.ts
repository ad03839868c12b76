// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type Paged } from '../paged';
import { type ReadOptions, type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import { type Member, type Person } from './types/me';
import {
  type Admission,
  type AdmitMemberRequest,
  type GetMemberRequest,
  type GetMembersRequest,
  type GetPersonalDataRequest,
  type PurgePersonalDataRequest,
  type RevokeMemberRequest,
} from './types/members';

const getMembers: Operation = {
  id: 'getMembers',
  method: 'GET',
  path: '/v1/members',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['members:GetMembers'],
};

const admitMember: Operation = {
  id: 'admitMember',
  method: 'POST',
  path: '/v1/members',
  query: [],
  body: true,
  authenticated: true,
  kind: 'other',
  transactions: [],
};

const getMember: Operation = {
  id: 'getMember',
  method: 'GET',
  path: '/v1/members/{member}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['members:GetMember'],
};

const getPersonalData: Operation = {
  id: 'getPersonalData',
  method: 'GET',
  path: '/v1/members/{member}/personal-data',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['members:GetPersonalData'],
};

const purgePersonalData: Operation = {
  id: 'purgePersonalData',
  method: 'DELETE',
  path: '/v1/members/{member}/personal-data',
  query: [],
  body: false,
  authenticated: true,
  kind: 'write',
  transactions: ['members:PurgePersonalData'],
};

const revokeMember: Operation = {
  id: 'revokeMember',
  method: 'POST',
  path: '/v1/members/{member}/revocation',
  query: [],
  body: true,
  authenticated: true,
  kind: 'other',
  transactions: [],
};

/** Operations of the API: members. */
export class MembersApi {
  constructor(private readonly requests: Requests) {}

  /**
   * All members, by id
   *
   * `GET /v1/members`
   */
  getMembers(request: GetMembersRequest = {}, options?: ReadOptions): Paged<Member> {
    return this.requests.list(getMembers, { ...request }, options);
  }

  /**
   * Registers a new member with the CA of the caller's organisation; by its registrar
   *
   * `POST /v1/members`
   */
  admitMember(request: AdmitMemberRequest, options?: ReadOptions): Promise<Admission> {
    return this.requests.send(admitMember, { ...request }, options);
  }

  /**
   * A member with its roles
   *
   * `GET /v1/members/{member}`
   */
  getMember(request: GetMemberRequest, options?: ReadOptions): Promise<Member> {
    return this.requests.send(getMember, { ...request }, options);
  }

  /**
   * A member's personal data; for the member itself and its organisation's administrator
   *
   * `GET /v1/members/{member}/personal-data`
   */
  getPersonalData(request: GetPersonalDataRequest, options?: ReadOptions): Promise<Person> {
    return this.requests.send(getPersonalData, { ...request }, options);
  }

  /**
   * Purges a departed member's personal data for good; by the member's organisation's administrator
   *
   * `DELETE /v1/members/{member}/personal-data`
   */
  purgePersonalData(request: PurgePersonalDataRequest, options?: WriteOptions): Promise<Receipt<Member>> {
    return this.requests.write(purgePersonalData, { ...request }, options);
  }

  /**
   * Revokes a member's certificates and bars it from enrolling; by its organisation's registrar, or by itself
   *
   * `POST /v1/members/{member}/revocation`
   */
  revokeMember(request: RevokeMemberRequest, options?: ReadOptions): Promise<void> {
    return this.requests.send(revokeMember, { ...request }, options);
  }
}
