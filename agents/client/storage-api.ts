import {
  type EnergyPools,
  type EnergyRates,
  type ReportBatchRequest,
  type ReportResult,
  type Session,
  type StorageUnit,
  type SunledgerClient,
} from '../../client';
import { memberOf, resultOf, WHOLE } from './calls';

/** Reports of a unit, in the order of their numbers. */
export type ReportListView = ReportBatchRequest['reports'];

/** Stored energy (spec 12) as typed calls of a member, or of a storage unit with its own identity. */
export class StorageApi {
  constructor(readonly client: SunledgerClient) {}

  get member(): string {
    return memberOf(this.client);
  }

  unit(unit: string): Promise<StorageUnit> {
    return this.client.storage.getStorageUnitInfo({ unit });
  }
  units(): Promise<StorageUnit[]> {
    return this.client.storage.getStorageUnits(WHOLE).all();
  }
  pools(): Promise<EnergyPools> {
    return this.client.storage.getTotalEnergy();
  }
  rates(): Promise<EnergyRates> {
    return this.client.storage.getEnergyRates();
  }
  /** All network parameters, as voted. */
  parameters(): Promise<Readonly<Record<string, string>>> {
    return this.client.parameters.getParameters();
  }

  /** The calling unit reports, in the order of the numbers; all of it happens or nothing. */
  report(reports: ReportListView): Promise<ReportResult> {
    return resultOf(this.client.storage.reportBatch({ unit: this.member, reports }));
  }

  /** Every session with a unit, past ones included: a member's newest one each. */
  sessions(unit: string): Promise<Session[]> {
    return this.client.storage.getConsumptionSessions({ unit, ...WHOLE }).all();
  }
  openSession(unit: string, amount: string): Promise<Session> {
    return resultOf(this.client.storage.startConsumptionSession({ unit, amount }));
  }
  /** Ends a session, as its member or its unit. */
  closeSession(unit: string, member: string): Promise<Session> {
    return resultOf(this.client.storage.closeConsumptionSession({ unit, member }));
  }
}
