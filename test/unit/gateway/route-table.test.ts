import assert from 'node:assert/strict';
import Ajv from 'ajv';
import { fullName, transactionList } from '../../../chaincode/wire/transactions';
import { NetworkClient } from '../../../gateway-api/fabric/network-client';
import { ledgerHandler } from '../../../gateway-api/http/ledger-handler';
import { pathNames, variantsOf } from '../../../gateway-api/http/ledger-route';
import { LedgerReads } from '../../../gateway-api/http/ledger-reads';
import { ledgerRoutes } from '../../../gateway-api/http/ledger-routes';
import { openApiDocument } from '../../../gateway-api/http/openapi';
import { type Route } from '../../../gateway-api/http/route';

interface Operation {
  readonly operationId: string;
  readonly 'x-transactions'?: readonly string[];
  readonly requestBody?: { readonly content: Record<string, { schema: object; example?: unknown; examples?: object }> };
}
interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}

describe('The route table', () => {
  // No request is made here, so nobody needs a network.
  const client = Object.create(NetworkClient.prototype) as NetworkClient;
  const reads = Object.create(LedgerReads.prototype) as LedgerReads;
  const routes: readonly Route[] = ledgerRoutes.map((route) => ledgerHandler(route, client, reads));
  const document = openApiDocument(routes) as unknown as Document;
  const operations = Object.entries(document.paths).flatMap(([path, ofPath]) =>
    Object.entries(ofPath).map(([method, operation]) => ({ path, method, operation })),
  );

  it('leads to every transaction of the transaction table', () => {
    const reached = new Set(routes.flatMap(({ transactions }) => transactions));
    assert.deepEqual([...reached].sort(), transactionList.map(fullName).sort());
  });

  it('reads with GET and writes with everything else', () => {
    for (const route of ledgerRoutes) {
      for (const { declaration } of variantsOf(route)) {
        const expected = route.method === 'GET' ? 'evaluate' : 'submit';
        assert.equal(declaration.kind, expected, `${route.method} ${route.path} calls ${declaration.name}`);
      }
    }
  });

  it('names in its paths only what a transaction takes, what chooses one, or what has to be the caller', () => {
    for (const route of ledgerRoutes) {
      for (const { declaration } of variantsOf(route)) {
        for (const name of pathNames(route.path)) {
          const chooses = 'of' in route.target && route.target.in === 'path' && route.target.name === name;
          const known = name in declaration.args || chooses || (route.own ?? []).includes(name);
          assert.ok(known, `${route.path} names ${name}`);
        }
      }
    }
  });

  it('is what the OpenAPI document shows, no route more and none less', () => {
    const shown = operations.map(({ path, method, operation }) => {
      return `${method.toUpperCase()} ${path} ${(operation['x-transactions'] ?? []).join()}`;
    });
    const expected = routes.map(({ method, path, transactions }) => `${method} ${path} ${transactions.join()}`);
    assert.deepEqual(shown.sort(), expected.sort());
  });

  it('gives every operation an id of its own', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('shows examples that its own schemas accept', () => {
    const ajv = new Ajv({ strict: false });
    ajv.addSchema({ $id: 'api', components: document.components });
    let checked = 0;
    for (const { path, operation } of operations) {
      for (const { schema, example, examples } of Object.values(operation.requestBody?.content ?? {})) {
        const shown = examples ? Object.values(examples).map((entry: { value: unknown }) => entry.value) : [example];
        const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as object);
        for (const value of shown) {
          assert.ok(validate(value), `${path}: ${JSON.stringify(value)} ${ajv.errorsText(validate.errors)}`);
          checked++;
        }
      }
    }
    assert.ok(checked > 20, `${checked} examples`);
  });

  it('refers only to schemas that are there', () => {
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    assert.ok(references.length > 0);
    for (const name of references) assert.ok(name !== undefined && name in document.components.schemas, name);
  });
});
