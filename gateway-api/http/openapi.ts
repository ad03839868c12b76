import { isDeepStrictEqual } from 'node:util';
import { type TObject, type TSchema, Type } from '@sinclair/typebox';
import { type ProblemCode } from '../refusal';
import { groupBy } from './group-by';
import { Problem, PROBLEM_TYPE } from './problem';
import { statusOf, titleOf } from './problem-status';
import { type DocumentedAnswer, type Route } from './route';
import { descriptionOf, tagsOf } from './openapi-texts';
import { exampleOf } from './schema-example';

type Json = Readonly<Record<string, unknown>>;

const everywhere: readonly ProblemCode[] = ['INVALID_ARGUMENT', 'NOT_ACCEPTABLE', 'RATE_LIMITED', 'INTERNAL'];
const withBody: readonly ProblemCode[] = [
  'MALFORMED_REQUEST',
  'UNSUPPORTED_MEDIA_TYPE',
  'BODY_TOO_LARGE',
  'REQUEST_TIMEOUT',
];
const forMembers: readonly ProblemCode[] = [
  'NOT_AUTHENTICATED',
  'SESSION_OVER',
  'TOKEN_REFUSED',
  'CERTIFICATE_REFUSED',
  'KEY_NOT_KEPT',
];

const description = `Members' door to a Sunledger network. Quantities are decimal strings: kWh with at most 3 decimals,
amounts and prices with at most 6. Writes answer 202 as soon as the transaction is ordered, or after the commit with
\`Prefer: wait=N\`. Every refusal is a problem document with a code.`;

/** The OpenAPI 3.1 document of the routes: the very schemas that check the requests. */
export function openApiDocument(routes: readonly Route[]): Json {
  const schemas = new Map<string, unknown>();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, schemas) };
  }
  named(Problem, schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sunledger gateway',
      version: '1.0.0',
      description,
      contact: { name: 'The organisation that runs this gateway' },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: tagsOf(routes),
    paths,
    components: {
      schemas: Object.fromEntries(schemas),
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'Token of POST /v1/auth/sessions' },
        fabricCaToken: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description:
            "base64(certificate PEM).base64(signature over METHOD.base64(uri).base64(body).base64(certificate)), as Fabric CA's own REST takes it; the uri has to hold the query parameter at, the UTC time of signing",
        },
      },
    },
  };
}

function operation(route: Route, schemas: Map<string, unknown>): Json {
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    description: descriptionOf(route),
    ...(route.signing === true ? { 'x-signing': true } : {}),
    ...(route.transactions.length === 0 ? {} : { 'x-transactions': route.transactions }),
    security: route.access === 'member' ? [{ session: [] }, { fabricCaToken: [] }] : [],
    parameters: [
      ...parameters(route.parameters, 'path', schemas),
      ...parameters(route.query, 'query', schemas),
      ...(route.writesLedger ? writeHeaders : []),
    ],
    ...(route.body ? { requestBody: requestBody(route.body, route.bodyOptional === true, schemas) } : {}),
    responses: responses(route, schemas),
  };
}

const writeHeaders = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'Makes a repetition of the request safe, even after a crash of the gateway',
    schema: { type: 'string', pattern: '^([A-Za-z0-9_.:-]{1,128}|"[A-Za-z0-9_.:-]{1,128}")$' },
  },
  {
    name: 'Prefer',
    in: 'header',
    required: false,
    description: 'wait=N: answer after the commit, if it comes within N seconds',
    schema: { type: 'string' },
    example: 'wait=10',
  },
];

function parameters({ properties, required }: TObject, place: 'path' | 'query', schemas: Map<string, unknown>): Json[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: required?.includes(name) ?? false,
    ...(schema.description === undefined ? {} : { description: schema.description }),
    schema: named(schema, schemas),
  }));
}

function requestBody(body: TSchema, optional: boolean, schemas: Map<string, unknown>): Json {
  const choices = (body as { oneOf?: TSchema[] }).oneOf;
  const examples = choices
    ? { examples: Object.fromEntries(choices.map((choice) => [choice.title ?? '', { value: exampleOf(choice) }])) }
    : { example: exampleOf(body) };
  return { required: !optional, content: { 'application/json': { schema: named(body, schemas), ...examples } } };
}

function responses(route: Route, schemas: Map<string, unknown>): Json {
  const answers = Object.entries(route.answers).map(([status, answer]) => {
    return { status: route.method === 'DELETE' && status === '201' ? '200' : status, answer };
  });
  const good = [...groupBy(answers, ({ status }) => status)].map(
    ([status, ofStatus]) => [status, response(oneAnswer(ofStatus.map(({ answer }) => answer)), schemas)] as const,
  );
  const codes = new Set<ProblemCode>([
    ...everywhere,
    ...(route.body ? withBody : []),
    ...(route.access === 'member' ? forMembers : []),
    ...route.errors,
  ]);
  const bad = [...groupBy(codes, (code) => String(statusOf(code)))].map(
    ([status, ofStatus]) =>
      [
        status,
        {
          description: ofStatus.map((code) => `${code}: ${titleOf(code)}`).join('\n\n'),
          content: {
            [PROBLEM_TYPE]: {
              schema: { $ref: '#/components/schemas/Problem' },
              examples: Object.fromEntries(ofStatus.map((code) => [code, { value: problemExample(code) }])),
            },
          },
        },
      ] as const,
  );
  return Object.fromEntries([...bad, ...good].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A refusal as it could be; its sentence is the code's title, where a real one says what was found. */
const problemExample = (code: ProblemCode): Json => ({
  type: `/problems/${code}`,
  title: titleOf(code),
  status: statusOf(code),
  detail: `${titleOf(code)}.`,
  instance: 'urn:request:1a2b3c4d-1',
  code,
});

/** Several answers under one status, as one that can have the form of each. */
function oneAnswer(answers: readonly DocumentedAnswer[]): DocumentedAnswer {
  const [first, ...others] = answers;
  if (!first) throw new Error('A status has an answer');
  if (others.length === 0) return first;
  const description = answers.map((each) => each.description).join('; or: ');
  const headers = Object.assign({}, ...answers.map((each) => each.headers)) as Readonly<Record<string, string>>;
  return { description, headers, schema: Type.Unsafe({ oneOf: answers.map((each) => each.schema ?? Type.Unknown()) }) };
}

function response(answer: DocumentedAnswer, schemas: Map<string, unknown>): Json {
  const { contentType = 'application/json', schema } = answer;
  const headers = Object.entries(answer.headers ?? {}).map(([name, text]) => [
    name,
    { description: text, schema: { type: 'string' } },
  ]);
  return {
    description: answer.description,
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) as Json }),
    ...(schema ? { content: { [contentType]: { schema: named(schema, schemas), example: exampleOf(schema) } } } : {}),
  };
}

/** A schema in which every part that has a name is a reference; the parts go to `schemas`. */
function named(schema: unknown, schemas: Map<string, unknown>): unknown {
  if (Array.isArray(schema)) return schema.map((part) => named(part, schemas));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $id, ...rest } = schema as { $id?: unknown };
  const inner = (): unknown =>
    Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, named(value, schemas)]));
  if (typeof $id !== 'string') return inner();
  const known = schemas.get($id);
  const defined = inner();
  if (known === undefined) schemas.set($id, defined);
  else if (!isDeepStrictEqual(known, defined)) throw new Error(`Two different schemas are called ${$id}`);
  return { $ref: `#/components/schemas/${$id}` };
}
