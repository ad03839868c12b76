import assert from 'node:assert/strict';
import { DemoKeyring } from '../../../scripts/start/demo-keyring';
import { CliUser } from '../../support/cli-user';
import { temporaryFolder } from '../../support/test-ca';

/** Nothing listens on port 9 of this machine. */
const url = ['--url', 'http://127.0.0.1:9'];

describe('A command beside a demonstration', () => {
  const home = temporaryFolder();
  let keyring: DemoKeyring;
  before(async () => {
    keyring = await DemoKeyring.open(home.folder);
  });
  after(() => {
    home.remove();
  });
  const me = (...argv: string[]) =>
    new CliUser(home.folder, 'guest').run(['me', ...url, '--home', home.folder, ...argv]);

  it('says that its members are not admitted yet, and how they will be', async () => {
    const { code, stderr } = await me();
    assert.equal(code, 1);
    assert.match(stderr, /h01@HouseholdsMSP is no member of this demonstration yet.*--no-replay/);
  });

  it('makes up no passphrase for who is none of its members, and says where one can be given', async () => {
    const { code, stderr } = await me('--member', 'stranger@HouseholdsMSP');
    assert.equal(code, 1);
    assert.match(stderr, /SUNLEDGER_PASSPHRASE/);
  });

  it('acts as a member whom it has admitted', async () => {
    await keyring.markEnrolled('h01@HouseholdsMSP');
    assert.equal((await me()).code, 4);
  }).timeout(20_000);
});
