import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { declaredRoutes } from '../../../gateway-api/http/api-routes';
import { openApiDocument } from '../../../gateway-api/http/openapi';
import { clientFiles, generatedFolder } from '../../../scripts/client-generator/client-files';
import { type OpenApiDocument } from '../../../scripts/client-generator/open-api';

const root = path.join(__dirname, '../../../..');
const document = openApiDocument(declaredRoutes()) as unknown as OpenApiDocument;

describe('the generated part of the client', () => {
  it('is what the OpenAPI document makes: else run `npm run generate`', async () => {
    const folder = path.join(root, generatedFolder);
    const expected = await clientFiles(document, root);
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    assert.deepEqual(found.map((name) => name.split(path.sep).join('/')).sort(), [...expected.keys()].sort());
    for (const [name, text] of expected) {
      assert.equal(readFileSync(path.join(folder, name), 'utf8'), text, `${name} is not what it would be now`);
    }
  });

  it('has a method for every operation, and none that is undocumented', async () => {
    const text = [...(await clientFiles(document, root)).values()].join('\n');
    const operations = Object.values(document.paths).flatMap((ofPath) => Object.values(ofPath));
    assert.ok(operations.length > 100, `${operations.length} operations`);
    for (const { operationId, 'x-signing': signing } of operations) {
      if (signing === true) continue;
      assert.match(text, new RegExp(` \\*/\\n  ${operationId}\\(`), operationId);
    }
  });

  it('refuses a document in which a request has two fields of one name', async () => {
    const operation = document.paths['/v1/listings/{listing}/offers']?.['post'];
    assert.ok(operation);
    const schema = { type: 'object', properties: { listing: { type: 'string' } } };
    const twice = { ...operation, requestBody: { required: true, content: { 'application/json': { schema } } } };
    const wrong = { ...document, paths: { '/v1/listings/{listing}/offers': { post: twice } } };
    await assert.rejects(clientFiles(wrong, root), /makeOffer has listing in its path or query and in its body/);
  });
});
