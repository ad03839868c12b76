import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

const root = path.join(__dirname, '../../..');

/** Which folders of ours a folder's files may import from, themselves included. The longest matching row counts. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  'chaincode/domain': ['chaincode/domain'],
  'chaincode/blocks': ['chaincode/blocks', 'chaincode/domain'],
  'chaincode/ledger': ['chaincode/ledger', 'chaincode/domain', 'chaincode/wire', 'chaincode/blocks'],
  'chaincode/wire': ['chaincode/wire', 'chaincode/domain'],
  chaincode: ['chaincode'],
  identity: ['identity'],
  client: ['client', 'chaincode/domain', 'chaincode/wire'],
  network: ['network', 'identity'],
  'gateway-api/console': ['gateway-api/console', 'client', 'chaincode/domain', 'chaincode/wire'],
  // Keeps a copy of the ledger's public state: it reads records by the ledger's own codecs and answers the chaincode's own
  // queries over them, so that neither a record's form nor who may see it is written down a second time.
  'gateway-api/read-model': [
    ...['gateway-api', 'chaincode/domain', 'chaincode/wire', 'chaincode/copy', 'identity'],
    'network/running-network',
  ],
  'gateway-api': ['gateway-api', 'chaincode/domain', 'chaincode/wire', 'identity', 'network/running-network'],
  agents: ['agents', 'client', 'chaincode/domain', 'chaincode/wire', 'identity', 'network/running-network'],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const sources = Object.keys(arrows)
  .filter((folder) => !folder.includes('/'))
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));

/** What a file imports, ours by its path from the root, packages by their name. */
function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const specifiers = text.matchAll(
    /^(?:import|export)\b[^;'"]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'|\b(?:import|require)\(\s*'([^']+)'/gm,
  );
  return Array.from(specifiers, ([, from, bare, called]) => from ?? bare ?? called ?? '').map((specifier) => ({
    from: file,
    to: specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier,
  }));
}

const isOurs = ({ to }: Import) => /^(chaincode|identity|network|client|gateway-api|agents|scripts|test)\//.test(to);
const lies = (file: string, folder: string) => file === folder || file.startsWith(`${folder}/`);
const imports = sources.flatMap(importsOf);
const shown = ({ from, to }: Import) => `${from} imports ${to}`;

describe('the shape of the project', () => {
  it('is read whole', () => {
    assert.ok(sources.length > 100, `${sources.length} files`);
    assert.ok(imports.filter(isOurs).length > 200);
  });

  for (const [folder, allowed] of Object.entries(arrows)) {
    it(`${folder} imports of ours only ${allowed.join(', ')}`, () => {
      const rowOf = (file: string) =>
        Object.keys(arrows)
          .filter((row) => lies(file, row))
          .reduce((longest, row) => (row.length > longest.length ? row : longest), '');
      const wrong = imports.filter(
        (each) => isOurs(each) && rowOf(each.from) === folder && !allowed.some((target) => lies(each.to, target)),
      );
      assert.deepEqual(wrong.map(shown), []);
    });
  }

  it('chaincode/domain uses nothing but itself and the hash of node:crypto', () => {
    const wrong = imports.filter(
      (each) => lies(each.from, 'chaincode/domain') && !isOurs(each) && each.to !== 'node:crypto',
    );
    assert.deepEqual(wrong.map(shown), []);
  });

  it('chaincode/wire imports nothing of Fabric', () => {
    const wrong = imports.filter((each) => lies(each.from, 'chaincode/wire') && /fabric|grpc/.test(each.to));
    assert.deepEqual(wrong.map(shown), []);
  });

  it('client runs in browsers: it uses nothing of Node and no package', () => {
    const wrong = imports.filter((each) => lies(each.from, 'client') && !isOurs(each));
    assert.deepEqual(wrong.map(shown), []);
  });

  it('network knows nothing of energy', () => {
    const words = /\b(kWh|eEuro|prosumer|tariff)\b/i;
    const wrong = sources.filter(
      (file) => lies(file, 'network') && words.test(readFileSync(path.join(root, file), 'utf8')),
    );
    assert.deepEqual(wrong, []);
  });
});
