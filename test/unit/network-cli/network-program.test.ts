import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseNetworkDefinition } from '../../../network/fabric/definition/parse-network-definition';
import { runNetworkProgram } from '../../../scripts/network/network-program';
import { testAuthority, testIdentity } from '../../support/test-authority';

describe('npm run network', () => {
  let folder = '';
  let home = '';
  const before = { FABRIC_BIN: process.env['FABRIC_BIN'] };

  async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    let [out, err] = ['', ''];
    const code = await runNetworkProgram(args, {
      cwd: folder,
      stdin: [] as unknown as AsyncIterable<string>,
      stdout: { write: (text: string) => (out += text) },
      stderr: { write: (text: string) => (err += text) },
    });
    return { code, out, err };
  }
  const fakeBinaries = (
    version: string,
    names = ['peer', 'orderer', 'osnadmin', 'configtxgen', 'configtxlator'],
  ): void => {
    process.env['FABRIC_BIN'] = folder;
    for (const name of [...names, 'fabric-ca-server']) {
      const said = name === 'fabric-ca-server' ? '1.5.21' : version;
      writeFileSync(path.join(folder, name), `#!/bin/sh\necho ' Version: v${said}'\n`, { mode: 0o755 });
    }
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'network-cli-'));
    home = path.join(folder, 'home');
  });
  afterEach(() => {
    if (before.FABRIC_BIN === undefined) delete process.env['FABRIC_BIN'];
    else process.env['FABRIC_BIN'] = before.FABRIC_BIN;
    rmSync(folder, { recursive: true });
  });

  const commands = [
    ...['init', 'up', 'down', 'status', 'logs', 'watch', 'deploy', 'upgrade', 'replay', 'demo', 'register', 'enroll'],
    ...[
      'revoke',
      'crl',
      'renew',
      'backup',
      'restore',
      'org add',
      'org remove',
      'org define',
      'org propose',
      'org sign',
    ],
    ...[
      'org submit',
      'org join',
      'org found',
      'peer add',
      'orderer add',
      'orderer remove',
      'render compose',
      'render kubernetes',
    ],
  ];
  for (const command of commands) {
    it(`explains ${command}, and knows --home and --json there`, async () => {
      const { code, out } = await run(...command.split(' '), '--help');
      assert.equal(code, 0);
      assert.ok(out.includes('--home <folder>') && out.includes('--json'), out);
      if (!['status', 'logs', 'watch'].includes(command)) assert.ok(out.includes('--dry-run'), out);
    });
  }

  it('ends with 2 for a command line that is wrong, and says what is possible', async () => {
    for (const args of [
      ['begin'],
      ['init', '--consensus', 'solo'],
      ['init', '--org', 'Bank'],
      ['status', '--dry-run'],
    ]) {
      const { code, err } = await run(...args);
      assert.equal(code, 2, args.join(' '));
      assert.match(err, /--help shows what is possible/);
    }
  });

  it('writes a network of three organisations and three orderers unless it is told otherwise', async () => {
    assert.equal((await run('init', '--home', home)).code, 0);
    const file = path.join(home, 'network.yaml');
    const { organizations, ordering, channels } = parseNetworkDefinition(readFileSync(file, 'utf8'), file);
    assert.deepEqual(
      organizations.map(({ mspId }) => mspId),
      ['HouseholdsMSP', 'OperatorMSP', 'BankMSP'],
    );
    assert.deepEqual([ordering?.consensus, ordering?.orderers, channels[0]?.name], ['raft', 3, 'energy']);
  });

  it('does not write over a network', async () => {
    await run('init', '--home', home);
    const { code, err } = await run('init', '--home', home, '--consensus', 'bft');
    assert.equal(code, 1);
    assert.match(err, /There is a network already: .*network\.yaml/);
  });

  it('writes nothing when init is tried dry, or would write what is wrong', async () => {
    assert.match((await run('init', '--home', home, '--dry-run')).out, /would be:/);
    const { code, err } = await run('init', '--home', home, '--org', 'orderer');
    assert.equal(code, 1);
    assert.match(err, /organizations\[0\] has the mspId "OrdererMSP" of ordering/);
    assert.equal(existsSync(home), false);
  });

  it('says what to do where there is no network yet', async () => {
    const { code, err } = await run('up', '--home', home);
    assert.equal(code, 1);
    assert.match(err, /^network: There is no .*network\.yaml: `init` writes one, --home names another folder\.$/m);
  });

  it('tells a mistake in network.yaml by its line, before it does anything', async () => {
    await run('init', '--home', home);
    const file = path.join(home, 'network.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('consensus: raft', 'consensus: rafft'));
    const { code, err } = await run('up', '--home', home);
    assert.equal(code, 1);
    assert.match(err, /network\.yaml:14:14: ordering\.consensus must be raft or bft; found "rafft"/);
  });

  it('names the programs that are missing and how to get them', async () => {
    await run('init', '--home', home);
    fakeBinaries('3.1.5', ['peer', 'orderer', 'osnadmin', 'configtxgen']);
    const { code, err } = await run('up', '--home', home);
    assert.equal(code, 1);
    assert.match(err, /have no program configtxlator\. Unpack the release archive of hyperledger\/fabric 3\.1/);
  });

  it('names the version that it found when that is a wrong one', async () => {
    await run('init', '--home', home);
    fakeBinaries('2.4.9');
    assert.match(
      (await run('up', '--home', home)).err,
      /peer is of version 2\.4\.9; Fabric 3, or 2\.5 without BFT, is needed/,
    );
    fakeBinaries('2.5.12');
    await run('init', '--home', path.join(folder, 'bft'), '--consensus', 'bft');
    const { err } = await run('up', '--home', path.join(folder, 'bft'));
    assert.match(
      err,
      /network\.yaml asks for consensus bft, which Fabric 2\.5\.12 does not have: use programs of Fabric 3/,
    );
  });

  it('shows and stops a network without the programs that it was made with', async () => {
    await run('init', '--home', home);
    process.env['FABRIC_BIN'] = folder;
    assert.match((await run('status', '--home', home)).out, /peer0\.bank +stopped/);
    assert.match((await run('logs', 'peer0.bank', '--home', home)).out, /== peer0\.bank/);
    assert.equal((await run('down', '--home', home)).out, 'Nothing was running.\n');
  });

  it('says of an administrator’s certificate that it has ended, and what gets another one', async () => {
    await run('init', '--home', home);
    fakeBinaries('3.1.5');
    const { pem } = await testIdentity(await testAuthority(), { validForMs: -60_000 });
    for (const name of ['households', 'operator', 'bank']) {
      const place = path.join(home, 'organizations', name, 'admin', 'msp', 'signcerts');
      mkdirSync(place, { recursive: true });
      writeFileSync(path.join(place, 'certificate.pem'), pem);
    }
    const { code, err } = await run('deploy', '--home', home);
    assert.equal(code, 1);
    assert.match(
      err,
      /^network: The certificate of households's administrator ended on \d{4}-\d\d-\d\d: `renew` gets /m,
    );
  });

  it('says that an organisation or a channel is not known, and which are', async () => {
    await run('init', '--home', home);
    fakeBinaries('3.1.5');
    assert.match((await run('deploy', '--channel', 'fuel', '--home', home)).err, /no channel fuel; known are energy/);
    assert.match(
      (await run('crl', '--org', 'shop', '--home', home)).err,
      /no organisation shop in this home; known are/,
    );
    assert.match((await run('crl', '--home', home)).err, /Say with --org which organisation is meant/);
  });

  it('refuses files that are not what a command reads', async () => {
    await run('init', '--home', home);
    fakeBinaries('3.1.5');
    const file = path.join(folder, 'any.json');
    writeFileSync(file, '{"format":"other"}');
    assert.match(
      (await run('org', 'propose', file, '--home', home)).err,
      /is no organisation's definition: `org define`/,
    );
    assert.match((await run('org', 'sign', file, '--home', home)).err, /is no update of a channel: `org propose`/);
    assert.match((await run('org', 'join', file, '--home', home)).err, /does not describe a channel: `org submit`/);
    assert.match((await run('restore', folder, '--home', home)).err, /holds no whole backup/);
    assert.match((await run('org', 'sign', 'none.json', '--home', home)).err, /The file none\.json cannot be read/);
  });
});
