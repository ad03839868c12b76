import assert from 'node:assert/strict';
import pino from 'pino';
import { generateKeyPair, privateKeyToPem } from '../../../identity/key-pair';
import { EventStream } from '../../support/event-stream';
import { LISTING, MarketNetwork } from '../../support/market-network';
import { PASSPHRASE } from '../../support/test-gateway';

describe('The log of a whole run, at its most talkative', () => {
  const network = new MarketNetwork();
  /** What must not be in it, by what it is. */
  const hidden = new Map<string, string>([['a passphrase', PASSPHRASE]]);
  let text = '';
  let lines = 0;
  before(async () => {
    const write = (line: string): void => {
      text += line;
      lines++;
    };
    await network.start({ log: pino({ level: 'trace' }, { write }) });
    await network.populate();
  });
  after(() => network.stop());

  it('has no secret, token, passphrase, key or personal data, whatever went right or wrong', async () => {
    const { gateway, cast } = network;
    for (const [name, token] of Object.entries(cast)) hidden.set(`the token of ${name}`, token as string);
    for (const { mspId, registrar } of network.devnet.organizations)
      hidden.set(`a secret of ${mspId}`, registrar.secret);

    // What goes right
    const admitted = await gateway.send('POST', '/v1/members', { token: cast.founder, body: { enrollmentId: 'h77' } });
    const secret = String(admitted.body['secret']);
    hidden.set('the secret of an admission', secret);
    const token = await gateway.enroll('HouseholdsMSP', 'h77', secret);
    hidden.set('the token of an enrolment', token);
    const person = { firstName: 'Wilhelmina', lastName: 'Quackenbush', email: 'wilhelmina@example.org' };
    await network.done(token, '/v1/me', person);
    for (const value of Object.values(person)) hidden.set('personal data', value);
    await network.done(cast.h02, `/v1/listings/${LISTING}/offers`, {
      side: 'buy',
      offer: 'o1',
      energy: '1',
      price: '0.1',
    });
    const stream = new EventStream(`${gateway.url}/v1/events`, { authorization: `Bearer ${token}` });
    await stream.status;
    stream.close();

    // What goes wrong, with secrets in every place of a request
    const wrong = 'a passphrase that is wrong';
    hidden.set('a wrong passphrase', wrong);
    const member = 'h77@HouseholdsMSP';
    await gateway.send('POST', '/v1/auth/sessions', { body: { member, passphrase: wrong } });
    await gateway.send('POST', '/v1/auth/enroll', {
      body: { organization: 'HouseholdsMSP', enrollmentId: 'h77', secret: 'wrong-secret-4711', passphrase: PASSPHRASE },
    });
    hidden.set('a wrong secret', 'wrong-secret-4711');
    await gateway.send('POST', '/v1/auth/sessions', { body: `{"passphrase": "${PASSPHRASE}` });
    await gateway.send('POST', '/v1/auth/sessions', { body: { member, passphrase: PASSPHRASE, more: token } });
    await gateway.send('GET', `/v1/me?token=${token}`);
    await gateway.send('GET', `/${token}/${PASSPHRASE}`);
    await gateway.send('GET', '/v1/me', {
      headers: { authorization: `Basic ${Buffer.from(secret).toString('base64')}` },
    });
    hidden.set('credentials of Basic', Buffer.from(secret).toString('base64'));
    const pem = privateKeyToPem(generateKeyPair().privateKey);
    await gateway.send('POST', '/v1/units', { token, body: { unit: 'x', details: { location: pem } } });
    await gateway.send('POST', '/v1/me', { token, body: { ...person, email: 'no address of wilhelmina' } });
    await gateway.send('POST', '/v1/transfers', { token, body: { token: 'eEuro', to: member, amount: '1' } });
    await gateway.stop();

    assert.ok(lines > 50, `${lines} lines`);
    for (const [what, value] of hidden) assert.ok(value !== '' && !text.includes(value), `the log has ${what}`);
    assert.doesNotMatch(text, /PRIVATE KEY|Bearer|wilhelmina|quackenbush/i);
    // Members are pseudonyms that stand in every block; who did what and when is still nobody's business here
    assert.doesNotMatch(text, /h77@HouseholdsMSP|"ip"|127\.0\.0\.1:\d+","remote/);
  });
});
