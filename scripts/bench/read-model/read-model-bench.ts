import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type MemberClient } from '../../../agents/client/member-client';
import { openDatabase, type DatabasePlace } from '../../../gateway-api/sql/open-database';
import { ReadModel } from '../../../gateway-api/read-model/read-model';
import { readModelTables } from '../../../gateway-api/read-model/read-model-migrations';
import { type ReadModelTables } from '../../../gateway-api/read-model/tables';
import { type SqlDatabase } from '../../../gateway-api/sql/sql-database';
import { type Bench } from '../bench';
import { columns } from '../columns';
import { playedDay } from './played-day';
import { type RecordedChain, recordChain } from './recorded-chain';

const full = { reads: 200, rounds: 5 };
const quickly = { reads: 20, rounds: 2 };
const SAMPLE_MS = 50;
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

const conditions = ({
  reads,
  rounds,
}: typeof full): string => `A recorded day of 24 homes, three agents, two batteries and the book, played through REST on the embedded network: its blocks.
Rebuild: those blocks from memory into empty tables, ${rounds} times in turn; SQLite on a file in ${os.tmpdir()}, PostgreSQL where
BENCH_DATABASE_URL names an empty database of a server, over its socket or TCP as the address says. Lag: how many blocks the model
was behind what its gateway had told, asked every ${SAMPLE_MS} ms over REST while the day was played. Reads: ${reads} of each, one after another, by one
client over REST, after the day.`;

/** What the read model costs and brings. */
export const readModelBench: Bench = {
  name: 'read-model',
  summary: 'blocks per second of a rebuild on SQLite and PostgreSQL, lag under load, reads against the ledger',
  async run(print, { quick }) {
    const size = quick ? quickly : full;
    print(conditions(size));
    const day = await playedDay();
    try {
      const lags: number[] = [];
      const playing = day.play();
      let over = false;
      const ended = playing.finally(() => (over = true));
      while (!isTrue(() => over)) {
        lags.push(Number((await day.client.read<{ lag: string }>('/v1/read-model').catch(() => ({ lag: '0' }))).lag));
        await pause(SAMPLE_MS);
      }
      await ended;
      print(`lag         ${spread(lags, 'blocks')} over ${lags.length} samples`);
      for (const line of columns(await readLatencies(day.client, size.reads))) print(line);
      const chain = await recordChain(day.network);
      for (const line of columns(await rebuilds(chain, size.rounds))) print(line);
    } finally {
      await day.stop();
    }
  },
};

/** A function, so that the compiler doesn't take for granted what another task may have changed meanwhile. */
const isTrue = (value: () => boolean): boolean => value();

async function readLatencies(client: MemberClient, reads: number): Promise<string[][]> {
  const member = '/v1/accounts/h01@HouseholdsMSP/eEuro';
  const addresses = ['/v1/markets/fontana', member, `${member}/history?pageSize=50`, '/v1/members?pageSize=50'];
  const rows = [['read, ms p50 / p99', 'read model', 'ledger']];
  for (const address of addresses) {
    const mark = address.includes('?') ? '&' : '?';
    const cells: string[] = [];
    for (const consistency of ['read-model', 'ledger']) {
      const times: number[] = [];
      for (let read = 0; read < reads; read++) {
        const begun = performance.now();
        await client.read(`${address}${mark}consistency=${consistency}`);
        times.push(performance.now() - begun);
      }
      cells.push(`${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.99).toFixed(1)}`);
    }
    rows.push([address, ...cells]);
  }
  return rows;
}

async function rebuilds(chain: RecordedChain, rounds: number): Promise<string[][]> {
  const url = process.env['BENCH_DATABASE_URL'];
  const folder = await mkdtemp(path.join(os.tmpdir(), 'read-model-bench-'));
  const rows = [['rebuild', 'blocks', 'transactions', 'rows', 'blocks/s', 'transactions/s', 'rows/s', 'size']];
  try {
    for (const kind of ['SQLite', 'PostgreSQL'] as const) {
      if (kind === 'PostgreSQL' && url === undefined) {
        rows.push([kind, 'BENCH_DATABASE_URL is not set']);
        continue;
      }
      const seconds: number[] = [];
      let filled = 0;
      let size = '';
      for (let round = 0; round < rounds; round++) {
        const file = path.join(folder, `${round}.db`);
        const place: DatabasePlace = kind === 'PostgreSQL' && url !== undefined ? { url } : { file };
        const database = await openDatabase(place, () => undefined);
        seconds.push(await rebuild(database, chain));
        filled = await rowsOf(database);
        await database.close();
        if (kind === 'SQLite') size = `${((await stat(file)).size / 2 ** 20).toFixed(1)} MiB`;
      }
      const median = quantile(seconds, 0.5);
      const perSecond = (count: number) => (count / median).toFixed(0);
      const counts = [chain.blocks, chain.transactions, filled];
      rows.push([kind, ...counts.map(String), ...counts.map(perSecond), size]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return rows;
}

async function rebuild(database: SqlDatabase, chain: RecordedChain): Promise<number> {
  const model = await ReadModel.open(database, chain.source, silent);
  await model.rebuild();
  model.noteLedgerHeight(BigInt(chain.blocks));
  const begun = performance.now();
  model.start();
  // Until it has begun anew, an older round's height still stands.
  while (!(model.status().projecting && model.status().lag === 0n)) await pause(5);
  const seconds = (performance.now() - begun) / 1000;
  await model.stop();
  return seconds;
}

async function rowsOf(database: SqlDatabase): Promise<number> {
  let rows = 0;
  for (const table of readModelTables) {
    const counted = await database
      .withTables<ReadModelTables>()
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<bigint>().as('count'))
      .executeTakeFirstOrThrow();
    rows += Number(counted.count);
  }
  return rows;
}

function quantile(figures: readonly number[], part: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

const spread = (figures: readonly number[], unit: string): string =>
  `p50 ${quantile(figures, 0.5)}, p99 ${quantile(figures, 0.99)}, most ${Math.max(0, ...figures)} ${unit}`;
