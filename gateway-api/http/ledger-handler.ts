import { type TObject, type TProperties, type TSchema, Type } from '@sinclair/typebox';
import { commonErrors, type TransactionDeclaration } from '../../chaincode/wire/declaration';
import { fullName } from '../../chaincode/wire/transactions';
import { signingIdentity } from '../auth/signing-identity';
import { type LedgerCall, withTransient } from '../fabric/ledger-call';
import { type FabricIdentity } from '../fabric/fabric-identity';
import { type NetworkClient } from '../fabric/network-client';
import { type ProblemCode, Refusal } from '../refusal';
import { type ArgumentPlan, argumentPlan } from './argument-plan';
import { formOf } from './form';
import { consistency, type LedgerReads } from './ledger-reads';
import { type Choice, type EvidenceSource, type LedgerRoute, operationIdOf, variantsOf } from './ledger-route';
import { readAnswers } from './read-answer';
import { type MemberRequest, type MemberRoute } from './route';
import { writeAnswer, writeAnswers } from './write-answer';

const closed = { additionalProperties: false } as const;

interface Variant {
  readonly declaration: TransactionDeclaration;
  readonly plan: ArgumentPlan;
  readonly check: (request: MemberRequest) => void;
}

const writeErrors: readonly ProblemCode[] = [
  'QUEUE_FULL',
  'IDEMPOTENCY_KEY_REUSED',
  'REQUEST_IN_FLIGHT',
  'CONFLICT',
  'TRANSACTION_INVALID',
  'OUTCOME_UNKNOWN',
];
const ledgerErrors: readonly ProblemCode[] = [
  ...commonErrors,
  'SIGNATURE_NEEDED',
  'NETWORK_REFUSED',
  'NETWORK_UNAVAILABLE',
];

/** A route of the table as requests meet it, and the call that a request means. */
export interface LedgerPlan {
  readonly route: Omit<MemberRoute, 'handle'>;
  /** The status of its answer after the commit. */
  readonly committedStatus: number;
  /** Checks the request's form. Throws INVALID_ARGUMENT and FORBIDDEN. */
  callOf(request: MemberRequest): LedgerCall;
}

/** Makes the route of a table entry: checks the request, calls the transaction, answers. */
export function ledgerHandler(route: LedgerRoute, client: NetworkClient, reads: LedgerReads): MemberRoute {
  const plan = ledgerPlan(route);
  return {
    ...plan.route,
    handle: async (request) => {
      const call = plan.callOf(request);
      if (!plan.route.writesLedger) return await reads.answer(request, call);
      const identity = signingIdentity(request.caller);
      const shown =
        route.evidence && (await route.evidence(evidenceSource(request.caller, identity, client, reads), call));
      const written = shown ? withTransient(call, shown) : call;
      return await writeAnswer(client, request, written, plan.committedStatus);
    },
  };
}

/** Evidence for a caller; `asker` may ask for blocks. */
export const evidenceSource = (
  caller: MemberRequest['caller'],
  asker: FabricIdentity,
  client: Pick<NetworkClient, 'blockOf'>,
  reads: Pick<LedgerReads, 'ask'>,
): EvidenceSource => ({
  ask: (call) => reads.ask(caller, call),
  blockOf: (transactionId) => client.blockOf(asker, transactionId),
});

/** Derives the form of a table entry. */
export function ledgerPlan(route: LedgerRoute): LedgerPlan {
  const choice = 'of' in route.target ? route.target : undefined;
  const variants = variantsOf(route);
  const compiled = new Map(
    variants.map(({ value, declaration }) => [value, compile(route, choice, declaration, value)]),
  );
  const [first] = compiled.values();
  if (!first) throw new Error(`${route.method} ${route.path} leads to no transaction`);
  const writesLedger = variants.some(({ declaration }) => declaration.kind === 'submit');
  const body = route.method === 'POST' ? bodyOf(choice, compiled) : undefined;
  return {
    route: {
      ...route,
      access: 'member',
      operationId: operationIdOf(route),
      parameters: first.plan.path,
      query: writesLedger ? first.plan.query : withConsistency(first.plan.query),
      ...(body === undefined ? {} : { body }),
      bodyOptional: body !== undefined && (body as Partial<TObject>).required === undefined && !('oneOf' in body),
      transactions: variants.map(({ declaration }) => fullName(declaration)),
      writesLedger,
      answers: writesLedger ? writeAnswers(resultOf(compiled)) : readAnswers(resultOf(compiled)),
      errors: [
        ...new Set([
          ...ledgerErrors,
          ...variants.flatMap(({ declaration }) => declaration.errors),
          ...(writesLedger ? writeErrors : []),
        ]),
      ],
    },
    committedStatus: route.method === 'DELETE' ? 200 : 201,
    callOf: (request) => {
      const variant = chosen(choice, compiled, request);
      variant.check(request);
      return variant.plan.call(request);
    },
  };
}

const withConsistency = ({ properties }: TObject): TObject => Type.Object({ ...properties, ...consistency }, closed);

function compile(
  route: LedgerRoute,
  choice: Choice | undefined,
  declaration: TransactionDeclaration,
  value: string | undefined,
): Variant {
  const plan = argumentPlan(route, declaration);
  const chooser: TProperties =
    choice?.in === 'body' && value !== undefined ? { [choice.name]: Type.Literal(value) } : {};
  const path = formOf(plan.path);
  const query = formOf(declaration.kind === 'submit' ? plan.query : withConsistency(plan.query));
  const body = formOf(Type.Object({ ...chooser, ...plan.body.properties }, closed));
  return {
    declaration,
    plan,
    check: (request) => {
      path(request.params);
      query(request.query);
      body(request.body);
    },
  };
}

function chosen(
  choice: Choice | undefined,
  variants: ReadonlyMap<string | undefined, Variant>,
  request: MemberRequest,
): Variant {
  const value = choice && (choice.in === 'path' ? request.params[choice.name] : request.body[choice.name]);
  const variant = variants.get(value as string | undefined);
  if (variant) return variant;
  const names = [...variants.keys()].join(', ');
  throw new Refusal('INVALID_ARGUMENT', `${choice?.name ?? ''} must be one of ${names}.`, {
    field: choice?.name ?? '',
  });
}

/** The body as the document shows it: one form, or one for each value of the field that chooses. */
function bodyOf(choice: Choice | undefined, variants: ReadonlyMap<string | undefined, Variant>): TSchema | undefined {
  const forms = [...variants].map(([value, { plan }]) =>
    choice?.in === 'body' && value !== undefined
      ? Type.Object({ [choice.name]: Type.Literal(value), ...plan.body.properties }, { ...closed, title: value })
      : plan.body,
  );
  const [only] = forms;
  if (choice?.in === 'body') return Type.Unsafe({ oneOf: forms });
  return only && Object.keys(only.properties).length > 0 ? only : Type.Object({}, closed);
}

function resultOf(variants: ReadonlyMap<string | undefined, Variant>): TSchema {
  const [result] = [...variants.values()].map(({ declaration }) => declaration.result);
  return result ?? Type.Unknown();
}
