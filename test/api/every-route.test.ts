import assert from 'node:assert/strict';
import { createCaToken } from '../../identity/ca-token';
import { parseCertificate } from '../../identity/certificate-facts';
import { declaredRoutes } from '../../gateway-api/http/api-routes';
import { pathNames } from '../../gateway-api/http/ledger-route';
import { ledgerRoutes } from '../../gateway-api/http/ledger-routes';
import { type Route } from '../../gateway-api/http/route';
import { exampleOf } from '../../gateway-api/http/schema-example';
import { people } from '../support/peopled-world';
import { RestWorld } from '../support/rest-world';
import { startTestCa, type TestCa } from '../support/test-ca';
import { type ApiAnswer } from '../support/test-gateway';

/** Who may use the routes that are the gateway's own work: everybody, members, or an organisation's registrar. */
const ownRoutes: Readonly<Record<string, 'everybody' | 'members' | 'registrars'>> = {
  enroll: 'everybody',
  askForChallenge: 'everybody',
  signIn: 'everybody',
  getNetworkRoots: 'everybody',
  getHealth: 'everybody',
  getReadiness: 'everybody',
  getNetwork: 'everybody',
  getOwnSessions: 'members',
  endSession: 'members',
  renewCertificate: 'members',
  prepareRenewCertificate: 'members',
  answerPreparation: 'members',
  endorsePreparation: 'members',
  submitPreparation: 'members',
  getTransaction: 'members',
  followEvents: 'members',
  getProof: 'members',
  getBlocks: 'members',
  getBlock: 'members',
  getRawBlock: 'members',
  getBlockHeaders: 'members',
  getTransactionDetails: 'members',
  getReadModel: 'members',
  getMarketHours: 'members',
  getMarketStatistics: 'members',
  getUnitStatistics: 'members',
  getListingFlows: 'members',
  getMemberStatistics: 'members',
  getMemberOffers: 'members',
  getBalanceHistory: 'members',
  getTrustHistory: 'members',
  getSupplyHistory: 'members',
  getEnergyHistory: 'members',
  getStorageUnitHistory: 'members',
  getBookHistory: 'members',
  admitMember: 'registrars',
  revokeMember: 'registrars',
  prepareAdmitMember: 'registrars',
  prepareRevokeMember: 'registrars',
};

const routes = declaredRoutes();
const forMembers = routes.filter(({ access }) => access === 'member');

/** The route's address with the examples of its own schemas. */
function addressOf(route: Route): string {
  const path = pathNames(route.path).reduce((address, name) => {
    const schema = route.parameters.properties[name];
    return address.replace(`{${name}}`, encodeURIComponent(schema ? String(exampleOf(schema)) : 'x'));
  }, route.path);
  const required = (route.query.required ?? []).map((name): [string, string] => {
    const schema = route.query.properties[name];
    return [name, schema ? String(exampleOf(schema)) : ''];
  });
  return required.length === 0 ? path : `${path}?${new URLSearchParams(required).toString()}`;
}

describe('Every route', () => {
  let rest: RestWorld;
  let foreign: TestCa;

  before(async () => {
    [rest, foreign] = await Promise.all([RestWorld.start(), startTestCa()]);
  });
  after(async () => {
    await rest.stop();
    await foreign.stop();
  });

  const ask = (route: Route, headers: Record<string, string> = {}): Promise<ApiAnswer> => {
    const body = route.body ? { body: exampleBody(route) } : {};
    return rest.gateway.send(route.method, addressOf(route), { headers, ...body });
  };
  const refused = async (route: Route, headers: Record<string, string>, ...codes: string[]): Promise<void> => {
    const answer = await ask(route, headers);
    assert.equal(answer.status, 401, `${route.operationId}: ${answer.text}`);
    assert.ok(codes.includes(String(answer.body['code'])), `${route.operationId}: ${answer.text}`);
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="sunledger"', route.operationId);
  };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it('that is the gateway’s own work says here whose it is', () => {
    const own = routes.filter(({ transactions }) => transactions.length === 0).map(({ operationId }) => operationId);
    assert.deepEqual(own.sort(), Object.keys(ownRoutes).sort());
    for (const { operationId, access } of routes) {
      const who = ownRoutes[operationId] ?? 'members';
      assert.equal(access, who === 'everybody' ? 'public' : 'member', operationId);
    }
  });

  it('but the public ones refuses who does not say who is asking', async () => {
    assert.ok(forMembers.length > 200);
    for (const route of forMembers) await refused(route, {}, 'NOT_AUTHENTICATED');
  });

  it('refuses tokens that are none, tampered with, another gateway’s or of a session that is over', async () => {
    const ended = await rest.admit('ended@HouseholdsMSP');
    await rest.gateway.send('DELETE', '/v1/auth/sessions/current', { token: ended });
    const good = rest.token(people.member);
    const tampered = `${good.startsWith('A') ? 'B' : 'A'}${good.slice(1)}`;
    for (const route of forMembers) {
      for (const token of [ended, tampered, 'x'.repeat(43)]) {
        await refused(route, bearer(token), 'SESSION_OVER', 'NOT_AUTHENTICATED');
      }
    }
  });

  it('refuses who was revoked, from the next request on', async () => {
    const token = await rest.admit('gone@HouseholdsMSP');
    const registrar = await rest.registrar('HouseholdsMSP');
    const revoked = await rest.gateway.send('POST', '/v1/members/gone@HouseholdsMSP/revocation', { token: registrar });
    assert.equal(revoked.status, 204, revoked.text);
    for (const route of forMembers) await refused(route, bearer(token), 'SESSION_OVER', 'CERTIFICATE_REFUSED');
  });

  it('refuses certificates of an organisation that the gateway does not serve', async () => {
    const { certificatePem, privateKey } = foreign.registrar;
    assert.ok(parseCertificate(certificatePem));
    for (const route of forMembers) {
      const { method } = route;
      const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
      const address = addressOf(route);
      const uri = `${address}${address.includes('?') ? '&' : '?'}at=${encodeURIComponent(at)}`;
      const body = route.body ? JSON.stringify(exampleBody(route)) : '';
      const authorization = createCaToken(certificatePem, privateKey, { method, uri, body: Buffer.from(body) });
      const answer = await rest.gateway.send(method, uri, {
        headers: { authorization },
        ...(body === '' ? {} : { body }),
      });
      assert.equal(answer.status, 401, `${route.operationId}: ${answer.text}`);
    }
  });

  it('that names whose business it is refuses everybody else, whatever the ledger would say', async () => {
    const own = ledgerRoutes.filter((route) => (route.own ?? []).length > 0);
    assert.ok(own.length >= 9);
    for (const { method, path, own: names = [] } of own) {
      const route = routes.find((each) => each.method === method && each.path === path);
      assert.ok(route);
      const headers = bearer(rest.token(people.otherMember));
      const address = names.reduce((text, name) => text.replace(`{${name}}`, encodeURIComponent(people.member)), path);
      const filled = { ...route, path: address };
      const answer = await ask(filled, headers);
      assert.deepEqual([answer.status, answer.body['code'], answer.body['field']], [403, 'FORBIDDEN', names[0]], path);
    }
  });

  it('of a registrar refuses members', async () => {
    for (const operationId of ['admitMember', 'revokeMember']) {
      const route = routes.find((each) => each.operationId === operationId);
      assert.ok(route);
      const answer = await ask(route, bearer(rest.token(people.member)));
      assert.equal(answer.status, 403, `${operationId}: ${answer.text}`);
    }
  });

  it('answers with headers that keep it out of caches, frames and other sites, whatever it answers', async () => {
    const token = rest.token(people.member);
    for (const route of routes.filter(({ operationId }) => !/^(endSession|followEvents)$/.test(operationId))) {
      for (const headers of [{}, bearer(token)]) {
        const { headers: found } = await ask(route, { ...headers, origin: 'https://elsewhere.example' });
        const shown = Object.fromEntries(found.entries());
        const where = `${route.operationId} ${JSON.stringify(shown)}`;
        assert.equal(shown['cache-control'], 'no-store', where);
        assert.match(shown['content-security-policy'] ?? '', /default-src 'none'/, where);
        assert.match(shown['content-security-policy'] ?? '', /frame-ancestors 'none'/, where);
        assert.equal(shown['x-content-type-options'], 'nosniff', where);
        assert.equal(shown['referrer-policy'], 'no-referrer', where);
        assert.equal(shown['x-powered-by'], undefined, where);
        for (const name of Object.keys(shown)) assert.doesNotMatch(name, /^access-control-/, where);
      }
    }
  });
});

/** The body as the document shows it: the first form, where there are several. */
function exampleBody(route: Route): unknown {
  const { oneOf } = (route.body ?? {}) as { oneOf?: Parameters<typeof exampleOf>[0][] };
  return exampleOf(oneOf?.[0] ?? route.body ?? {});
}
