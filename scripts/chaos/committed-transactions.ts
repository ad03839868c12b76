import { Client, credentials } from '@grpc/grpc-js';
import { connect, hash } from '@hyperledger/fabric-gateway';
import { common, peer as messages } from '@hyperledger/fabric-protos';
import { FabricCaClient } from '../../identity/fabric-ca-client';
import { gatewaySigner } from '../../identity/gateway-signer';
import { type ChaosTarget, type TargetOrganization } from './target';

/** What a peer's ledger holds of the market: the valid transactions that told an event, as all of the market's do. */
export interface PeerLedger {
  readonly peer: string;
  readonly height: number;
  readonly transactions: ReadonlySet<string>;
}

const catchUpMs = 60_000;

/**
 * Reads the ledger of every peer from its first block to the highest that any of them has.
 *
 * @throws Error naming a peer that doesn't come that far within a minute.
 */
export async function committedTransactions(target: ChaosTarget): Promise<PeerLedger[]> {
  const readers = await Promise.all(target.organizations.map(readerOf));
  const peers = readers.flatMap((reader) => reader.organization.peers.map((peer) => ({ ...reader, peer })));
  const open = peers.map((each) => ({ ...each, ...openPeer(each, target.channel) }));
  try {
    const heights = await Promise.all(open.map(({ height }) => height()));
    const last = heights.reduce((most, height) => (height > most ? height : most), 0n) - 1n;
    return await Promise.all(
      open.map(async ({ peer, read }) => ({
        peer: peer.name,
        height: Number(last) + 1,
        transactions: await read(last).catch((cause: unknown) => {
          throw new Error(`${peer.name} did not come to block ${last} within ${catchUpMs / 1000} s.`, { cause });
        }),
      })),
    );
  } finally {
    for (const { close } of open) close();
  }
}

interface Reader {
  readonly organization: TargetOrganization;
  readonly identity: Awaited<ReturnType<FabricCaClient['enroll']>>;
}

async function readerOf(organization: TargetOrganization): Promise<Reader> {
  const client = new FabricCaClient(organization.ca);
  try {
    return { organization, identity: await client.enroll(organization.registrar) };
  } finally {
    client.close();
  }
}

function openPeer(
  { organization, identity, peer }: Reader & { readonly peer: TargetOrganization['peers'][number] },
  channel: string,
): { height: () => Promise<bigint>; read: (last: bigint) => Promise<Set<string>>; close: () => void } {
  const client = new Client(peer.address, credentials.createSsl(Buffer.from(peer.tlsRootPem)), {
    'grpc.ssl_target_name_override': peer.serverName,
    'grpc.max_receive_message_length': -1,
  });
  const gateway = connect({
    client,
    identity: { mspId: organization.mspId, credentials: Buffer.from(identity.certificatePem) },
    signer: gatewaySigner(identity.privateKey, 'background'),
    hash: hash.none,
  });
  const network = gateway.getNetwork(channel);
  return {
    height: async () => {
      const bytes = await network.getContract('qscc').evaluateTransaction('GetChainInfo', channel);
      return BigInt(common.BlockchainInfo.deserializeBinary(bytes).getHeight());
    },
    read: async (last) => {
      const valid = new Set<string>();
      const blocks = await network.getFilteredBlockEvents({ startBlock: 0n });
      const late = setTimeout(() => blocks.close(), catchUpMs);
      try {
        for await (const block of blocks) {
          for (const transaction of block.getFilteredTransactionsList()) {
            if (isMarkets(transaction)) valid.add(transaction.getTxid());
          }
          if (BigInt(block.getNumber()) >= last) return valid;
        }
      } finally {
        clearTimeout(late);
        blocks.close();
      }
      throw new Error('The stream of blocks ended.');
    },
    close: () => {
      gateway.close();
      client.close();
    },
  };
}

/** Whether a transaction took effect and told an event, which those that put chaincode on the channel don't. */
function isMarkets(transaction: messages.FilteredTransaction): boolean {
  const actions = transaction.getTransactionActions()?.getChaincodeActionsList() ?? [];
  return (
    transaction.getTxValidationCode() === messages.TxValidationCode.VALID &&
    actions.some((action) => (action.getChaincodeEvent()?.getChaincodeId() ?? '') !== '')
  );
}
