import { parseAmount, parseEnergy, parseEuro, parsePrice, parseRatio } from '../../chaincode/domain/units';
import { hourOfOrder } from '../bidding/ent-order-id';
import { type BookApi } from '../client/book-api';
import { inParallel } from '../client/in-parallel';
import { type MarketApi } from '../client/market-api';
import { type StorageApi } from '../client/storage-api';
import { type RecordEntry } from '../storage-unit/report-record';
import { type EntAccount, type LedgerStorage, type StorageFlow, type StorageRecords } from './storage-ledger';
import { sum } from './sum';

/** The market's operator, who may see every account. */
export interface StorageReader {
  readonly api: MarketApi;
  readonly storage: StorageApi;
  readonly book: BookApi;
}

/** The record of one storage unit. */
export interface UnitRecord {
  readonly unit: string;
  /** Wh that the ledger showed when it was begun. */
  readonly begun: bigint;
  readonly entries: readonly RecordEntry[];
}

/** Accounts read at once. */
const AT_ONCE = 8;

/** Reads what the ledger says of stored energy, and puts the units' own records of a day's listings beside it. */
export async function readStorage(
  reader: StorageReader,
  book: string,
  listings: ReadonlySet<string>,
  records: readonly UnitRecord[],
): Promise<LedgerStorage> {
  const { api, storage } = reader;
  const [units, pools, rates, members, trades] = await Promise.all([
    storage.units(),
    storage.pools(),
    storage.rates(),
    api.members(),
    reader.book.trades(book),
  ]);
  const hours = new Set([...listings].map((listing) => listing.toLowerCase()));
  return {
    units: units
      .filter(({ state }) => state === 'active')
      .map(({ id, owner, energy }) => ({ id, owner, energy: parseEnergy(energy) })),
    pools: {
      stored: parseEnergy(pools.energy),
      circulating: parseAmount(pools.circulating),
      gap: parseAmount(pools.gap),
      rate: parseRatio(pools.rate),
    },
    rates: { mint: parseRatio(rates.mint), burn: parseRatio(rates.burn) },
    accounts: await inParallel(members, AT_ONCE, ({ id }) => readEntAccount(api, id)),
    trades: trades
      .filter(({ buy }) => hours.has(hourOfOrder(buy) ?? ''))
      .map(({ buy, sell, amount, price, total }) => ({
        buyer: memberOf(buy),
        seller: memberOf(sell),
        amount: parseAmount(amount),
        price: parsePrice(price),
        payment: parseEuro(total),
      })),
    records: sumRecords(records, listings),
  };
}

async function readEntAccount(api: MarketApi, member: string): Promise<EntAccount> {
  const [balance, history] = await Promise.all([api.balance(member, 'ENT'), api.history(member, () => false, 'ENT')]);
  const total = (kind: 'mint' | 'burn') =>
    sum(
      history.filter((movement) => movement.kind === kind),
      ({ available, escrowed }) => size(available) + size(escrowed),
    );
  return {
    member,
    held: parseAmount(balance.available) + parseAmount(balance.locked),
    minted: total('mint'),
    burned: total('burn'),
  };
}

/** Adds up what the units recorded; a correction of what a unit holds counts as lost energy, or as found. */
export function sumRecords(records: readonly UnitRecord[], listings: ReadonlySet<string>): StorageRecords {
  const flows: StorageFlow[] = [];
  const ever = { begun: 0n, fedIn: 0n, taken: 0n, lost: 0n };
  let lost = 0n;
  for (const { unit, begun, entries } of records) {
    let shown = begun;
    ever.begun += begun;
    for (const { label, readings } of entries) {
      for (const reading of readings) {
        if (reading.kind === 'actual') {
          const missing = shown - reading.energy;
          ever.lost += missing;
          if (listings.has(label)) lost += missing;
          shown = reading.energy;
          continue;
        }
        const kind = reading.kind === 'produced' ? 'fedIn' : 'taken';
        ever[kind] += reading.energy;
        shown += kind === 'fedIn' ? reading.energy : -reading.energy;
        if (listings.has(label))
          flows.push({ listing: label, unit, member: reading.member, kind, energy: reading.energy });
      }
    }
  }
  return { flows, lost, ever };
}

/** The member in an order's name, `member:order`. */
const memberOf = (order: string): string => order.slice(0, order.indexOf(':'));

/** The size of a signed decimal amount, in millionths. */
const size = (amount: string): bigint => parseAmount(amount.replace('-', ''));
