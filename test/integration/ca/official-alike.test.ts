import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePorts } from '../../../network/fabric/free-ports';
import { officialProgram, runProgram, startProgram } from '../../support/official-fabric-ca';
import { startTestCa, temporaryFolder } from '../../support/test-ca';

const client = officialProgram('fabric-ca-client');
const server = officialProgram('fabric-ca-server');
const title = "Fabric CA's official client is told by an embedded CA what a real server tells it";
const missing = [client, server].find(({ path: found }) => found === undefined);
const suite =
  missing === undefined
    ? describe.bind(undefined, title)
    : describe.skip.bind(undefined, `${title} (${missing.whySkipped})`);

/** Arguments of the client, after the name of the home it works in: where it keeps its key and certificates. */
type Call = readonly [home: string, ...args: string[]];

const register = (id: string, ...more: string[]): Call => ['admin', 'register', '--id.name', id, ...more];
/** `enroll` as `id` with that secret; the address is filled in. */
const enroll = (id: string, secret: string, ...more: string[]): Call => [id, 'enroll', `${id}:${secret}`, ...more];
/** Registered with a secret of its choice, and enrolled. */
const member = (id: string, ...more: string[]): readonly Call[] => [
  register(id, '--id.secret', 'chosen', ...more),
  enroll(id, 'chosen'),
];
const identity = (...args: string[]): Call => ['admin', 'identity', ...args];

/** What is done, and compared call by call. Every id is used once. */
const cases: Readonly<Record<string, readonly Call[]>> = {
  'the name and the root of the CA': [['anybody', 'getcainfo']],
  'a CA of another name': [['anybody', 'getcainfo', '--caname', 'other']],
  'a wrong secret': [register('c02'), enroll('c02', 'wrong')],
  'an unknown id': [enroll('nobody', 'secret')],
  'a second registration': [register('c04'), register('c04')],
  'a secret of its choice': member('c05'),
  'an id with odd characters': [register("it's ä.b@c"), register('a b')],
  attributes: [...member('c06', '--id.attrs', 'a=1,b=2:ecert'), identity('list', '--id', 'c06')],
  'a type': [...member('c07', '--id.type', 'peer'), identity('list', '--id', 'c07')],
  'an affiliation that there is not': [register('c08', '--id.affiliation', 'nowhere')],
  'one enrolment and no second': [...member('c09', '--id.maxenrollments', '1'), enroll('c09', 'chosen')],
  'two enrolments and no third': [
    ...member('c10', '--id.maxenrollments', '2'),
    enroll('c10', 'chosen'),
    enroll('c10', 'chosen'),
  ],
  'an attribute that is asked for and missing': [
    register('c11', '--id.secret', 'chosen'),
    enroll('c11', 'chosen', '--enrollment.attrs', 'missing'),
  ],
  'an attribute that is optional and missing': [
    register('c12', '--id.secret', 'chosen'),
    enroll('c12', 'chosen', '--enrollment.attrs', 'missing:opt'),
  ],
  'an enrolment for TLS': [
    register('c13', '--id.secret', 'chosen'),
    enroll('c13', 'chosen', '--enrollment.profile', 'tls', '--csr.hosts', 'h.example'),
  ],
  'a renewal': [...member('c15'), ['c15', 'reenroll']],
  'a renewal without an enrolment': [['c16', 'reenroll']],
  'a registration by a member': [...member('c17'), ['c17', 'register', '--id.name', 'c17b']],
  'a list of identities asked by a member': [...member('c18'), ['c18', 'identity', 'list']],
  'a list of certificates asked by a member': [...member('c19'), ['c19', 'certificate', 'list']],
  'a revocation by a member': [...member('c20'), ['c20', 'revoke', '--revoke.name', 'admin']],
  'a revocation list asked by a member': [...member('c21'), ['c21', 'gencrl']],
  'a revocation, and what is refused after it': [
    ...member('c22'),
    ['admin', 'revoke', '--revoke.name', 'c22'],
    ['c22', 'reenroll'],
    enroll('c22', 'chosen'),
  ],
  'a revocation of an unknown id': [['admin', 'revoke', '--revoke.name', 'nobody']],
  'a revocation of nobody': [['admin', 'revoke']],
  'a revocation of an unknown certificate': [
    ['admin', 'revoke', '--revoke.serial', 'abcdef', '--revoke.aki', 'abcdef'],
  ],
  'a revocation for a reason that there is not': [
    ...member('c26'),
    ['admin', 'revoke', '--revoke.name', 'c26', '--revoke.reason', 'boredom'],
  ],
  'a revocation list': [['admin', 'gencrl']],
  'an identity that is added, twice': [
    identity('add', 'c28', '--secret', 's'),
    identity('add', 'c28', '--secret', 's'),
  ],
  'an identity that is shown': [
    identity('add', 'c29', '--secret', 's', '--type', 'client', '--attrs', 'm=1', '--maxenrollments', '3'),
    identity('list', '--id', 'c29'),
  ],
  'an identity that is changed': [
    identity('add', 'c30', '--secret', 's'),
    identity('modify', 'c30', '--type', 'peer', '--attrs', 'm=1'),
    identity('list', '--id', 'c30'),
  ],
  'an identity that is not there, shown and changed': [
    identity('list', '--id', 'nobody'),
    identity('modify', 'nobody', '--type', 'peer'),
  ],
  'an identity that is removed': [identity('add', 'c32', '--secret', 's'), identity('remove', 'c32')],
  'an affiliation that is added, twice': [
    ['admin', 'affiliation', 'add', 'village'],
    ['admin', 'affiliation', 'add', 'village'],
  ],
  'an affiliation without the one above it': [
    ['admin', 'affiliation', 'add', 'town.east'],
    ['admin', 'affiliation', 'add', 'town.east', '--force'],
    ['admin', 'affiliation', 'list', '--affiliation', 'town'],
  ],
  'an affiliation that is not there, listed': [['admin', 'affiliation', 'list', '--affiliation', 'nowhere']],
  'an affiliation that is removed': [
    ['admin', 'affiliation', 'add', 'hamlet'],
    ['admin', 'affiliation', 'remove', 'hamlet'],
  ],
  'affiliations asked by a member': [...member('c37'), ['c37', 'affiliation', 'list']],
  'the certificates of somebody': [...member('c38'), ['admin', 'certificate', 'list', '--id', 'c38']],
  'the certificates of nobody': [['admin', 'certificate', 'list', '--id', 'nobody']],
};

/** Where the embedded CA says it better, and is left so: see its README. */
const explained: ReadonlySet<string> = new Set([
  'an attribute that is asked for and missing',
  'an affiliation without the one above it',
]);

suite(() => {
  const temporary = temporaryFolder();
  const secret = randomBytes(16).toString('hex');
  const stops: (() => Promise<void>)[] = [];
  /** By what is compared: the address of a CA and its TLS root. */
  const cas = new Map<string, { readonly url: string; readonly tlsFile: string; readonly secret: string }>();

  before(async () => {
    const embedded = await startTestCa();
    stops.push(() => embedded.stop());
    const { endpoint, registrar } = embedded.ca;
    const tlsFile = path.join(temporary.folder, 'tls.pem');
    writeFileSync(tlsFile, endpoint.tlsRootPem);
    cas.set('embedded', { url: endpoint.url, tlsFile, secret: registrar.secret });
    const home = path.join(temporary.folder, 'server');
    const [port = 0] = await freePorts(1);
    const args = ['start', '--home', home, '--boot', `${registrar.enrollmentId}:${secret}`, '--address', '127.0.0.1'];
    const more = ['--port', String(port), '--tls.enabled', '--csr.hosts', 'localhost,127.0.0.1'];
    const named = ['--ca.name', endpoint.name, '--csr.cn', endpoint.name];
    const env = { FABRIC_CA_SERVER_OPERATIONS_LISTENADDRESS: '127.0.0.1:0' };
    const real = await startProgram(server.path ?? '', [...args, ...more, ...named], env, 'Listening on https');
    stops.push(() => real.stop());
    cas.set('real', { url: `https://127.0.0.1:${port}`, tlsFile: path.join(home, 'ca-cert.pem'), secret });
    for (const [which, ca] of cas) {
      const { ok, output } = await called(which, ['admin', 'enroll', `${registrar.enrollmentId}:${ca.secret}`]);
      assert.ok(ok, output);
    }
  });
  after(async () => {
    for (const stop of stops) await stop();
    temporary.remove();
  });

  async function called(which: string, [home, command = '', ...args]: Call): Promise<{ ok: boolean; output: string }> {
    const ca = cas.get(which);
    assert.ok(ca !== undefined);
    const [id = '', password = ''] = command === 'enroll' ? (args.shift() ?? '').split(':') : [];
    const url = command === 'enroll' ? ca.url.replace('https://', `https://${id}:${password}@`) : ca.url;
    const env = { FABRIC_CA_CLIENT_HOME: path.join(temporary.folder, which, home) };
    const { ok, output } = await runProgram(
      client.path ?? '',
      [command, ...args, '--url', url, '--tls.certfiles', ca.tlsFile],
      env,
    );
    return { ok, output: normalized(output) };
  }

  for (const [name, calls] of Object.entries(cases)) {
    it(explained.has(name) ? `${name} (differs, see the README)` : name, async () => {
      const answers = [];
      for (const call of calls) {
        const [embedded, real] = await Promise.all(['embedded', 'real'].map((which) => called(which, call)));
        answers.push({ call: call.join(' '), embedded, real });
      }
      const differing = answers.filter(({ embedded, real }) => JSON.stringify(embedded) !== JSON.stringify(real));
      assert.deepEqual(
        answers.map(({ embedded, real }) => embedded?.ok === real?.ok),
        answers.map(() => true),
      );
      if (explained.has(name)) assert.ok(differing.length > 0, 'it differs no more: take it from the list');
      else assert.deepEqual(differing, []);
    });
  }

  it('has at least thirty such cases', () => {
    assert.ok(Object.keys(cases).length >= 30);
    assert.ok(readFileSync(path.join(temporary.folder, 'tls.pem')).length > 0);
  });
});

/** What the client says of a server's answer, without what is different each time: its own progress, secrets, serials. */
function normalized(output: string): string {
  // Of a certificate in full: whose it is. Its serial, times and signature are different each time, its issuer's name, too.
  if (/^Certificate:/m.test(output)) return (output.match(/Subject: .*/g) ?? []).sort().join('\n');
  return output
    .split('\n')
    .filter((line) => line !== '' && !/\[(INFO|DEBUG)\]/.test(line))
    .map((line) =>
      line
        .replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, '')
        .replace(/^Password: .*/, 'Password: <secret>')
        .replace(/(Serial Number|Authority Key Identifier|Subject Key Identifier): .*/i, '$1: <id>')
        .replace(/\b[0-9a-f]{30,}\b/gi, '<id>')
        .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000 UTC/g, '<time>')
        .replace(/\/\S*\/(\w+)\/msp/g, '<home>/msp')
        // The real server adds what its database said; the client, where its home is.
        .replace(/(: Failed to get \w+)?: (sql: no rows in result set|no such \w+)$/, '')
        .replace(/\(default "\/[^"]*"\)/, '(default <home>)')
        .replace(
          /Attributes: \[(.*)\]/,
          (_, list: string) => `Attributes: ${(list.match(/{[^{}]*}/g) ?? []).sort().join(' ')}`,
        ),
    )
    .join('\n');
}
