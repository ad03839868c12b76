import { type Gateway } from '@hyperledger/fabric-gateway';
import { CommitStatusRequest, CommitStatusResponse, SignedRequest } from '../../network/devnet/wire/gateway-messages';
import { SerializedIdentity } from '../../network/devnet/wire/common-messages';
import { signLowS } from '../../identity/signature';
import { textOf } from '../support/devnet-world';
import { callRaw, type RawSigner } from '../support/raw-proposal';
import { takeEvents } from '../support/take-events';
import { answerTo, outcomeOf } from './conformance-case';
import { type TargetClients } from './target-clients';

/** How somebody signs, and where it is different from the usual. */
export interface Reading {
  readonly channel?: string;
  /** Whose peer is asked; the signer's own unless given. */
  readonly peer?: string;
  readonly sign?: (key: RawSigner['privateKey'], message: Uint8Array) => Buffer;
}

/** Every way to read: a query, what became of a transaction, events, blocks and filtered blocks. */
export async function readings(
  clients: TargetClients,
  signer: RawSigner,
  transactionId: string,
  { channel = 'energy', peer = signer.mspId, sign = signLowS }: Reading = {},
): Promise<unknown> {
  const gateway = clients.gatewayOf(signer, (message) => sign(signer.privateKey, message), peer);
  const network = gateway.getNetwork(channel);
  return {
    query: await outcomeOf(network.getContract('fixture').evaluateTransaction('echo', 'read').then(textOf)),
    status: await statusOf(clients, signer, transactionId, { channel, peer, sign }),
    events: await outcomeOf(takeEvents(network, 1, { startBlock: 0n }).then((events) => events.length)),
    blocks: await deliveryOf(firstBlock(gateway, channel)),
    filtered: await deliveryOf(firstFilteredBlock(gateway, channel)),
  };
}

/** What the peer says became of a transaction, or how it refuses to say it. */
export async function statusOf(
  clients: TargetClients,
  { mspId, certificatePem, privateKey }: RawSigner,
  transactionId: string,
  { channel = 'energy', peer = mspId, sign = signLowS }: Reading = {},
): Promise<unknown> {
  const identity = SerializedIdentity.encode({ mspId, idBytes: Buffer.from(certificatePem) });
  const request = CommitStatusRequest.encode({ transactionId, channelId: channel, identity });
  const signed = SignedRequest.encode({ request, signature: sign(privateKey, request) });
  const call = callRaw(clients.client(peer), 'CommitStatus', signed);
  const refusal = await answerTo(call);
  return refusal === 'accepted' ? CommitStatusResponse.decode(await call).result : refusal;
}

/** The official client tells the status of the Deliver service in an error of no class of its own. */
async function deliveryOf(reading: Promise<unknown>): Promise<unknown> {
  return outcomeOf(reading).catch((error: unknown) => String(error));
}

async function firstBlock(gateway: Gateway, channel: string): Promise<unknown> {
  const blocks = await gateway.getNetwork(channel).getBlockEvents({ startBlock: 0n });
  try {
    for await (const block of blocks) return block.getHeader()?.getNumber();
    return 'none';
  } finally {
    blocks.close();
  }
}

async function firstFilteredBlock(gateway: Gateway, channel: string): Promise<unknown> {
  const blocks = await gateway.getNetwork(channel).getFilteredBlockEvents({ startBlock: 0n });
  try {
    for await (const block of blocks) return block.getNumber();
    return 'none';
  } finally {
    blocks.close();
  }
}
