import { type Contract, type GatewayError } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import assert from 'node:assert/strict';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { headerBytes } from '../../../network/devnet/orderer/block-header';
import {
  Block,
  BlockchainInfo,
  type BlockHeader,
  SerializedIdentity,
} from '../../../network/devnet/wire/common-messages';
import {
  ChaincodeAction,
  ChannelQueryResponse,
  ProcessedTransaction,
  ProposalResponse,
  ProposalResponsePayload,
  SignedProposal,
} from '../../../network/devnet/wire/peer-messages';
import { DevnetWorld } from '../../support/devnet-world';
import { callRaw, rawProposal } from '../../support/raw-proposal';

describe("the embedded network's system chaincodes", () => {
  let world: DevnetWorld;
  let qscc: Contract;
  let txId: string;
  before(async () => {
    world = await DevnetWorld.start();
    const network = await world.network();
    qscc = network.getContract('qscc');
    const commit = await network.getContract('fixture').submitAsync('put', { arguments: ['k', 'v'] });
    txId = commit.getTransactionId();
    await commit.getStatus();
  });
  after(() => world.stop());

  const query = async (name: string, ...args: (string | Uint8Array)[]) =>
    Buffer.from(await qscc.evaluateTransaction(name, 'energy', ...args));
  const blockAt = async (number: number): Promise<BlockHeader> => {
    const { header } = Block.decode(await query('GetBlockByNumber', String(number)));
    assert.ok(header !== undefined);
    return header;
  };

  it('tell the height and the hashes of the last block', async () => {
    const info = BlockchainInfo.decode(await query('GetChainInfo'));
    assert.equal(info.height, 2);
    const last = await blockAt(1);
    assert.deepEqual(info.currentBlockHash, createHash('sha256').update(headerBytes(last)).digest());
    assert.deepEqual(info.previousBlockHash, last.previousHash);
  });

  it('find a block by number, hash and transaction, and a transaction by id', async () => {
    const info = BlockchainInfo.decode(await query('GetChainInfo'));
    const byNumber = await query('GetBlockByNumber', '1');
    assert.deepEqual(await query('GetBlockByHash', info.currentBlockHash), byNumber);
    assert.deepEqual(await query('GetBlockByTxID', txId), byNumber);
    const transaction = ProcessedTransaction.decode(await query('GetTransactionByID', txId));
    assert.equal(transaction.validationCode, 0);
  });

  it('answer who asks a peer directly with its endorsement, as any chaincode', async () => {
    const { certificatePem, privateKey } = await world.enrollment('HouseholdsMSP');
    const signer = { mspId: 'HouseholdsMSP', certificatePem, privateKey };
    const asked = async (channel: string, chaincode: string, ...args: string[]) => {
      const request = SignedProposal.encode(rawProposal(signer, { channel, chaincode, args }).signed);
      const client = world.client('HouseholdsMSP');
      return ProposalResponse.decode(await callRaw(client, 'ProcessProposal', request, { service: 'protos.Endorser' }));
    };
    const { version, response, payload, endorsement } = await asked('energy', 'qscc', 'GetChainInfo', 'energy');
    assert.equal(version, 1);
    const action = ChaincodeAction.decode(ProposalResponsePayload.decode(payload).extension);
    assert.deepEqual(action.response, response);
    assert.deepEqual(action.chaincodeId, { path: '', name: 'qscc', version: 'syscc' });
    assert.deepEqual([action.results.length, action.events.length], [0, 0]);
    const { mspId, idBytes } = SerializedIdentity.decode(endorsement?.endorser ?? Buffer.alloc(0));
    assert.equal(mspId, 'HouseholdsMSP');
    const signed = Buffer.concat([payload, endorsement?.endorser ?? Buffer.alloc(0)]);
    const { publicKey } = new X509Certificate(idBytes);
    assert.ok(verify('sha256', signed, publicKey, endorsement?.signature ?? Buffer.alloc(0)));

    const refused = await asked('energy', 'qscc', 'GetBlockByNumber', 'energy', '99');
    assert.equal(refused.response?.status, 500);
    assert.equal(refused.endorsement, undefined);
    const told = ChaincodeAction.decode(ProposalResponsePayload.decode(refused.payload).extension);
    assert.deepEqual(told.response, refused.response);

    // What concerns no channel could not be submitted on one.
    const channelless = await asked('', 'cscc', 'GetChannels');
    assert.equal(channelless.response?.status, 200);
    assert.deepEqual([channelless.payload.length, channelless.endorsement], [0, undefined]);
  });

  it('say what is missing', async () => {
    const refused = async (name: string, ...args: string[]): Promise<string> => {
      try {
        await query(name, ...args);
      } catch (error) {
        return (error as GatewayError).details[0]?.message ?? '';
      }
      throw new Error(`${name} was not refused`);
    };
    assert.match(
      await refused('GetBlockByNumber', '99'),
      /Failed to get block number 99, error no such block number \[99\] in index/,
    );
    assert.match(await refused('GetBlockByNumber', '-1'), /Failed to parse block number/);
    assert.match(
      await refused('GetTransactionByID', 'x'),
      /Failed to get transaction with id x, error no such transaction ID \[x\] in index/,
    );
    assert.match(await refused('GetBlockByNumber'), /missing 3rd argument for GetBlockByNumber/);
    assert.match(
      await refused('toString', 'x'),
      /access denied for \[toString\]\[energy\]: \[Unmapped policy for qscc\/toString\]/,
    );
  });

  it('hand out the configuration of the channel, as Fabric writes it', async () => {
    const network = await world.network();
    const cscc = network.getContract('cscc');
    const channels = ChannelQueryResponse.decode(Buffer.from(await cscc.evaluateTransaction('GetChannels')));
    assert.deepEqual(channels.channels, [{ channelId: 'energy' }]);
    const block = common.Block.deserializeBinary(await cscc.evaluateTransaction('GetConfigBlock', 'energy'));
    const envelope = common.Envelope.deserializeBinary(block.getData()?.getDataList_asU8()[0] ?? new Uint8Array());
    const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
    const group = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig()?.getChannelGroup();
    const [, application] = group?.toObject().groupsMap.find(([name]) => name === 'Application') ?? [];
    assert.deepEqual(application?.groupsMap.map(([name]) => name).sort(), ['BankMSP', 'HouseholdsMSP', 'OperatorMSP']);
    const endorsement = policyIn(application, 'Endorsement');
    assert.equal(endorsement.type, 3);
    const rule = common.ImplicitMetaPolicy.deserializeBinary(endorsement.value);
    assert.equal(rule.getRule(), common.ImplicitMetaPolicy.Rule.MAJORITY);
    const [, households] = application.groupsMap.find(([name]) => name === 'HouseholdsMSP') ?? [];
    const writers = common.SignaturePolicyEnvelope.deserializeBinary(policyIn(households, 'Writers').value).toObject();
    assert.equal(writers.identitiesList.length, 2);
    assert.equal(writers.rule?.nOutOf?.n, 1);
    assert.deepEqual(
      writers.rule.nOutOf.rulesList.map(({ signedBy }) => signedBy),
      [0, 1],
    );
  });
});

function policyIn(group: common.ConfigGroup.AsObject | undefined, wanted: string): { type: number; value: Uint8Array } {
  const [, found] = group?.policiesMap.find(([name]) => name === wanted) ?? [];
  assert.ok(found?.policy !== undefined, `no policy ${wanted}`);
  return { type: found.policy.type, value: Buffer.from(found.policy.value as string, 'base64') };
}
