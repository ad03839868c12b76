import { setTimeout as pause } from 'node:timers/promises';
import { gateway as gatewayMessages } from '@hyperledger/fabric-protos';
import { Refusal } from '../refusal';
import { type FabricIdentity } from './fabric-identity';
import { fabricRefusal, isEndorsementMismatch } from './fabric-refusal';
import { type IdentityConnections } from './identity-connections';
import { type LedgerCall } from './ledger-call';

/** How often, and how far apart, peers are asked that stand at different blocks. */
const ATTEMPTS = 20;
const PAUSE_MS = 100;

/** What convinces somebody who trusts no server that a record lies on the ledger. */
export interface RecordEvidence<T> {
  /** What the query of the record answers. */
  readonly record: T;
  /** The query, endorsed by a majority and never ordered: the payload of its envelope. */
  readonly attestation: Uint8Array;
  readonly transactionId: string;
  /** The block with the transaction that wrote the record. */
  readonly block: Uint8Array;
}

/**
 * Has the peers endorse a query of a record, and fetches the block with the transaction that wrote it, which the answer
 * names. Asked in the gateway's own name, so that a proof says nothing of who wanted it. Throws a Refusal.
 */
export async function recordEvidence<T>(
  connections: IdentityConnections,
  reader: FabricIdentity,
  channel: string,
  query: LedgerCall,
  writtenBy: (record: T) => string,
): Promise<RecordEvidence<T>> {
  const { network, contract } = connections.of(reader);
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        const transaction = await contract.newProposal(query.name, { arguments: [...query.args] }).endorse();
        const record = JSON.parse(Buffer.from(transaction.getResult()).toString('utf8')) as T;
        const prepared = gatewayMessages.PreparedTransaction.deserializeBinary(transaction.getBytes());
        const attestation = prepared.getEnvelope()?.getPayload_asU8() ?? new Uint8Array();
        const transactionId = writtenBy(record);
        const ledger = network.getContract('qscc');
        const block = await ledger.evaluateTransaction('GetBlockByTxID', channel, transactionId);
        return { record, attestation, transactionId, block };
      } catch (error) {
        if (!isEndorsementMismatch(error)) throw error;
        if (attempt === ATTEMPTS) {
          throw new Refusal('CONFLICT', 'The peers stand at different blocks. Please try again.', {
            retryAfterSeconds: 1,
          });
        }
      }
      await pause(PAUSE_MS);
    }
  } catch (error) {
    throw fabricRefusal(error);
  }
}
