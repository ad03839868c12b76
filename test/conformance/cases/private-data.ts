import { type ProposalOptions } from '@hyperledger/fabric-gateway';
import { textOf } from '../../support/devnet-world';
import { type ConformanceCase, outcomeOf, read, type Step, steps, submit, write } from '../conformance-case';

/** Collection `shared` belongs to households and operator, who alone may read and write it. */
const members = ['HouseholdsMSP', 'OperatorMSP'];
const hidden = (key: string, value: string, collection = 'shared'): Step =>
  submit('putPrivate', {
    arguments: [collection, key],
    transientData: { value },
    endorsingOrganizations: members,
  });
const hashOf =
  (key: string, collection = 'shared'): Step =>
  async (contract) =>
    Buffer.from(Buffer.from(await contract.evaluateTransaction('getPrivateHash', collection, key)).toString('base64'));
const by = (operation: string, ...args: string[]): Step =>
  submit(operation, { arguments: args, endorsingOrganizations: members });

export const privateDataCases: readonly ConformanceCase[] = [
  steps(
    'private data that is not there',
    read('getPrivateHash', 'shared', 'none'),
    read('getPrivate', 'shared', 'none'),
    write('purgePrivate', 'shared', 'none'),
    write('delPrivate', 'shared', 'none'),
  ),
  steps(
    'a collection that is not there',
    read('getPrivate', 'nowhere', 'k'),
    read('getPrivateHash', 'nowhere', 'k'),
    read('putPrivate', 'nowhere', 'k'),
    read('delPrivate', 'nowhere', 'k'),
    read('purgePrivate', 'nowhere', 'k'),
    read('rangePrivate', 'nowhere', 'a', 'b'),
  ),
  steps('a collection without a name', read('getPrivate', '', 'k'), read('putPrivate', '', 'k')),
  steps('private data that is read back', hidden('p1', 'one'), read('getPrivate', 'shared', 'p1'), hashOf('p1')),
  steps(
    'private data that is changed',
    hidden('p2', 'one'),
    hidden('p2', 'two'),
    read('getPrivate', 'shared', 'p2'),
    hashOf('p2'),
  ),
  steps(
    'private data that is deleted',
    hidden('p3', 'x'),
    by('delPrivate', 'shared', 'p3'),
    read('getPrivate', 'shared', 'p3'),
    hashOf('p3'),
  ),
  steps(
    'private data that is purged',
    hidden('p4', 'x'),
    by('purgePrivate', 'shared', 'p4'),
    read('getPrivate', 'shared', 'p4'),
    hashOf('p4'),
  ),
  steps('an empty private value', hidden('p5', ''), read('getPrivate', 'shared', 'p5'), hashOf('p5')),
  steps('an empty private key', hidden('', 'x'), read('getPrivate', 'shared', '')),
  steps(
    'a private key with odd characters',
    hidden('\u00e4 "\u{1f600}', 'x'),
    read('getPrivate', 'shared', '\u00e4 "\u{1f600}'),
  ),
  steps(
    'private data in two collections',
    hidden('same key', 'shared'),
    hidden('same key', 'short', 'short'),
    read('getPrivate', 'shared', 'same key'),
    read('getPrivate', 'short', 'same key'),
  ),
  steps(
    'a range of private keys',
    hidden('range/a', 'x'),
    hidden('range/b', 'x'),
    read('rangePrivate', 'shared', 'range/', 'range0'),
  ),
  steps(
    'private data that outlived its blocks',
    hidden('brief', 'x', 'short'),
    read('getPrivate', 'short', 'brief'),
    ...[1, 2, 3, 4].map((block) => write('put', 'another block', String(block))),
    read('getPrivate', 'short', 'brief'),
    hashOf('brief', 'short'),
  ),
  {
    name: 'private data by members and others',
    run: async (clients) => {
      const member = await clients.contract('OperatorMSP', 'op');
      const options: ProposalOptions = {
        arguments: ['shared', 'secret'],
        transientData: { value: 'v' },
        endorsingOrganizations: members,
      };
      await member.submit('putPrivate', options);
      const other = await clients.contract('BankMSP', 'bank');
      return {
        member: textOf(await member.evaluateTransaction('getPrivate', 'shared', 'secret')),
        hash: Buffer.from(await member.evaluateTransaction('getPrivateHash', 'shared', 'secret')).toString('hex'),
        read: await outcomeOf(other.evaluateTransaction('getPrivate', 'shared', 'secret')),
        hashRead: await outcomeOf(other.evaluateTransaction('getPrivateHash', 'shared', 'secret').then(textLength)),
        write: await outcomeOf(other.submit('putPrivate', options)),
        range: textOf(await member.evaluateTransaction('rangePrivate', 'shared', 's', 't')),
      };
    },
  },
  {
    name: 'private data that another member changed meanwhile: MVCC_READ_CONFLICT',
    run: async (clients) => {
      const contract = await clients.contract();
      await hidden('raced', '1')(contract);
      const late = await contract
        .newProposal('readPrivateThenPut', {
          arguments: ['shared', 'raced', 'raced copy'],
          endorsingOrganizations: members,
        })
        .endorse();
      await hidden('raced', '2')(contract);
      return (await (await late.submit()).getStatus()).code;
    },
  },
];

const textLength = (bytes: Uint8Array): number => bytes.length;
