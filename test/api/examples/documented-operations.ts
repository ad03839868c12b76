/** The OpenAPI document as somebody reads it who has nothing else: its operations with their examples. */
import { declaredRoutes } from '../../../gateway-api/http/api-routes';
import { openApiDocument } from '../../../gateway-api/http/openapi';
import { type ProblemDocument } from '../../../gateway-api/http/problem';

interface Schema {
  readonly $ref?: string;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
}

/** One example, or several by name. */
interface Media {
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
type Content = Readonly<Record<string, Media>>;

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** A request as the document shows it. */
export interface ExampleRequest {
  /** The operation, and which of its examples where there are several. */
  readonly name: string;
  readonly method: string;
  readonly address: string;
  readonly body: unknown;
}

/** An operation with its example requests and example answers. */
export interface DocumentedOperation {
  readonly operationId: string;
  readonly requests: readonly ExampleRequest[];
  readonly statuses: readonly number[];
  /** The answer with this status; undefined where it has no content. */
  answer(status: number): unknown;
  /** The refusal with this status and code; undefined where the document knows none. */
  refusal(status: number, code: string): ProblemDocument | undefined;
}

/** Every operation of the document, by its name. */
export function documentedOperations(): ReadonlyMap<string, DocumentedOperation> {
  const document = openApiDocument(declaredRoutes()) as unknown as Document;
  const operations = Object.entries(document.paths).flatMap(([path, ofPath]) =>
    Object.entries(ofPath).map(([method, operation]) => operationOf(document, method.toUpperCase(), path, operation)),
  );
  return new Map(operations.map((operation) => [operation.operationId, operation]));
}

function operationOf(document: Document, method: string, path: string, operation: Operation): DocumentedOperation {
  const { operationId, parameters, requestBody, responses } = operation;
  const bodies = namedExamples(requestBody?.content['application/json']);
  const named = parameters.filter((parameter) => parameter.in !== 'header');
  // With all parameters a time range begins where it ends, and holds nothing: then without the optional ones, too.
  const isRange = named.some(({ name }) => name === 'to');
  const addresses = [named, ...(isRange ? [named.filter(({ required }) => required)] : [])].map((given) =>
    addressOf(document, path, given),
  );
  const mediaOf = (status: number, contentType: string) => responses[String(status)]?.content?.[contentType];
  return {
    operationId,
    requests: addresses.flatMap((address) =>
      (bodies.length === 0 ? [['', undefined] as const] : bodies).map(([example, body]) => {
        return { name: example === '' ? operationId : `${operationId} ${example}`, method, address, body };
      }),
    ),
    statuses: Object.keys(responses).map(Number),
    answer: (status) => mediaOf(status, 'application/json')?.example,
    refusal: (status, code) =>
      mediaOf(status, 'application/problem+json')?.examples?.[code]?.value as ProblemDocument | undefined,
  };
}

function namedExamples(media: Media | undefined): (readonly [string, unknown])[] {
  if (media?.examples) return Object.entries(media.examples).map(([name, { value }]) => [name, value]);
  return media ? [['', media.example]] : [];
}

function addressOf(document: Document, path: string, parameters: readonly Parameter[]): string {
  const values = parameters.map(({ name, in: place, schema }) => {
    return { name, place, value: String(exampleValue(document, schema)) };
  });
  const address = values
    .filter(({ place }) => place === 'path')
    .reduce((text, { name, value }) => text.replace(`{${name}}`, encodeURIComponent(value)), path);
  const query = values
    .filter(({ place }) => place === 'query')
    .map(({ name, value }): [string, string] => [name, value]);
  return query.length === 0 ? address : `${address}?${new URLSearchParams(query).toString()}`;
}

function exampleValue(document: Document, schema: Schema): unknown {
  const named = schema.$ref === undefined ? schema : document.components.schemas[schema.$ref.split('/').at(-1) ?? ''];
  return named?.examples?.[0] ?? named?.default ?? named?.enum?.[0];
}
