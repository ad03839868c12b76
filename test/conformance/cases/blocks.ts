import { type ProposalOptions } from '@hyperledger/fabric-gateway';
import { CommittedBlock } from '../../../network/devnet/committer/committed-block';
import { SubmittedTransaction } from '../../../network/devnet/committer/transaction';
import { dataHash } from '../../../network/devnet/orderer/block-header';
import { BlockchainInfo } from '../../../network/devnet/wire/common-messages';
import { ChannelQueryResponse, ProcessedTransaction } from '../../../network/devnet/wire/peer-messages';
import { type NetworkClients } from '../../support/network-clients';
import { type ConformanceCase, key, outcomeOf } from '../conformance-case';

/** What lies in blocks, and what the system chaincodes say of it. */
export const blockCases: readonly ConformanceCase[] = [
  {
    name: 'what a transaction read and wrote',
    run: async (clients) => {
      const contract = await clients.contract();
      await contract.submitTransaction('putMany', 'rw/', '60', 'x');
      const submit = (call: string, ...args: string[]) => rwsetOf(clients, call, { arguments: args });
      const value = { value: 'private' };
      return [
        await submit('increment', 'rw counter'),
        await submit('increment', 'rw counter'),
        await submit('del', `rw/${key(3)}`),
        await submit('put', 'rw empty', ''),
        await submit('writeAll', 'rw b=1', 'rw a=1', 'rw b', 'rw c=1'),
        await submit('get', 'rw counter'),
        await submit('range', 'rw/', 'rw/z'),
        await submit('firstThenPut', 'rw/', 'rw/z', 'rw first'),
        await submit('setPolicy', 'rw guarded', 'cG9saWN5'),
        await rwsetOf(clients, 'putPrivate', {
          arguments: ['shared', 'rw private'],
          transientData: value,
          endorsingOrganizations: ['HouseholdsMSP', 'OperatorMSP'],
        }),
        await submit('getPrivateHash', 'shared', 'rw private'),
        await submit('delPrivate', 'shared', 'rw private'),
        await submit('purgePrivate', 'shared', 'rw private'),
      ];
    },
  },
  {
    name: 'how blocks are linked',
    run: async (clients) => {
      const qscc = (await clients.network()).getContract('qscc');
      const blocks: CommittedBlock[] = [];
      for (const number of ['0', '1', '2']) {
        blocks.push(
          new CommittedBlock(Buffer.from(await qscc.evaluateTransaction('GetBlockByNumber', 'energy', number))),
        );
      }
      return blocks.map(({ header, envelopes }, index) => ({
        number: header.number,
        linked: header.previousHash.equals(blocks[index - 1]?.hash ?? Buffer.alloc(0)),
        holds: header.dataHash.equals(dataHash(envelopes)),
      }));
    },
  },
  {
    name: 'the ways to a block',
    run: async (clients) => {
      const network = await clients.network();
      const qscc = network.getContract('qscc');
      const commit = await network.getContract('fixture').submitAsync('put', { arguments: ['found', 'x'] });
      const number = String((await commit.getStatus()).blockNumber);
      const byNumber = await qscc.evaluateTransaction('GetBlockByNumber', 'energy', number);
      const byId = await qscc.evaluateTransaction('GetBlockByTxID', 'energy', commit.getTransactionId());
      const { hash } = new CommittedBlock(Buffer.from(byNumber));
      const byHash = await qscc.evaluate('GetBlockByHash', { arguments: ['energy', hash] });
      const info = BlockchainInfo.decode(Buffer.from(await qscc.evaluateTransaction('GetChainInfo', 'energy')));
      return {
        byId: Buffer.compare(byNumber, byId),
        byHash: Buffer.compare(byNumber, byHash),
        last: info.height > Number(number),
        previous: info.previousBlockHash.length,
      };
    },
  },
  {
    name: 'what qscc says is missing',
    run: async (clients) => {
      const qscc = (await clients.network()).getContract('qscc');
      const asking = (...[name = '', ...args]: string[]) => outcomeOf(qscc.evaluateTransaction(name, ...args));
      return {
        block: await asking('GetBlockByNumber', 'energy', '99999'),
        noNumber: await asking('GetBlockByNumber', 'energy', 'one'),
        negative: await asking('GetBlockByNumber', 'energy', '-1'),
        transaction: await asking('GetTransactionByID', 'energy', 'x'),
        blockOfTransaction: await asking('GetBlockByTxID', 'energy', 'x'),
        hash: await asking('GetBlockByHash', 'energy', 'x'),
        channel: await asking('GetChainInfo', 'elsewhere'),
        name: await asking('Nothing', 'energy', 'x'),
        noArgument: await asking('GetBlockByNumber', 'energy'),
        noChannel: await asking('GetChainInfo'),
      };
    },
  },
  {
    name: 'what a submitted query of qscc does',
    run: async (clients) =>
      outcomeOf((await clients.network()).getContract('qscc').submitTransaction('GetChainInfo', 'energy')),
  },
  {
    name: 'the channels that cscc lists, and what it says is missing',
    run: async (clients) => {
      const cscc = (await clients.network()).getContract('cscc');
      const listed = await outcomeOf(
        cscc
          .evaluateTransaction('GetChannels')
          .then((found) => ChannelQueryResponse.decode(Buffer.from(found)))
          .then(({ channels }) => channels.map(({ channelId }) => channelId).sort()),
      );
      return { listed, nothing: await outcomeOf(cscc.evaluateTransaction('Nothing', 'energy')) };
    },
  },
  {
    name: 'the status of a transaction that is not valid, and who may ask',
    run: async (clients) => {
      const network = await clients.network();
      const contract = network.getContract('fixture');
      const lonely = contract.newProposal('put', { arguments: ['k', 'v'], endorsingOrganizations: ['BankMSP'] });
      const commit = await (await lonely.endorse()).submit();
      const { code, successful } = await commit.getStatus();
      const forged = (await clients.gateway()).newSignedCommit(commit.getBytes(), Buffer.from('garbage'));
      return { invalid: { code, successful }, forged: await outcomeOf(forged.getStatus()) };
    },
  },
];

/** What the chaincode read and wrote in a committed transaction, versions left out, as the ledger shows it. */
async function rwsetOf(clients: NetworkClients, call: string, options: ProposalOptions): Promise<unknown> {
  const network = await clients.network();
  const commit = await network.getContract('fixture').submitAsync(call, options);
  const { code } = await commit.getStatus();
  const found = await network
    .getContract('qscc')
    .evaluateTransaction('GetTransactionByID', 'energy', commit.getTransactionId());
  const { transactionEnvelope } = ProcessedTransaction.decode(Buffer.from(found));
  if (transactionEnvelope === undefined) throw new Error('The transaction has no envelope');
  const { rwset } = new SubmittedTransaction(transactionEnvelope).action();
  const fixture = rwset.namespaces.find(({ namespace }) => namespace === 'fixture');
  return { code, fixture: withoutVersions(fixture) };
}

function withoutVersions(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (Array.isArray(value)) return value.map(withoutVersions);
  if (typeof value !== 'object' || value === null) return value;
  // The hashes over many reads are hashes over their versions, too.
  const shown = (name: string, part: unknown): unknown => {
    if (name === 'version') return part !== undefined;
    return name === 'maxLevelHashes' && Array.isArray(part) ? part.length : withoutVersions(part);
  };
  const fields = Object.entries(value).map(([name, part]) => [name, shown(name, part)] as const);
  return Object.fromEntries(fields);
}
