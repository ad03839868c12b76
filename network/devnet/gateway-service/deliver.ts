import { type Channel } from '../channel';
import { type CommittedBlock } from '../committer/committed-block';
import { MspError } from '../msp/msp-error';
import {
  Block,
  ChannelHeader,
  Envelope,
  HeaderType,
  Payload,
  SeekInfo,
  type SeekPosition,
  SignatureHeader,
} from '../wire/common-messages';
import { DeliverResponse, DeliverResponseWithBytes, type FilteredTransaction } from '../wire/peer-messages';
import { WireError } from '../wire/reader';
import { timeWindowMs } from '../endorser/proposal';
import { blocksFrom } from './block-reader';
import { type CallContext } from './call-context';

/** common.Status */
const Status = { success: 200, badRequest: 400, forbidden: 403, notFound: 404 } as const;
const failIfNotReady = 1;
const headerWithSignatures = 1;

export type DeliverKind = 'blocks' | 'filtered';

/** One request of the Deliver service: blocks as asked for, then the status that ends them. */
export async function* deliver(
  channels: ReadonlyMap<string, Channel>,
  kind: DeliverKind,
  bytes: Buffer,
  context: CallContext,
  now: Date,
): AsyncGenerator<Buffer> {
  let status: number;
  try {
    status = yield* blocks(channels, kind, Envelope.decode(bytes), context, now);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    status = Status.badRequest;
  }
  if (!context.cancelled) yield DeliverResponse.encode({ status });
}

async function* blocks(
  channels: ReadonlyMap<string, Channel>,
  kind: DeliverKind,
  envelope: Envelope,
  context: CallContext,
  now: Date,
): AsyncGenerator<Buffer, number> {
  const { header, data } = Payload.decode(envelope.payload);
  if (header === undefined) return Status.badRequest;
  const { channelId, timestamp } = ChannelHeader.decode(header.channelHeader);
  const { creator } = SignatureHeader.decode(header.signatureHeader);
  if (timestamp === undefined || Math.abs(now.getTime() - timestamp.seconds * 1000) > timeWindowMs)
    return Status.badRequest;
  const channel = channels.get(channelId);
  if (channel === undefined) return Status.notFound;
  const allowed = (): Promise<boolean> => isReader(channel, creator, envelope);
  const seek = SeekInfo.decode(data);
  if (!(await allowed())) return Status.forbidden;
  const range = rangeOf(channel, seek);
  if (range === undefined) return Status.badRequest;
  if (seek.behavior === failIfNotReady && range.start >= channel.ledger.height) return Status.notFound;
  for await (const block of blocksFrom(channel, range.start, context)) {
    // A revoked certificate ends the stream.
    if (!(await allowed())) return Status.forbidden;
    yield kind === 'filtered' ? filtered(channel.name, block) : whole(block, seek.contentType === headerWithSignatures);
    if (block.number === range.stop) return Status.success;
    if (seek.behavior === failIfNotReady && block.number + 1 >= channel.ledger.height) return Status.notFound;
  }
  return Status.success;
}

async function isReader(channel: Channel, creator: Buffer, { payload, signature }: Envelope): Promise<boolean> {
  try {
    return (await channel.reader(creator, payload, signature)) !== undefined;
  } catch (error) {
    if (error instanceof MspError || error instanceof WireError) return false;
    throw error;
  }
}

function rangeOf(channel: Channel, { start, stop }: SeekInfo): { start: number; stop: number } | undefined {
  if (start === undefined || stop === undefined) return undefined;
  const first = numberOf(channel, start);
  if (first === undefined) return undefined;
  if (stop.oldest !== undefined) return { start: first, stop: first };
  const last = stop.newest !== undefined && start.newest !== undefined ? first : numberOf(channel, stop);
  if (last === undefined || last < first) return undefined;
  return { start: first, stop: last };
}

function numberOf({ ledger }: Channel, position: SeekPosition): number | undefined {
  if (position.oldest !== undefined) return 0;
  if (position.newest !== undefined) return ledger.height - 1;
  if (position.nextCommit !== undefined) return ledger.height;
  return position.specified?.number;
}

function whole(block: CommittedBlock, headerOnly: boolean): Buffer {
  const isConfig = block.number === 0;
  if (!headerOnly || isConfig) return DeliverResponseWithBytes.encode({ block: block.bytes });
  return DeliverResponse.encode({ block: { ...Block.decode(block.bytes), data: undefined } });
}

function filtered(channelId: string, block: CommittedBlock): Buffer {
  const filteredTransactions = block.transactions.map(({ txId, type, code, event }): FilteredTransaction => {
    const chaincodeEvent = event === undefined ? undefined : { ...event, payload: Buffer.alloc(0) };
    return {
      txid: txId,
      type,
      txValidationCode: code,
      transactionActions:
        type === HeaderType.endorserTransaction
          ? { chaincodeActions: chaincodeEvent === undefined ? [] : [{ chaincodeEvent }] }
          : undefined,
    };
  });
  return DeliverResponse.encode({ filteredBlock: { channelId, number: block.number, filteredTransactions } });
}
