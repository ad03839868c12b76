import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type BoardDocument } from '../../../scripts/start/report-board';

const cli = path.join(__dirname, '..', '..', '..', 'scripts', 'cli', 'main.js');
const main = path.join(__dirname, '..', '..', '..', 'scripts', 'start', 'main.js');

/** A start that runs, with what it has written so far. */
class Start {
  stdout = '';
  stderr = '';
  readonly ended: Promise<number | null>;

  constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = once(child, 'close').then(([code]) => code as number | null);
  }

  /** Resolves when a text has been written to stdout; fails when the process ends before. */
  async said(text: string): Promise<void> {
    while (!this.stdout.includes(text)) {
      const over = await Promise.race([
        this.ended.then(() => true),
        once(this.child.stdout!, 'data').then(() => false),
      ]);
      if (over && !this.stdout.includes(text))
        throw new Error(`It ended without "${text}":\n${this.stdout}\n${this.stderr}`);
    }
  }

  get url(): string {
    return /Serving at (http:\S+?)\/\n/.exec(this.stdout)?.[1] ?? '';
  }

  async stop(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return await this.ended;
  }
}

describe('npm start', () => {
  let home: string;
  const starts: Start[] = [];
  const start = (...args: string[]): Start => {
    const started = new Start(spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] }));
    starts.push(started);
    return started;
  };
  const inHome = (...args: string[]) => start('--home', home, '--port', '0', ...args);

  before(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'npm-start-'));
  });
  afterEach(async () => {
    for (const started of starts.splice(0)) await started.stop('SIGKILL');
  });
  after(() => rm(home, { recursive: true, force: true }));

  it('serves the API, its documents and the first page, and stops on Ctrl-C', async () => {
    const started = inHome('--no-replay');
    await started.said('Ctrl-C stops.');
    for (const [address, type] of [
      ['/', 'text/html'],
      ['/console.json', 'application/json'],
      ['/docs', 'text/html'],
      ['/openapi.json', 'application/json'],
      ['/report.json', 'application/json'],
      ['/readyz', 'application/json'],
    ] as const) {
      const response = await fetch(started.url + address);
      assert.equal(response.status, 200, address);
      assert.ok(response.headers.get('content-type')?.startsWith(type), address);
      // What is not read keeps its connection open.
      await response.arrayBuffer();
    }
    assert.equal(await started.stop('SIGINT'), 0);
    assert.equal(started.stderr, '');
    assert.match(started.stdout, /^[\n\x20-\x7e]*$/, 'no control characters where nobody reads them');
  });

  it('takes its home up again after it was killed in the middle of a day; its curl lines work', async () => {
    const killed = inHome();
    await killed.said('\n10:00');
    await killed.stop('SIGKILL');
    const again = inHome();
    await again.said('Ctrl-C stops.');
    const { report } = await boardOf(again);
    assert.deepEqual([report?.date, report?.complete, report?.money.holds], ['2016-08-15', true, true]);
    assert.deepEqual([report?.storage?.holds, report?.storage?.units.length], [true, 2]);
    const lines = again.stdout.split('\n').filter((line) => line.startsWith('  curl '));
    assert.equal(lines.length, 3);
    const [household, operator, bank] = await Promise.all(lines.map(shell));
    assert.equal((JSON.parse(household!) as { member: string }).member, 'h01@HouseholdsMSP');
    assert.equal((JSON.parse(operator!) as { items: unknown[] }).items.length, 3);
    assert.deepEqual(JSON.parse(bank!), { token: 'eEuro', total: '2400' });
    const audit = await shell(`"${process.execPath}" "${cli}" audit fontana_20160815T2100Z --home "${home}"`);
    const { turnover } = JSON.parse(audit) as { turnover: string };
    assert.equal(turnover, report?.hours.find(({ localTime }) => localTime === '14:00')?.turnover);
    const proof = path.join(home, 'proof.json');
    const sunledger = `"${process.execPath}" "${cli}"`;
    await shell(`${sunledger} proof fontana_20160815T2100Z --out "${proof}" --home "${home}"`);
    const proven = await shell(`${sunledger} verify-proof "${proof}" --roots "${path.join(home, 'roots')}"`);
    assert.match(proven, /the proof holds\.\n\nCommitted: \d+ trades, /);
    const second = inHome('--no-replay');
    assert.equal(await second.ended, 1);
    assert.match(
      second.stderr,
      /npm-start.* is in use by process \d+, which serves it at http:\/\/127\.0\.0\.1:\d+: end that/,
    );
    assert.equal(await again.stop('SIGTERM'), 0);
  });

  it('goes on with the next day, and stops in the middle of it when asked to', async () => {
    const next = inHome();
    await next.said('\n01:00');
    assert.match(next.stdout, /Playing 2016-08-16/);
    assert.equal(await next.stop('SIGINT'), 0);
    assert.equal(next.stderr, '');
  });

  it('shows the last whole day when it is started without a replay', async () => {
    const started = inHome('--no-replay');
    await started.said('Ctrl-C stops.');
    const { report } = await boardOf(started);
    assert.deepEqual([report?.date, report?.storage?.holds], ['2016-08-15', true]);
  });

  it('names the flag to change when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const started = start('--ephemeral', '--port', String(port));
    assert.equal(await started.ended, 1);
    assert.equal(started.stderr, `sunledger: Port ${port} is taken by another program: choose another with --port\n`);
    other.close();
  });

  it('ends with one sentence where there is no such community', async () => {
    const started = start('--ephemeral', '--port', '0', '--community', 'nobody');
    assert.equal(await started.ended, 1);
    assert.match(started.stderr, /^sunledger: There is no recorded community nobody: .*\n$/);
  });

  it('says in one sentence what is wrong with its command line', async () => {
    const started = start('--mechanism', 'best');
    assert.equal(await started.ended, 2);
    assert.equal(started.stdout, '');
    assert.match(started.stderr, /^sunledger: .*mcp-fifo, pay-as-clear.*\n$/);
  });
});

async function boardOf({ url }: Start): Promise<BoardDocument> {
  return (await (await fetch(`${url}/report.json`)).json()) as BoardDocument;
}

async function shell(line: string): Promise<string> {
  const child = spawn('sh', ['-c', line], { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return output;
}
