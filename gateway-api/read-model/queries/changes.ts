import { sql, type Transaction } from 'kysely';
import { formatEnergy, formatMicros } from '../../../chaincode/domain/units';
import { type ReadModelTables } from '../tables';
import { boundsOf, type TimeRange } from './period';
import { newestPage, type PageOf } from './place-mark';

type Tables = Transaction<ReadModelTables>;

/** What changed a storage unit's energy, newest first. */
export async function storageHistory(tables: Tables, unit: string, page: PageOf) {
  const changes = tables.selectFrom('storage_change').selectAll().where('unit', '=', unit);
  const { rows, bookmark } = await newestPage(changes, page);
  const items = rows.map((row) => ({
    at: row.at,
    block: row.block.toString(),
    transaction: row.transaction,
    report: Number(row.report),
    energy: formatEnergy(row.energy),
    reserved: formatEnergy(row.reserved),
    change: formatEnergy(row.change),
  }));
  return { items, bookmark };
}

/** What moved a member's trust, newest first. */
export async function trustHistory(tables: Tables, member: string, page: PageOf) {
  const changes = tables.selectFrom('trust_change').selectAll().where('member', '=', member);
  const { rows, bookmark } = await newestPage(changes, page);
  const items = rows.map((row) => ({
    at: row.at,
    kind: row.kind,
    listing: row.listing,
    trade: row.trade === null ? null : Number(row.trade),
    rating: formatMicros(row.rating),
    score: formatMicros(row.score),
    points: Number(row.points),
  }));
  return { items, bookmark };
}

/** A member's offers in cleared listings with what came of them, newest delivery first. */
export async function memberOffers(
  tables: Tables,
  { member, market }: { readonly member: string; readonly market?: string | undefined },
  range: TimeRange,
  { pageSize, bookmark }: PageOf,
) {
  const { from, to } = boundsOf(range);
  const [time, listing, id] = parseOffer(bookmark);
  const found = await tables
    .selectFrom('offer')
    .innerJoin('listing', 'listing.id', 'offer.listing')
    .selectAll('offer')
    .where('listing.state', 'in', ['cleared', 'settled'])
    .where('offer.member', '=', member)
    .where('offer.delivery_start', '>=', from)
    .where('offer.delivery_start', '<', to)
    .$if(market !== undefined, (query) => query.where('offer.market', '=', market ?? ''))
    .$if(time !== undefined, (query) =>
      query.where(sql<boolean>`(offer.delivery_start, offer.listing, offer.id) < (${time}, ${listing}, ${id})`),
    )
    .orderBy('offer.delivery_start', 'desc')
    .orderBy('offer.listing', 'desc')
    .orderBy('offer.id', 'desc')
    .limit(pageSize + 1)
    .execute();
  const rows = found.slice(0, pageSize);
  const last = rows.at(-1);
  return {
    items: rows.map((row) => ({
      listing: row.listing,
      deliveryStart: row.delivery_start,
      offer: row.id,
      side: row.side,
      unit: row.unit,
      energy: formatEnergy(row.energy),
      price: formatMicros(row.price),
      traded: formatEnergy(row.traded),
      amount: formatMicros(row.amount),
      fee: formatMicros(row.fee),
      refund: formatMicros(row.refund),
    })),
    bookmark: found.length > pageSize && last ? formatOffer([last.delivery_start, last.listing, last.id]) : '',
  };
}

const formatOffer = (parts: readonly string[]): string => Buffer.from(parts.join(' ')).toString('base64url');

/** A bookmark that is none begins the list anew. */
function parseOffer(bookmark: string): readonly (string | undefined)[] {
  const text = Buffer.from(bookmark, 'base64url').toString('latin1');
  const [, ...parts] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) ([a-z0-9_TZ-]+) ([a-z0-9._-]+)$/.exec(text) ?? [];
  return parts;
}
