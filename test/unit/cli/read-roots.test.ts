/** The roots that somebody trusts, as files (docs/proof.md). */
import { strict as assert } from 'node:assert';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CliError } from '../../../scripts/cli/cli-error';
import { readRoots } from '../../../scripts/cli/proof/read-roots';
import { sampleRoot, sampleRoots } from '../../support/sample-roots';
import { temporaryFolder } from '../../support/test-ca';

describe('Roots from files', () => {
  const { folder, remove } = temporaryFolder();
  after(remove);
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const of = (mspId: string) => ({ mspId, certificate: sampleRoot });

  it('are named for their organisation, those of orderers in a folder of their own', async () => {
    for (const file of ['a/AMSP.pem', 'a/BMSP.pem', 'a/orderers/OMSP.pem', 'a/notes.txt']) write(file, sampleRoot);
    assert.deepEqual(await readRoots(['a'], folder), {
      organizations: [of('AMSP'), of('BMSP')],
      orderers: [of('OMSP')],
      signatures: 1,
    });
  });

  it('may order blocks, all of them, where none is given for that', async () => {
    const roots = await readRoots(['a/BMSP.pem', 'a/AMSP.pem'], folder);
    assert.deepEqual(roots.orderers, [of('BMSP'), of('AMSP')]);
  });

  it('come as one document, too, that says how many orderers sign', async () => {
    write('roots.json', JSON.stringify({ ...sampleRoots, signatures: 3 }));
    assert.deepEqual(await readRoots(['roots.json'], folder), { ...sampleRoots, signatures: 3 });
  });

  it('are refused where they are none', async () => {
    write('broken/AMSP.pem', sampleRoot.replace('MIIB', 'MIIC'));
    write('empty/readme.txt', '');
    write('other.json', '{"organizations":[]}');
    write('text.json', 'roots');
    for (const [file, sentence] of [
      ['broken', /The root certificate of AMSP is no X\.509 certificate/],
      ['empty', /no root certificate in empty/],
      ['other.json', /no roots in the form of/],
      ['text.json', /no JSON document/],
      ['nowhere', /cannot be read/],
    ] as const) {
      await assert.rejects(readRoots([file], folder), (error: unknown) => {
        assert.ok(error instanceof CliError);
        assert.match(error.message, sentence);
        return true;
      });
    }
  });
});
