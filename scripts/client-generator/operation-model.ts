import {
  type JsonSchema,
  type OpenApiDocument,
  type OpenApiOperation,
  type OpenApiParameter,
  referredName,
} from './open-api';

/** How the client carries an operation. */
type Kind = 'read' | 'write' | 'list' | 'numbered' | 'stream' | 'other';

/** An operation as its method in the client has it. */
export interface OperationModel {
  readonly id: string;
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly query: readonly string[];
  readonly hasBody: boolean;
  readonly authenticated: boolean;
  readonly transactions: readonly string[];
  readonly kind: Kind;
  /** Fields of path and query. */
  readonly parameters: JsonSchema;
  /** The body: one form, or several of which a request has one. */
  readonly bodies: readonly JsonSchema[];
  /** What the method gives: of a list its entries, of a command its result; undefined for nothing. */
  readonly result: JsonSchema | undefined;
}

/** The operations of a document in its order. */
export function operationModels(document: OpenApiDocument): OperationModel[] {
  return Object.entries(document.paths).flatMap(([path, ofPath]) =>
    Object.entries(ofPath)
      // Steps of signing by oneself are taken by `own-key`, on the way to another operation.
      .filter(([, operation]) => operation['x-signing'] !== true)
      .map(([method, operation]) => modelOf(document, method.toUpperCase(), path, operation)),
  );
}

function modelOf(document: OpenApiDocument, method: string, path: string, operation: OpenApiOperation): OperationModel {
  const inQuery = operation.parameters.filter((each) => each.in === 'query');
  const inPath = operation.parameters.filter((each) => each.in === 'path');
  const body = operation.requestBody?.content['application/json']?.schema;
  const bodies = body ? (body.oneOf ?? [body]).map((each) => resolved(document, each)) : [];
  const { kind, result } = answerOf(document, method, operation);
  const [tag = 'other'] = operation.tags;
  const model: OperationModel = {
    id: operation.operationId,
    tag,
    method,
    path,
    summary: operation.summary,
    query: inQuery.map(({ name }) => name),
    hasBody: body !== undefined,
    authenticated: operation.security.length > 0,
    transactions: operation['x-transactions'] ?? [],
    kind,
    parameters: asObject([...inPath, ...inQuery]),
    bodies,
    result,
  };
  requireDistinctNames(model);
  return model;
}

function answerOf(
  document: OpenApiDocument,
  method: string,
  { parameters, responses }: OpenApiOperation,
): Pick<OperationModel, 'kind' | 'result'> {
  const [good] = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([, response]) => response);
  if (good?.content?.['text/event-stream']) return { kind: 'stream', result: undefined };
  const schema = good?.content?.['application/json']?.schema;
  if (parameters.some(({ name }) => name === 'Idempotency-Key')) {
    return { kind: 'write', result: schema && resolved(document, schema).properties?.['result'] };
  }
  if (method !== 'GET') return { kind: 'other', result: schema };
  const fields = (schema && resolved(document, schema).properties) ?? {};
  const entries = fields['items']?.items;
  if (entries && 'bookmark' in fields) return { kind: 'list', result: entries };
  if (entries && 'pages' in fields) return { kind: 'numbered', result: entries };
  return { kind: 'read', result: schema };
}

function resolved(document: OpenApiDocument, schema: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const found = document.components.schemas[referredName(schema.$ref)];
  if (!found) throw new Error(`The document has no schema ${schema.$ref}`);
  return found;
}

const asObject = (parameters: readonly OpenApiParameter[]): JsonSchema => ({
  type: 'object',
  properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
  required: parameters.filter(({ required }) => required).map(({ name }) => name),
});

/** A method takes the fields of path, query and body as one object: none may stand for two. */
function requireDistinctNames({ id, parameters, bodies }: OperationModel): void {
  const outside = Object.keys(parameters.properties ?? {});
  const twice = bodies.flatMap((body) => Object.keys(body.properties ?? {})).find((name) => outside.includes(name));
  if (twice !== undefined) throw new Error(`${id} has ${twice} in its path or query and in its body`);
}
