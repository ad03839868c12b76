import { openPostgres } from './open-postgres';
import { openSqlite } from './open-sqlite';
import { type SqlDatabase } from './sql-database';

/** Where the gateway's tables are: a PostgreSQL server, an SQLite file, or nowhere that lasts. */
export type DatabasePlace = { readonly url: string } | { readonly file: string } | 'memory';

/** The place that `DATABASE_URL` names, where it is set; else the one given. */
export function databasePlace(
  { DATABASE_URL }: { readonly DATABASE_URL?: string | undefined },
  otherwise: DatabasePlace,
): DatabasePlace {
  return DATABASE_URL === undefined || DATABASE_URL === '' ? otherwise : { url: DATABASE_URL };
}

/** Opens the gateway's database. Throws with a sentence when it can't, without the password of the address. */
export async function openDatabase(place: DatabasePlace, onError: (error: Error) => void): Promise<SqlDatabase> {
  if (place === 'memory') return openSqlite(':memory:');
  if ('url' in place) {
    const shown = withoutPassword(place.url);
    if (shown === undefined) {
      throw new Error('The database must be given as postgres://user:password@host:port/name, and it is not.');
    }
    try {
      return await openPostgres(place.url, onError);
    } catch (cause) {
      throw new Error(`The database at ${shown} cannot be used: ${reasonOf(cause)}`, { cause });
    }
  }
  try {
    return openSqlite(place.file);
  } catch (cause) {
    throw new Error(`The database in ${place.file} cannot be used: ${reasonOf(cause)}`, { cause });
  }
}

function withoutPassword(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, pathname } = new URL(address);
  return /^postgres(ql)?:$/.test(protocol) ? `${protocol}//${host}${pathname}` : undefined;
}

/** A refused connection has its reason in the parts of an error without a text. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
