import { type Kysely } from 'kysely';
import { type IdempotencyRecords, requestInFlight, requireSameRequest } from '../../fabric/idempotency-records';
import { type DoneRecord, type IdempotencyRecord, type PendingRecord } from '../../fabric/idempotency-store';
import { type Instance } from './instance';
import { reachable } from './reachable';
import { type SharedTables } from './shared-tables';

const HOUR_MS = 3_600_000;

/**
 * What came of requests with an idempotency key, for all instances. The row of a request names the one transaction that
 * may be sent for it and the instance that works on it. Only the owner may put another transaction into the row, and it
 * does so before it sends that: an instance that was taken for dead, and is not, is stopped there. So however often a
 * request is repeated, and at whatever instances, one transaction at a time can take effect for it.
 */
export class SharedRequests implements IdempotencyRecords {
  constructor(
    private readonly tables: Kysely<SharedTables>,
    private readonly instance: Instance,
    private readonly onError: (error: unknown) => void,
    private readonly retentionHours = 24,
  ) {}

  async get(member: string, key: string): Promise<IdempotencyRecord | undefined> {
    return (await this.row(member, key))?.record;
  }

  async begin(member: string, key: string, record: PendingRecord, replaces?: string): Promise<void> {
    const { id: owner } = this.instance;
    const content = { transaction_id: record.transactionId, document: JSON.stringify(record) };
    if (replaces === undefined) {
      const { numInsertedOrUpdatedRows } = await reachable(
        this.tables
          .insertInto('gateway_request')
          .values({ member, key, owner, ...content, made_at: Date.now() })
          .onConflict((conflict) => conflict.columns(['member', 'key']).doNothing())
          .executeTakeFirst(),
      );
      if (numInsertedOrUpdatedRows === 1n) return;
      const other = await this.get(member, key);
      if (other) requireSameRequest(record.requestHash, other.requestHash);
      throw requestInFlight(key);
    }
    const { numUpdatedRows } = await reachable(
      this.tables
        .updateTable('gateway_request')
        .set(content)
        .where((row) => row.and({ member, key, owner, transaction_id: replaces }))
        .executeTakeFirst(),
    );
    if (numUpdatedRows !== 1n) throw requestInFlight(key);
  }

  async takeOver(member: string, key: string, { transactionId }: PendingRecord): Promise<boolean> {
    const found = await this.row(member, key);
    if (found?.transactionId !== transactionId) return false;
    const { owner } = found;
    if (owner !== null && owner !== this.instance.id && (await reachable(this.instance.isAlive(owner)))) return false;
    const { numUpdatedRows } = await reachable(
      this.tables
        .updateTable('gateway_request')
        .set({ owner: this.instance.id })
        .where((row) => row.and({ member, key, transaction_id: transactionId }))
        .where('owner', owner === null ? 'is' : '=', owner)
        .executeTakeFirst(),
    );
    return numUpdatedRows === 1n;
  }

  async release(member: string, key: string): Promise<void> {
    await this.afterwards(this.own(member, key).set({ owner: null }).execute());
  }

  async finish(member: string, key: string, record: DoneRecord): Promise<void> {
    const { transactionId } = record.receipt;
    const done = { owner: null, transaction_id: transactionId, document: JSON.stringify(record) };
    await this.afterwards(this.own(member, key).set(done).execute());
  }

  async forget(member: string, key: string): Promise<void> {
    const { id: owner } = this.instance;
    await this.afterwards(
      this.tables
        .deleteFrom('gateway_request')
        .where((row) => row.and({ member, key, owner }))
        .execute(),
    );
  }

  async dropExpired(now = Date.now()): Promise<void> {
    const before = BigInt(now - this.retentionHours * HOUR_MS);
    await this.tables.deleteFrom('gateway_request').where('made_at', '<', before).execute();
  }

  /** Nothing is left to be written: the database is closed by who opened it. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  private own(member: string, key: string) {
    const { id: owner } = this.instance;
    return this.tables.updateTable('gateway_request').where((row) => row.and({ member, key, owner }));
  }

  /** What is noted after a transaction's end: were it lost, the row would lead to the same transaction. */
  private async afterwards(query: Promise<unknown>): Promise<void> {
    await query.catch(this.onError);
  }

  private async row(
    member: string,
    key: string,
  ): Promise<{ owner: string | null; transactionId: string; record: IdempotencyRecord } | undefined> {
    const row = await reachable(
      this.tables
        .selectFrom('gateway_request')
        .select(['owner', 'transaction_id', 'document'])
        .where((each) => each.and({ member, key }))
        .executeTakeFirst(),
    );
    if (!row) return undefined;
    const { owner, transaction_id: transactionId, document } = row;
    return { owner, transactionId, record: JSON.parse(document) as IdempotencyRecord };
  }
}
