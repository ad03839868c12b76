import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { freePorts } from '../../network/fabric/free-ports';

/** A PostgreSQL server of a test's own. */
export interface PostgresServer {
  /** Address of a new, empty database in it. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

const START_MS = 120_000;
const DEBIAN = '/usr/lib/postgresql';

/** The folder with the server's programs, the newest of Debian's; undefined where there is none. */
const folder: string | undefined = (
  existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => path.join(DEBIAN, version, 'bin'))
    : []
).find((bin) => ['initdb', 'postgres'].every((program) => existsSync(path.join(bin, program))));

/** Why tests can't start a server here; undefined where they can. */
export const noPostgres: string | undefined =
  folder === undefined ? 'no PostgreSQL server is installed (Debian: apt-get install postgresql)' : undefined;

/** Starts a server on a free port of 127.0.0.1, with its data in a temporary folder, as somebody else than root. */
export async function startPostgres(): Promise<PostgresServer> {
  if (folder === undefined) throw new Error(noPostgres);
  const user = somebody();
  const data = mkdtempSync(path.join(os.tmpdir(), 'sunledger-postgres-'));
  if (user) chownSync(data, user.uid, user.gid);
  // initdb's own environment would bring the machine's locale in.
  const options = { ...user, cwd: data, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } };
  const flags = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'];
  execFileSync(path.join(folder, 'initdb'), flags, { ...options, stdio: 'ignore' });
  const program = path.join(folder, 'postgres');
  const { server, port } = await listening(async () => {
    const [port = 0] = await freePorts(1);
    const settings = ['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${data}`, 'fsync=off'];
    const args = ['-D', data, ...settings.flatMap((each) => ['-c', each])];
    return { port, server: spawn(program, args, { ...options, stdio: 'ignore' }) };
  });
  const address = (name: string) => addressOf(port, name);
  const stop = async (): Promise<void> => {
    await end(server);
    rmSync(data, { recursive: true, force: true });
  };
  let databases = 0;
  return {
    newDatabase: async () => {
      const name = `test_${++databases}`;
      await execute(address('postgres'), `create database ${name}`);
      return address(name);
    },
    stop,
  };
}

/** PostgreSQL refuses to run as root. */
function somebody(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return { uid: 65_534, gid: 65_534 };
  }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

interface Started {
  readonly server: ChildProcess;
  readonly port: number;
}

const addressOf = (port: number, name: string): string => `postgres://postgres@127.0.0.1:${port}/${name}`;

/** Starts until one answers: somebody else may take a port that was free a moment ago, and the server ends then. */
async function listening(start: () => Promise<Started>): Promise<Started> {
  let started = await start();
  for (const deadline = Date.now() + START_MS; ;) {
    try {
      await execute(addressOf(started.port, 'postgres'), 'select 1');
      if (started.server.exitCode === null) return started;
    } catch (error) {
      if (Date.now() > deadline) {
        await end(started.server);
        throw error;
      }
    }
    if (started.server.exitCode !== null) started = await start();
    await pause(50);
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  // SIGINT is PostgreSQL's fast shutdown: it doesn't wait for clients.
  server.kill('SIGINT');
  await exited;
}
