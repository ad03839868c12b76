import { type Static } from '@sinclair/typebox';
import type * as views from '../../chaincode/wire/views';
import { type MemberClient } from './member-client';

export type StorageUnitView = Static<typeof views.StorageUnit>;
export type SessionView = Static<typeof views.Session>;
export type EnergyPoolsView = Static<typeof views.EnergyPools>;
export type EnergyRatesView = Static<typeof views.EnergyRates>;
export type ReportResultView = Static<typeof views.ReportResult>;
export type ReportListView = Static<typeof views.ReportList>;

const at = encodeURIComponent;

/** Stored energy (spec 12) as typed calls of a member, or of a storage unit with its own identity. */
export class StorageApi {
  constructor(readonly client: MemberClient) {}

  unit(unit: string): Promise<StorageUnitView> {
    return this.client.read(`/v1/storage-units/${at(unit)}`);
  }
  units(): Promise<StorageUnitView[]> {
    return this.client.readAll('/v1/storage-units');
  }
  pools(): Promise<EnergyPoolsView> {
    return this.client.read('/v1/energy');
  }
  rates(): Promise<EnergyRatesView> {
    return this.client.read('/v1/energy/rates');
  }
  /** All network parameters, as voted. */
  parameters(): Promise<Readonly<Record<string, string>>> {
    return this.client.read('/v1/parameters');
  }

  /** The calling unit reports, in the order of the numbers; all of it happens or nothing. */
  report(reports: ReportListView): Promise<ReportResultView> {
    return this.client.submit(`/v1/storage-units/${at(this.client.member)}/report-batches`, { reports });
  }

  /** Every session with a unit, past ones included: a member's newest one each. */
  sessions(unit: string): Promise<SessionView[]> {
    return this.client.readAll(`/v1/storage-units/${at(unit)}/sessions`);
  }
  openSession(unit: string, amount: string): Promise<SessionView> {
    return this.client.submit(`/v1/storage-units/${at(unit)}/sessions`, { amount });
  }
  /** Ends a session, as its member or its unit. */
  closeSession(unit: string, member: string): Promise<SessionView> {
    return this.client.submit(`/v1/storage-units/${at(unit)}/sessions/${at(member)}`, {}, 'DELETE');
  }
}
