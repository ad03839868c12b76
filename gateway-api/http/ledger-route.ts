import { type TransactionDeclaration } from '../../chaincode/wire/declaration';
import { type LedgerCall } from '../fabric/ledger-call';

/** Whom evidence is fetched from: queries are asked as the caller, blocks are public. */
export interface EvidenceSource {
  ask(call: LedgerCall): Promise<Uint8Array>;
  blockOf(transactionId: string): Promise<Uint8Array>;
}

/** Fetches from the network what a call shows the chaincode. Throws a Refusal. */
export type Evidence = (source: EvidenceSource, call: LedgerCall) => Promise<object>;

/** Which of several transactions a request means: told by a segment of the path or a field of the body. */
export interface Choice {
  readonly in: 'path' | 'body';
  readonly name: string;
  readonly of: Readonly<Record<string, TransactionDeclaration>>;
}

/** What a route says beyond its method, its path and its transactions. */
export interface RouteOptions {
  /** Arguments that are the caller's own member id. */
  readonly caller?: readonly string[];
  /** Segments of the path that must be the caller's own member id, though the transaction doesn't take them. */
  readonly own?: readonly string[];
  /** Fields of the transient document that the gateway makes: random bytes, as hex. */
  readonly random?: Readonly<Record<string, number>>;
  /** What makes the transient document, where the gateway fetches all of it. */
  readonly evidence?: Evidence;
  /** The field of the body that holds the arguments, where they are not the body itself. */
  readonly argumentsIn?: string;
  /** Name of the operation, where it isn't that of its one transaction. */
  readonly operationId?: string;
  /** Values of arguments that a query may leave out. */
  readonly defaults?: Readonly<Record<string, string>>;
}

/**
 * An address of the API and the transactions behind it. An argument is taken from the path where the path names it,
 * else from the query of a GET and the body of everything else, under its own name. Validation, the OpenAPI document
 * and the test that every transaction can be reached are derived from this.
 */
export interface LedgerRoute extends RouteOptions {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As OpenAPI writes it: `/v1/units/{unit}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly target: TransactionDeclaration | Choice;
}

/** The transactions of a route, each with the value that chooses it. */
export function variantsOf(
  route: LedgerRoute,
): { readonly value?: string; readonly declaration: TransactionDeclaration }[] {
  if (!('of' in route.target)) return [{ declaration: route.target }];
  return Object.entries(route.target.of).map(([value, declaration]) => ({ value, declaration }));
}

/** `PlaceOrder` is the operation `placeOrder`; a route of several transactions has a name of its own. */
export function operationIdOf({ operationId, target, method, path }: LedgerRoute): string {
  if (operationId !== undefined) return operationId;
  if ('of' in target) throw new Error(`${method} ${path} leads to several transactions and needs an operationId`);
  return target.name.charAt(0).toLowerCase() + target.name.slice(1);
}

/** The names in braces of a path, in order. */
export const pathNames = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');

const paging = { pageSize: '50', bookmark: '' };

type Described = RouteOptions & { readonly summary?: string };

/** Makes the routes of one resource. */
export const resource = (tag: string) => {
  const route = (
    method: LedgerRoute['method'],
    path: string,
    target: TransactionDeclaration | Choice,
    options: Described = {},
  ): LedgerRoute => ({
    method,
    path: `/v1${path}`,
    tag,
    target,
    summary: 'summary' in target ? target.summary : '',
    ...options,
  });
  return {
    get: (path: string, target: TransactionDeclaration | Choice, options: Described = {}) =>
      route('GET', path, target, { ...options, defaults: { ...paging, ...options.defaults } }),
    post: (path: string, target: TransactionDeclaration | Choice, options?: Described) =>
      route('POST', path, target, options),
    delete: (path: string, target: TransactionDeclaration | Choice, options?: Described) =>
      route('DELETE', path, target, options),
  };
};
