import { type Kysely, type Transaction } from 'kysely';
import { type Attempts, FIRST_LOCK_MS, FORGET_AFTER_MS, lockAfter, requireUnlocked } from '../../auth/attempts';
import { reachable } from './reachable';
import { type SharedTables } from './shared-tables';

/** Wrong attempts at any instance count together: more instances give nobody more guesses. */
export class SharedAttempts implements Attempts {
  constructor(
    private readonly tables: Kysely<SharedTables>,
    private readonly now: () => number = Date.now,
  ) {}

  async check(id: string): Promise<void> {
    const known = await reachable(
      this.tables
        .selectFrom('gateway_attempt')
        .select(['failures', 'locked_until'])
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    if (known) requireUnlocked(Number(known.failures), Number(known.locked_until) - this.now());
  }

  async failed(id: string, allowed: number): Promise<void> {
    await reachable(this.tables.transaction().execute((tables) => this.count(tables, id, allowed)));
  }

  async succeeded(id: string): Promise<void> {
    await reachable(this.tables.deleteFrom('gateway_attempt').where('id', '=', id).execute());
  }

  private async count(tables: Transaction<SharedTables>, id: string, allowed: number): Promise<void> {
    const now = this.now();
    // Ids that nobody tried for long make room: a flood of made-up ids costs no space for good.
    await tables
      .deleteFrom('gateway_attempt')
      .where('last_at', '<', BigInt(now - FORGET_AFTER_MS))
      .execute();
    const { failures } = await tables
      .insertInto('gateway_attempt')
      .values({ id, failures: 1, locked_until: 0, last_at: now })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({
          failures: row('gateway_attempt.failures', '+', 1n),
          last_at: now,
        })),
      )
      .returning('failures')
      .executeTakeFirstOrThrow();
    const lockedUntil = now + lockAfter(Number(failures), allowed, FIRST_LOCK_MS);
    await tables.updateTable('gateway_attempt').set({ locked_until: lockedUntil }).where('id', '=', id).execute();
  }
}
