import { Type } from '@sinclair/typebox';
import { TransactionId } from '../../../chaincode/wire/schemas';
import { type FabricIdentity } from '../../fabric/fabric-identity';
import { type NetworkClient } from '../../fabric/network-client';
import { type TransactionEntry, type TransactionLog } from '../../fabric/transaction-log';
import { Refusal } from '../../refusal';
import { memberRoute } from '../gateway-route';
import { Problem, problemOf } from '../problem';
import { type Route } from '../route';
import { receiptJson } from '../write-answer';

const closed = { additionalProperties: false } as const;
const states = ['submitted', 'committed', 'invalid', 'unknown'] as const;

const TransactionView = Type.Object(
  {
    transactionId: Type.String({
      ...TransactionId,
      description: 'The attempt that counts: a conflict makes a new one',
    }),
    state: Type.Unsafe<(typeof states)[number]>({ type: 'string', enum: [...states] }),
    validationCode: Type.Optional(
      Type.String({ description: "Fabric's own, where the ledger was asked", examples: ['VALID'] }),
    ),
    blockNumber: Type.Optional(Type.String({ examples: ['420'] })),
    attempts: Type.Optional(Type.Integer({ minimum: 1 })),
    result: Type.Optional(Type.Unknown({ description: 'What it answered; for the member who made it' })),
    problem: Type.Optional(Problem),
  },
  { ...closed, $id: 'Transaction' },
);

/** Where the `Location` of a write leads; `reader` asks the ledger for transactions that this gateway doesn't know. */
export function transactionRoutes(client: NetworkClient, log: TransactionLog, reader: FabricIdentity): Route[] {
  return [
    memberRoute(
      {
        method: 'GET',
        path: '/v1/transactions/{transaction}',
        operationId: 'getTransaction',
        tag: 'transactions',
        summary: 'What became of a transaction',
        parameters: Type.Object({ transaction: TransactionId }, closed),
        answers: { 200: { description: 'OK', schema: TransactionView } },
        errors: ['TRANSACTION_NOT_FOUND', 'NETWORK_UNAVAILABLE', 'NETWORK_REFUSED'],
      },
      async ({ params }, { caller }) => {
        const entry = await log.find(params.transaction);
        if (entry?.member === caller.identity.memberId) return { status: 200, json: viewOf(entry) };
        const code = await client.validationCode(reader, params.transaction);
        if (code === undefined) {
          throw new Refusal('TRANSACTION_NOT_FOUND', `The ledger has no transaction ${params.transaction}.`);
        }
        const state = code === 'VALID' ? 'committed' : 'invalid';
        return { status: 200, json: { transactionId: params.transaction, state, validationCode: code } };
      },
    ),
  ];
}

function viewOf({ transactionId, state, receipt, failure }: TransactionEntry): string | object {
  if (receipt) return receiptJson(receipt);
  return { transactionId, state, ...(failure === undefined ? {} : { problem: problemOf(failure, transactionId) }) };
}
