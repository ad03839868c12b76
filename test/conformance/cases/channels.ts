import { signLowS } from '../../../identity/signature';
import { Block, BlockchainInfo } from '../../../network/devnet/wire/common-messages';
import { ChannelQueryResponse } from '../../../network/devnet/wire/peer-messages';
import { textOf } from '../../support/devnet-world';
import { endorseRaw, processRaw, rawProposal, type RawSigner, refusalOf, submitRaw } from '../../support/raw-proposal';
import { takeEvents } from '../../support/take-events';
import { answerTo, type ConformanceCase, outcomeOf, refused } from '../conformance-case';
import { readings } from '../readings';
import { type TargetClients } from '../target-clients';

const memberOf = async (clients: TargetClients, mspId: string, id?: string): Promise<RawSigner> => ({
  mspId,
  ...(await clients.enrollment(mspId, id)),
});
const administratorOf = async (clients: TargetClients, mspId: string): Promise<RawSigner> => ({
  mspId,
  ...(await clients.enrollment(mspId, 'joiner', 'admin')),
});

async function heightOf(clients: TargetClients, channel: string): Promise<number> {
  const qscc = (await clients.network('HouseholdsMSP', 'h01', 'tls', channel)).getContract('qscc');
  return BlockchainInfo.decode(Buffer.from(await qscc.evaluateTransaction('GetChainInfo', channel))).height;
}

/** What the peer of `peer` answers when it is asked directly, with no channel named unless `channel` is. */
async function asked(
  clients: TargetClients,
  signer: RawSigner,
  peer: string,
  chaincode: string,
  args: readonly (string | Uint8Array)[],
  channel = '',
): Promise<unknown> {
  const call = processRaw(clients.client(peer), rawProposal(signer, { channel, chaincode, args }));
  const refusal = await answerTo(call);
  if (refusal !== 'accepted') return refusal;
  const { status, message, payload } = await call;
  return { status, message, payload };
}

async function channelsOf(clients: TargetClients, signer: RawSigner, peer: string): Promise<unknown> {
  const answer = await asked(clients, signer, peer, 'cscc', ['GetChannels']);
  const { payload } = answer as { payload?: Buffer };
  if (payload === undefined || payload.length === 0) return answer;
  return ChannelQueryResponse.decode(payload)
    .channels.map(({ channelId }) => channelId)
    .sort();
}

/** Several channels: who is in which, and what they have in common. */
export const channelCases: readonly ConformanceCase[] = [
  {
    name: 'the same key on two channels',
    run: async (clients) => {
      const contracts = [await clients.contract(), await clients.contractOn('pair')];
      for (const [index, contract] of contracts.entries()) {
        await contract.submitTransaction('put', 'on two channels', String(index));
      }
      return Promise.all(
        contracts.map(async (each) => textOf(await each.evaluateTransaction('get', 'on two channels'))),
      );
    },
  },
  {
    name: 'the heights of two channels',
    run: async (clients) => {
      const heights = async () => ({
        energy: await heightOf(clients, 'energy'),
        pair: await heightOf(clients, 'pair'),
      });
      const before = await heights();
      await (await clients.contractOn('pair')).submitTransaction('put', 'height', 'x');
      const after = await heights();
      return { energy: after.energy - before.energy, pair: after.pair - before.pair };
    },
  },
  {
    name: 'the channel that chaincode is told',
    run: async (clients) => textOf(await (await clients.contractOn('pair')).evaluateTransaction('txId')).split(' ')[1],
  },
  {
    name: 'a majority of two organisations',
    run: async (clients) => {
      const contract = await clients.contractOn('pair');
      const codeBy = async (...endorsingOrganizations: string[]) => {
        const proposal = contract.newProposal('put', { arguments: ['majority', 'x'], endorsingOrganizations });
        return (await (await (await proposal.endorse()).submit()).getStatus()).code;
      };
      return [await codeBy('HouseholdsMSP'), await codeBy('HouseholdsMSP', 'OperatorMSP')];
    },
  },
  {
    name: 'endorsement by an organisation that is not in the channel',
    run: async (clients) => {
      const contract = await clients.contractOn('pair');
      const asking = (...endorsingOrganizations: string[]) =>
        outcomeOf(contract.newProposal('put', { arguments: ['k', 'v'], endorsingOrganizations }).endorse());
      return [await asking('BankMSP'), await asking('HouseholdsMSP', 'BankMSP')];
    },
  },
  {
    name: 'a query of an organisation that is not in the channel',
    run: async (clients) => {
      const contract = await clients.contractOn('pair');
      return outcomeOf(contract.evaluate('echo', { arguments: ['x'], endorsingOrganizations: ['BankMSP'] }));
    },
  },
  refused('a member of an organisation that is not in the channel', { channel: 'pair' }, (clients) =>
    memberOf(clients, 'BankMSP', 'bank'),
  ),
  {
    name: 'the peer of an organisation that is not in the channel',
    run: async (clients) => {
      const contract = await clients.contractOn('pair', 'BankMSP', 'bank');
      return [
        await outcomeOf(contract.evaluateTransaction('get', 'k')),
        await outcomeOf(contract.submitTransaction('put', 'k', 'v')),
      ];
    },
  },
  {
    name: 'reading a channel that the organisation is not in, at its own peer and at a member',
    run: async (clients) => {
      const commit = await (await clients.contractOn('pair')).submitAsync('put', { arguments: ['read', 'x'] });
      await commit.getStatus();
      const signer = await memberOf(clients, 'BankMSP', 'bank');
      const id = commit.getTransactionId();
      return {
        own: await readings(clients, signer, id, { channel: 'pair' }),
        member: await readings(clients, signer, id, { channel: 'pair', peer: 'HouseholdsMSP' }),
      };
    },
  },
  {
    name: 'reading a channel that is not there',
    run: async (clients) =>
      readings(clients, await memberOf(clients, 'HouseholdsMSP'), 'a'.repeat(64), { channel: 'elsewhere' }),
  },
  {
    name: 'a transaction of one channel, submitted to another',
    run: async (clients) => {
      const signer = await memberOf(clients, 'HouseholdsMSP');
      const client = clients.client('HouseholdsMSP');
      const proposal = rawProposal(signer, { channel: 'pair', chaincode: 'fixture', args: ['put', 'astray', 'x'] });
      const envelope = await endorseRaw(client, 'pair', proposal);
      const signature = signLowS(signer.privateKey, envelope.payload);
      // The orderer goes by the transaction's own header.
      const submitted = await answerTo(submitRaw(client, 'energy', proposal.txId, { ...envelope, signature }));
      const nowhere = await refusalOf(submitRaw(client, 'elsewhere', proposal.txId, { ...envelope, signature }));
      return { submitted, nowhere };
    },
  },
  {
    name: 'a proposal for one channel, proposed to another',
    run: async (clients) => {
      const signer = await memberOf(clients, 'HouseholdsMSP');
      const proposal = rawProposal(signer, { channel: 'pair', chaincode: 'fixture', args: ['put', 'astray', 'x'] });
      return answerTo(endorseRaw(clients.client('HouseholdsMSP'), 'energy', proposal));
    },
  },
  {
    name: 'blocks of another channel, asked on this one',
    run: async (clients) => {
      const ask = async (mspId: string, id: string, peer = mspId) => {
        const signer = await memberOf(clients, mspId, id);
        const answer = await asked(clients, signer, peer, 'qscc', ['GetBlockByNumber', 'pair', '0'], 'energy');
        const { payload } = answer as { payload?: Buffer };
        return payload === undefined || payload.length === 0 ? answer : Block.decode(payload).header?.number;
      };
      return [
        await ask('HouseholdsMSP', 'h01'),
        await ask('BankMSP', 'bank'),
        await ask('BankMSP', 'bank', 'HouseholdsMSP'),
      ];
    },
  },
  {
    name: 'the configuration of another channel, asked on this one',
    run: async (clients) => {
      const signer = await memberOf(clients, 'BankMSP', 'bank');
      return [
        await asked(clients, signer, 'BankMSP', 'cscc', ['GetConfigBlock', 'pair'], 'energy'),
        await asked(clients, signer, 'HouseholdsMSP', 'cscc', ['GetConfigBlock', 'pair'], 'energy'),
      ];
    },
  },
  {
    name: 'the channels of a peer, asked by a member, by an administrator and by a stranger',
    run: async (clients) => {
      const households = await memberOf(clients, 'HouseholdsMSP');
      return [
        await channelsOf(clients, households, 'HouseholdsMSP'),
        await channelsOf(clients, await memberOf(clients, 'BankMSP', 'bank'), 'BankMSP'),
        await channelsOf(clients, await administratorOf(clients, 'HouseholdsMSP'), 'HouseholdsMSP'),
        await channelsOf(clients, households, 'BankMSP'),
      ];
    },
  },
  {
    name: 'joining a channel, as a member, as an administrator, with nonsense',
    run: async (clients) => {
      const qscc = (await clients.network()).getContract('qscc');
      const genesis = await qscc.evaluateTransaction('GetBlockByNumber', 'energy', '0');
      const member = await memberOf(clients, 'HouseholdsMSP');
      const administrator = await administratorOf(clients, 'HouseholdsMSP');
      const join = (signer: RawSigner, block: Uint8Array) =>
        asked(clients, signer, 'HouseholdsMSP', 'cscc', ['JoinChain', block]);
      return [await join(member, genesis), await join(administrator, genesis)];
    },
  },
  {
    name: 'events of their own channel alone',
    run: async (clients) => {
      const network = await clients.network('HouseholdsMSP', 'h01', 'tls', 'pair');
      const start = await network.getContract('fixture').submitAsync('events', { arguments: ['first='] });
      const { blockNumber } = await start.getStatus();
      await (await clients.contract()).submitTransaction('events', 'elsewhere=');
      await network.getContract('fixture').submitTransaction('events', 'second=');
      const events = await takeEvents(network, 2, { startBlock: blockNumber });
      return events.map(({ eventName }) => eventName);
    },
  },
  {
    name: 'a collection that the chaincode has on another channel',
    run: async (clients) => {
      const contract = await clients.contractOn('pair');
      return [
        await outcomeOf(contract.evaluateTransaction('getPrivate', 'shared', 'k')),
        await outcomeOf(contract.submit('putPrivate', { arguments: ['shared', 'k'], transientData: { value: 'x' } })),
      ];
    },
  },
];
