import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { certificateFacts, parseCertificate } from '../../../identity/certificate-facts';
import { type Enrollment } from '../../../identity/fabric-ca-types';
import { sendAs, startTestCa, type RawAnswer, type TestCa } from '../../support/test-ca';

describe('affiliations in an embedded CA', () => {
  let test: TestCa;
  let east: Enrollment;
  before(async () => {
    test = await startTestCa();
    await send('POST', 'affiliations?force=true', { name: 'village.east.mill' });
    await send('POST', 'affiliations', { name: 'village.west' });
    east = await member('east-desk', 'village.east', [
      { name: 'hf.Registrar.Roles', value: 'client' },
      { name: 'hf.AffiliationMgr', value: 'true' },
      { name: 'hf.Revoker', value: 'true' },
    ]);
    await member('h-east', 'village.east.mill');
    await member('h-west', 'village.west');
  });
  after(() => test.stop());

  function send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
    as?: Enrollment,
  ): Promise<RawAnswer> {
    const text = body === undefined ? '' : JSON.stringify(body);
    return sendAs(test, as ?? test.registrar, method, `/api/v1/${path}`, text);
  }
  async function member(
    enrollmentId: string,
    affiliation: string,
    attributes: { name: string; value: string }[] = [],
  ): Promise<Enrollment> {
    const { secret } = await test.client.register(test.registrar, {
      enrollmentId,
      type: 'client',
      affiliation,
      attributes,
    });
    return test.client.enroll({ enrollmentId, secret });
  }
  async function answered(status: number, code: number, answer: Promise<RawAnswer>): Promise<void> {
    const { status: found, body } = await answer;
    assert.deepEqual([found, body.errors[0]?.code], [status, code]);
  }

  it('form a tree, of which everybody sees the part below its own', async () => {
    const mill = { name: 'village.east.mill' };
    const eastTree = { name: 'village.east', affiliations: [mill] };
    const whole = { name: 'village', affiliations: [eastTree, { name: 'village.west' }], caname: 'households-ca' };
    assert.deepEqual((await send('GET', 'affiliations')).body.result, whole);
    const own = { ...eastTree, caname: 'households-ca' };
    assert.deepEqual((await send('GET', 'affiliations', undefined, east)).body.result, own);
    assert.deepEqual((await send('GET', 'affiliations/village.east')).body.result, own);
    await answered(404, 63, send('GET', 'affiliations/nowhere'));
    await answered(403, 71, send('GET', 'affiliations/village.west', undefined, east));
  });

  it('are added once, below one that exists, and inside the scope of who adds them', async () => {
    await answered(409, 60, send('POST', 'affiliations', { name: 'village.west' }));
    await answered(400, 60, send('POST', 'affiliations', { name: 'town.centre' }));
    await answered(403, 71, send('POST', 'affiliations', { name: 'village.north' }, east));
    await answered(400, 5, send('POST', 'affiliations', { name: 'a..b' }));
    await answered(403, 71, send('DELETE', 'affiliations/village.west'));
    await answered(403, 71, send('PUT', 'affiliations/village.west', { name: 'x' }));
  });

  it('bound what a registrar sees, changes and revokes', async () => {
    const seen = (await test.client.identities(east)).map(({ enrollmentId }) => enrollmentId).sort();
    assert.deepEqual(seen, ['east-desk', 'h-east']);
    await answered(403, 71, send('GET', 'identities/h-west', undefined, east));
    await answered(403, 71, send('PUT', 'identities/h-west', { secret: 'x' }, east));
    await answered(403, 71, send('PUT', 'identities/h-east', { affiliation: 'village.west' }, east));
    await answered(403, 71, send('POST', 'revoke', { id: 'h-west' }, east));
    await answered(403, 71, send('POST', 'register', { id: 'x', type: 'client', affiliation: 'village.west' }, east));
    await answered(403, 71, send('PUT', 'identities/h-east', { type: 'admin' }, east));
    const grant = { attrs: [{ name: 'hf.GenCRL', value: 'true' }] };
    await answered(403, 71, send('PUT', 'identities/h-east', grant, east));
    await answered(400, 58, send('PUT', 'identities/h-east', { affiliation: 'nowhere' }));
  });

  it('are inherited from the registrar, and moved by changing the identity', async () => {
    await test.client.register(east, { enrollmentId: 'h-new', type: 'client' });
    assert.equal((await test.client.identity(east, 'h-new')).affiliation, 'village.east');
    const moved = await test.client.modifyIdentity(test.registrar, 'h-new', { affiliation: '.' });
    assert.equal(moved.affiliation, '');
    assert.ok(moved.attributes.some(({ name, value }) => name === 'hf.Affiliation' && value === ''));
  });

  it('bound the certificates that are listed, and the query narrows them', async () => {
    const ids = async (query: string, as?: Enrollment): Promise<string[]> => {
      const { body } = await send('GET', `certificates?ca=households-ca&${query}`, undefined, as);
      const { certs } = body.result as { certs: { PEM: string }[] };
      return certs.map(({ PEM }) => certificateFacts(new X509Certificate(PEM)).enrollmentId).sort();
    };
    assert.deepEqual(await ids('id=', east), ['east-desk', 'h-east']);
    assert.deepEqual(await ids('id=h-west'), ['h-west']);
    assert.deepEqual(await ids('id=h-west', east), []);
    const { serial, authorityKeyId } = certificateFacts(parseCertificate(east.certificatePem));
    assert.deepEqual(await ids(`serial=0${serial.toUpperCase()}&aki=${authorityKeyId}`), ['east-desk']);
    assert.deepEqual(await ids('expired_end=2020-01-01T00:00:00Z'), []);
    await test.client.revoke(test.registrar, { enrollmentId: 'h-west' });
    assert.deepEqual(await ids('notrevoked=true&notexpired=true'), ['east-desk', 'h-east', 'registrar']);
    assert.deepEqual(await ids('revoked_start=2020-01-01T00:00:00Z'), ['h-west']);
    await answered(400, 67, send('GET', 'certificates?revoked_start=soon'));
    const plain = await member('h-plain', '');
    await answered(403, 71, send('GET', 'certificates', undefined, plain));
  });
});
