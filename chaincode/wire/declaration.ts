import { type Static, type TObject, type TProperties, type TSchema } from '@sinclair/typebox';
import { type ErrorCode } from '../domain/errors';
import { type Role } from '../domain/roles';

/**
 * Who may call: holders of a role on the ledger, or
 * `anyone`: every identity that the channel admits, registered or not;
 * `member`: every active member;
 * `storageUnit`: the identity of a storage unit of the network, member or not;
 * `organizationAdmin`: an identity with its organisation's admin certificate.
 */
export type Caller = 'anyone' | 'member' | 'organizationAdmin' | 'storageUnit' | Role;

/**
 * A resource on the ledger that transactions compete for: of two that are endorsed at the same moment and both change it,
 * or one changes what the other read, the ledger takes only the first. A door that sends them knows by this which to send
 * one after another. It is advice for speed: nothing that is right depends on it.
 */
export interface Contention {
  /** Names the resource; `{name}` stands for the argument of that name, `{caller}` for the caller's id. */
  readonly on: string;
  /** `always`: every such transaction changes it. `sometimes`: only some do, or they only read it. */
  readonly collides: 'always' | 'sometimes';
}

/**
 * One transaction: everything that its contract metadata, the gateway's schema, the OpenAPI document and the
 * authorisation table need to know of it stands here and nowhere else.
 */
export interface TransactionDeclaration<
  Args extends TProperties = TProperties,
  Result extends TSchema = TSchema,
  Documents extends TProperties = TProperties,
> {
  /** The contract it belongs to; its full name is `contract:name`. */
  readonly contract: string;
  readonly name: string;
  /** `submit` changes the ledger, `evaluate` only reads. */
  readonly kind: 'submit' | 'evaluate';
  readonly summary: string;
  /** In the order of the transaction's arguments, each of them a string. A `Json` argument holds a document. */
  readonly args: Args;
  /** What a `Json` argument has to hold, by argument. */
  readonly documents: Documents;
  /** What travels as transient data, as a JSON document under this transaction's only transient key. */
  readonly transient?: { readonly key: string; readonly schema: TObject };
  readonly result: Result;
  readonly callers: readonly [Caller, ...Caller[]];
  /** What it competes for; without it, transactions of the same name are taken to collide sometimes. */
  readonly contention?: readonly Contention[];
  /** Refusals of its own; those that every transaction shares are in `commonErrors`. */
  readonly errors: readonly ErrorCode[];
}

/** The arguments of a declaration as its contract and the gateway's client see them. */
export type ArgumentsOf<D> =
  D extends TransactionDeclaration<infer Args> ? { [K in keyof Args]: Static<Args[K]> } : never;
/** What a declaration's transaction answers. */
export type ResultOf<D> = D extends TransactionDeclaration<TProperties, infer Result> ? Static<Result> : never;

/** Refusals that every transaction can meet before its own rule is asked. */
export const commonErrors = [
  'INVALID_ARGUMENT',
  'NOT_BOOTSTRAPPED',
  'NOT_REGISTERED',
  'MEMBER_SUSPENDED',
  'FORBIDDEN',
  'CLOCK_SKEW',
] as const satisfies readonly ErrorCode[];

/** Declares a transaction; `documents` and `errors` default to none. */
export function declare<
  const Args extends TProperties,
  Result extends TSchema,
  const Documents extends TProperties = Pick<TProperties, never>,
>(
  declaration: Omit<TransactionDeclaration<Args, Result>, 'documents' | 'errors'> & {
    documents?: Documents;
    errors?: readonly ErrorCode[];
  },
): TransactionDeclaration<Args, Result, Documents> {
  return { errors: [], ...declaration, documents: declaration.documents ?? ({} as Documents) };
}
