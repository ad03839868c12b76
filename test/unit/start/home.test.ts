import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DemoKeyring, KEYRING_FILE } from '../../../scripts/start/demo-keyring';
import { openHomeFolder } from '../../../scripts/start/home-folder';

describe('the home of a demonstration', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'home-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps its secrets where only the owner can read them, and the same after a restart', async () => {
    const first = await DemoKeyring.open(folder);
    await Promise.all([first.markEnrolled('h01@M'), first.markEnrolled('h02@M')]);
    const file = path.join(folder, KEYRING_FILE);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await chmod(file, 0o644);
    const second = await DemoKeyring.open(folder);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal(second.passphrase('h01@M'), first.passphrase('h01@M'));
    assert.equal(second.enrollmentSecret('h01@M'), first.enrollmentSecret('h01@M'));
    assert.deepEqual(
      [second.isEnrolled('h01@M'), second.isEnrolled('h02@M'), second.isEnrolled('h03@M')],
      [true, true, false],
    );
    assert.deepEqual(await readdir(folder), [KEYRING_FILE]);
  });

  it('gives every member and every purpose another secret, and every home other ones', async () => {
    const here = await DemoKeyring.open(folder);
    const elsewhere = await DemoKeyring.open(undefined);
    const secrets = [here, elsewhere].flatMap((keyring) => [
      keyring.passphrase('h01@M'),
      keyring.passphrase('h02@M'),
      keyring.enrollmentSecret('h01@M'),
    ]);
    assert.equal(new Set(secrets).size, 6);
    for (const secret of secrets) assert.match(secret, /^[\w-]{22}$/);
  });

  for (const content of ['', '{}', '[]', '{"format":1,"seed":"x","enrolled":[]}', '{"format":2}']) {
    it(`refuses a keyring that holds ${content || 'nothing'}, and leaves it as it is`, async () => {
      const file = path.join(folder, KEYRING_FILE);
      await writeFile(file, content);
      await assert.rejects(DemoKeyring.open(folder), /--home/);
      assert.equal(await readFile(file, 'utf8'), content);
    });
  }

  it('is made with its parents, for its owner alone', async () => {
    const home = await openHomeFolder(path.join(folder, 'a', 'b'));
    assert.equal((await stat(home.path)).mode & 0o777, 0o700);
    await home.dispose();
    assert.ok((await stat(home.path)).isDirectory());
  });

  it('is a folder of its own that goes away, where nothing is to be kept', async () => {
    const home = await openHomeFolder(undefined);
    await writeFile(path.join(home.path, 'f'), '');
    await home.dispose();
    await assert.rejects(stat(home.path), { code: 'ENOENT' });
  });

  it('is no folder that holds something else: that has names of ours, too, and would go with a reset', async () => {
    await mkdir(path.join(folder, 'lost+found'));
    await openHomeFolder(folder);
    await mkdir(path.join(folder, 'network'));
    await assert.rejects(openHomeFolder(folder), /holds something else \(network\): name another folder with --home$/);
    await DemoKeyring.open(folder);
    await openHomeFolder(folder);
  });

  it('is refused in one sentence that names the flag, where it cannot be', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    const refused = (home: string) =>
      assert.rejects(openHomeFolder(home), /cannot be kept in .*; name another folder with --home$/);
    await refused(file);
    await refused(path.join(file, 'below'));
    await refused('/proc/sunledger');
  });
});
