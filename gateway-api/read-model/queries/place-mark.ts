import { type SelectQueryBuilder, sql } from 'kysely';

/** A place on the ledger: block, transaction in it, number in the transaction. */
export interface PlaceMark {
  readonly block: bigint;
  readonly position: bigint;
  readonly number: bigint;
}

/** Where a page of a list begins. */
export interface PageOf {
  readonly pageSize: number;
  readonly bookmark: string;
}

/** A place as a bookmark: what is older comes after it in a list that begins with the newest. */
const formatPlace = ({ block, position, number }: PlaceMark): string =>
  Buffer.from(`${block}.${position}.${number}`).toString('base64url');

function parsePlace(bookmark: string): PlaceMark | undefined {
  const text = Buffer.from(bookmark, 'base64url').toString('latin1');
  const [, block, position, number] = /^(\d{1,18})\.(\d{1,9})\.(\d{1,9})$/.exec(text) ?? [];
  if (block === undefined || position === undefined || number === undefined) return undefined;
  return { block: BigInt(block), position: BigInt(position), number: BigInt(number) };
}

/** What follows a bookmark. One from outside that names no place begins the list anew. */
function olderThan(bookmark: string) {
  const place = parsePlace(bookmark);
  if (!place) return sql<boolean>`1 = 1`;
  return sql<boolean>`(block, position, number) < (${place.block}, ${place.position}, ${place.number})`;
}

/** A page of the rows that a query finds, newest first, and the bookmark of the next; empty when none follows. */
export async function newestPage<Tables, From extends keyof Tables, Row extends PlaceMark>(
  query: SelectQueryBuilder<Tables, From, Row>,
  { pageSize, bookmark }: PageOf,
): Promise<{ readonly rows: readonly Row[]; readonly bookmark: string }> {
  const found: readonly Row[] = await query
    .where(olderThan(bookmark))
    .orderBy(sql.ref('block'), 'desc')
    .orderBy(sql.ref('position'), 'desc')
    .orderBy(sql.ref('number'), 'desc')
    .limit(pageSize + 1)
    .execute();
  const rows = found.slice(0, pageSize);
  const last = rows.at(-1);
  return { rows, bookmark: found.length > pageSize && last ? formatPlace(last) : '' };
}
