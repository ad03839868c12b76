import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Argument, Option } from 'commander';
import { type SunledgerClient } from '../../../../client';
import { type CliCommand } from '../../command';
import { csv } from '../../member/csv';
import { asMember } from '../../member/member-command';
import { movementsSince } from './bill';

interface Options {
  readonly from: string;
  readonly to: string;
  readonly format: 'csv' | 'json';
  readonly out?: string;
  readonly book?: string;
}

/** Rows with a head, and the same as objects. */
interface Sheet {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Takes one's own records out. */
export const exportCommand: CliCommand = {
  name: 'export',
  summary: 'take your records out as CSV or JSON: statements of your accounts, trades',
  group: 'Energy',
  configure(command, io) {
    asMember<Options>(
      command
        .description(
          'statements: every movement of your accounts. trades: your trades in an order book (--book), or your sales and ' +
            'purchases in the hourly markets. Times are in UTC, amounts as on the ledger.',
        )
        .addArgument(new Argument('<what>', 'what to take out').choices(['statements', 'trades']))
        .option('--from <time>', 'from here on', '1970-01-01T00:00:00Z')
        .option('--to <time>', 'before that', '9999-01-01T00:00:00Z')
        .option('--book <book>', 'order book whose trades to take (trades)')
        .addOption(new Option('--format <format>', 'how to write it').choices(['csv', 'json']).default('csv'))
        .option('--out <file>', 'file to write; unless given, standard output'),
      io,
      async ({ client, member, options }, what = '') => {
        const { from, to, format, out, book } = options;
        const asked = { client, member, from, to };
        const sheet = what === 'statements' ? await statements(asked) : await trades(asked, book);
        const text =
          format === 'csv' && !options.json
            ? csv(sheet.head, sheet.rows)
            : `${JSON.stringify(records(sheet), null, 2)}\n`;
        if (out === undefined) {
          io.stdout.write(text);
          return;
        }
        await writeFile(path.resolve(io.cwd, out), text);
        io.stderr.write(`${sheet.rows.length} lines in ${out}\n`);
      },
    );
  },
};

interface Asked {
  readonly client: SunledgerClient;
  readonly member: string;
  readonly from: string;
  readonly to: string;
}

async function statements({ client, member, from, to }: Asked): Promise<Sheet> {
  const rows: (string | null)[][] = [];
  for (const token of ['eEuro', 'ENT', 'TRUST'] as const) {
    const movements = await movementsSince(client, member, token, from);
    for (const each of movements.reverse().filter(({ at }) => at < to)) {
      const { at, kind, available, lockedForWithdrawal, escrowed, counterparty, reference, transaction } = each;
      rows.push([at, token, kind, available, lockedForWithdrawal, escrowed, counterparty, reference, transaction]);
    }
  }
  const head = [
    'at',
    'token',
    'kind',
    'available',
    'lockedForWithdrawal',
    'escrowed',
    'counterparty',
    'reference',
    'transaction',
  ];
  return { head, rows };
}

async function trades(asked: Asked, book: string | undefined): Promise<Sheet> {
  return book === undefined ? await hourlyTrades(asked) : await bookTrades(asked, book);
}

/** Sales and purchases as the account has them: one line per side and listing. */
async function hourlyTrades({ client, member, from, to }: Asked): Promise<Sheet> {
  const movements = await movementsSince(client, member, 'eEuro', from);
  const rows = movements
    .reverse()
    .filter(({ kind, at }) => (kind === 'sale' || kind === 'purchase') && at < to)
    .map(({ at, kind, available, escrowed, reference, transaction }) => [
      at,
      kind,
      reference,
      available,
      escrowed,
      transaction,
    ]);
  return { head: ['at', 'side', 'listing', 'available', 'escrowed', 'transaction'], rows };
}

async function bookTrades({ client, member, from, to }: Asked, book: string): Promise<Sheet> {
  const rows: (string | null)[][] = [];
  for await (const { at, id, buy, sell, amount, price, total } of client.books.getBookTrades({
    book,
    from,
    pageSize: '200',
  })) {
    const side = buy.startsWith(`${member}:`) ? 'buy' : sell.startsWith(`${member}:`) ? 'sell' : undefined;
    if (side === undefined || at >= to) continue;
    rows.push([at, book, side, (side === 'buy' ? buy : sell).slice(member.length + 1), amount, price, total, id]);
  }
  return { head: ['at', 'book', 'side', 'order', 'amount', 'price', 'total', 'trade'], rows };
}

const records = ({ head, rows }: Sheet): object[] =>
  rows.map((row) => Object.fromEntries(head.map((name, column) => [name, row[column] ?? null])));
