import { type MigrationSet } from '../../sql/migrate';
import { type SqlInteger } from '../../sql/sql-database';

/**
 * What the instances of one organisation's gateway share. Documents are JSON; times are milliseconds since the epoch. No
 * row holds what could be used without a secret that is elsewhere: keys are sealed under passphrases, tokens or the
 * gateway's own key, tokens are hashes.
 */
export interface SharedTables {
  /** What all instances have to agree on, by name. */
  readonly gateway_common: { readonly name: string; readonly value: string };
  readonly gateway_session: {
    readonly token_hash: string;
    readonly member: string;
    readonly document: string;
    readonly started_at: SqlInteger;
    readonly last_used_at: SqlInteger;
  };
  readonly gateway_kept_key: { readonly member: string; readonly document: string };
  /** The gateway's own identities. */
  readonly gateway_reader: { readonly msp_id: string; readonly enrollment_id: string };
  /** Requests with an idempotency key; `owner` is the instance that works on one. */
  readonly gateway_request: {
    readonly member: string;
    readonly key: string;
    readonly owner: string | null;
    readonly transaction_id: string;
    readonly document: string;
    readonly made_at: SqlInteger;
  };
  /** Writes that were answered before their end was known. */
  readonly gateway_write: {
    readonly transaction_id: string;
    readonly member: string;
    readonly owner: string;
    readonly document: string;
    readonly made_at: SqlInteger;
  };
  /** Wrong passphrases and secrets. */
  readonly gateway_attempt: {
    readonly id: string;
    readonly failures: SqlInteger;
    readonly locked_until: SqlInteger;
    readonly last_at: SqlInteger;
  };
  /** What may be used once: requests that wait for their member's signature. */
  readonly gateway_once: {
    readonly key: string;
    readonly document: string;
    readonly owner: string;
    readonly expires_at: SqlInteger;
  };
  /** Certificate tokens that were taken and may not be taken again. */
  readonly gateway_taken_token: { readonly signature: string; readonly until: SqlInteger };
}

/** The steps that make these tables. */
export const sharedTables: MigrationSet = {
  part: 'gateway',
  steps: [
    {
      name: 'sessions, kept keys, requests, writes, attempts, tokens',
      up: async (tables, { text, integer, tableEnd }) => {
        const make = tables.schema;
        const pairs = [
          ['gateway_common', 'name', 'value'],
          ['gateway_kept_key', 'member', 'document'],
          ['gateway_reader', 'msp_id', 'enrollment_id'],
        ] as const;
        for (const [table, key, value] of pairs) {
          await make
            .createTable(table)
            .addColumn(key, text, (column) => column.primaryKey())
            .addColumn(value, text, (column) => column.notNull())
            .modifyEnd(tableEnd)
            .execute();
        }
        await make
          .createTable('gateway_session')
          .addColumn('token_hash', text, (column) => column.primaryKey())
          .addColumn('member', text, (column) => column.notNull())
          .addColumn('document', text, (column) => column.notNull())
          .addColumn('started_at', integer, (column) => column.notNull())
          .addColumn('last_used_at', integer, (column) => column.notNull())
          .modifyEnd(tableEnd)
          .execute();
        await make.createIndex('gateway_session_member').on('gateway_session').column('member').execute();
        await make
          .createTable('gateway_request')
          .addColumn('member', text, (column) => column.notNull())
          .addColumn('key', text, (column) => column.notNull())
          .addColumn('owner', text)
          .addColumn('transaction_id', text, (column) => column.notNull())
          .addColumn('document', text, (column) => column.notNull())
          .addColumn('made_at', integer, (column) => column.notNull())
          .addPrimaryKeyConstraint('gateway_request_key', ['member', 'key'])
          .modifyEnd(tableEnd)
          .execute();
        await make.createIndex('gateway_request_made').on('gateway_request').column('made_at').execute();
        await make
          .createTable('gateway_write')
          .addColumn('transaction_id', text, (column) => column.primaryKey())
          .addColumn('member', text, (column) => column.notNull())
          .addColumn('owner', text, (column) => column.notNull())
          .addColumn('document', text, (column) => column.notNull())
          .addColumn('made_at', integer, (column) => column.notNull())
          .modifyEnd(tableEnd)
          .execute();
        await make.createIndex('gateway_write_made').on('gateway_write').column('made_at').execute();
        await make
          .createTable('gateway_attempt')
          .addColumn('id', text, (column) => column.primaryKey())
          .addColumn('failures', integer, (column) => column.notNull())
          .addColumn('locked_until', integer, (column) => column.notNull())
          .addColumn('last_at', integer, (column) => column.notNull())
          .modifyEnd(tableEnd)
          .execute();
        await make
          .createTable('gateway_taken_token')
          .addColumn('signature', text, (column) => column.primaryKey())
          .addColumn('until', integer, (column) => column.notNull())
          .modifyEnd(tableEnd)
          .execute();
      },
    },
    {
      name: 'what may be used once',
      up: async (tables, { text, integer, tableEnd }) => {
        await tables.schema
          .createTable('gateway_once')
          .addColumn('key', text, (column) => column.primaryKey())
          .addColumn('document', text, (column) => column.notNull())
          .addColumn('owner', text, (column) => column.notNull())
          .addColumn('expires_at', integer, (column) => column.notNull())
          .modifyEnd(tableEnd)
          .execute();
        await tables.schema.createIndex('gateway_once_owner').on('gateway_once').column('owner').execute();
      },
    },
  ],
};
