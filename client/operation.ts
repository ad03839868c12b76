/** An operation of the API as its OpenAPI document describes it: what a client needs to send a request. */
export interface Operation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As OpenAPI writes it: `/v1/books/{book}`. */
  readonly path: string;
  /** Names of the parameters that stand in the query; what is neither there nor in the path is the body's. */
  readonly query: readonly string[];
  /** Whether a request has a body. */
  readonly body: boolean;
  /** Whether the caller has to say who it is. */
  readonly authenticated: boolean;
  /**
   * `write`: a command to the ledger, which takes an idempotency key, so that a repetition does nothing a second time;
   * `read`: changes nothing; `other`: not to be repeated unless the gateway has refused it.
   */
  readonly kind: 'read' | 'write' | 'other';
  /** Transactions of the ledger that it can lead to, as `contract:name`. */
  readonly transactions: readonly string[];
}

/** The fields of a request, path, query and body alike: no two of them have the same name. */
export type OperationRequest = Readonly<Record<string, unknown>>;

/** An operation with its values in their places. */
export interface AddressedRequest {
  readonly operation: Operation;
  /** Path and query, ready to send. */
  readonly address: string;
  /** Undefined where the request has no body. */
  readonly body: object | undefined;
}

/** Puts a request's fields where the operation wants them. Throws TypeError where a field of the path is missing. */
export function addressed(operation: Operation, request: OperationRequest): AddressedRequest {
  const body: Record<string, unknown> = {};
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request)) {
    if (value === undefined || operation.path.includes(`{${name}}`)) continue;
    if (operation.query.includes(name)) query.set(name, text(name, value));
    else body[name] = value;
  }
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(text(name, request[name])));
  const search = query.toString();
  return {
    operation,
    address: search === '' ? path : `${path}?${search}`,
    body: operation.body ? body : undefined,
  };
}

function text(name: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || value === '') return String(value);
  throw new TypeError(`${name} has to be given as a string; found ${typeof value}`);
}
