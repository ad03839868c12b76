import { type Static, type TObject, type TSchema, Type } from '@sinclair/typebox';
import { type ProblemCode } from '../refusal';
import { formOf } from './form';
import { pathNames } from './ledger-route';
import {
  type Answer,
  type ApiRequest,
  type DocumentedAnswer,
  type MemberRequest,
  type MemberRoute,
  type PublicRoute,
} from './route';

const nothing = Type.Object({}, { additionalProperties: false });

/** A route whose work the gateway does itself, not a transaction of the ledger. */
interface GatewayRouteOptions<P extends TObject, Q extends TObject, B extends TSchema> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** Name of the operation; unless given, method and path make one. */
  readonly operationId?: string;
  readonly parameters?: P;
  readonly query?: Q;
  /** One form, or several (`oneOf`). */
  readonly body?: B;
  readonly answers: Readonly<Record<number, DocumentedAnswer>>;
  readonly errors?: readonly ProblemCode[];
  readonly writesLedger?: boolean;
  readonly signing?: boolean;
}

/** What a request holds after its form has been checked. */
interface Checked<P extends TObject, Q extends TObject, B extends TSchema> {
  readonly params: Static<P>;
  readonly query: Static<Q>;
  readonly body: Static<B>;
}

function form<P extends TObject, Q extends TObject, B extends TSchema>(options: GatewayRouteOptions<P, Q, B>) {
  const parameters = options.parameters ?? nothing;
  if (pathNames(options.path).join() !== Object.keys(parameters.properties).join()) {
    throw new Error(`The parameters of ${options.path} are not those of its path`);
  }
  const checks = [formOf(parameters), formOf(options.query ?? nothing), formOf(options.body ?? nothing)] as const;
  const route = {
    method: options.method,
    path: options.path,
    tag: options.tag,
    summary: options.summary,
    operationId: options.operationId ?? operationIdOf(options),
    parameters,
    query: options.query ?? nothing,
    ...(options.body ? { body: options.body, bodyOptional: isOptional(options.body) } : {}),
    answers: options.answers,
    errors: options.errors ?? [],
    transactions: [],
    writesLedger: options.writesLedger ?? false,
    ...(options.signing === true ? { signing: true } : {}),
  };
  const check = (request: ApiRequest): Checked<P, Q, B> => {
    checks[0](request.params);
    checks[1](request.query);
    checks[2](request.body);
    // The checks have just shown that the values have these types.
    return request;
  };
  return { route, check };
}

/** Whether every field of every form may be left out. */
const isOptional = (body: TSchema): boolean => !('oneOf' in body) && (body as Partial<TObject>).required === undefined;

/** A route of the gateway's own for everybody. */
export function publicRoute<P extends TObject, Q extends TObject, B extends TSchema>(
  options: GatewayRouteOptions<P, Q, B>,
  handle: (checked: Checked<P, Q, B>, request: ApiRequest) => Promise<Answer>,
): PublicRoute {
  const { route, check } = form(options);
  return { ...route, access: 'public', handle: async (request) => await handle(check(request), request) };
}

/** A route of the gateway's own for those who say who they are. */
export function memberRoute<P extends TObject, Q extends TObject, B extends TSchema>(
  options: GatewayRouteOptions<P, Q, B>,
  handle: (checked: Checked<P, Q, B>, request: MemberRequest) => Promise<Answer>,
): MemberRoute {
  const { route, check } = form(options);
  return { ...route, access: 'member', handle: async (request) => await handle(check(request), request) };
}

/** `POST /v1/me/renewal` is `postMeRenewal`, `GET /v1/listings/{listing}/proof` is `getListingsByListingProof`. */
function operationIdOf({ method, path }: { readonly method: string; readonly path: string }): string {
  const words = path
    .replace(/^\/v1/, '')
    .split('/')
    .slice(1)
    .map((part) => (part.startsWith('{') ? `by-${part.slice(1, -1)}` : part));
  return [method.toLowerCase(), ...words]
    .join('-')
    .replace(/[-.]([a-zA-Z])/g, (_, letter: string) => letter.toUpperCase());
}
