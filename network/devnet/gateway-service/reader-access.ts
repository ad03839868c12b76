import { status } from '@grpc/grpc-js';
import { type Channel } from '../channel';
import { deniedByPolicy } from '../committer/identities';
import { MspError } from '../msp/msp-error';
import { WireError } from '../wire/reader';
import { RpcError } from './rpc-error';

/** The channel, for who has signed the request and is one of its readers. Throws RpcError PERMISSION_DENIED. */
export async function requireReader(
  channels: ReadonlyMap<string, Channel>,
  channelId: string,
  signed: { readonly identity: Buffer; readonly request: Buffer; readonly signature: Buffer },
): Promise<Channel> {
  const channel = channels.get(channelId);
  if (channel === undefined) {
    throw new RpcError(status.PERMISSION_DENIED, `Failed to get policy manager for channel [${channelId}]`);
  }
  try {
    const reader = await channel.reader(signed.identity, signed.request, signed.signature);
    if (reader !== undefined) return channel;
  } catch (error) {
    if (!(error instanceof MspError) && !(error instanceof WireError)) throw error;
  }
  throw new RpcError(status.PERMISSION_DENIED, deniedByPolicy(channelId, 'Readers'));
}
