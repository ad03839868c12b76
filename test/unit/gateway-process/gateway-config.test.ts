import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { summaryLines } from '../../../scripts/gateway/config-summary';
import { ConfigError, type GatewayConfig, parseGatewayConfig } from '../../../scripts/gateway/gateway-config';
import { settingNames, settingOf, variableOf } from '../../../scripts/gateway/settings';

const least = `home: data
organization:
  mspId: HouseholdsMSP
  name: households
  ca: { url: https://127.0.0.1:7054, name: ca-households, tlsRoot: ca.pem }
  identity: { enrollmentId: gateway-1, secret: hush }
network:
  channel: energy
  peers:
    - { address: 127.0.0.1:7051, tlsRoot: /tls/peer.pem, serverName: localhost }
`;

const parse = (yaml: string, environment: Record<string, string> = {}): GatewayConfig =>
  parseGatewayConfig(yaml, '/etc/sunledger/gateway.yaml', environment, '/somewhere');

function problemsOf(yaml: string, environment: Record<string, string> = {}): readonly string[] {
  try {
    parse(yaml, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe("A gateway's configuration", () => {
  it('needs little, and has a default for the rest', () => {
    const { values, peers } = parse(least);
    assert.equal(values['listen.port'], 3000);
    assert.equal(values.home, '/etc/sunledger/data');
    assert.equal(values['organization.ca.tlsRoot'], '/etc/sunledger/ca.pem');
    assert.equal(values['tls.key'], undefined);
    assert.deepEqual(peers, [{ address: '127.0.0.1:7051', tlsRoot: '/tls/peer.pem', serverName: 'localhost' }]);
  });

  it('comes from the environment where both say something, with files from where the gateway was started', () => {
    const { values, sources } = parse(`${least}listen: { port: 4000 }\n`, {
      SUNLEDGER_GATEWAY_LISTEN_PORT: '5000',
      SUNLEDGER_GATEWAY_HOME: 'other',
      SUNLEDGER_GATEWAY_ORGANIZATION_MSP_ID: 'BankMSP',
      SUNLEDGER_GATEWAY_PROXY: 'true',
      DATABASE_URL: 'postgres://u:secret@db.example.org:5432/sunledger',
    });
    assert.deepEqual(
      [values['listen.port'], values.home, values['organization.mspId'], values.proxy],
      [5000, '/somewhere/other', 'BankMSP', true],
    );
    assert.equal(values['database.url'], 'postgres://u:secret@db.example.org:5432/sunledger');
    assert.equal(sources.get('listen.port'), 'SUNLEDGER_GATEWAY_LISTEN_PORT');
    assert.equal(sources.get('organization.name'), 'gateway.yaml:4');
    assert.equal(sources.get('listen.host'), 'default');
  });

  it('tells every mistake at once, with its line and what would be right', () => {
    const yaml = `${least}listen:
  port: 70000
  hosts: 127.0.0.1
log: { level: loud }
passphraseCost: 3000
proxy: perhaps
tls: { certificate: c.pem }
`;
    assert.deepEqual(problemsOf(yaml), [
      'gateway.yaml:13:3: hosts is not known here; did you mean host?',
      'gateway.yaml:12:9: listen.port must be a whole number from 0 to 65535; found 70000',
      'gateway.yaml:16:8: proxy must be true or false; found "perhaps"',
      'gateway.yaml:14:15: log.level must be one of debug, info, warn, error; found "loud"',
      'gateway.yaml:15:17: passphraseCost must be a power of two from 1024 to 1048576; found 3000',
    ]);
  });

  it('names what is missing, with both places where it could be set', () => {
    const problems = problemsOf('listen: { port: 1 }');
    assert.ok(
      problems.includes(
        'organization.mspId is missing: set it in gateway.yaml or as SUNLEDGER_GATEWAY_ORGANIZATION_MSP_ID',
      ),
    );
    assert.ok(problems.some((problem) => problem.includes('network.peers is missing')));
  });

  it('refuses variables that it does not know, and values that are not what they should be', () => {
    const problems = problemsOf(least, {
      SUNLEDGER_GATEWAY_PORT: '1',
      SUNLEDGER_GATEWAY_LISTEN_PORT: 'eighty',
      DATABASE_URL: 'mysql://u:geheim@db/x',
    });
    assert.deepEqual(problems, [
      'SUNLEDGER_GATEWAY_PORT is not known; docs/operations.md lists the variables',
      'SUNLEDGER_GATEWAY_LISTEN_PORT must be a whole number from 0 to 65535; found "eighty"',
      'DATABASE_URL must be an address like postgres://user:password@host:5432/name; found something else',
    ]);
  });

  for (const [what, addition, problem] of [
    ['a key without its certificate', 'tls: { key: k.pem }', /^tls\.certificate is missing/],
    ['two secrets', undefined, /secretFile are both given/],
    ['a burst below its rate', 'limits: { memberPerSecond: 10, memberBurst: 5 }', /^limits\.memberBurst is 5, less/],
    ['fewer writes than one member may have', 'limits: { writes: 10 }', /^limits\.writes is less/],
  ] as const) {
    it(`refuses ${what}`, () => {
      const yaml =
        addition === undefined ? least.replace('secret: hush', 'secret: hush, secretFile: s') : `${least}${addition}\n`;
      const problems = problemsOf(yaml);
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? '', problem);
    });
  }

  it('is summed up with its sources and without its secrets', () => {
    const config = parse(least, { DATABASE_URL: 'postgres://u:geheim@db.example.org/sunledger?password=geheim' });
    const text = summaryLines(config).join('\n');
    assert.match(text, /^listen\.port +3000 {2}\(default\)$/m);
    assert.match(
      text,
      /^database\.url +postgres:\/\/u:\*\*\*@db\.example\.org\/sunledger\?\*\*\* {2}\(DATABASE_URL\)$/m,
    );
    assert.match(text, /^organization\.identity\.secret +\*\*\* {2}\(gateway\.yaml:6\)$/m);
    assert.doesNotMatch(text, /geheim|hush/);
  });

  it('is documented setting by setting', () => {
    const docs = readFileSync(path.join(__dirname, '../../../../docs/operations.md'), 'utf8');
    const rows = settingNames.map((name) => {
      const { what, otherwise, required } = settingOf(name);
      const value = required ? 'required' : otherwise === undefined ? '' : `\`${String(otherwise)}\``;
      return `| \`${name}\` | ${value} | ${what} |`.replace('|  |', '| |');
    });
    for (const row of rows) assert.ok(docs.includes(row), `docs/operations.md lacks the row\n${rows.join('\n')}`);
    assert.ok(docs.includes(variableOf('organization.mspId')));
  });
});
