import { type Contract, GatewayError, type ProposalOptions } from '@hyperledger/fabric-gateway';
import { CommittedBlock } from '../../network/devnet/committer/committed-block';
import { SubmittedTransaction } from '../../network/devnet/committer/transaction';
import { dataHash } from '../../network/devnet/orderer/block-header';
import { ProcessedTransaction } from '../../network/devnet/wire/peer-messages';
import { textOf } from '../support/devnet-world';
import { type NetworkClients } from '../support/network-clients';
import {
  endorseRaw,
  evaluateRaw,
  rawProposal,
  type RawProposal,
  type RawSigner,
  refusalOf,
  signHighS,
  submitRaw,
} from '../support/raw-proposal';

/** Something a client does, and everything it learns of it. The same on every network, once `normalized`. */
export interface ConformanceCase {
  readonly name: string;
  readonly run: (clients: NetworkClients) => Promise<unknown>;
}

const read =
  (name: string, ...args: string[]) =>
  (contract: Contract) =>
    contract.evaluateTransaction(name, ...args);
const write =
  (name: string, ...args: string[]) =>
  (contract: Contract) =>
    contract.submitTransaction(name, ...args);

type Step = (contract: Contract) => Promise<Uint8Array>;

/** The steps' results, or how they were refused. */
function steps(name: string, ...each: readonly Step[]): ConformanceCase {
  return {
    name,
    run: async (clients) => {
      const contract = await clients.contract();
      const outcomes: unknown[] = [];
      for (const step of each) outcomes.push(await outcomeOf(step(contract).then(textOf)));
      return outcomes;
    },
  };
}

/** The codes of transactions that were endorsed on the same state and submitted in order. */
function together(
  name: string,
  before: readonly Step[],
  ...calls: readonly (readonly [string, ...string[]])[]
): ConformanceCase {
  return {
    name,
    run: async (clients) => {
      const contract = await clients.contract();
      for (const step of before) await step(contract);
      const endorsed = await Promise.all(
        calls.map(([operation, ...args]) => contract.newProposal(operation, { arguments: args }).endorse()),
      );
      const commits = [];
      for (const transaction of endorsed) commits.push(await transaction.submit());
      return Promise.all(commits.map(async (commit) => (await commit.getStatus()).code));
    },
  };
}

/** How a proposal with something wrong in it is refused, by both calls. */
function refused(name: string, wrong: Partial<RawProposal>, by: Partial<RawSigner> = {}): ConformanceCase {
  return {
    name,
    run: async (clients) => {
      const signer = { mspId: 'HouseholdsMSP', ...(await clients.enrollment('HouseholdsMSP')), ...by };
      const parts: RawProposal = { channel: 'energy', chaincode: 'fixture', args: ['put', 'refused', 'x'], ...wrong };
      const client = clients.client('HouseholdsMSP');
      const evaluate = await refusalOf(evaluateRaw(client, parts.channel, rawProposal(signer, parts)));
      const endorse = await refusalOf(endorseRaw(client, parts.channel, rawProposal(signer, parts)));
      return [evaluate, endorse].map((refusal) => ({ ...refusal, details: sorted(refusal.details) }));
    },
  };
}

const key = (index: number): string => String(index).padStart(7, '0');

export const conformanceCases: readonly ConformanceCase[] = [
  steps('a value is read back', write('put', 'a', '1'), read('get', 'a')),
  steps(
    'a missing key, a deleted one, an empty value',
    read('get', 'none'),
    write('put', 'd', 'x'),
    write('del', 'd'),
    read('get', 'd'),
    write('put', 'e', ''),
    read('get', 'e'),
  ),
  steps('own writes are not read', write('put', 'own', '1'), write('putThenGet', 'own', '2'), read('get', 'own')),
  steps(
    'the order of keys',
    ...['o/z', 'o/\u00e4', 'o/\uffee', 'o/\u{1f600}', 'o/a'].map((each) => write('put', each, 'x')),
    read('range', 'o/', 'o0'),
  ),
  steps(
    'batches of a range',
    write('putMany', 'r/', '250'),
    read('countRange', 'r/', 'r/z'),
    read('countRange', `r/${key(99)}`, `r/${key(201)}`),
  ),
  steps(
    'pages and bookmarks',
    write('putMany', 'page/', '25'),
    read('page', 'page/', 'page/z', '10', ''),
    read('page', 'page/', 'page/z', '10', `page/${key(20)}`),
    read('page', 'page/', 'page/z', '25', ''),
  ),
  steps('a write after a page', read('pageThenPut', 'x')),
  steps(
    'composite keys',
    write('composite', 'offer', 'h1', 'a'),
    write('composite', 'offer', 'h10', 'b'),
    read('partial', 'offer', 'h1'),
    read('composite', '', 'a'),
  ),
  steps(
    'history',
    write('put', 'h', '1'),
    write('del', 'h'),
    write('put', 'h', '2'),
    read('history', 'h'),
    read('history', 'never'),
  ),
  steps('rich queries', read('richQuery')),
  steps('another chaincode', read('invoke', 'other')),
  steps('what chaincode refuses', read('throwing', 'no'), write('throwing', 'no'), read('unknown operation')),
  steps('results that differ', write('different', 'random')),
  steps(
    'private data',
    read('getPrivateHash', 'shared', 'none'),
    read('getPrivate', 'shared', 'none'),
    read('getPrivate', 'nowhere', 'k'),
    read('getPrivateHash', 'nowhere', 'k'),
    read('putPrivate', 'nowhere', 'k'),
    write('purgePrivate', 'shared', 'none'),
  ),
  {
    name: 'private data by members and others',
    run: async (clients) => {
      const member = await clients.contract('OperatorMSP', 'op');
      const options = {
        arguments: ['shared', 'secret'],
        transientData: { value: 'v' },
        endorsingOrganizations: ['HouseholdsMSP', 'OperatorMSP'],
      };
      await member.submit('putPrivate', options);
      const other = await clients.contract('BankMSP', 'bank');
      return {
        member: textOf(await member.evaluateTransaction('getPrivate', 'shared', 'secret')),
        hash: Buffer.from(await member.evaluateTransaction('getPrivateHash', 'shared', 'secret')).toString('hex'),
        read: await outcomeOf(other.evaluateTransaction('getPrivate', 'shared', 'secret')),
        write: await outcomeOf(other.submit('putPrivate', options)),
        range: textOf(await member.evaluateTransaction('rangePrivate', 'shared', 's', 't')),
      };
    },
  },
  together(
    'MVCC_READ_CONFLICT',
    [write('put', 'mvcc', '0')],
    ['increment', 'mvcc'],
    ['increment', 'mvcc'],
    ['increment', 'other'],
  ),
  together('blind writes', [], ['put', 'blind', 'a'], ['put', 'blind', 'b']),
  together(
    'PHANTOM_READ_CONFLICT',
    [write('put', 'ph1/a', '0')],
    ['put', 'ph1/b', 'x'],
    ['rangeThenPut', 'ph1/', 'ph1/z', 'n'],
  ),
  together(
    'a phantom among many',
    [write('putMany', 'ph2/', '160')],
    ['put', `ph2/${key(77)}`, 'x'],
    ['rangeThenPut', 'ph2/', 'ph2/z', 'n'],
  ),
  together(
    'no phantom among many',
    [write('putMany', 'ph3/', '160')],
    ['put', 'elsewhere', 'x'],
    ['rangeThenPut', 'ph3/', 'ph3/z', 'n'],
  ),
  together(
    'a phantom beyond what was read',
    [write('putMany', 'ph4/', '150')],
    ['put', `ph4/${key(140)}x`, 'x'],
    ['firstThenPut', 'ph4/', 'ph4/z', 'n'],
  ),
  {
    name: 'too few endorsements, and enough',
    run: async (clients) => {
      const contract = await clients.contract();
      const code = async (...endorsingOrganizations: string[]): Promise<number> => {
        const proposal = contract.newProposal('put', { arguments: ['policy', 'x'], endorsingOrganizations });
        return (await (await (await proposal.endorse()).submit()).getStatus()).code;
      };
      return {
        one: await code('BankMSP'),
        two: await code('BankMSP', 'OperatorMSP'),
        all: await code('BankMSP', 'OperatorMSP', 'HouseholdsMSP'),
      };
    },
  },
  {
    name: 'an envelope that is submitted twice',
    run: async (clients) => {
      const transaction = await (await clients.contract()).newProposal('increment', { arguments: ['twice'] }).endorse();
      const first = await (await transaction.submit()).getStatus();
      const again = await (await transaction.submit()).getStatus();
      return { code: first.code, same: again.blockNumber === first.blockNumber && again.code === first.code };
    },
  },
  {
    name: 'events, the last one set, in order',
    run: async (clients) => {
      const network = await clients.network();
      const contract = network.getContract('fixture');
      const first = await contract.submitAsync('event', { arguments: ['k', 'one', 'p1'] });
      const { blockNumber } = await first.getStatus();
      await contract.submitTransaction('event', 'k', 'two', 'p2');
      const seen: unknown[] = [];
      const events = await network.getChaincodeEvents('fixture', { startBlock: blockNumber });
      for await (const { chaincodeName, eventName, payload } of events) {
        if (seen.push({ chaincodeName, eventName, payload: textOf(payload) }) === 2) break;
      }
      events.close();
      return seen;
    },
  },
  refused('a signature in the upper half', { sign: signHighS }),
  refused('no signature', { sign: () => Buffer.alloc(0) }),
  refused('another transaction id', { txId: 'a'.repeat(64) }),
  refused('no nonce', { nonce: Buffer.alloc(0) }),
  refused('an epoch', { epoch: 1 }),
  refused('an unknown organisation', {}, { mspId: 'ElsewhereMSP' }),
  refused('the name of another organisation', {}, { mspId: 'BankMSP' }),
  refused('a chaincode that is not there', { chaincode: 'other' }),
  refused('a channel that is not there', { channel: 'elsewhere' }),
  refused('a proposal of yesterday', { time: new Date(Date.now() - 86_400_000) }),
  {
    name: 'a transaction that its creator has not signed',
    run: async (clients) => {
      const signer = { mspId: 'HouseholdsMSP', ...(await clients.enrollment('HouseholdsMSP')) };
      const proposal = rawProposal(signer, { channel: 'energy', chaincode: 'fixture', args: ['put', 'unsigned', 'x'] });
      const client = clients.client('HouseholdsMSP');
      const envelope = await endorseRaw(client, 'energy', proposal);
      const forged = { ...envelope, signature: signHighS(signer.privateKey, envelope.payload) };
      return {
        unsigned: await refusalOf(submitRaw(client, 'energy', proposal.txId, envelope)),
        forged: await refusalOf(submitRaw(client, 'energy', proposal.txId, forged)),
      };
    },
  },
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
        await submit('firstThenPut', 'rw/', 'rw/z', 'rw first'),
        await submit('setPolicy', 'rw guarded', 'cG9saWN5'),
        await rwsetOf(clients, 'putPrivate', {
          arguments: ['shared', 'rw private'],
          transientData: value,
          endorsingOrganizations: ['HouseholdsMSP', 'OperatorMSP'],
        }),
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
    name: 'endorsement by an organisation that is not there',
    run: async (clients) => {
      const proposal = (await clients.contract()).newProposal('put', {
        arguments: ['k', 'v'],
        endorsingOrganizations: ['ElsewhereMSP'],
      });
      return outcomeOf(proposal.endorse());
    },
  },
  {
    name: 'what qscc says is missing',
    run: async (clients) => {
      const qscc = (await clients.network()).getContract('qscc');
      return {
        block: await outcomeOf(qscc.evaluateTransaction('GetBlockByNumber', 'energy', '99999')),
        transaction: await outcomeOf(qscc.evaluateTransaction('GetTransactionByID', 'energy', 'x')),
        channel: await outcomeOf(qscc.evaluateTransaction('GetChainInfo', 'elsewhere')),
        name: await outcomeOf(qscc.evaluateTransaction('Nothing', 'energy', 'x')),
      };
    },
  },
];

async function outcomeOf(call: Promise<unknown>): Promise<unknown> {
  try {
    return { result: await call };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const { name, code, message, details } = error;
    return { name, code, message, details: sorted(details) };
  }
}

/** Fabric asks peers in an order of its own. */
function sorted(details: readonly { readonly mspId: string; readonly message: string }[]): unknown {
  return details.map(({ mspId, message }) => ({ mspId, message })).sort((a, b) => (a.mspId < b.mspId ? -1 : 1));
}

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

/** Without what differs from run to run: ids, times, heights. */
export function normalized(outcome: unknown): string {
  return JSON.stringify(outcome, undefined, 1)
    .replace(/127\.0\.0\.1:\d+/g, '<address>')
    .replace(/[0-9a-f]{64}/g, '<id>')
    .replace(/BlockNum: \d+, TxNum: \d+/g, '<height>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>');
}
