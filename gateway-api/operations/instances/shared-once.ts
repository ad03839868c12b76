import { type Kysely } from 'kysely';
import { type OnceStore } from '../../auth/once-store';
import { seal, type SealedKey, unseal } from '../../auth/sealed-key';
import { reachable } from './reachable';
import { type SharedTables } from './shared-tables';

const MOST_PER_OWNER = 64;
/** So often what is too old is dropped. */
const SWEEP_MS = 30_000;

/**
 * What may be used once, at whatever instance. It is sealed under a key of the gateway's: a prepared request can hold
 * personal data that is on its way to those alone who may have it.
 */
export class SharedOnce implements OnceStore {
  private sweptAt = 0;

  constructor(
    private readonly tables: Kysely<SharedTables>,
    private readonly sealingKey: Buffer,
    private readonly now: () => number = Date.now,
  ) {}

  async put(key: string, value: string, owner: string, expiresAt: number): Promise<boolean> {
    const now = this.now();
    if (now - this.sweptAt > SWEEP_MS) {
      this.sweptAt = now;
      await reachable(this.tables.deleteFrom('gateway_once').where('expires_at', '<', BigInt(now)).execute());
    }
    const { owned } = await reachable(
      this.tables
        .selectFrom('gateway_once')
        .select((row) => row.fn.countAll<bigint>().as('owned'))
        .where('owner', '=', owner)
        .where('expires_at', '>=', BigInt(now))
        .executeTakeFirstOrThrow(),
    );
    if (owned >= MOST_PER_OWNER) return false;
    const document = JSON.stringify(seal(value, this.sealingKey, key));
    await reachable(
      this.tables.insertInto('gateway_once').values({ key, document, owner, expires_at: expiresAt }).execute(),
    );
    return true;
  }

  async take(key: string): Promise<string | undefined> {
    const row = await reachable(
      this.tables
        .deleteFrom('gateway_once')
        .where('key', '=', key)
        .returning(['document', 'expires_at'])
        .executeTakeFirst(),
    );
    if (!row || row.expires_at <= BigInt(this.now())) return undefined;
    return unseal(JSON.parse(row.document) as SealedKey, this.sealingKey, key);
  }
}
