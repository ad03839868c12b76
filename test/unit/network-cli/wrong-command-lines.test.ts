/** Every mistake in a command line is told in one sentence, and nothing is done. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runNetworkProgram } from '../../../scripts/network/network-program';

const usage = 2;
const failed = 1;

/** What is typed; how it ends; what is said. `init` has to leave nothing behind. */
const initMistakes: readonly (readonly [line: string, code: number, said: RegExp])[] = [
  [
    '--org Bank',
    usage,
    /'Bank' is invalid\. It has to be a name in lower case, or a name and 1 to 9 peers, such as bank:2/,
  ],
  ['--org bank:0', usage, /such as bank:2/],
  ['--org bank:10', usage, /such as bank:2/],
  ['--org bank: --org b', usage, /such as bank:2/],
  ['--org bank --org bank:2', usage, /The organisation bank is named twice/],
  ['--org orderer', failed, /organizations\[0\] has the mspId "OrdererMSP" of ordering/],
  ['--consensus solo', usage, /Allowed choices are raft, bft/],
  ['--consensus', usage, /Allowed choices are raft, bft/],
  ['--orderers none', usage, /It has to be a whole number from 1 to 40/],
  ['--orderers 0', usage, /It has to be a whole number from 1 to 40/],
  ['--orderers 41', usage, /It has to be a whole number from 1 to 40/],
  ['--orderers 3 --consensus bft', usage, /--orderers has to be at least 4 with bft: .*; found 3\./],
  ['--join --consensus raft', usage, /--join is for a home without orderers/],
  ['--join --orderers 3', usage, /--join is for a home without orderers/],
  ['--channel Energy', usage, /It has to be a channel name: lower case letters/],
  ['--channel a --channel a', usage, /The channel a is named twice/],
  ['--channel a --channel b --channel c --channel d --channel e', usage, /4 channels fit on the ports of a peer/],
  ['--host localhost:7050', usage, /It has to be a host name or an IPv4 address, without a port/],
  ['--host 10.0.0.256', usage, /It has to be a host name or an IPv4 address/],
  ['--ports 80', usage, /It has to be a whole number from 1024 to 65436/],
  ['--ports 7000x', usage, /It has to be a whole number from 1024 to 65436/],
  [
    '--ports 65400',
    usage,
    /--ports has to be at most 65136 for 4 organisations of a hundred ports each; found 65400\./,
  ],
  ['--port 7000', usage, /unknown option '--port'\s+\(Did you mean --ports\?\)/],
  ['households bank', usage, /too many arguments/],
];

/** The same in a home that has a network; its folder stays as it is. */
const mistakes: readonly (readonly [line: string, code: number, said: RegExp])[] = [
  ['start', usage, /unknown command 'start'/],
  ['upgarde', usage, /unknown command 'upgarde'\s+\(Did you mean upgrade\?\)/],
  ['init', failed, /There is a network already: .*network\.yaml\. Edit it, or choose another folder with --home\./],
  ['up --deplooy', usage, /unknown option '--deplooy'\s+\(Did you mean --deploy\?\)/],
  ['status --dry-run', usage, /unknown option '--dry-run'/],
  ['logs orderer9', failed, /There is no process orderer9; known are ca\.orderer, /],
  ['logs --lines 0', usage, /It has to be a whole number from 1 to 100000/],
  ['watch --every 0', usage, /It has to be a whole number from 1 to 86400/],
  ['renew --within never', usage, /It has to be a whole number from 0 to 36500/],
  ['replay --days 0', usage, /It has to be a whole number from 1 to 366/],
  ['deploy --channel fuel', failed, /There is no channel fuel; known are energy\./],
  ['peer add', usage, /missing required argument 'organization'/],
  ['peer add shop', failed, /There is no organisation shop in this home; known are households, operator, bank\./],
  ['org add', usage, /missing required argument 'name'/],
  ['org add Shop', usage, /It has to be lower case letters, digits and hyphens, a letter first/],
  ['org add shop', failed, /No orderer of this network runs: start it with `up`\./],
  ['org remove shop --dry-run', failed, /There is no organisation shop in this home; known are households, /],
  ['orderer add', failed, /No orderer of this network runs: start it with `up`\./],
  ['peer add shop --dry-run', failed, /There is no organisation shop in this home; known are households, /],
  ['org add shop --peers 10', usage, /It has to be a whole number from 1 to 9/],
  ['org remove shop', failed, /There is no organisation shop in this home; known are households, operator, bank\./],
  ['org define --org shop', failed, /There is no organisation shop in this home/],
  ['org define', failed, /Say with --org which organisation is meant: households, operator, bank\./],
  ['org propose', usage, /Give either a newcomer's definition or --remove with the MSP id of a member\./],
  ['org propose no.json', failed, /The file no\.json cannot be read\./],
  ['org found no.json', failed, /The file no\.json cannot be read\./],
  ['org found other.json', failed, /other\.json is no organisation's definition: `org define` writes one\./],
  ['org propose other.json', failed, /other\.json is no organisation's definition: `org define` writes one\./],
  ['org sign other.json', failed, /other\.json is no update of a channel: `org propose` writes one\./],
  ['org submit other.json', failed, /other\.json is no update of a channel: `org propose` writes one\./],
  ['org join other.json', failed, /other\.json does not describe a channel: `org submit` writes such a file/],
  ['register', usage, /missing required argument 'id'/],
  [
    'register m --org bank --attr role',
    usage,
    /It has to be name=value, or name=value:ecert, such as role=meter:ecert/,
  ],
  ['register m --org bank --type boss', usage, /Allowed choices are client, peer, admin, orderer/],
  ['register m --org bank --max-enrollments 0', usage, /It has to be a whole number from 1 to 100000/],
  ['register m@x --org bank', usage, /An enrolment id has letters, digits, dots, hyphens; found "m@x"\./],
  ['register m', failed, /Say with --org which organisation is meant: households, operator, bank\./],
  ['register m --org bank', failed, /The CA of bank has not been started yet .*: run `up` first\./],
  [
    'enroll ../m --org bank --secret-file other.json',
    usage,
    /An enrolment id has letters, digits, dots, hyphens; found/,
  ],
  ['enroll m --org bank', failed, /There is no secret on standard input: `register` prints the one that m enrols with/],
  ['enroll m --org bank --secret-file no', failed, /The file no cannot be read\./],
  ['revoke m --org bank --reason dislike', usage, /Allowed choices are unspecified, keycompromise, /],
  ['revoke m --org bank', failed, /The CA of bank has not been started yet .*: run `up` first\./],
  ['crl --org bank', failed, /The CA of bank has not been started yet .*: run `up` first\./],
  ['backup .', failed, /exists already: name a new folder for the backup\./],
  ['backup home/within', failed, /lies in the network's own folder .*: a backup belongs elsewhere\./],
  ['restore no', failed, /no holds no whole backup: `backup` writes backup\.json last, and there is none\./],
  ['render compose', failed, /Nothing can be rendered before the first `up`/],
  ['render helm', usage, /unknown command 'helm'/],
  ['upgrade', failed, /No orderer of this network runs: start it with `up`\./],
];

describe('A command line that is wrong', () => {
  let folder = '';
  let home = '';
  const before = process.env['FABRIC_BIN'];

  async function run(...args: string[]): Promise<{ code: number; err: string }> {
    let err = '';
    const code = await runNetworkProgram([...args, '--home', home], {
      cwd: folder,
      stdin: [] as unknown as AsyncIterable<string>,
      stdout: { write: () => true },
      stderr: { write: (text: string) => (err += text) },
    });
    return { code, err };
  }

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'wrong-lines-'));
    home = path.join(folder, 'home');
    process.env['FABRIC_BIN'] = folder;
    for (const name of ['peer', 'orderer', 'osnadmin', 'configtxgen', 'configtxlator', 'fabric-ca-server']) {
      const version = name === 'fabric-ca-server' ? '1.5.21' : '3.1.5';
      writeFileSync(path.join(folder, name), `#!/bin/sh\necho ' Version: v${version}'\n`, { mode: 0o755 });
    }
    writeFileSync(path.join(folder, 'other.json'), '{"format":"other"}');
  });
  afterEach(() => {
    if (before === undefined) delete process.env['FABRIC_BIN'];
    else process.env['FABRIC_BIN'] = before;
    rmSync(folder, { recursive: true });
  });

  for (const [line, code, said] of initMistakes) {
    it(`is told, and nothing is written: init ${line}`, async () => {
      const told = await run('init', ...line.split(' '));
      assert.match(told.err, said);
      assert.equal(told.code, code, told.err);
      assert.equal(existsSync(home), false);
    });
  }

  for (const [line, code, said] of mistakes) {
    it(`is told, and nothing is done: ${line}`, async () => {
      await run('init');
      const told = await run(...line.split(' '));
      assert.match(told.err, said);
      assert.equal(told.code, code, told.err);
      assert.doesNotMatch(told.err, /unexpected error|\n {4}at /);
      assert.deepEqual(readdirSync(home), ['network.yaml']);
    });
  }
});
