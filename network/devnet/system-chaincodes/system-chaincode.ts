import { type Channel } from '../channel';
import { deniedByPolicy, satisfies } from '../committer/identities';
import { type UnpackedProposal } from '../endorser/proposal';
import { type ValidIdentity } from '../msp/msp';
import { CommittedBlock } from '../committer/committed-block';
import { BlockchainInfo, Envelope } from '../wire/common-messages';
import { WireError } from '../wire/reader';
import { ChannelQueryResponse, ProcessedTransaction, type Response } from '../wire/peer-messages';

/** Who asks a system chaincode, and what the peer knows. */
export interface Caller {
  readonly creator: ValidIdentity;
  /** The channels of the peer that is asked. */
  readonly channels: ReadonlyMap<string, Channel>;
  /** Whether the channel that is asked about, which need not be the proposal's, has the caller among its readers. */
  readonly isReader: (channel: Channel) => boolean;
}

export function callerOf(
  { signatureHeader }: UnpackedProposal,
  creator: ValidIdentity,
  channels: ReadonlyMap<string, Channel>,
): Caller {
  const isReader = ({ identities }: Channel): boolean => {
    const known = identities.mspIdOf(signatureHeader.creator) === creator.mspId;
    return known && satisfies(creator, 'Readers');
  };
  return { creator, channels, isReader };
}

/** A system chaincode: arguments (function first) to response. Errors are responses with status 500, as in Fabric. */
export type SystemChaincode = (args: readonly Buffer[], caller: Caller) => Promise<Response>;

/** The system chaincodes that a peer answers queries to; undefined for every other name. */
export function systemChaincode(name: string): SystemChaincode | undefined {
  if (name === 'qscc') return qscc;
  return name === 'cscc' ? cscc : undefined;
}

const noBytes: Buffer = Buffer.alloc(0);

function success(payload: Buffer): Response {
  return { status: 200, message: '', payload };
}

function failure(message: string): Response {
  return { status: 500, message, payload: noBytes };
}

type Query = (channel: Channel, argument: Buffer) => Promise<Buffer>;

const qsccQueries: Readonly<Record<string, Query>> = {
  GetChainInfo: ({ ledger }) => {
    const last = ledger.lastBlock;
    return Promise.resolve(
      BlockchainInfo.encode({
        height: ledger.height,
        currentBlockHash: last?.hash ?? noBytes,
        previousBlockHash: last?.header.previousHash ?? noBytes,
      }),
    );
  },
  GetBlockByNumber: async ({ ledger }, argument) => {
    const text = argument.toString();
    if (!/^\d{1,15}$/.test(text)) {
      throw new QueryError(
        `Failed to parse block number with error strconv.ParseUint: parsing "${text}": invalid syntax`,
      );
    }
    try {
      return (await ledger.block(Number(text))).bytes;
    } catch (error) {
      if (error instanceof RangeError)
        throw new QueryError(`Failed to get block number ${text}, error ${error.message}`);
      throw error;
    }
  },
  GetBlockByHash: async ({ ledger }, argument) => {
    const number = ledger.numberOf(argument);
    if (number !== undefined) return (await ledger.block(number)).bytes;
    const hash = argument.toString('hex');
    throw new QueryError(
      `Failed to get block hash ${argument.toString()}, error no such block hash [${hash}] in index`,
    );
  },
  GetBlockByTxID: async ({ ledger }, argument) => {
    const txId = argument.toString();
    const place = ledger.transaction(txId);
    if (place !== undefined) return (await ledger.block(place.block)).bytes;
    throw new QueryError(`Failed to get block for txID ${txId}, error no such transaction ID [${txId}] in index`);
  },
  GetTransactionByID: async ({ ledger }, argument) => {
    const txId = argument.toString();
    const place = ledger.transaction(txId);
    if (place === undefined) {
      throw new QueryError(
        `Failed to get transaction with id ${txId}, error no such transaction ID [${txId}] in index`,
      );
    }
    const envelope = (await ledger.block(place.block)).envelopes[place.index] ?? noBytes;
    return ProcessedTransaction.encode({
      transactionEnvelope: Envelope.decode(envelope),
      validationCode: place.code,
    });
  },
};

class QueryError extends Error {}

const qscc: SystemChaincode = async ([name, channelName, argument], { channels, isReader }) => {
  if (name === undefined || channelName === undefined) {
    return failure(`Incorrect number of arguments, ${name === undefined ? 0 : 1}`);
  }
  const functionName = name.toString();
  if (functionName !== 'GetChainInfo' && argument === undefined)
    return failure(`missing 3rd argument for ${functionName}`);
  const channel = channels.get(channelName.toString());
  if (channel === undefined) return failure(`Invalid chain ID, ${channelName.toString()}`);
  const query = Object.hasOwn(qsccQueries, functionName) ? qsccQueries[functionName] : undefined;
  // Fabric knows no policy for a function that doesn't exist.
  const denial =
    query === undefined ? `Unmapped policy for qscc/${functionName}` : deniedByPolicy(channel.name, 'Readers');
  if (query === undefined || !isReader(channel)) {
    return failure(`access denied for [${functionName}][${channel.name}]: [${denial}]`);
  }
  return answered(query(channel, argument ?? noBytes));
};

const cscc: SystemChaincode = async ([name, argument], { creator, channels, isReader }) => {
  if (name === undefined) return failure('Incorrect number of arguments, 0');
  const functionName = name.toString();
  if (functionName === 'GetChannels') {
    return success(ChannelQueryResponse.encode({ channels: [...channels.keys()].map((channelId) => ({ channelId })) }));
  }
  if (argument === undefined) return failure('Incorrect number of arguments, 1');
  if (functionName === 'JoinChain') return joinChain(argument, { creator, channels });
  if (functionName !== 'GetConfigBlock') return failure(`Requested function ${functionName} not found.`);
  const channel = channels.get(argument.toString());
  if (channel === undefined || !isReader(channel)) {
    const id = argument.toString();
    const denial =
      channel === undefined ? `Failed to get policy manager for channel [${id}]` : deniedByPolicy(id, 'Readers');
    return failure(`access denied for [${functionName}][${id}]: ${denial}`);
  }
  return answered(channel.ledger.block(0).then(({ bytes }) => bytes));
};

/** Peers of the embedded network join their channels when it starts; what Fabric refuses is refused in its words. */
function joinChain(genesisBlock: Buffer, { creator, channels }: Pick<Caller, 'creator' | 'channels'>): Response {
  let channelId: string;
  try {
    const [transaction] = new CommittedBlock(genesisBlock).transactions;
    channelId = transaction?.header?.channelId ?? '';
  } catch (error) {
    if (error instanceof WireError) return failure(`Failed to reconstruct the genesis block, ${error.message}`);
    throw error;
  }
  if (creator.role !== 'admin') {
    const { mspId } = creator;
    return failure(
      `access denied for [JoinChain][${channelId}]: [Failed verifying that proposal's creator satisfies local MSP principal during channelless check policy with policy [Admins]: [The identity is not an admin under this MSP [${mspId}]: The identity does not contain OU [ADMIN], MSP: [${mspId}]]]`,
    );
  }
  if (channels.has(channelId)) {
    return failure(`cannot create ledger from genesis block: ledger [${channelId}] already exists with state [ACTIVE]`);
  }
  return failure(
    `peers of the embedded network join their channels when it starts: name channel ${channelId} among them then`,
  );
}

async function answered(payload: Promise<Buffer>): Promise<Response> {
  try {
    return success(await payload);
  } catch (error) {
    if (error instanceof QueryError) return failure(error.message);
    throw error;
  }
}
