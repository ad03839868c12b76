import { status } from '@grpc/grpc-js';
import { type Channel, type TransactionStatus } from '../channel';
import { CommitStatusRequest, CommitStatusResponse, SignedRequest } from '../wire/gateway-messages';
import { type CallContext } from './call-context';
import { decodeRequest } from './decode-request';
import { requireReader } from './reader-access';
import { RpcError } from './rpc-error';

/** Whether the caller must have signed as a reader, or is this process, which could look into the ledger itself. */
export type Caller = 'client' | 'this process';

/** Gateway.CommitStatus: answers at once for a known transaction, otherwise when it is committed. Throws RpcError. */
export async function commitStatus(
  channels: ReadonlyMap<string, Channel>,
  caller: Caller,
  bytes: Buffer,
  context: CallContext,
): Promise<Buffer> {
  const { request, signature } = decodeRequest(SignedRequest, bytes);
  if (request.length === 0) throw invalid('a commit status request is required');
  const { transactionId, channelId, identity } = decodeRequest(CommitStatusRequest, request);
  if (identity.length === 0) throw invalid('no identity provided');
  if (channelId === '') throw invalid('no channel ID provided');
  if (transactionId === '') throw invalid('transaction ID should not be empty');
  const own = caller === 'this process' ? channels.get(channelId) : undefined;
  const channel = own ?? (await requireReader(channels, channelId, { identity, request, signature }));
  const { code, blockNumber } =
    channel.statusOf(transactionId) ?? (await waitForCommit(channel, transactionId, context));
  return CommitStatusResponse.encode({ result: code, blockNumber });
}

function waitForCommit(channel: Channel, txId: string, context: CallContext): Promise<TransactionStatus> {
  return new Promise((resolve, reject) => {
    let stopWaiting = (): void => undefined;
    const stopListening = context.onCancel(() => {
      stopWaiting();
      reject(new RpcError(status.CANCELLED, 'context canceled'));
    });
    stopWaiting = channel.onCommitted(txId, (outcome) => {
      stopListening();
      if (outcome instanceof Error) reject(new RpcError(status.UNAVAILABLE, outcome.message));
      else resolve(outcome);
    });
  });
}

function invalid(message: string): RpcError {
  return new RpcError(status.INVALID_ARGUMENT, message);
}
