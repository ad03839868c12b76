import { type Kysely } from 'kysely';
import { type TakenTokens } from '../../auth/taken-tokens';
import { reachable } from './reachable';
import { type SharedTables } from './shared-tables';

/** So often tokens that may be forgotten are. */
const SWEEP_MS = 60_000;

/** Certificate tokens that any instance took. */
export class SharedTokens implements TakenTokens {
  private sweptAt = 0;

  constructor(private readonly tables: Kysely<SharedTables>) {}

  async take(signature: string, until: number, now: number): Promise<boolean> {
    if (now - this.sweptAt > SWEEP_MS) {
      this.sweptAt = now;
      await reachable(this.tables.deleteFrom('gateway_taken_token').where('until', '<', BigInt(now)).execute());
    }
    const { numInsertedOrUpdatedRows } = await reachable(
      this.tables
        .insertInto('gateway_taken_token')
        .values({ signature, until })
        .onConflict((conflict) => conflict.column('signature').doNothing())
        .executeTakeFirst(),
    );
    return numInsertedOrUpdatedRows === 1n;
  }
}
