import { status } from '@grpc/grpc-js';
import {
  type ChaincodeEvent,
  type ChaincodeEventsOptions,
  checkpointers,
  GatewayError,
  type Network,
} from '@hyperledger/fabric-gateway';
import { textOf } from '../../support/devnet-world';
import { takeEvents } from '../../support/take-events';
import { type ConformanceCase, outcomeOf } from '../conformance-case';

const shown = ({ chaincodeName, eventName, payload }: ChaincodeEvent) => ({
  chaincodeName,
  eventName,
  payload: textOf(payload).length > 100 ? payload.length : textOf(payload),
});

/** The names of what comes within a second and a half. */
async function eventsWithin(
  network: Network,
  options: ChaincodeEventsOptions,
  chaincode = 'fixture',
): Promise<readonly string[]> {
  const events = await network.getChaincodeEvents(chaincode, options);
  const timer = setTimeout(() => events.close(), 1_500);
  const names: string[] = [];
  try {
    for await (const { eventName } of events) names.push(eventName);
  } catch (error) {
    // That is how a reader that has closed its events learns of it.
    if (!(error instanceof GatewayError) || error.code !== (status.CANCELLED as number)) throw error;
  }
  clearTimeout(timer);
  return names;
}

/** What readers see of transactions that each set these events (`name=payload`), followed by one that ends the list. */
function seen(name: string, ...transactions: readonly (readonly string[])[]): ConformanceCase {
  return {
    name,
    run: async (clients) => {
      const network = await clients.network();
      const contract = network.getContract('fixture');
      const start = await contract.submitAsync('events', { arguments: ['start='] });
      const { blockNumber } = await start.getStatus();
      for (const events of transactions) await contract.submitTransaction('events', ...events);
      await contract.submitTransaction('events', 'end=');
      const events = await network.getChaincodeEvents('fixture', { startBlock: blockNumber });
      const found: unknown[] = [];
      for await (const event of events) {
        if (event.eventName === 'end') break;
        found.push(shown(event));
      }
      events.close();
      return found;
    },
  };
}

export const eventCases: readonly ConformanceCase[] = [
  seen('events, in order', ['one=p1'], ['two=p2'], ['three=p3']),
  seen('the last of several events of a transaction', ['first=1', 'second=2', 'last=3']),
  seen('a transaction without an event', ['before='], [], ['after=']),
  seen('an event without a payload', ['empty=']),
  seen('an event in another script', ['\u00e4=\u{1f600}']),
  seen('an event of a hundred thousand characters', [`large=${'x'.repeat(100_000)}`]),
  {
    name: 'an event of a million bytes, and one of four million',
    run: async (clients) => {
      const network = await clients.network();
      const contract = network.getContract('fixture');
      const start = await contract.submitAsync('bigEvent', { arguments: ['million', '1000000'] });
      const { blockNumber } = await start.getStatus();
      await contract.submitTransaction('bigEvent', 'four', '4000000');
      const events = await takeEvents(network, 2, { startBlock: blockNumber });
      return events.map(({ eventName, payload }) => [eventName, payload.length]);
    },
  },
  {
    name: 'events from the first block on, twice the same',
    run: async (clients) => {
      const network = await clients.network();
      const contract = network.getContract('fixture');
      await contract.submitTransaction('events', 'from the first=');
      const replay = async () =>
        (await takeEvents(network, 5, { startBlock: 0n })).map(({ transactionId, eventName }) => [
          transactionId,
          eventName,
        ]);
      const [first, second] = [await replay(), await replay()];
      return { same: JSON.stringify(first) === JSON.stringify(second), count: first.length };
    },
  },
  {
    name: 'a reader that stops at every event and goes on from its checkpoint',
    run: async (clients) => {
      const network = await clients.network();
      const contract = network.getContract('fixture');
      const start = await contract.submitAsync('events', { arguments: ['1='] });
      const { blockNumber } = await start.getStatus();
      for (const name of ['2', '3', '4']) await contract.submitTransaction('events', `${name}=`);
      const checkpoint = checkpointers.inMemory();
      await checkpoint.checkpointBlock(blockNumber - 1n);
      const names: string[] = [];
      while (names.length < 4) {
        const [event] = await takeEvents(network, 1, { checkpoint });
        if (event === undefined) break;
        names.push(event.eventName);
        await checkpoint.checkpointChaincodeEvent(event);
      }
      return names;
    },
  },
  {
    name: 'a checkpoint after a transaction that is not on the ledger',
    run: async (clients) => {
      const network = await clients.network();
      const start = await network.getContract('fixture').submitAsync('events', { arguments: ['real='] });
      const { blockNumber } = await start.getStatus();
      const checkpoint = checkpointers.inMemory();
      await checkpoint.checkpointTransaction(blockNumber, 'c'.repeat(64));
      return eventsWithin(network, { checkpoint });
    },
  },
  {
    name: 'blocks and filtered blocks from a checkpoint',
    run: async (clients) => {
      const network = await clients.network();
      const commit = await network.getContract('fixture').submitAsync('events', { arguments: ['here='] });
      const { blockNumber } = await commit.getStatus();
      await network.getContract('fixture').submitTransaction('events', 'there=');
      const checkpoint = checkpointers.inMemory();
      await checkpoint.checkpointBlock(blockNumber);
      const found: Record<string, unknown> = {};
      const blocks = await network.getBlockEvents({ checkpoint });
      for await (const block of blocks) {
        found['block'] = BigInt(block.getHeader()?.getNumber() ?? 0) - blockNumber === 1n;
        break;
      }
      blocks.close();
      const filtered = await network.getFilteredBlockEvents({ checkpoint });
      for await (const block of filtered) {
        found['filtered'] = BigInt(block.getNumber()) - blockNumber === 1n;
        break;
      }
      filtered.close();
      return found;
    },
  },
  {
    name: 'a reader of a block that is not there yet',
    run: async (clients) => {
      const network = await clients.network();
      const start = await network.getContract('fixture').submitAsync('events', { arguments: ['now='] });
      const { blockNumber } = await start.getStatus();
      const listening = await network.getChaincodeEvents('fixture', { startBlock: blockNumber + 2n });
      try {
        for (const name of ['next', 'after next']) {
          await network.getContract('fixture').submitTransaction('events', `${name}=`);
        }
        for await (const event of listening) return shown(event);
        return undefined;
      } finally {
        listening.close();
      }
    },
  },
  {
    name: 'events of a chaincode that is not there',
    run: async (clients) => {
      const network = await clients.network();
      return eventsWithin(network, { startBlock: 0n }, 'nothing of that name');
    },
  },
  {
    name: 'an event without a name',
    run: async (clients) => outcomeOf((await clients.contract()).submitTransaction('events', '=payload').then(textOf)),
  },
  {
    name: 'no event of an invalid transaction',
    run: async (clients) => {
      const network = await clients.network();
      const contract = network.getContract('fixture');
      const start = await contract.submitAsync('events', { arguments: ['start='] });
      const { blockNumber } = await start.getStatus();
      const lonely = contract.newProposal('event', {
        arguments: ['k', 'invalid', 'x'],
        endorsingOrganizations: ['BankMSP'],
      });
      const { code } = await (await (await lonely.endorse()).submit()).getStatus();
      await contract.submitTransaction('events', 'end=');
      return { code, seen: (await takeEvents(network, 2, { startBlock: blockNumber })).map(shown) };
    },
  },
  {
    name: 'events from the block that is named, and after the transaction that is named',
    run: async (clients) => {
      const network = await clients.network();
      const contract = network.getContract('fixture');
      const commits = [];
      for (const name of ['a', 'b', 'c', 'd']) {
        const commit = await contract.submitAsync('events', { arguments: [`${name}=`] });
        commits.push({ ...(await commit.getStatus()), id: commit.getTransactionId() });
      }
      const second = commits[1];
      if (second === undefined) throw new Error('unreachable');
      const checkpoint = checkpointers.inMemory();
      await checkpoint.checkpointTransaction(second.blockNumber, second.id);
      const afterBlock = checkpointers.inMemory();
      await afterBlock.checkpointBlock(second.blockNumber);
      return {
        fromBlock: (await takeEvents(network, 3, { startBlock: second.blockNumber })).map(shown),
        afterTransaction: (await takeEvents(network, 2, { checkpoint })).map(shown),
        afterBlock: (await takeEvents(network, 2, { checkpoint: afterBlock })).map(shown),
      };
    },
  },
  {
    name: 'a reader that listens before the event',
    run: async (clients) => {
      const network = await clients.network();
      const events = await network.getChaincodeEvents('fixture');
      try {
        await network.getContract('fixture').submitTransaction('events', 'heard=now');
        for await (const event of events) return shown(event);
        return undefined;
      } finally {
        events.close();
      }
    },
  },
  {
    name: 'events of a channel that is not there',
    run: async (clients) => {
      const network = (await clients.gateway()).getNetwork('elsewhere');
      return outcomeOf(takeEvents(network, 1, { startBlock: 0n }));
    },
  },
  {
    name: 'blocks, filtered blocks, and blocks with private data',
    run: async (clients) => {
      const network = await clients.network();
      const commit = await network.getContract('fixture').submitAsync('event', { arguments: ['k', 'in a block', 'x'] });
      const { blockNumber: startBlock } = await commit.getStatus();
      const blocks = await network.getBlockEvents({ startBlock });
      const filtered = await network.getFilteredBlockEvents({ startBlock });
      const found: Record<string, unknown> = {};
      for await (const block of blocks) {
        found['block'] = {
          same: BigInt(block.getHeader()?.getNumber() ?? 0) === startBlock,
          transactions: block.getData()?.getDataList().length,
          metadata: block.getMetadata()?.getMetadataList().length,
        };
        break;
      }
      blocks.close();
      for await (const block of filtered) {
        const [transaction] = block.getFilteredTransactionsList();
        const [action] = transaction?.getTransactionActions()?.getChaincodeActionsList() ?? [];
        found['filtered'] = {
          channel: block.getChannelId(),
          code: transaction?.getTxValidationCode(),
          type: transaction?.getType(),
          same: transaction?.getTxid() === commit.getTransactionId(),
          event: action?.getChaincodeEvent()?.getEventName(),
          payload: action?.getChaincodeEvent()?.getPayload_asU8().length,
        };
        break;
      }
      filtered.close();
      return found;
    },
  },
];
