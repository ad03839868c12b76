/** What the lock file lets into the project. */
import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

const root = path.join(__dirname, '../../..');
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

interface Locked {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
}
const lock = read('package-lock.json') as { packages: Readonly<Record<string, Locked>> };
const packages = Object.entries(lock.packages).filter(([folder]) => folder !== '');
const nameOf = (folder: string): string => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Packages with an install script, which `ignore-scripts` keeps from running; each works without it. */
const knownScripts = ['@scarf/scarf', 'classic-level', 'pkcs11js', 'protobufjs'];

describe('Dependencies', () => {
  it('are locked by their content, wherever they are fetched from', () => {
    assert.ok(packages.length > 200, `${packages.length} packages`);
    const withHost = packages.filter(([, { resolved }]) => resolved !== undefined);
    assert.deepEqual(
      withHost.map(([folder]) => folder),
      [],
    );
    const unchecked = packages.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? ''));
    assert.deepEqual(
      unchecked.map(([folder]) => folder),
      [],
    );
  });

  it('run no script of their own when they are installed', () => {
    assert.match(readFileSync(path.join(root, '.npmrc'), 'utf8'), /^ignore-scripts=true$/m);
    const scripted = packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([folder]) => nameOf(folder));
    assert.deepEqual([...new Set(scripted)].sort(), knownScripts);
  });

  it('are named with an exact version', () => {
    const { dependencies, devDependencies, overrides } = read('package.json') as Record<
      string,
      Record<string, unknown>
    >;
    const flat = Object.values({ ...dependencies, ...devDependencies, ...overrides }).filter(
      (version) => typeof version === 'string',
    );
    assert.deepEqual(
      flat.filter((version) => !/^(npm:[a-z-]+@)?\d+\.\d+\.\d+$/.test(version)),
      [],
    );
  });

  it('hold Fabric’s message classes once: two copies in one process overwrite each other', () => {
    const copies = packages.filter(([folder]) => nameOf(folder) === '@hyperledger/fabric-protos');
    assert.deepEqual(
      copies.map(([folder]) => folder),
      ['node_modules/@hyperledger/fabric-protos'],
    );
    const nested = readdirSync(path.join(root, 'node_modules'))
      .flatMap((entry) =>
        entry.startsWith('@')
          ? readdirSync(path.join(root, 'node_modules', entry)).map((inner) => `${entry}/${inner}`)
          : [entry],
      )
      .filter((name) => existsSync(path.join(root, 'node_modules', name, 'node_modules/@hyperledger/fabric-protos')));
    assert.deepEqual(nested, [], 'and so they are installed');
  });

  it('hold the version of class-transformer that fabric-contract-api works with', () => {
    const versions = packages
      .filter(([folder]) => nameOf(folder) === 'class-transformer')
      .map(([, { version }]) => version);
    assert.deepEqual(versions, ['0.5.1']);
  });
});
