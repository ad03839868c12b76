import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { declaredRoutes } from '../../gateway-api/http/api-routes';
import { openApiDocument } from '../../gateway-api/http/openapi';
import { type ProgramResult, runProgram } from '../support/official-fabric-ca';
import { temporaryFolder } from '../support/test-ca';

const programs = path.join(__dirname, '..', '..', 'tools', 'openapi', 'node_modules', '.bin');
const linters: readonly { name: string; program: string; args: (file: string, ruleset: string) => string[] }[] = [
  {
    name: "Redocly's strictest rules",
    program: 'redocly',
    args: (file) => ['lint', '--extends', 'recommended-strict', file],
  },
  {
    name: "Spectral's rules for OpenAPI",
    program: 'spectral',
    args: (file, ruleset) => ['lint', file, '--ruleset', ruleset, '--fail-severity', 'hint'],
  },
  { name: 'the official JSON schema of OpenAPI 3.1', program: 'validate-api', args: (file) => [file] },
];
const isInstalled = linters.every(({ program }) => existsSync(path.join(programs, program)));
const suite = isInstalled ? describe : describe.skip;
const why = isInstalled ? '' : ' (skipped: .ci/install-openapi-linters.sh has installed no linters)';

suite(`The OpenAPI document before linters${why}`, () => {
  const { folder, remove } = temporaryFolder();
  const ruleset = path.join(folder, 'ruleset.json');
  after(remove);

  const lint = (program: string, args: readonly string[]): Promise<ProgramResult> =>
    runProgram(path.join(programs, program), args, {
      REDOCLY_TELEMETRY: 'off',
      REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    });
  const written = (name: string, document: object): string => {
    const file = path.join(folder, name);
    writeFileSync(file, JSON.stringify(document));
    return file;
  };

  before(() => {
    written('ruleset.json', { extends: ['spectral:oas'] });
  });

  for (const { name, program, args } of linters) {
    it(`satisfies ${name} without a warning, where a faulty one does not`, async () => {
      const document = openApiDocument(declaredRoutes());
      const faulty = { openapi: '3.1.0', info: { title: 'No version' }, paths: {} };
      const [good, bad] = await Promise.all([
        lint(program, args(written(`${program}-good.json`, document), ruleset)),
        lint(program, args(written(`${program}-bad.json`, faulty), ruleset)),
      ]);
      assert.ok(good.ok, good.output);
      assert.doesNotMatch(good.output, /[1-9]\d* warnings?/);
      assert.ok(!bad.ok || /"valid": false/.test(bad.output), `${program} finds nothing: ${bad.output}`);
    });
  }
});

describe('The OpenAPI document', () => {
  const document = openApiDocument(declaredRoutes()) as {
    tags: { name: string; description?: string }[];
    paths: Record<string, Record<string, { operationId: string; summary: string; responses: Record<string, object> }>>;
  };
  const operations = Object.entries(document.paths).flatMap(([address, ofPath]) =>
    Object.entries(ofPath).map(([method, operation]) => ({ name: `${method} ${address}`, ...operation })),
  );

  it('says what every resource is: a new tag needs a row in gateway-api/http/openapi-texts.ts', () => {
    assert.deepEqual(
      document.tags.filter(({ description }) => description === undefined).map(({ name }) => name),
      [],
    );
  });

  it('calls every operation by a name, a sentence, and all its answers', () => {
    for (const { name, operationId, summary, responses } of operations) {
      assert.match(operationId, /^[a-z][A-Za-z0-9]*$/, name);
      assert.ok(summary.length > 5 && !summary.endsWith('.'), `${name}: ${summary}`);
      const statuses = Object.keys(responses);
      assert.ok(
        statuses.some((status) => status.startsWith('2')),
        name,
      );
      for (const expected of ['400', '406', '429', '500'])
        assert.ok(statuses.includes(expected), `${name} ${expected}`);
    }
  });

  it('shows an example for every body and every answer', () => {
    let examples = 0;
    const look = (value: unknown, where: string): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, part] of Object.entries(value as Record<string, unknown>)) {
        if (key === 'content') {
          for (const media of Object.values(part as Record<string, { example?: unknown; examples?: object }>)) {
            assert.ok(media.example !== undefined || Object.keys(media.examples ?? {}).length > 0, where);
            examples++;
          }
        } else look(part, `${where}/${key}`);
      }
    };
    look(document.paths, '');
    assert.ok(examples > 500, `${examples} examples`);
  });
});
