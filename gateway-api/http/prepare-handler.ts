import { TransactionId } from '../../chaincode/wire/schemas';
import { type TObject, type TProperties, Type } from '@sinclair/typebox';
import { SignatureWanted } from '../auth/ca-caller';
import { type FabricIdentity } from '../fabric/fabric-identity';
import { type LedgerCall, withTransient } from '../fabric/ledger-call';
import { type NetworkClient } from '../fabric/network-client';
import { type SignedTransactions } from '../fabric/signed-transactions';
import { type TransactionLog } from '../fabric/transaction-log';
import { type ProblemCode } from '../refusal';
import { evidenceSource, ledgerPlan } from './ledger-handler';
import { type LedgerReads } from './ledger-reads';
import { type LedgerRoute } from './ledger-route';
import { base64Of, type Preparations } from './preparations';
import { type MemberRequest, type MemberRoute } from './route';
import { claimOf, submissionAnswer } from './write-answer';

const closed = { additionalProperties: false } as const;

/** What there is to sign, as an answer. */
export function toSignSchema(name: string, more: TProperties = {}): TObject {
  return Type.Object(
    {
      preparation: Type.String({ description: 'Under which its signature is given' }),
      bytes: Type.String({ description: 'What is to be signed, base64: decode it and compare before signing' }),
      digest: Type.String({ description: 'SHA-256 of the bytes, hex' }),
      expiresAt: Type.String({ description: 'Until when a signature is taken' }),
      ...more,
    },
    { ...closed, $id: name },
  );
}

const Prepared = toSignSchema('PreparedRequest', { transactionId: Type.Optional(TransactionId) });

/** What stands behind prepared requests. */
export interface PrepareParts {
  readonly client: NetworkClient;
  readonly reads: Pick<LedgerReads, 'ask'>;
  readonly signed: SignedTransactions;
  readonly preparations: Preparations;
  readonly log: TransactionLog;
  /** The gateway's own identity, which fetches public evidence. */
  readonly reader: FabricIdentity;
}

/** The address at which a request is prepared instead of made. */
const prepareOf = (path: string): string => path.replace(/^\/v1\//, '/v1/prepare/');

function prepareForm(route: Omit<MemberRoute, 'handle'>, errors: readonly ProblemCode[]): Omit<MemberRoute, 'handle'> {
  const { answers, operationId } = route;
  const replayed = route.writesLedger ? answers : {};
  const name = operationId.charAt(0).toUpperCase() + operationId.slice(1);
  return {
    ...route,
    path: prepareOf(route.path),
    operationId: `prepare${name}`,
    tag: 'signing',
    summary: `Prepares for the caller's own signature: ${route.summary.charAt(0).toLowerCase()}${route.summary.slice(1)}`,
    signing: true,
    answers: { 200: { description: 'To be signed', schema: Prepared }, ...replayed },
    errors: [...new Set([...errors, 'QUEUE_FULL' as const])],
  };
}

/** For each route of the table the one that prepares the same request for the member's signature. */
export function prepareHandler(route: LedgerRoute, parts: PrepareParts): MemberRoute {
  const plan = ledgerPlan(route);
  const { writesLedger } = plan.route;
  const write = async (request: MemberRequest, call: LedgerCall) => {
    const { identity } = request.caller;
    const claim = claimOf(request);
    const submission = claim && (await parts.signed.replay(identity, claim));
    if (submission)
      return await submissionAnswer(parts.client, request, { submission, repeated: true }, plan.committedStatus);
    const shown =
      route.evidence &&
      (await route.evidence(evidenceSource(request.caller, parts.reader, parts.client, parts.reads), call));
    const { transactionId, message, envelope } = parts.signed.propose(
      identity,
      shown ? withTransient(call, shown) : call,
    );
    const { name, args } = call;
    const conflicts = conflictsBefore(request, call, parts.log);
    const { committedStatus } = plan;
    const json = await parts.preparations.keep(identity, {
      step: 'proposal',
      message: base64Of(message),
      envelope: base64Of(envelope),
      write: { transaction: name, args, conflicts, committedStatus, ...(claim ? { claim } : {}) },
    });
    return { status: 200, json: { ...json, transactionId } };
  };
  return {
    ...prepareForm(
      plan.route,
      plan.route.errors.filter((code) => code !== 'SIGNATURE_NEEDED'),
    ),
    handle: async (request) => {
      const call = plan.callOf(request);
      if (writesLedger) return await write(request, call);
      const { identity } = request.caller;
      const { transactionId, message, envelope } = parts.signed.propose(identity, call);
      const prepared = { step: 'read', message: base64Of(message), envelope: base64Of(envelope) } as const;
      return { status: 200, json: { ...(await parts.preparations.keep(identity, prepared)), transactionId } };
    },
  };
}

/**
 * The same for a route that asks a CA in the caller's name: run up to the point where it would be signed. No key that the
 * gateway keeps signs it, so that whoever prepares has nothing done yet.
 */
export function prepareCaRequest(route: MemberRoute, preparations: Preparations): MemberRoute {
  return {
    ...prepareForm(route, route.errors),
    handle: async (request) => {
      const { caller, params, body } = request;
      const sign = (message: Buffer): never => {
        throw new SignatureWanted(message);
      };
      try {
        return await route.handle({ ...request, caller: { ...caller, signing: undefined, sign } });
      } catch (error) {
        if (!(error instanceof SignatureWanted)) throw error;
        const { operationId } = route;
        const message = base64Of(error.bytes);
        const prepared = { step: 'caRequest', message, operation: operationId, params, body } as const;
        return { status: 200, json: await preparations.keep(caller.identity, prepared) };
      }
    },
  };
}

/** How many transactions met conflicts before this one, by the one that it says it repeats. */
function conflictsBefore({ headers, caller }: MemberRequest, call: LedgerCall, log: TransactionLog): number {
  const before = headers['retry-of'];
  const entry = typeof before === 'string' ? log.get(before) : undefined;
  const own = entry?.member === caller.identity.memberId && entry.transaction === call.declaration.name;
  return own ? (entry.conflicts ?? 0) : 0;
}
