import { status } from '@grpc/grpc-js';
import { type Channel } from '../channel';
import { ChaincodeEventsRequest, ChaincodeEventsResponse, SignedRequest } from '../wire/gateway-messages';
import { type ChaincodeEvent } from '../wire/peer-messages';
import { type MessageOf } from '../wire/codec';
import { blocksFrom } from './block-reader';
import { type CallContext } from './call-context';
import { decodeRequest } from './decode-request';
import { requireReader } from './reader-access';
import { RpcError } from './rpc-error';

/** Gateway.ChaincodeEvents: one response per block that holds events of the chaincode. Throws RpcError. */
export async function* chaincodeEvents(
  channels: ReadonlyMap<string, Channel>,
  bytes: Buffer,
  context: CallContext,
): AsyncGenerator<Buffer> {
  const { request, signature } = decodeRequest(SignedRequest, bytes);
  if (request.length === 0) throw new RpcError(status.INVALID_ARGUMENT, 'a chaincode events request is required');
  const wanted = decodeRequest(ChaincodeEventsRequest, request);
  const channel = await requireReader(channels, wanted.channelId, { identity: wanted.identity, request, signature });
  const matches = matcher(wanted);
  for await (const block of blocksFrom(channel, startBlock(channel, wanted), context)) {
    const events = block.transactions.flatMap(({ event }) => (event !== undefined && matches(event) ? [event] : []));
    if (events.length > 0) yield ChaincodeEventsResponse.encode({ events, blockNumber: block.number });
  }
}

type Wanted = MessageOf<typeof ChaincodeEventsRequest>;

/** With a transaction to start after, nothing up to and including its event matches. */
function matcher({ chaincodeId, afterTransactionId }: Wanted): (event: ChaincodeEvent) => boolean {
  let passed = afterTransactionId === '';
  return (event) => {
    if (passed) return event.chaincodeId === chaincodeId;
    passed = event.txId === afterTransactionId;
    return false;
  };
}

function startBlock(channel: Channel, { afterTransactionId, startPosition }: Wanted): number {
  const place = afterTransactionId === '' ? undefined : channel.ledger.transaction(afterTransactionId);
  if (place !== undefined) return place.block;
  if (startPosition?.specified !== undefined) return startPosition.specified.number;
  if (startPosition?.oldest !== undefined || startPosition?.newest !== undefined) {
    const kind = startPosition.oldest === undefined ? 'Newest' : 'Oldest';
    throw new RpcError(status.INVALID_ARGUMENT, `invalid start position type: *orderer.SeekPosition_${kind}`);
  }
  return channel.ledger.height;
}
