import { type Channel } from '../channel';
import { type CommittedBlock } from '../committer/committed-block';
import { type CallContext } from './call-context';

/** The channel's blocks from `start` on, waiting for those that aren't there yet; ends when the call is cancelled. */
export async function* blocksFrom(
  channel: Channel,
  start: number,
  context: CallContext,
): AsyncGenerator<CommittedBlock> {
  for (let number = start; ; number++) {
    while (number >= channel.ledger.height) {
      if (context.cancelled) return;
      await nextBlock(channel, context);
    }
    if (context.cancelled) return;
    yield await channel.ledger.block(number);
  }
}

/** Resolves at the next block, or when the call is cancelled. */
function nextBlock(channel: Channel, context: CallContext): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stopListening();
      stopWaiting();
      resolve();
    };
    const stopListening = channel.onBlock(done);
    const stopWaiting = context.onCancel(done);
  });
}
