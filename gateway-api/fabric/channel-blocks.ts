import { type CloseableAsyncIterable, type Network } from '@hyperledger/fabric-gateway';
import { type common } from '@hyperledger/fabric-protos';
import { fabricRefusal } from './fabric-refusal';
import { type NetworkConnection } from './network-connection';

/** Where blocks come from: the channel, as the gateway's own identity may read it. */
export interface BlockSource {
  readonly channel: string;
  readonly chaincode: string;
  /** Blocks from that number on, and those that are still to come. */
  open(startBlock: bigint): Promise<CloseableAsyncIterable<common.Block>>;
  /** A block as its peer stores it. Throws when the network doesn't answer or has no such block. */
  block(number: bigint): Promise<Uint8Array>;
  /** How many blocks there are. Throws when the network doesn't answer. */
  height(): Promise<bigint>;
}

/** The blocks of a connection's channel. */
export function channelBlocks(
  { channel, chaincode }: Pick<NetworkConnection, 'channel' | 'chaincode'>,
  network: () => Network,
  height: () => Promise<bigint>,
): BlockSource {
  return {
    channel,
    chaincode,
    open: (startBlock) => network().getBlockEvents({ startBlock }),
    block: async (number) => {
      try {
        const ledger = network().getContract('qscc');
        return await ledger.evaluateTransaction('GetBlockByNumber', channel, number.toString());
      } catch (error) {
        throw fabricRefusal(error);
      }
    },
    height,
  };
}
