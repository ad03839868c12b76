import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { certificateFacts, parseCertificate } from '../../../identity/certificate-facts';
import { parseRevocationList } from '../../../identity/revocation-list';
import { MspError } from '../../../network/devnet/msp/msp-error';
import { officialProgram, runProgram, type ProgramResult } from '../../support/official-fabric-ca';
import { startTestCa, temporaryFolder, type TestCa } from '../../support/test-ca';

const program = officialProgram('fabric-ca-client');
const title = "Fabric CA's official client and an embedded CA";
const suite =
  program.path === undefined
    ? describe.skip.bind(undefined, `${title} (${program.whySkipped})`)
    : describe.bind(undefined, title);

suite(() => {
  const temporary = temporaryFolder();
  let test: TestCa;
  before(async () => {
    test = await startTestCa();
    writeFileSync(path.join(temporary.folder, 'tls.pem'), test.ca.endpoint.tlsRootPem);
    await run('admin', enrollArgs(test.ca.registrar.enrollmentId, test.ca.registrar.secret));
  });
  after(async () => {
    await test.stop();
    temporary.remove();
  });

  /** Runs the client in a home of that name, where it keeps its key and certificates. */
  async function attempt(home: string, args: readonly string[]): Promise<ProgramResult> {
    const url = args.includes('--url') ? [] : ['--url', test.ca.endpoint.url];
    const tls = ['--tls.certfiles', path.join(temporary.folder, 'tls.pem')];
    const env = { FABRIC_CA_CLIENT_HOME: path.join(temporary.folder, home) };
    return runProgram(program.path ?? '', [...args, ...url, ...tls], env);
  }
  async function run(home: string, args: readonly string[]): Promise<string> {
    const { ok, output } = await attempt(home, args);
    assert.ok(ok, output);
    return output;
  }
  async function fails(home: string, args: readonly string[], expected: RegExp): Promise<void> {
    const { ok, output } = await attempt(home, args);
    assert.ok(!ok);
    assert.match(output, expected);
  }

  const enrollArgs = (id: string, secret: string, ...more: string[]): string[] => {
    const url = test.ca.endpoint.url.replace('https://', `https://${id}:${encodeURIComponent(secret)}@`);
    return ['enroll', '--url', url, ...more];
  };
  const certificateOf = (home: string): string =>
    readFileSync(path.join(temporary.folder, home, 'msp', 'signcerts', 'cert.pem'), 'utf8');

  async function registered(id: string, ...more: string[]): Promise<string> {
    const output = await run('admin', ['register', '--id.name', id, ...more]);
    return /Password: (\S+)/.exec(output)?.[1] ?? assert.fail(output);
  }
  async function enrolled(id: string, ...more: string[]): Promise<string> {
    await run(id, enrollArgs(id, await registered(id, ...more)));
    return certificateOf(id);
  }

  it('gets the name and the root', async () => {
    await run('anybody', ['getcainfo', '--caname', 'households-ca']);
    const folder = path.join(temporary.folder, 'anybody', 'msp', 'cacerts');
    const [file = ''] = readdirSync(folder);
    assert.equal(readFileSync(path.join(folder, file), 'utf8'), (await test.client.caInfo()).chainPem);
  });

  it('registers with attributes and an affiliation, and enrols', async () => {
    await run('admin', ['affiliation', 'add', 'village.east', '--force']);
    const pem = await enrolled(
      'h01',
      '--id.attrs',
      'role=household:ecert,meter=m1',
      '--id.affiliation',
      'village.east',
    );
    const facts = certificateFacts(parseCertificate(pem));
    assert.deepEqual(facts.organizationalUnits, ['client', 'village', 'east']);
    assert.equal(facts.attributes.get('role'), 'household');
    assert.equal(facts.attributes.has('meter'), false);
    assert.equal(test.ca.msp.validate(Buffer.from(pem)).role, 'client');
    assert.match(await run('admin', ['affiliation', 'list']), /affiliation: village\.east/);
  });

  it('enrols with the attributes it asks for, and renews', async () => {
    const secret = await registered('h02', '--id.attrs', 'meter=m2');
    await run('h02', enrollArgs('h02', secret, '--enrollment.attrs', 'meter,other:opt'));
    const before = certificateOf('h02');
    assert.deepEqual([...certificateFacts(parseCertificate(before)).attributes], [['meter', 'm2']]);
    await run('h02', ['reenroll']);
    assert.notEqual(certificateOf('h02'), before);
    test.ca.msp.validate(Buffer.from(certificateOf('h02')));
  });

  it('gets a TLS certificate for the hosts it names', async () => {
    const secret = await registered('peer1', '--id.type', 'peer');
    await run('peer1', enrollArgs('peer1', secret, '--enrollment.profile', 'tls', '--csr.hosts', 'peer1.example'));
    assert.ok(parseCertificate(certificateOf('peer1')).checkHost('peer1.example'));
  });

  it('is told when the secret is wrong, and when the identity is locked', async () => {
    await registered('h03');
    for (let guess = 0; guess < 10; guess++) {
      await fails('h03', enrollArgs('h03', 'wrong'), /Error Code: 20 - Authentication failure/);
    }
    await fails('h03', enrollArgs('h03', 'wrong'), /Error Code: 73/);
  });

  it('revokes an identity, and its certificate is refused at once', async () => {
    const pem = await enrolled('h04');
    await run('admin', ['revoke', '--revoke.name', 'h04', '--revoke.reason', 'keycompromise', '--gencrl']);
    assert.throws(() => test.ca.msp.validate(Buffer.from(pem)), MspError);
    await fails('h04', ['reenroll'], /Error Code: 20/);
    await run('admin', ['gencrl']);
    const crl = parseRevocationList(readFileSync(path.join(temporary.folder, 'admin', 'msp', 'crls', 'crl.pem')));
    assert.ok(crl.serials.has(certificateFacts(parseCertificate(pem)).serial));
  });

  it('revokes one certificate by its serial and key identifier, as the client prints them', async () => {
    const { serial, authorityKeyId } = certificateFacts(parseCertificate(await enrolled('h05')));
    await run('admin', ['revoke', '--revoke.serial', serial.toUpperCase(), '--revoke.aki', authorityKeyId]);
    assert.throws(() => test.ca.msp.validate(Buffer.from(certificateOf('h05'))), MspError);
  });

  it('lists, adds, shows and changes identities and lists certificates', async () => {
    await run('admin', ['identity', 'add', 'h06', '--type', 'client', '--attrs', 'meter=m6']);
    await run('admin', ['identity', 'modify', 'h06', '--attrs', 'meter=m66', '--maxenrollments', '2']);
    assert.match(await run('admin', ['identity', 'list', '--id', 'h06']), /Max Enrollments: 2.*meter Value:m66/);
    assert.match(await run('admin', ['identity', 'list']), /Name: h06,/);
    assert.match(await run('admin', ['certificate', 'list', '--id', 'registrar']), /Subject:.*registrar/);
    await fails('admin', ['identity', 'remove', 'h06'], /Error Code: 56 - Identity removal is disabled/);
  });
});
