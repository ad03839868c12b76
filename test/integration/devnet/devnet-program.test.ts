import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { openLevelStore } from '../../../network/devnet/store/level-store';
import { LedgerKeys } from '../../../network/devnet/store/ledger-keys';
import { type Finding } from '../../../network/devnet/doctor/finding';
import { type TransactionTrace } from '../../../network/devnet/trace/transaction-trace';
import { examineNode } from '../../../scripts/devnet/commands/doctor';
import { runDevnetProgram } from '../../../scripts/devnet/devnet-program';
import { DevnetWorld } from '../../support/devnet-world';
import { temporaryFolder } from '../../support/test-ca';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function devnet(home: string, args: readonly string[], typed = ''): Promise<Run> {
  let [out, err] = ['', ''];
  const code = await runDevnetProgram([...args, '--home', home], {
    cwd: process.cwd(),
    stdin: (async function* () {
      await Promise.resolve();
      yield typed;
    })(),
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
  });
  return { code, out, err };
}

const json = (run: Run): unknown => JSON.parse(run.out);

describe('npm run devnet', function () {
  const { folder, remove } = temporaryFolder();
  const network = path.join(folder, 'network');
  const copy = `${folder}-copy`;
  let world: DevnetWorld;
  let txId: string;
  before(async () => {
    world = await DevnetWorld.start({ home: network });
    const commit = await (await world.contract()).submitAsync('increment', { arguments: ['counted'] });
    txId = commit.getTransactionId();
    await commit.getStatus();
    writeFileSync(path.join(folder, 'sunledger.log'), 'a line\n');
  });
  after(async () => {
    await world.stop();
    rmSync(copy, { recursive: true, force: true });
    remove();
  });

  describe('while the network runs', () => {
    it('shows its channels', async () => {
      const run = await devnet(folder, ['status', '--json']);
      assert.equal(run.code, 0, run.err);
      assert.deepEqual(json(run), {
        running: true,
        channels: [
          {
            name: 'energy',
            height: world.devnet.height,
            organizations: ['HouseholdsMSP', 'OperatorMSP', 'BankMSP'],
            faults: { conflicts: 0, crashes: 0, ordererAway: false },
          },
        ],
      });
    });

    it('traces a transaction, for people and for programs', async () => {
      const traced = json(await devnet(folder, ['trace', txId, '--json'])) as TransactionTrace;
      assert.equal(traced.transactionId, txId);
      assert.ok((traced.times?.committed ?? 0) > 0);
      assert.match((await devnet(folder, ['trace', txId])).out, /called fixture\.increment\("counted"\)/);
    });

    it('has the next transaction collide, and takes that back', async () => {
      const asked = await devnet(folder, ['faults', '--conflicts', '1', '--json']);
      assert.equal(asked.code, 0, asked.err);
      const contract = await world.contract();
      const commit = await contract.submitAsync('increment', { arguments: ['collides'] });
      assert.equal((await commit.getStatus()).code, 11);
      assert.match((await devnet(folder, ['trace', commit.getTransactionId()])).out, /forced on request/);
      await devnet(folder, ['faults', '--orderer', 'away']);
      assert.equal(world.devnet.faults.state.ordererAway, true);
      assert.match((await devnet(folder, ['faults', '--off'])).out, /no faults/);
      assert.equal(world.devnet.faults.state.ordererAway, false);
    });

    it('refuses to rebuild and to reset, and empties the logs', async () => {
      for (const command of ['rebuild', 'reset']) {
        const { code, err } = await devnet(folder, [command], 'yes\n');
        assert.equal(code, 1);
        assert.match(err, new RegExp(`runs, in process ${process.pid}: stop it before you`));
      }
      assert.equal((await devnet(folder, ['clear-logs'])).code, 0);
      assert.equal(readFileSync(path.join(folder, 'sunledger.log'), 'utf8'), '');
    });

    it('has a doctor who finds it running, and nothing wrong', async () => {
      const run = await devnet(folder, ['doctor', '--port', '0', '--json']);
      const { findings, problems } = json(run) as { findings: Finding[]; problems: number };
      assert.equal(problems, 0, JSON.stringify(findings));
      assert.ok(findings.some(({ sentence }) => sentence === `The network runs, in process ${process.pid}.`));
    });

    it('is answered only with the token of the folder', async () => {
      const { port } = JSON.parse(readFileSync(path.join(network, 'control.json'), 'utf8')) as { port: number };
      for (const headers of [{}, { authorization: 'Bearer x' }]) {
        assert.equal((await fetch(`http://127.0.0.1:${port}/channels`, { headers })).status, 401);
      }
    });

    it('says what is wrong with what was asked', async () => {
      for (const [args, code, message] of [
        [['trace', 'xyz'], 1, /64 digits from 0 to f, found "xyz"/],
        [['trace', '0'.repeat(64)], 1, /No transaction 0+ is on the ledger of energy/],
        [['trace', txId, '--channel', 'other'], 1, /There is no channel other; the network has energy/],
        [['faults', '--conflicts', '-1'], 2, /whole number from 0 to 1000/],
        [['faults', '--off', '--crashes', '1'], 1, /it goes with no other/],
        [['faults', '--orderer', 'gone'], 2, /away, back/],
        [['nothing'], 2, /unknown command/],
      ] as const) {
        const run = await devnet(folder, [...args]);
        assert.equal(run.code, code, args.join(' '));
        assert.match(run.err, message);
      }
    });
  });

  describe('when it has stopped', () => {
    before(() => world.stop());
    beforeEach(() => cpSync(folder, copy, { recursive: true }));
    afterEach(() => rmSync(copy, { recursive: true, force: true }));
    const part = (...names: string[]) => path.join(copy, 'network', ...names);
    const findings = async (): Promise<Finding[]> =>
      (json(await devnet(copy, ['doctor', '--port', '0', '--json'])) as { findings: Finding[] }).findings;
    const found = async (check: string): Promise<string> => {
      const { verdict, sentence } = (await findings()).find((each) => each.check === check) ?? {};
      return `${verdict ?? 'none'}: ${sentence ?? ''}`;
    };

    it('says so, traces all the same, and faults need a running one', async () => {
      assert.match((await devnet(copy, ['status'])).out, /No network runs in .*\n {2}energy: HouseholdsMSP/);
      const traced = json(await devnet(copy, ['trace', txId, '--json'])) as TransactionTrace;
      assert.deepEqual([traced.call?.function, traced.times], ['increment', null]);
      assert.match((await devnet(copy, ['faults', '--crashes', '1'])).err, /faults are of a running one/);
    });

    it('makes the state again from the blocks, and tells its hash', async () => {
      const rebuilt = json(await devnet(copy, ['rebuild', '--json'])) as { channels: { stateHash: string }[] };
      const store = await openLevelStore(part('ledger'));
      await store.batch([{ type: 'del', key: new LedgerKeys('energy').state('fixture', 'counted') }]);
      await store.close();
      const again = json(await devnet(copy, ['rebuild', '--json'])) as typeof rebuilt;
      assert.deepEqual(again, rebuilt);
    });

    it('has a doctor who finds nothing wrong', async () => {
      for (const { verdict, check, sentence } of await findings())
        assert.equal(verdict, 'good', `${check}: ${sentence}`);
    });

    it('has a doctor who names each damage, and what helps', async () => {
      const blocks = part('blocks', 'energy.blocks');
      const intact = readFileSync(blocks);
      writeFileSync(blocks, Buffer.concat([intact, intact.subarray(16, 200)]));
      assert.match(await found('blocks of energy'), /^notice: .* 184 bytes of one that was never acknowledged/);
      const flipped = Buffer.from(intact);
      flipped[60] = (flipped[60] ?? 0) ^ 1;
      writeFileSync(blocks, flipped);
      assert.match(await found('blocks of energy'), /^problem: .*block 0 at byte 16 fails its checksum.*restore it/);
      assert.match((await devnet(copy, ['rebuild'])).err, /blocks of channel energy are damaged/);
      writeFileSync(blocks, 'something else, that is long enough');
      assert.match(await found('blocks of energy'), /^problem: .*no block file of this version/);
      rmSync(blocks);
      assert.match(await found('blocks of energy'), /^problem: .*can't be read \(ENOENT\)/);
      writeFileSync(part('ledger', 'CURRENT'), 'nonsense\n');
      assert.match(await found('state'), /^notice: .*the next start makes it again/);
      rmSync(part('private'), { recursive: true });
      assert.match(await found('private data'), /^problem: .*restore it from a copy/);
      writeFileSync(part('network.json'), '{"format":0}');
      assert.match(await found('format'), /^problem: .*of format 0, expected 1/);
    });

    it('has a doctor who names the port that is taken, and the process that holds the ledger', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const run = await devnet(copy, ['doctor', '--port', String(port)]);
      server.close();
      assert.equal(run.code, 1);
      assert.match(run.out, new RegExp(`!! port ${port}: Taken by another program`));
      const store = await openLevelStore(part('ledger'));
      if (process.platform === 'linux') {
        assert.match(await found('process'), new RegExp(`^problem: Process ${process.pid} has the ledger`));
      }
      await store.close();
    });

    it('has a doctor who names a file where the folder should be, a folder that is not there, and an old Node', async () => {
      const file = path.join(copy, 'a file');
      writeFileSync(file, 'x');
      const { code, out } = await devnet(file, ['doctor', '--port', '0']);
      assert.equal(code, 1);
      assert.match(out, /!! folder: .*a file is a file, and the network needs a folder there/);
      const fresh = await devnet(path.join(copy, 'not', 'there'), ['doctor', '--port', '0']);
      assert.equal(fresh.code, 0, fresh.out);
      assert.match(fresh.out, /ok folder: Nothing lies in .* yet/);
      assert.equal(examineNode('20.19.0').verdict, 'good');
      assert.match(examineNode('18.20.1').sentence, /This is Node 18\.20\.1: install 20\.19 or newer/);
    });

    it('is found killed, when it was', async () => {
      const child = spawn(process.execPath, [path.join(__dirname, 'load-under-kill.js'), part()], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(child, 'close');
      for await (const line of createInterface({ input: child.stdout })) {
        if (line.startsWith('acknowledged ')) child.kill('SIGKILL');
      }
      await exited;
      assert.match(await found('process'), /^notice: The network was killed/);
    });

    it('removes everything of its own when somebody types yes or says so before, and nothing else', async () => {
      const others = [path.join(copy, 'my notes'), part('mine.ts')];
      for (const file of others) writeFileSync(file, 'x');
      const declined = await devnet(copy, ['reset'], 'no\n');
      assert.equal(declined.code, 1);
      assert.match(declined.err, /Type yes to go on/);
      assert.ok(existsSync(part('blocks')));
      assert.equal((await devnet(copy, ['reset'])).code, 1);
      assert.equal((await devnet(copy, ['reset'], 'yes\n')).code, 0);
      assert.deepEqual(readdirSync(copy, { recursive: true }).sort(), ['my notes', 'network', 'network/mine.ts']);
      assert.ok(others.every((file) => existsSync(file)));
      const gone = await devnet(copy, ['reset', '--yes']);
      assert.match(gone.err, /No network lies in .*npm start makes one/);
    });

    it('ends as a process with the code of its command, whatever its input is', async () => {
      const main = path.join(__dirname, '..', '..', '..', 'scripts', 'devnet', 'main.js');
      for (const stdin of ['pipe', 'ignore'] as const) {
        const child = spawn(process.execPath, [main, 'reset', '--home', copy], { stdio: [stdin, 'ignore', 'ignore'] });
        child.stdin?.write('no\n');
        const [code] = (await once(child, 'exit')) as [number];
        assert.equal(code, 1);
      }
    });

    it('removes a folder that is nothing but its own, without asking', async () => {
      assert.equal((await devnet(copy, ['reset', '--yes'])).code, 0);
      assert.equal(existsSync(copy), false);
    });
  });
});
