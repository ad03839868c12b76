import { Type } from '@sinclair/typebox';
import { TransactionId } from '../../../chaincode/wire/schemas';
import { fullName, transactionList } from '../../../chaincode/wire/transactions';
import { type MemberIdentity } from '../../fabric/fabric-identity';
import { type NetworkClient } from '../../fabric/network-client';
import { type SignedTransactions, type SignedWrite } from '../../fabric/signed-transactions';
import { Refusal, type ProblemCode } from '../../refusal';
import { Signature } from '../auth-forms';
import { memberRoute } from '../gateway-route';
import { toSignSchema } from '../prepare-handler';
import { base64Of, bytesOf, type PreparedWrite, type Preparations, requireSignature } from '../preparations';
import { type MemberRequest, type MemberRoute, type Route } from '../route';
import { submissionAnswer, writeAnswers } from '../write-answer';

const closed = { additionalProperties: false } as const;
const parameters = Type.Object(
  { preparation: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$', examples: ['AAAAAAAAAAAAAAAAAAAAAA'] }) },
  closed,
);
const signedBody = Type.Object({ signature: Signature }, closed);
const shared: readonly ProblemCode[] = [
  'PREPARATION_UNKNOWN',
  'SIGNATURE_REFUSED',
  'NETWORK_REFUSED',
  'NETWORK_UNAVAILABLE',
];

const Endorsed = toSignSchema('EndorsedTransaction', {
  transactionId: TransactionId,
  statusRequest: Type.String({ description: 'The question for the outcome, to be signed, too; base64' }),
});

/** The steps of a member who signs by itself, after the first (docs/gateway.md, "A key of one's own"). */
export function preparationRoutes(
  preparations: Preparations,
  signed: SignedTransactions,
  client: Pick<NetworkClient, 'announce'>,
  caRoutes: readonly MemberRoute[],
): Route[] {
  const step = (name: string) => ({
    method: 'POST' as const,
    path: `/v1/preparations/{preparation}/${name}`,
    tag: 'signing',
    parameters,
    signing: true,
  });
  return [
    memberRoute(
      {
        ...step('answer'),
        operationId: 'answerPreparation',
        summary: 'Answers a prepared read, or request to the CA, that is signed now',
        body: signedBody,
        answers: {
          200: { description: 'What the request itself would have answered', schema: Type.Unknown() },
          201: { description: 'The same, of a request to the CA', schema: Type.Unknown() },
          204: { description: 'The same, where there is nothing to tell' },
        },
        errors: [...shared, ...new Set(caRoutes.flatMap(({ errors }) => errors))],
      },
      async ({ params, body }, request) => {
        const { identity } = request.caller;
        const taken = await preparations.take(identity, params.preparation, ['read', 'caRequest'], body.signature);
        if (taken.step === 'read') {
          const json = await signed.evaluate(identity, bytesOf(taken.envelope), bytesOf(body.signature));
          return { status: 200, json };
        }
        const route = caRoutes.find(({ operationId }) => operationId === taken.operation);
        if (!route) throw new Error(`A request for ${taken.operation} was prepared, which asks no CA`);
        return await route.handle(signedRequest(request, taken, body.signature));
      },
    ),
    memberRoute(
      {
        ...step('endorsement'),
        operationId: 'endorsePreparation',
        summary: 'Has a prepared proposal endorsed that is signed now, and gives the transaction to sign',
        body: signedBody,
        answers: { 200: { description: 'To be signed', schema: Endorsed } },
        errors: [...shared, ...chaincodeErrors(), 'CONFLICT', 'QUEUE_FULL'],
      },
      async ({ params, body }, { caller }) => {
        const { identity } = caller;
        const { write, envelope } = await preparations.take(identity, params.preparation, ['proposal'], body.signature);
        const endorsed = await signed.endorse(signedWrite(identity, write), bytesOf(envelope), bytesOf(body.signature));
        const { transactionId, question } = endorsed;
        const statusRequest = base64Of(question.message);
        const json = await preparations.keep(identity, {
          step: 'transaction',
          message: base64Of(endorsed.message),
          envelope: base64Of(endorsed.envelope),
          write,
          transactionId,
          question: { message: statusRequest, envelope: base64Of(question.envelope) },
        });
        return { status: 200, json: { ...json, transactionId, statusRequest } };
      },
    ),
    memberRoute(
      {
        ...step('submission'),
        operationId: 'submitPreparation',
        summary: 'Orders an endorsed transaction that is signed now',
        body: Type.Object({ signature: Signature, statusSignature: Signature }, closed),
        answers: {
          200: { description: 'As 201, of a DELETE', schema: Type.Unknown() },
          ...writeAnswers(Type.Unknown()),
        },
        errors: [
          ...shared,
          ...(['QUEUE_FULL', 'IDEMPOTENCY_KEY_REUSED', 'REQUEST_IN_FLIGHT', 'CONFLICT'] as const),
          ...(['TRANSACTION_INVALID', 'OUTCOME_UNKNOWN'] as const),
        ],
      },
      async ({ params, body }, request) => {
        const { identity } = request.caller;
        const { signature, statusSignature } = body;
        const taken = await preparations.take(identity, params.preparation, ['transaction'], signature);
        await requireSignature(identity, taken.question.message, statusSignature, 'statusSignature');
        const question = { envelope: bytesOf(taken.question.envelope), signature: bytesOf(statusSignature) };
        const submission = { envelope: bytesOf(taken.envelope), signature: bytesOf(signature), question };
        const { claim, committedStatus } = taken.write;
        const write = signedWrite(identity, taken.write);
        const started = await signed.submit(write, submission, claim, request.requestId);
        return await submissionAnswer(client, request, started, committedStatus);
      },
    ),
  ];
}

/** The prepared request with the signature in place of a key. */
function signedRequest(
  request: MemberRequest,
  { message, params, body }: { readonly message: string; readonly params: object; readonly body: object },
  signature: string,
): MemberRequest {
  const sign = (wanted: Buffer): Buffer => {
    if (base64Of(wanted) === message) return bytesOf(signature);
    // What the member signed counts, and it is gone with this attempt.
    throw new Refusal('SIGNATURE_REFUSED', 'The request would be another one by now than the one that was signed.');
  };
  const caller = { ...request.caller, signing: undefined, sign };
  return {
    ...request,
    params: params as MemberRequest['params'],
    body: body as MemberRequest['body'],
    query: {},
    caller,
  };
}

function signedWrite(identity: MemberIdentity, { transaction, args, conflicts }: PreparedWrite): SignedWrite {
  const declaration = transactionList.find((each) => fullName(each) === transaction);
  if (!declaration) throw new Error(`${transaction} was prepared, which no chaincode declares`);
  return { identity, call: { declaration, name: transaction, args, transient: {} }, conflicts };
}

const chaincodeErrors = (): ProblemCode[] => [...new Set(transactionList.flatMap(({ errors }) => errors))];
