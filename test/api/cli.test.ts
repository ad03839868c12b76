import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { CliUser } from '../support/cli-user';
import { LISTING, MARKET, MarketNetwork } from '../support/market-network';
import { temporaryFolder } from '../support/test-ca';
import { PASSPHRASE } from '../support/test-gateway';

const [h01, h02, operator] = ['h01@HouseholdsMSP', 'h02@HouseholdsMSP', 'operator@OperatorMSP'];
const unit = 'su1@HouseholdsMSP';
const bookRules = { token: 'ENT', priceRule: 'resting', tick: '0.01', lot: '0.01', priceCap: '10', ordersPerMatch: 50 };

interface Receipt<T> {
  readonly transactionId: string;
  readonly state: string;
  readonly result: T;
}

describe('The command line at a running gateway', () => {
  const network = new MarketNetwork();
  const { folder, remove } = temporaryFolder();
  const users = new Map<string, CliUser>();
  const as = (member: string): CliUser => {
    const user = users.get(member) ?? new CliUser(folder, member, { SUNLEDGER_PASSPHRASE: PASSPHRASE });
    users.set(member, user);
    return user;
  };
  const newcomer = (name: string, env: Record<string, string> = {}) => new CliUser(folder, name, env);

  before(async () => {
    await network.start();
    await network.populate();
    const { cast, gateway } = network;
    await network.done(cast.operator, '/v1/books', { book: 'ent', rules: bookRules });
    await network.vote('RegisterStorageUnit', { unit, owner: h01 });
    const storage = await gateway.admit(cast.founder, 'HouseholdsMSP', 'su1');
    const report = { kind: 'produced', report: '1', producer: h01, energy: '10' };
    await network.done(storage, `/v1/storage-units/${unit}/reports`, report);
    await Promise.all(
      [h01, h02, operator].map((member) => as(member).run(['sign-in', member, '--url', network.gateway.url])),
    );
  });
  after(async () => {
    await network.stop();
    remove();
  });

  const secretOf = async (enrollmentId: string): Promise<string> => {
    const { founder } = network.cast;
    const answer = await network.gateway.send('POST', '/v1/members', { token: founder, body: { enrollmentId } });
    return String(answer.body['secret']);
  };

  it('makes a newcomer a member whose key the gateway keeps, by secrets that are asked for and typed unseen', async () => {
    const user = newcomer('kept');
    const secret = await secretOf('n01');
    const typed = [secret, 'a long passphrase', 'a long passphrase'];
    const signedUp = await user.run(['sign-up', 'n01@HouseholdsMSP', '--kept-key', '--url', network.gateway.url], {
      typed,
    });
    assert.equal(signedUp.code, 0, signedUp.stderr);
    assert.ok(!(signedUp.stdout + signedUp.stderr).includes(secret));
    const person = ['--first-name', 'New', '--last-name', 'Comer', '--email', 'n01@example.org'];
    assert.equal((await user.run(['register', ...person])).code, 0);
    const me = await user.json<{ member: string; record: { status: string }; balances: { token: string }[] }>('me');
    assert.deepEqual([me.member, me.record.status], ['n01@HouseholdsMSP', 'active']);
    assert.deepEqual(
      me.balances.map(({ token }) => token),
      ['eEuro', 'ENT', 'TRUST'],
    );
  });

  it('makes a newcomer a member whose key stays here, under a passphrase, and signs with it', async () => {
    const user = newcomer('own', { SUNLEDGER_PASSPHRASE: 'a long passphrase' });
    const stdin = `${await secretOf('n02')}\n`;
    const argv = ['sign-up', 'n02@HouseholdsMSP', '--secret-stdin', '--url', network.gateway.url];
    const signedUp = await user.run(argv, { stdin });
    assert.equal(signedUp.code, 0, signedUp.stderr);
    const file = path.join(user.configFolder, 'keys', 'n02@HouseholdsMSP.json');
    assert.match(readFileSync(file, 'utf8'), /"ciphertext"/);
    const person = ['--first-name', 'Own', '--last-name', 'Key', '--email', 'n02@example.org'];
    const registered = await user.run(['register', ...person]);
    assert.equal(registered.code, 0, registered.stderr);
    assert.equal((await user.json<{ record: { status: string } }>('me')).record.status, 'active');
    // What is signed under a key of the user's own is remembered: nothing is signed twice on a gateway's word
    await as(h02).run(['transfer', '3', 'eEuro', 'n02@HouseholdsMSP']);
    const paid = await user.run(['transfer', '1', 'eEuro', h01, '--key', 'rent']);
    assert.equal(paid.code, 0, paid.stderr);
    assert.equal(readdirSync(path.join(user.configFolder, 'signed', 'n02@HouseholdsMSP')).length, 1);
    const wrong = await new CliUser(folder, 'own', { SUNLEDGER_PASSPHRASE: 'another passphrase' }).run(['me']);
    assert.deepEqual([wrong.code, /That is not the passphrase/.test(wrong.stderr)], [1, true]);
  });

  it('signs out, after which it says how to sign in again', async () => {
    const user = newcomer('leaving', { SUNLEDGER_PASSPHRASE: PASSPHRASE });
    await user.run(['sign-in', h01, '--url', network.gateway.url]);
    assert.match((await user.run(['sign-out'])).stdout, /The session of h01@HouseholdsMSP is over/);
    const asked = await new CliUser(folder, 'leaving').run(['me']);
    assert.equal(asked.code, 1);
    assert.match(asked.stderr, /SUNLEDGER_PASSPHRASE/);
  });

  it('remembers members in files that only the user can read', async () => {
    if (process.platform === 'win32') return;
    const user = as(h01);
    for (const file of ['profiles.json', path.join('sessions', `${h01}.json`)]) {
      assert.equal(statSync(path.join(user.configFolder, file)).mode & 0o077, 0, file);
    }
    const { profiles, current } = await user.json<{ current: string; profiles: Record<string, object> }>('profile');
    assert.deepEqual(
      [current, profiles],
      ['default', { default: { url: network.gateway.url, member: h01, key: 'kept' } }],
    );
  });

  it('offers and bids in the listing of a market that is open, and takes an offer back', async () => {
    const sold = await as(h01).json<Receipt<{ listing: string; unit: string }>>(
      ...['offer', 'sell', MARKET, '--energy', '1.5', '--price', '0.1'],
    );
    assert.deepEqual([sold.result.listing, sold.result.unit, sold.state], [LISTING, 'pv-h01', 'committed']);
    const bid = await as(h02).run(['offer', 'buy', LISTING, '--energy', '1', '--price', '0.2', '--id', 'mine']);
    assert.match(bid.stdout, /Held +0\.2 eEuro/);
    const cancelled = await as(h02).json<Receipt<{ state: string }>>('cancel', 'offer', LISTING, 'mine');
    assert.equal(cancelled.result.state, 'cancelled');
  });

  it('names the field, the option and the code of what is refused, and ends with 3', async () => {
    const wrong = await as(h02).run(['offer', 'buy', LISTING, '--energy', '1,5', '--price', '0.2']);
    assert.equal(wrong.code, 3);
    assert.match(wrong.stderr, /^sunledger: energy must be: .*\(--energy\) \[INVALID_ARGUMENT\]\n$/);
    const poor = await as(h02).run(['transfer', '1000', 'eEuro', h01]);
    assert.equal(poor.code, 3);
    assert.match(poor.stderr, /INSUFFICIENT_FUNDS/);
    const elsewhere = await as(h02).run(['order', 'buy', 'nowhere', '--amount', '1', '--price', '1']);
    assert.match(elsewhere.stderr, /There is no order book nowhere \[BOOK_NOT_FOUND\]/);
  });

  it('tells a newcomer what is missing, and ends with 2 where the command line is wrong', async () => {
    const user = newcomer('lost');
    const nowhere = ['--home', folder];
    const cases: [string[], number, RegExp][] = [
      [['me', ...nowhere], 1, /`sunledger sign-up` or `sunledger sign-in`/],
      [['me', '--url', network.gateway.url, ...nowhere], 1, /Nobody is signed in/],
      [['me', '--url', network.gateway.url, '--member', h01, ...nowhere], 1, /put it into SUNLEDGER_PASSPHRASE/],
      [['me', '--url', 'gateway:3000', ...nowhere], 2, /--url must be an address like/],
      [['me', '--url', network.gateway.url, '--member', 'h01', ...nowhere], 2, /A member is an enrollment id @ MSP id/],
      [['me', '--profile', 'work', ...nowhere], 1, /There is no profile work/],
      [['offer', 'buy', MARKET], 2, /--energy/],
      [['offer', 'bye', MARKET, '--energy', '1', '--price', '1'], 2, /Allowed choices are sell, buy/],
      [['transfr'], 2, /Did you mean transfer/],
      [['sign-up', 'h77@HouseholdsMSP', '--url', network.gateway.url], 1, /put it into SUNLEDGER_SECRET/],
      [['sign-up', 'h77@HouseholdsMSP'], 2, /--url/],
    ];
    for (const [argv, code, message] of cases) {
      const answer = await user.run(argv);
      assert.match(answer.stderr, message, argv.join(' '));
      assert.equal(answer.code, code, argv.join(' '));
    }
    const month = await as(h02).run(['bill', '--month', '2016-13']);
    assert.deepEqual([month.code, /--month must be a month like 2016-08/.test(month.stderr)], [2, true]);
  });

  it('ends with 4 where no gateway answers, and with 3 for a wrong passphrase', async () => {
    const user = newcomer('offline', { SUNLEDGER_PASSPHRASE: 'not the passphrase' });
    const offline = await user.run(['sign-in', h01, '--url', 'http://127.0.0.1:9']);
    assert.deepEqual([offline.code, /Is the gateway running/.test(offline.stderr)], [4, true]);
    const wrong = await user.run(['sign-in', h01, '--url', network.gateway.url]);
    assert.equal(wrong.code, 3);
    assert.match(wrong.stderr, /CREDENTIALS_REFUSED/);
  });

  it('places and cancels orders, and transfers once for a key', async () => {
    const placed = await as(h01).json<Receipt<{ order: { id: string; state: string } }>>(
      ...['order', 'sell', 'ent', '--amount', '1', '--price', '0.5'],
    );
    assert.equal(placed.result.order.state, 'open');
    const met = await as(h02).run(['order', 'buy', 'ent', '--amount', '0.25', '--price', '0.5']);
    assert.match(met.stdout, /0\.25 +0\.5 +0\.125/);
    const cancelled = await as(h01).json<Receipt<{ left: string }>>('cancel', 'order', 'ent', placed.result.order.id);
    assert.equal(cancelled.result.left, '0.75');
    const transfer = ['transfer', '2', 'eEuro', h01, '--key', 'rent'];
    const [first, second] = [
      await as(h02).json<Receipt<unknown>>(...transfer),
      await as(h02).json<Receipt<unknown>>(...transfer),
    ];
    assert.equal(first.transactionId, second.transactionId);
  });

  it('starts, follows and stops a consumption session', async () => {
    const started = await as(h01).json<Receipt<{ state: string }>>('session', 'start', unit, '--amount', '1');
    assert.equal(started.result.state, 'open');
    const following = as(h01).run(['session', 'follow', unit]);
    const stopped = await as(h01).json<Receipt<{ state: string }>>('session', 'stop', unit);
    assert.equal(stopped.result.state, 'closed');
    const { code, stdout } = await following;
    assert.deepEqual([code, /State +closed/.test(stdout)], [0, true]);
  });

  it('casts and shows votes', async () => {
    const founder = new CliUser(folder, 'founder', { SUNLEDGER_PASSPHRASE: PASSPHRASE });
    const [households] = network.organizations;
    const member = `${households?.registrar.enrollmentId ?? ''}@HouseholdsMSP`;
    await founder.run(['sign-in', member, '--url', network.gateway.url]);
    const cast = await founder.json<Receipt<{ id: string; state: string }>>(
      'vote',
      'cast',
      'SetParameter',
      'name=B',
      'value=0.4',
    );
    assert.equal(cast.result.state, 'passed');
    assert.match((await founder.run(['vote', 'show', cast.result.id])).stdout, /value +0\.4/);
    assert.match((await founder.run(['vote', 'list', '--all'])).stdout, /SetParameter\.[0-9a-f]{16}\.1 +passed/);
    const wrong = await founder.run(['vote', 'cast', 'SetParameter', 'B']);
    assert.deepEqual([wrong.code, /is name=value; found B/.test(wrong.stderr)], [2, true]);
  });

  it('watches what happens, from an event on, as lines for people or for programs', async () => {
    const seen = await as(h01).run(['watch', '--after', '0.0', '--market', MARKET, '--count', '3']);
    assert.equal(seen.code, 0, seen.stderr);
    assert.match(seen.stdout, new RegExp(`listing ${LISTING} is open`));
    const lines = await as(h01).run(['watch', '--after', '0.0', '--count', '2', '--json']);
    const ids = lines.stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id);
    assert.equal(new Set(ids).size, 2);
  });

  it('takes records out as CSV and as JSON, into a file or to the output', async () => {
    const statements = await as(h02).run(['export', 'statements']);
    const [head, first] = statements.stdout.split('\r\n');
    assert.match(head ?? '', /^at,token,kind,available,/);
    assert.match(first ?? '', /,eEuro,mint,100,0,0,bank@BankMSP,/);
    await as(h02).run(['export', 'trades', '--book', 'ent', '--format', 'json', '--out', 'trades.json']);
    const trades = JSON.parse(readFileSync(path.join(folder, 'trades.json'), 'utf8')) as {
      side: string;
      total: string;
    }[];
    assert.deepEqual(
      trades.map(({ side, total }) => [side, total]),
      [['buy', '0.125']],
    );
    const bill = await as(h02).json<{ lines: { what: string; amount: string }[] }>('bill');
    assert.deepEqual(
      bill.lines.find(({ what }) => what === 'Paid in'),
      { what: 'Paid in', movements: 1, amount: '100' },
    );
  });
});
