import { type Kysely } from 'kysely';
import { type SealedKey } from '../../auth/sealed-key';
import { rekeyed, type SessionRecord, type SessionStore } from '../../auth/session-store';
import { reachable } from './reachable';
import { type SharedTables } from './shared-tables';

/** For so long a session that another instance ended can still be used at this one. */
const BELIEVED_MS = 1_000;
const MOST_BELIEVED = 10_000;

/** Sessions that all instances see. What was just read is believed for a second: a request need not ask the database. */
export class SharedSessions implements SessionStore {
  private readonly believed = new Map<string, { readonly until: number; readonly record: SessionRecord }>();

  constructor(
    private readonly tables: Kysely<SharedTables>,
    private readonly now: () => number = Date.now,
  ) {}

  async add(record: SessionRecord): Promise<void> {
    const { tokenHash, memberId, startedAt, lastUsedAt } = record;
    const times = { started_at: startedAt, last_used_at: lastUsedAt };
    await reachable(
      this.tables
        .insertInto('gateway_session')
        .values({ token_hash: tokenHash, member: memberId, document: JSON.stringify(record), ...times })
        .execute(),
    );
  }

  async find(tokenHash: string): Promise<SessionRecord | undefined> {
    const known = this.believed.get(tokenHash);
    if (known && known.until > this.now()) return known.record;
    this.believed.delete(tokenHash);
    const row = await reachable(
      this.tables
        .selectFrom('gateway_session')
        .select(['document', 'last_used_at'])
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst(),
    );
    if (!row) return undefined;
    const record = recordOf(row);
    this.believed.set(tokenHash, { until: this.now() + BELIEVED_MS, record });
    const [oldest] = this.believed.keys();
    if (this.believed.size > MOST_BELIEVED && oldest !== undefined) this.believed.delete(oldest);
    return record;
  }

  async ofMember(memberId: string): Promise<readonly SessionRecord[]> {
    const rows = await reachable(
      this.tables
        .selectFrom('gateway_session')
        .select(['document', 'last_used_at'])
        .where('member', '=', memberId)
        .execute(),
    );
    return rows.map(recordOf);
  }

  async touch(tokenHash: string, lastUsedAt: number): Promise<void> {
    this.believed.delete(tokenHash);
    await reachable(
      this.tables
        .updateTable('gateway_session')
        .set({ last_used_at: lastUsedAt })
        .where('token_hash', '=', tokenHash)
        .execute(),
    );
  }

  async rekey(tokenHash: string, certificatePem: string, sealedKey: SealedKey | undefined): Promise<void> {
    this.believed.delete(tokenHash);
    const record = await this.find(tokenHash);
    if (!record) return;
    const document = JSON.stringify(rekeyed(record, certificatePem, sealedKey));
    this.believed.delete(tokenHash);
    await reachable(
      this.tables.updateTable('gateway_session').set({ document }).where('token_hash', '=', tokenHash).execute(),
    );
  }

  async remove(tokenHashes: readonly string[]): Promise<void> {
    for (const hash of tokenHashes) this.believed.delete(hash);
    if (tokenHashes.length === 0) return;
    await reachable(this.tables.deleteFrom('gateway_session').where('token_hash', 'in', tokenHashes).execute());
  }

  async dropEnded(startedBefore: number, usedBefore: number): Promise<void> {
    await reachable(
      this.tables
        .deleteFrom('gateway_session')
        .where((row) =>
          row.or([row('started_at', '<', BigInt(startedBefore)), row('last_used_at', '<', BigInt(usedBefore))]),
        )
        .execute(),
    );
  }
}

const recordOf = ({ document, last_used_at }: { document: string; last_used_at: bigint }): SessionRecord => ({
  ...(JSON.parse(document) as SessionRecord),
  lastUsedAt: Number(last_used_at),
});
