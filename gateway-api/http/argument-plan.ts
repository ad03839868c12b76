import { randomBytes } from 'node:crypto';
import { type TObject, type TProperties, type TSchema, Type } from '@sinclair/typebox';
import { type TransactionDeclaration } from '../../chaincode/wire/declaration';
import { MemberId, StorageUnitId } from '../../chaincode/wire/schemas';
import { ledgerCall, type LedgerCall } from '../fabric/ledger-call';
import { Refusal } from '../refusal';
import { type LedgerRoute, pathNames } from './ledger-route';
import { type MemberRequest } from './route';

const closed = { additionalProperties: false } as const;

/** Where a transaction's arguments stand in a request, as the schemas that check them and the code that takes them. */
export interface ArgumentPlan {
  readonly path: TObject;
  readonly query: TObject;
  /** The fields of the body, without the one that chooses the transaction. */
  readonly body: TObject;
  call(request: MemberRequest): LedgerCall;
}

/** Derives the plan of one transaction of a route. */
export function argumentPlan(route: LedgerRoute, declaration: TransactionDeclaration): ArgumentPlan {
  const inPath = pathNames(route.path);
  const fromCaller = route.caller ?? [];
  const rest = Object.keys(declaration.args).filter((name) => !inPath.includes(name) && !fromCaller.includes(name));
  const fromQuery = route.method === 'GET' ? rest : [];
  const fromBody = route.method === 'GET' ? [] : rest;
  const fields = Object.fromEntries(fromBody.map((name) => [name, fieldSchema(declaration, name)]));
  const asksForTransient = declaration.transient && !route.evidence;
  const person = asksForTransient ? givenFields(declaration.transient.schema, route.random ?? {}) : {};
  const query = fromQuery.map((name) => {
    const fallback = route.defaults?.[name];
    const schema = schemaOf(declaration, name);
    return [name, fallback === undefined ? schema : Type.Optional({ ...schema, default: fallback })];
  });
  return {
    path: Type.Object(Object.fromEntries(inPath.map((name) => [name, pathSchema(route, declaration, name)])), closed),
    query: Type.Object(Object.fromEntries(query) as TProperties, closed),
    body: bodySchema(route, { ...fields, ...person }),
    call: (request) => {
      for (const name of route.own ?? []) requireOwn(name, request);
      const given = route.argumentsIn === undefined ? request.body : (request.body[route.argumentsIn] as object);
      const values = new Map<string, unknown>(Object.entries(given));
      const args: Record<string, string> = {};
      for (const name of inPath) args[name] = request.params[name] ?? '';
      for (const name of fromCaller) args[name] = request.caller.identity.memberId;
      for (const name of fromQuery) args[name] = request.query[name] ?? route.defaults?.[name] ?? '';
      for (const name of fromBody) args[name] = argumentText(values.get(name), name in declaration.documents);
      const transient = asksForTransient ? { ...pick(values, person), ...randomFields(route) } : undefined;
      return ledgerCall(declaration, args, transient);
    },
  };
}

function schemaOf(declaration: TransactionDeclaration, name: string): TSchema {
  const schema = declaration.args[name];
  if (!schema) throw new Error(`${declaration.name} has no argument ${name}`);
  return schema;
}

const fieldSchema = (declaration: TransactionDeclaration, name: string): TSchema =>
  declaration.documents[name] ?? schemaOf(declaration, name);

/** A name in the path is an argument, the member that has to be the caller, or what chooses the transaction. */
function pathSchema(route: LedgerRoute, declaration: TransactionDeclaration, name: string): TSchema {
  if (name in declaration.args) return schemaOf(declaration, name);
  // A storage unit is asked for by the id of its own identity.
  if (route.own?.includes(name)) return name === 'unit' ? StorageUnitId : MemberId;
  if ('of' in route.target && route.target.name === name) {
    const values = Object.keys(route.target.of);
    return Type.Unsafe<string>({ type: 'string', enum: values });
  }
  throw new Error(`${route.path} names ${name}, which ${declaration.name} does not take`);
}

/** The fields of a transient document that the client gives; the gateway makes the others. */
function givenFields(schema: TObject, random: Readonly<Record<string, number>>): TProperties {
  return Object.fromEntries(Object.entries(schema.properties).filter(([name]) => !(name in random)));
}

function bodySchema(route: LedgerRoute, fields: TProperties): TObject {
  if (route.argumentsIn === undefined) return Type.Object(fields, closed);
  return Type.Object({ [route.argumentsIn]: Type.Object(fields, closed) }, closed);
}

const randomFields = (route: LedgerRoute): Record<string, string> =>
  Object.fromEntries(
    Object.entries(route.random ?? {}).map(([name, size]) => [name, randomBytes(size).toString('hex')]),
  );

const pick = (values: ReadonlyMap<string, unknown>, fields: TProperties): Record<string, unknown> =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, values.get(name)]));

/** Transactions take strings: a document travels as JSON. The form has been checked before. */
const argumentText = (value: unknown, isDocument: boolean): string =>
  isDocument ? JSON.stringify(value) : (value as string);

function requireOwn(name: string, { params, caller }: MemberRequest): void {
  const { memberId } = caller.identity;
  if (params[name] === memberId) return;
  throw new Refusal('FORBIDDEN', `Only ${params[name] ?? 'the owner'} may do this, and ${memberId} is asking.`, {
    field: name,
  });
}
