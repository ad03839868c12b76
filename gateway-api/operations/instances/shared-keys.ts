import { type Kysely } from 'kysely';
import { type KeptKey, type KeptKeyStore } from '../../auth/key-store';
import { reachable } from './reachable';
import { type SharedTables } from './shared-tables';

/** Kept keys that all instances can open, each with what seals it. */
export class SharedKeys implements KeptKeyStore {
  constructor(private readonly tables: Kysely<SharedTables>) {}

  async find(member: string): Promise<KeptKey | undefined> {
    const row = await reachable(
      this.tables.selectFrom('gateway_kept_key').select('document').where('member', '=', member).executeTakeFirst(),
    );
    return row && (JSON.parse(row.document) as KeptKey);
  }

  async keep(kept: KeptKey): Promise<void> {
    const document = JSON.stringify(kept);
    await reachable(
      this.tables
        .insertInto('gateway_kept_key')
        .values({ member: kept.member, document })
        .onConflict((conflict) => conflict.column('member').doUpdateSet({ document }))
        .execute(),
    );
  }

  async readerOf(mspId: string): Promise<string | undefined> {
    const row = await reachable(
      this.tables.selectFrom('gateway_reader').select('enrollment_id').where('msp_id', '=', mspId).executeTakeFirst(),
    );
    return row?.enrollment_id;
  }

  async keepReader(mspId: string, enrollmentId: string): Promise<void> {
    await reachable(
      this.tables
        .insertInto('gateway_reader')
        .values({ msp_id: mspId, enrollment_id: enrollmentId })
        .onConflict((conflict) => conflict.column('msp_id').doUpdateSet({ enrollment_id: enrollmentId }))
        .execute(),
    );
  }
}
