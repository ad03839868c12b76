import { connect, type GrpcClient, hash } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import { type BlockSource } from '../../../gateway-api/fabric/channel-blocks';
import { signLowS } from '../../../identity/signature';
import { type RunningNetwork } from '../../../network/running-network';
import { enrolRegistrar } from '../throughput/member';

/** A channel's blocks in memory, as a source that gives them without a network. */
export interface RecordedChain {
  readonly source: BlockSource;
  readonly blocks: number;
  readonly transactions: number;
}

/** Fetches every block of a channel. */
export async function recordChain(running: RunningNetwork): Promise<RecordedChain> {
  const { channel, chaincode, organizations, transport } = running;
  const [organization] = organizations;
  if (!organization) throw new Error('The network has no organisation');
  const { certificatePem, privateKey } = await enrolRegistrar(organization);
  const gateway = connect({
    // fabric-gateway calls of the client only what the transport has.
    client: transport as GrpcClient,
    identity: { mspId: organization.mspId, credentials: Buffer.from(certificatePem) },
    signer: (message) => Promise.resolve(signLowS(privateKey, message)),
    hash: hash.none,
  });
  const network = gateway.getNetwork(channel);
  const info = await network.getContract('qscc').evaluateTransaction('GetChainInfo', channel);
  const height = common.BlockchainInfo.deserializeBinary(info).getHeight();
  const blocks: common.Block[] = [];
  const events = await network.getBlockEvents({ startBlock: 0n });
  for await (const block of events) if (blocks.push(block) === height) break;
  events.close();
  const from = async function* (start: number): AsyncGenerator<common.Block> {
    for (const block of blocks.slice(start)) yield await Promise.resolve(block);
    // A channel doesn't end.
    await new Promise(() => undefined);
  };
  const source: BlockSource = {
    channel,
    chaincode,
    open: (startBlock) => {
      const stream = from(Number(startBlock));
      const close = () => undefined;
      return Promise.resolve({ [Symbol.asyncIterator]: () => stream, close, [Symbol.dispose]: close });
    },
    block: (number) => Promise.resolve((blocks[Number(number)] ?? new common.Block()).serializeBinary()),
    height: () => Promise.resolve(BigInt(height)),
  };
  const transactions = blocks.reduce((sum, block) => sum + (block.getData()?.getDataList().length ?? 0), 0);
  return { source, blocks: height, transactions };
}
