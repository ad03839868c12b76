import { BroadcastError, type Channel } from '../channel';
import { ChannelHeader, Envelope, Payload } from '../wire/common-messages';
import { BroadcastResponse } from '../wire/peer-messages';
import { WireError } from '../wire/reader';

/** common.Status */
const statuses = { SUCCESS: 200, BAD_REQUEST: 400, FORBIDDEN: 403, SERVICE_UNAVAILABLE: 503 } as const;

/** One request of the ordering service's Broadcast: a transaction for the next block, answered with how it was taken. */
export async function* broadcast(channels: ReadonlyMap<string, Channel>, bytes: Buffer): AsyncGenerator<Buffer> {
  try {
    const envelope = Envelope.decode(bytes);
    const channel = channelFor(channels, envelope);
    if (channel === undefined) throw new BroadcastError('BAD_REQUEST', 'channel does not exist');
    if (channel.faults.state.ordererAway) throw new BroadcastError('SERVICE_UNAVAILABLE', 'no orderer is there');
    await channel.broadcast(envelope);
    yield BroadcastResponse.encode({ status: statuses.SUCCESS });
  } catch (error) {
    if (error instanceof BroadcastError) {
      yield BroadcastResponse.encode({ status: statuses[error.status], info: error.message });
    } else if (error instanceof WireError) {
      yield BroadcastResponse.encode({ status: statuses.BAD_REQUEST, info: error.message });
    } else {
      throw error;
    }
  }
}

/**
 * The channel that a transaction is for by its own header; undefined where the header can't be read or there is no such
 * channel.
 */
export function channelFor(channels: ReadonlyMap<string, Channel>, { payload }: Envelope): Channel | undefined {
  try {
    const { header } = Payload.decode(payload);
    return header === undefined ? undefined : channels.get(ChannelHeader.decode(header.channelHeader).channelId);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
