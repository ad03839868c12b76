/** Where one argument of a transaction stands in a request. */
export type ArgumentPlace =
  /** A segment of the path. */
  | readonly ['path', string]
  /** The caller's own member id. */
  | readonly ['caller']
  /** The query, with its value where it is left out. */
  | readonly ['query', string, string]
  /** A text in the body. */
  | readonly ['body', string]
  /** A document in the body, which travels as JSON. */
  | readonly ['json', string];

/** The transient document of a transaction: its key, the fields that the member gives, what the gateway adds. */
export interface TransientForm {
  readonly key: string;
  readonly given: readonly string[];
  readonly random: Readonly<Record<string, number>>;
  readonly evidence: boolean;
}

/** How a request becomes a transaction's arguments. */
export interface TransactionForm {
  /** `contract:name`. */
  readonly transaction: string;
  readonly args: readonly ArgumentPlace[];
  readonly transient?: TransientForm;
}

/** An address of the API and the transactions behind it, as the client needs it to know what it signs. */
export interface RouteForm {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Whether it changes the ledger. */
  readonly writes: boolean;
  /** What tells which transaction is meant, where there are several. */
  readonly choice?: { readonly in: 'path' | 'body'; readonly name: string };
  /** The field of the body that holds the arguments, where they are not the body itself. */
  readonly argumentsIn?: string;
  /** By the value that chooses; `''` where there is one. */
  readonly transactions: Readonly<Record<string, TransactionForm>>;
}
