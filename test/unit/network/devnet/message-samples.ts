import { common, gateway, google, ledger, msp, orderer, peer } from '@hyperledger/fabric-protos';
import * as chaincodeMessages from '../../../../network/devnet/wire/chaincode-messages';
import { type Codec } from '../../../../network/devnet/wire/codec';
import * as commonMessages from '../../../../network/devnet/wire/common-messages';
import * as configMessages from '../../../../network/devnet/wire/config-messages';
import * as gatewayMessages from '../../../../network/devnet/wire/gateway-messages';
import * as peerMessages from '../../../../network/devnet/wire/peer-messages';
import * as rwsetMessages from '../../../../network/devnet/wire/rwset-messages';
import { toStateKey } from '../../../../network/devnet/wire/state-key';

interface ProtoMessage {
  serializeBinary(): Uint8Array;
}
interface ProtoClass {
  deserializeBinary(bytes: Uint8Array): ProtoMessage;
}

const b = (text: string): Buffer => Buffer.from(text);
const timestamp = { seconds: 1_700_000_000, nanos: 5 };
const version = { blockNum: 70_000, txNum: 3 };
const input = { args: [b('put'), b('')], decorations: new Map([['d', b('x')]]), isInit: true };
const chaincodeId = { path: 'p', name: 'n', version: 'v' };
const event = { chaincodeId: 'c', txId: 't', eventName: 'e', payload: b('p') };
const signed = { proposalBytes: b('pb'), signature: b('s') };
const envelope = { payload: b('pl'), signature: b('s') };
const header = { number: 9, previousHash: b('ph'), dataHash: b('dh') };
const block = { header, data: { data: [b('one'), b('')] }, metadata: { metadata: [b(''), b('m')] } };
const read = { key: toStateKey('k\u00e9'), version };
const position = (specified: number) => ({ specified: { number: specified } });
const modified = { txId: 't', value: b('v'), timestamp, isDelete: true };
const { ConfigValue, Policy } = configMessages;

/** Every table with a message in which all fields are set, and Fabric's own class for it. */
export const messageSamples: readonly (readonly [string, Codec<never>, unknown, ProtoClass])[] = (
  [
    ['Timestamp', commonMessages.Timestamp, timestamp, undefined],
    ['SerializedIdentity', commonMessages.SerializedIdentity, { mspId: 'M', idBytes: b('i') }, msp.SerializedIdentity],
    [
      'ChannelHeader',
      commonMessages.ChannelHeader,
      { type: 3, version: 1, timestamp, channelId: 'c', txId: 't', epoch: 4, extension: b('x'), tlsCertHash: b('h') },
      common.ChannelHeader,
    ],
    ['SignatureHeader', commonMessages.SignatureHeader, { creator: b('c'), nonce: b('n') }, common.SignatureHeader],
    [
      'Payload',
      commonMessages.Payload,
      { header: { channelHeader: b('c'), signatureHeader: b('s') }, data: b('d') },
      common.Payload,
    ],
    ['Envelope', commonMessages.Envelope, envelope, common.Envelope],
    ['Block', commonMessages.Block, block, common.Block],
    [
      'Metadata',
      commonMessages.Metadata,
      { value: b('v'), signatures: [{ signatureHeader: b('h'), signature: b('s') }] },
      common.Metadata,
    ],
    [
      'OrdererBlockMetadata',
      commonMessages.OrdererBlockMetadata,
      { lastConfig: { index: 7 }, consenterMetadata: b('c') },
      common.OrdererBlockMetadata,
    ],
    [
      'BlockchainInfo',
      commonMessages.BlockchainInfo,
      { height: 8, currentBlockHash: b('c'), previousBlockHash: b('p') },
      common.BlockchainInfo,
    ],
    [
      'SeekInfo',
      commonMessages.SeekInfo,
      { start: position(1), stop: position(2), behavior: 1, errorResponse: 1, contentType: 1 },
      orderer.SeekInfo,
    ],
    [
      'RpcStatus',
      commonMessages.RpcStatus,
      { code: 10, message: 'm', details: [{ typeUrl: 'u', value: b('v') }] },
      google.rpc.Status,
    ],
    ['SignedProposal', peerMessages.SignedProposal, signed, peer.SignedProposal],
    ['Proposal', peerMessages.Proposal, { header: b('h'), payload: b('p'), extension: b('e') }, peer.Proposal],
    ['ChaincodeHeaderExtension', peerMessages.ChaincodeHeaderExtension, { chaincodeId }, peer.ChaincodeHeaderExtension],
    [
      'ChaincodeInvocationSpec',
      peerMessages.ChaincodeInvocationSpec,
      { chaincodeSpec: { type: 2, chaincodeId, input, timeout: 5 } },
      peer.ChaincodeInvocationSpec,
    ],
    [
      'ChaincodeProposalPayload',
      peerMessages.ChaincodeProposalPayload,
      {
        input: b('i'),
        transientMap: new Map([
          ['a', b('1')],
          ['b', b('')],
        ]),
      },
      peer.ChaincodeProposalPayload,
    ],
    [
      'ChaincodeAction',
      peerMessages.ChaincodeAction,
      { results: b('r'), events: b('e'), response: { status: 200, message: 'm', payload: b('p') }, chaincodeId },
      peer.ChaincodeAction,
    ],
    [
      'ProposalResponsePayload',
      peerMessages.ProposalResponsePayload,
      { proposalHash: b('h'), extension: b('e') },
      peer.ProposalResponsePayload,
    ],
    [
      'ChaincodeActionPayload',
      peerMessages.ChaincodeActionPayload,
      {
        chaincodeProposalPayload: b('c'),
        action: { proposalResponsePayload: b('p'), endorsements: [{ endorser: b('e'), signature: b('s') }] },
      },
      peer.ChaincodeActionPayload,
    ],
    ['Transaction', peerMessages.Transaction, { actions: [{ header: b('h'), payload: b('p') }] }, peer.Transaction],
    [
      'ProcessedTransaction',
      peerMessages.ProcessedTransaction,
      { transactionEnvelope: envelope, validationCode: 11 },
      peer.ProcessedTransaction,
    ],
    ['DeliverResponse (status)', peerMessages.DeliverResponse, { status: 200 }, peer.DeliverResponse],
    ['DeliverResponse (block)', peerMessages.DeliverResponse, { block }, peer.DeliverResponse],
    [
      'DeliverResponse (filtered)',
      peerMessages.DeliverResponse,
      {
        filteredBlock: {
          channelId: 'c',
          number: 1,
          filteredTransactions: [
            {
              txid: 't',
              type: 3,
              txValidationCode: 11,
              transactionActions: { chaincodeActions: [{ chaincodeEvent: event }] },
            },
          ],
        },
      },
      peer.DeliverResponse,
    ],
    [
      'ChannelQueryResponse',
      peerMessages.ChannelQueryResponse,
      { channels: [{ channelId: 'c' }] },
      peer.ChannelQueryResponse,
    ],
    [
      'ChaincodeMessage',
      chaincodeMessages.ChaincodeMessage,
      { type: 13, timestamp, payload: b('p'), txid: 't', proposal: signed, chaincodeEvent: event, channelId: 'c' },
      peer.ChaincodeMessage,
    ],
    ['GetState', chaincodeMessages.GetState, { key: 'k', collection: 'c' }, peer.GetState],
    ['PutState', chaincodeMessages.PutState, { key: 'k', value: b('v'), collection: 'c' }, peer.PutState],
    ['DelState', chaincodeMessages.DelState, { key: 'k', collection: 'c' }, peer.DelState],
    [
      'PutStateMetadata',
      chaincodeMessages.PutStateMetadata,
      { key: 'k', collection: 'c', metadata: { metakey: 'm', value: b('v') } },
      peer.PutStateMetadata,
    ],
    [
      'StateMetadataResult',
      chaincodeMessages.StateMetadataResult,
      { entries: [{ metakey: 'm', value: b('v') }] },
      peer.StateMetadataResult,
    ],
    [
      'GetStateByRange',
      chaincodeMessages.GetStateByRange,
      { startKey: 'a', endKey: 'b', collection: 'c', metadata: b('m') },
      peer.GetStateByRange,
    ],
    [
      'GetQueryResult',
      chaincodeMessages.GetQueryResult,
      { query: 'q', collection: 'c', metadata: b('m') },
      peer.GetQueryResult,
    ],
    ['QueryMetadata', chaincodeMessages.QueryMetadata, { pageSize: 5, bookmark: 'b' }, peer.QueryMetadata],
    ['GetHistoryForKey', chaincodeMessages.GetHistoryForKey, { key: 'k' }, peer.GetHistoryForKey],
    ['QueryStateNext', chaincodeMessages.QueryStateNext, { id: 'i' }, peer.QueryStateNext],
    [
      'QueryResponse',
      chaincodeMessages.QueryResponse,
      { results: [{ resultBytes: b('r') }], hasMore: true, id: 'i', metadata: b('m') },
      peer.QueryResponse,
    ],
    [
      'QueryResponseMetadata',
      chaincodeMessages.QueryResponseMetadata,
      { fetchedRecordsCount: 5, bookmark: 'b' },
      peer.QueryResponseMetadata,
    ],
    [
      'EvaluateRequest',
      gatewayMessages.EvaluateRequest,
      { transactionId: 't', channelId: 'c', proposedTransaction: signed, targetOrganizations: ['a', 'b'] },
      gateway.EvaluateRequest,
    ],
    [
      'EvaluateResponse',
      gatewayMessages.EvaluateResponse,
      { result: { status: 200, message: 'm', payload: b('p') } },
      gateway.EvaluateResponse,
    ],
    [
      'EndorseRequest',
      gatewayMessages.EndorseRequest,
      { transactionId: 't', channelId: 'c', proposedTransaction: signed, endorsingOrganizations: ['a'] },
      gateway.EndorseRequest,
    ],
    ['EndorseResponse', gatewayMessages.EndorseResponse, { preparedTransaction: envelope }, gateway.EndorseResponse],
    [
      'SubmitRequest',
      gatewayMessages.SubmitRequest,
      { transactionId: 't', channelId: 'c', preparedTransaction: envelope },
      gateway.SubmitRequest,
    ],
    [
      'SignedRequest',
      gatewayMessages.SignedRequest,
      { request: b('r'), signature: b('s') },
      gateway.SignedCommitStatusRequest,
    ],
    [
      'CommitStatusRequest',
      gatewayMessages.CommitStatusRequest,
      { transactionId: 't', channelId: 'c', identity: b('i') },
      gateway.CommitStatusRequest,
    ],
    [
      'CommitStatusResponse',
      gatewayMessages.CommitStatusResponse,
      { result: 255, blockNumber: 2 ** 40 },
      gateway.CommitStatusResponse,
    ],
    [
      'ChaincodeEventsRequest',
      gatewayMessages.ChaincodeEventsRequest,
      { channelId: 'c', chaincodeId: 'i', identity: b('i'), startPosition: position(5), afterTransactionId: 't' },
      gateway.ChaincodeEventsRequest,
    ],
    [
      'ChaincodeEventsResponse',
      gatewayMessages.ChaincodeEventsResponse,
      { events: [event], blockNumber: 4 },
      gateway.ChaincodeEventsResponse,
    ],
    ['ErrorDetail', gatewayMessages.ErrorDetail, { address: 'a', mspId: 'm', message: 'e' }, gateway.ErrorDetail],
    [
      'KvRwSet',
      rwsetMessages.KvRwSet,
      {
        reads: [read],
        rangeQueries: [
          { startKey: 'a', endKey: 'b', exhausted: true, rawReads: { kvReads: [read] } },
          {
            startKey: 'c',
            endKey: 'd',
            exhausted: false,
            readsMerkleHashes: { maxDegree: 50, maxLevel: 2, maxLevelHashes: [b('h')] },
          },
        ],
        writes: [{ key: 'k', isDelete: true, value: b('v') }],
        metadataWrites: [{ key: 'k', entries: [{ name: 'n', value: b('v') }] }],
      },
      ledger.rwset.kvrwset.KVRWSet,
    ],
    [
      'HashedRwSet',
      rwsetMessages.HashedRwSet,
      {
        reads: [{ keyHash: b('k'), version }],
        writes: [{ keyHash: b('k'), isDelete: true, valueHash: b('v'), isPurge: true }],
        metadataWrites: [{ keyHash: b('k'), entries: [{ name: 'n', value: b('v') }] }],
      },
      ledger.rwset.kvrwset.HashedRWSet,
    ],
    [
      'TxRwSet',
      rwsetMessages.TxRwSet,
      {
        dataModel: 0,
        namespaces: [
          { namespace: 'n', rwset: b('r'), collections: [{ collection: 'c', rwset: b('r'), pvtRwsetHash: b('h') }] },
        ],
      },
      ledger.rwset.TxReadWriteSet,
    ],
    ['QueryKv', rwsetMessages.QueryKv, { namespace: 'n', key: 'k', value: b('v') }, ledger.queryresult.KV],
    ['KeyModification', rwsetMessages.KeyModification, modified, ledger.queryresult.KeyModification],
    [
      'ConfigGroup',
      configMessages.ConfigGroup,
      {
        version: 1,
        groups: [{ key: 'g', value: configMessages.ConfigGroup.encode({ modPolicy: 'Admins' }) }],
        values: [
          { key: 'v', value: ConfigValue.decode(ConfigValue.encode({ version: 1, value: b('v'), modPolicy: 'A' })) },
        ],
        policies: [
          {
            key: 'p',
            value: { version: 1, policy: Policy.decode(Policy.encode({ type: 3, value: b('v') })), modPolicy: 'A' },
          },
        ],
        modPolicy: 'Admins',
      },
      common.ConfigGroup,
    ],
    [
      'BatchSize',
      configMessages.BatchSize,
      { maxMessageCount: 1, absoluteMaxBytes: 2, preferredMaxBytes: 3 },
      orderer.BatchSize,
    ],
    ['MspConfig', configMessages.MspConfig, { type: 1, config: b('c') }, msp.MSPConfig],
    [
      'FabricMspConfig',
      configMessages.FabricMspConfig,
      {
        name: 'n',
        rootCerts: [b('r')],
        cryptoConfig: { signatureHashFamily: 'SHA2', identityHashFunction: 'SHA256' },
        tlsRootCerts: [b('t')],
        nodeOus: { enable: true, client: { certificate: b('c'), organizationalUnit: 'client' } },
      },
      msp.FabricMSPConfig,
    ],
  ] as unknown as (readonly [string, Codec<never>, unknown, ProtoClass | undefined])[]
).filter((row): row is readonly [string, Codec<never>, unknown, ProtoClass] => row[3] !== undefined);
