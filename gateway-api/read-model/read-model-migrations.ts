import { type CreateTableBuilder, type Kysely } from 'kysely';
import { type ColumnTypes } from '../sql/column-types';
import { type MigrationSet } from '../sql/migrate';
import { type ReadModelTables } from './tables';

type Name = keyof ReadModelTables;
/** What a column holds; a question mark allows none. */
type ColumnKind = 'integer' | 'text' | 'integer?' | 'text?';
interface TableForm {
  readonly columns: Readonly<Record<string, ColumnKind>>;
  readonly key: readonly string[];
  readonly indexes?: readonly (readonly string[])[];
}

const place = { block: 'integer', position: 'integer', number: 'integer' } as const;
const placeKey = ['block', 'position', 'number'] as const;

/** Every table, its key, and the orders in which it is asked for. */
const forms = {
  read_model: {
    columns: { id: 'integer', channel: 'text', genesis: 'text', version: 'integer', height: 'integer', head: 'text' },
    key: ['id'],
  },
  state: { columns: { key: 'text', value: 'text' }, key: ['key'] },
  block: {
    columns: {
      ...{ number: 'integer', hash: 'text', previous_hash: 'text', data_hash: 'text' },
      ...{ transactions: 'integer', valid: 'integer', at: 'text', bytes: 'integer', signatures: 'text' },
    },
    key: ['number'],
  },
  block_transaction: {
    columns: {
      ...{ block: 'integer', position: 'integer', id: 'text', kind: 'text', function: 'text?', code: 'text' },
      ...{ at: 'text', creator_msp: 'text?', creator_name: 'text?', endorsers: 'text', reads: 'text', writes: 'text' },
    },
    key: ['block', 'position'],
    indexes: [['id']],
  },
  movement: {
    columns: {
      ...{ ...place, member: 'text', token: 'text', kind: 'text', available: 'integer', locked: 'integer' },
      ...{ escrowed: 'integer', counterparty: 'text?', reference: 'text', at: 'text', transaction: 'text' },
      ...{ available_after: 'integer', locked_after: 'integer', escrowed_after: 'integer' },
    },
    key: placeKey,
    indexes: [['member', 'token', ...placeKey]],
  },
  holding: {
    columns: { member: 'text', token: 'text', available: 'integer', locked: 'integer', escrowed: 'integer' },
    key: ['member', 'token'],
  },
  supply_change: {
    columns: { ...place, token: 'text', time: 'integer', total: 'integer' },
    key: placeKey,
    indexes: [['token', 'time']],
  },
  energy_change: {
    columns: { ...place, time: 'integer', stored: 'text', rate: 'text', circulating: 'text' },
    key: placeKey,
    indexes: [['time']],
  },
  storage_change: {
    columns: {
      ...{ ...place, unit: 'text', at: 'text', transaction: 'text', report: 'integer', energy: 'integer' },
      ...{ reserved: 'integer', change: 'integer' },
    },
    key: placeKey,
    indexes: [['unit', ...placeKey]],
  },
  trust_change: {
    columns: {
      ...{ ...place, member: 'text', at: 'text', kind: 'text', listing: 'text?', trade: 'integer?' },
      ...{ rating: 'integer', score: 'integer', points: 'integer' },
    },
    key: placeKey,
    indexes: [['member', ...placeKey]],
  },
  listing: {
    columns: {
      ...{ id: 'text', market: 'text', state: 'text', delivery_start: 'text', delivery_end: 'text' },
      ...{ price: 'integer?', energy: 'text?', turnover: 'text?', trades: 'integer', offers: 'integer' },
    },
    key: ['id'],
    indexes: [['market', 'delivery_start']],
  },
  offer: {
    columns: {
      ...{ listing: 'text', page: 'integer', row: 'integer', market: 'text', delivery_start: 'text', member: 'text' },
      ...{ id: 'text', side: 'text', unit: 'text?', energy: 'integer', price: 'integer', traded: 'integer' },
      ...{ amount: 'integer', fee: 'integer', refund: 'integer' },
    },
    key: ['listing', 'page', 'row'],
    indexes: [
      ['member', 'delivery_start'],
      ['unit', 'delivery_start'],
      ['market', 'delivery_start'],
    ],
  },
  trade: {
    columns: {
      ...{ listing: 'text', number: 'integer', market: 'text', delivery_start: 'text', buyer: 'text' },
      ...{ buy_offer: 'text', seller: 'text', sell_offer: 'text', unit: 'text?', energy: 'integer' },
      ...{ price: 'integer', payment: 'integer' },
    },
    key: ['listing', 'number'],
    indexes: [['market', 'delivery_start']],
  },
  book_trade: {
    columns: {
      ...{ book: 'text', id: 'text', at: 'text', time: 'integer', buy: 'text', sell: 'text' },
      ...{ amount: 'integer', price: 'integer', total: 'integer' },
    },
    key: ['book', 'id'],
    indexes: [['book', 'time']],
  },
} as const satisfies {
  readonly [N in Name]: TableForm & { readonly columns: Record<keyof ReadModelTables[N], ColumnKind> };
};

/** Every table of the read model. */
export const readModelTables = Object.keys(forms) as Name[];

/** The tables of the read model. What they hold can always be made again: see `PROJECTION_VERSION`. */
export const readModelMigrations: MigrationSet = {
  part: 'read-model',
  steps: [
    {
      name: 'state, blocks, histories',
      up: async (tables, types) => {
        for (const [name, form] of Object.entries<TableForm>(forms)) await create(tables, types, name, form);
      },
    },
  ],
};

async function create(
  tables: Kysely<unknown>,
  types: ColumnTypes,
  name: string,
  { columns, key, indexes = [] }: TableForm,
): Promise<void> {
  let table: CreateTableBuilder<string, string> = tables.schema.createTable(name);
  for (const [column, kind] of Object.entries(columns)) {
    const type = kind.startsWith('integer') ? types.integer : types.text;
    table = table.addColumn(column, type, (made) => (kind.endsWith('?') ? made : made.notNull()));
  }
  await table
    .addPrimaryKeyConstraint(`${name}_key`, [...key])
    .modifyEnd(types.tableEnd)
    .execute();
  for (const [index, by] of indexes.entries()) {
    await tables.schema
      .createIndex(`${name}_index_${index + 1}`)
      .on(name)
      .columns([...by])
      .execute();
  }
}
