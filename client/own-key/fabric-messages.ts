import { readMessage } from './protobuf-reader';

/** Fabric's messages as a member signs them; a field that is left out here may not be there. */
export const readProposal = (bytes: Uint8Array) =>
  readMessage('The proposal', bytes, { header: [1, 'bytes'], payload: [2, 'bytes'] });

export const readHeader = (bytes: Uint8Array) =>
  readMessage('The header', bytes, { channelHeader: [1, 'bytes'], signatureHeader: [2, 'bytes'] });

export const readChannelHeader = (bytes: Uint8Array) =>
  readMessage('The channel header', bytes, {
    type: [1, 'number'],
    timestamp: [3, 'bytes'],
    channel: [4, 'text'],
    transactionId: [5, 'text'],
    extension: [7, 'bytes'],
  });

export const readTimestamp = (bytes: Uint8Array) =>
  readMessage('The time', bytes, { seconds: [1, 'number'], nanos: [2, 'number'] });

export const readSignatureHeader = (bytes: Uint8Array) =>
  readMessage('The signature header', bytes, { creator: [1, 'bytes'], nonce: [2, 'bytes'] });

export const readIdentity = (bytes: Uint8Array) =>
  readMessage('The identity', bytes, { mspId: [1, 'text'], certificate: [2, 'text'] });

export const readHeaderExtension = (bytes: Uint8Array) =>
  readMessage('The header extension', bytes, { chaincode: [2, 'bytes'] });

/** The chaincode that is asked for, by its name alone. */
export const readChaincodeName = (bytes: Uint8Array): string =>
  readMessage('The chaincode id', bytes, { name: [2, 'text'] }).name;

/** The chaincode that answered; peers name its version, too. */
export const readAnsweringChaincode = (bytes: Uint8Array) =>
  readMessage('The chaincode id', bytes, { name: [2, 'text'], version: [3, 'text'] });

export const readProposalPayload = (bytes: Uint8Array) =>
  readMessage('The proposal payload', bytes, { input: [1, 'bytes'], transient: [2, 'many'] });

export const readMapEntry = (bytes: Uint8Array) =>
  readMessage('A transient entry', bytes, { key: [1, 'text'], value: [2, 'bytes'] });

/** The chaincode's name, the transaction's and its arguments. */
export function readInvocation(bytes: Uint8Array): {
  readonly chaincode: string;
  readonly args: readonly Uint8Array[];
} {
  const { spec } = readMessage('The invocation', bytes, { spec: [1, 'bytes'] });
  const { chaincode, input } = readMessage('The chaincode spec', spec, {
    type: [1, 'number'],
    chaincode: [2, 'bytes'],
    input: [3, 'bytes'],
  });
  const { args } = readMessage('The chaincode input', input, { args: [1, 'many'] });
  return { chaincode: readChaincodeName(chaincode), args };
}

export const readPayload = (bytes: Uint8Array) =>
  readMessage('The transaction payload', bytes, { header: [1, 'bytes'], data: [2, 'bytes'] });

export const readTransaction = (bytes: Uint8Array) => readMessage('The transaction', bytes, { actions: [1, 'many'] });

export const readAction = (bytes: Uint8Array) =>
  readMessage('The action', bytes, { header: [1, 'bytes'], payload: [2, 'bytes'] });

export const readActionPayload = (bytes: Uint8Array) =>
  readMessage('The action payload', bytes, { proposalPayload: [1, 'bytes'], endorsed: [2, 'bytes'] });

export const readEndorsedAction = (bytes: Uint8Array) =>
  readMessage('The endorsed action', bytes, { response: [1, 'bytes'], endorsements: [2, 'many'] });

export const readEndorsement = (bytes: Uint8Array) =>
  readMessage('The endorsement', bytes, { endorser: [1, 'bytes'], signature: [2, 'bytes'] });

export const readResponsePayload = (bytes: Uint8Array) =>
  readMessage('The response payload', bytes, { proposalHash: [1, 'bytes'], extension: [2, 'bytes'] });

export const readChaincodeAction = (bytes: Uint8Array) =>
  readMessage('The chaincode action', bytes, {
    results: [1, 'bytes'],
    event: [2, 'bytes'],
    response: [3, 'bytes'],
    chaincode: [4, 'bytes'],
  });

export const readResponse = (bytes: Uint8Array) =>
  readMessage('The response', bytes, { status: [1, 'number'], message: [2, 'text'], payload: [3, 'bytes'] });

export const readStatusRequest = (bytes: Uint8Array) =>
  readMessage('The question for the outcome', bytes, {
    transactionId: [1, 'text'],
    channel: [2, 'text'],
    identity: [3, 'bytes'],
  });

/** What a transaction read and writes, namespace by namespace. */
export const readReadWriteSet = (bytes: Uint8Array) =>
  readMessage('The read-write set', bytes, { model: [1, 'number'], namespaces: [2, 'many'] });

export const readNamespace = (bytes: Uint8Array) =>
  readMessage('A namespace', bytes, { namespace: [1, 'text'], keys: [2, 'bytes'], collections: [3, 'many'] });

export const readNamespaceWrites = (bytes: Uint8Array) =>
  readMessage("A namespace's keys", bytes, {
    reads: [1, 'many'],
    ranges: [2, 'many'],
    writes: [3, 'many'],
    metadataWrites: [4, 'many'],
  });

export const readKeyRead = (bytes: Uint8Array) =>
  readMessage('A key that was read', bytes, { key: [1, 'text'], version: [2, 'bytes'] });

export const readVersion = (bytes: Uint8Array) =>
  readMessage("A key's version", bytes, { block: [1, 'number'], number: [2, 'number'] });

export const readKeyWrite = (bytes: Uint8Array) =>
  readMessage('A key that is written', bytes, { key: [1, 'text'], deleted: [2, 'number'], value: [3, 'bytes'] });
