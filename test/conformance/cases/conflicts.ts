import { keyPolicy } from '../../support/key-policy';
import { type NetworkClients } from '../../support/network-clients';
import { type ConformanceCase, key, outcomeOf, read, together, write } from '../conformance-case';

/** Endorses now, lets something else happen, then submits: the code. */
function held(
  name: string,
  before: readonly string[][],
  endorsed: readonly string[],
  meanwhile: readonly string[][],
): ConformanceCase {
  return {
    name,
    run: async (clients) => {
      const contract = await clients.contract();
      for (const [operation = '', ...args] of before) await contract.submitTransaction(operation, ...args);
      const [operation = '', ...args] = endorsed;
      const transaction = await contract.newProposal(operation, { arguments: args }).endorse();
      for (const [other = '', ...others] of meanwhile) await contract.submitTransaction(other, ...others);
      return (await (await transaction.submit()).getStatus()).code;
    },
  };
}

async function codeOf(
  clients: NetworkClients,
  [operation = '', ...args]: readonly string[],
  by: readonly string[],
): Promise<number> {
  const contract = await clients.contract();
  const proposal = contract.newProposal(operation, { arguments: args, endorsingOrganizations: [...by] });
  return (await (await (await proposal.endorse()).submit()).getStatus()).code;
}

export const conflictCases: readonly ConformanceCase[] = [
  together(
    'MVCC_READ_CONFLICT',
    [write('put', 'mvcc', '0')],
    [
      ['increment', 'mvcc'],
      ['increment', 'mvcc'],
      ['increment', 'mvcc other'],
    ],
    read('get', 'mvcc'),
  ),
  together(
    'two that read a key that is not there, and write it',
    [],
    [
      ['increment', 'mvcc new'],
      ['increment', 'mvcc new'],
    ],
    read('get', 'mvcc new'),
  ),
  together(
    'blind writes',
    [],
    [
      ['put', 'blind', 'a'],
      ['put', 'blind', 'b'],
    ],
    read('get', 'blind'),
  ),
  together(
    'a blind write before one that read',
    [write('put', 'mixed', '0')],
    [
      ['put', 'mixed', '5'],
      ['increment', 'mixed'],
    ],
    read('get', 'mixed'),
  ),
  together(
    'one that read before a blind write',
    [write('put', 'mixed2', '0')],
    [
      ['increment', 'mixed2'],
      ['put', 'mixed2', '5'],
    ],
    read('get', 'mixed2'),
  ),
  together(
    'a deletion before one that read',
    [write('put', 'gone', '0')],
    [
      ['del', 'gone'],
      ['increment', 'gone'],
    ],
    read('get', 'gone'),
  ),
  together(
    'two that read the same and write elsewhere',
    [write('put', 'source', '0')],
    [
      ['readThenPut', 'source', '1'],
      ['increment', 'elsewhere'],
    ],
  ),
  held(
    'a key that was written in a block between',
    [['put', 'between', '0']],
    ['increment', 'between'],
    [['put', 'between', '1']],
  ),
  held(
    'a key that got its old value again',
    [['put', 'aba', '0']],
    ['increment', 'aba'],
    [
      ['put', 'aba', '1'],
      ['put', 'aba', '0'],
    ],
  ),
  held('a key that came into being', [], ['increment', 'born'], [['put', 'born', '0']]),
  held(
    'a key that was deleted and made again',
    [['put', 'again', '0']],
    ['increment', 'again'],
    [
      ['del', 'again'],
      ['put', 'again', '0'],
    ],
  ),
  held('another key', [['put', 'mine only', '0']], ['increment', 'mine only'], [['put', 'not mine', '1']]),
  together(
    'PHANTOM_READ_CONFLICT',
    [write('put', 'ph1/a', '0')],
    [
      ['put', 'ph1/b', 'x'],
      ['rangeThenPut', 'ph1/', 'ph1/z', 'n'],
    ],
  ),
  together(
    'a phantom that was deleted',
    [write('put', 'ph5/a', '0'), write('put', 'ph5/b', '0')],
    [
      ['del', 'ph5/b'],
      ['rangeThenPut', 'ph5/', 'ph5/z', 'n'],
    ],
  ),
  together(
    'a change in a range that was read',
    [write('put', 'ph6/a', '0')],
    [
      ['put', 'ph6/a', '1'],
      ['rangeThenPut', 'ph6/', 'ph6/z', 'n'],
    ],
  ),
  together(
    'a new key at the end of a range, which is not in it',
    [write('put', 'ph7/a', '0')],
    [
      ['put', 'ph7/z', 'x'],
      ['rangeThenPut', 'ph7/', 'ph7/z', 'n'],
    ],
  ),
  together(
    'a new key in an empty range',
    [],
    [
      ['put', 'ph8/a', 'x'],
      ['rangeThenPut', 'ph8/', 'ph8/z', 'n'],
    ],
  ),
  together(
    'a phantom among many',
    [write('putMany', 'ph2/', '160')],
    [
      ['put', `ph2/${key(77)}`, 'x'],
      ['rangeThenPut', 'ph2/', 'ph2/z', 'n'],
    ],
  ),
  together(
    'no phantom among many',
    [write('putMany', 'ph3/', '160')],
    [
      ['put', 'elsewhere', 'x'],
      ['rangeThenPut', 'ph3/', 'ph3/z', 'n'],
    ],
  ),
  together(
    'a phantom beyond what was read',
    [write('putMany', 'ph4/', '150')],
    [
      ['put', `ph4/${key(140)}x`, 'x'],
      ['firstThenPut', 'ph4/', 'ph4/z', 'n'],
    ],
  ),
  held(
    'a phantom in a block between',
    [['put', 'ph9/a', '0']],
    ['rangeThenPut', 'ph9/', 'ph9/z', 'n9'],
    [['put', 'ph9/b', 'x']],
  ),
  {
    name: 'too few endorsements, and enough',
    run: async (clients) => ({
      one: await codeOf(clients, ['put', 'policy', 'x'], ['BankMSP']),
      two: await codeOf(clients, ['put', 'policy', 'x'], ['BankMSP', 'OperatorMSP']),
      all: await codeOf(clients, ['put', 'policy', 'x'], ['BankMSP', 'OperatorMSP', 'HouseholdsMSP']),
      readOnly: await codeOf(clients, ['get', 'policy'], ['BankMSP']),
    }),
  },
  {
    name: "a key's own policy",
    run: async (clients) => {
      const contract = await clients.contract();
      await contract.submitTransaction('put', 'guarded', 'by nobody');
      await contract.submitTransaction('setPolicy', 'guarded', keyPolicy(1, 'BankMSP'));
      return {
        policy: (await contract.evaluateTransaction('getPolicy', 'guarded')).length > 0,
        byOthers: await codeOf(clients, ['put', 'guarded', 'x'], ['HouseholdsMSP', 'OperatorMSP']),
        byOwner: await codeOf(clients, ['put', 'guarded', 'x'], ['BankMSP']),
        deletedByOthers: await codeOf(clients, ['del', 'guarded'], ['HouseholdsMSP', 'OperatorMSP']),
        deletedByOwner: await codeOf(clients, ['del', 'guarded'], ['BankMSP']),
        withoutPolicyAgain: await codeOf(clients, ['put', 'guarded', 'y'], ['HouseholdsMSP', 'OperatorMSP']),
      };
    },
  },
  {
    name: "a key's policy of two organisations, of which one has to agree to a new policy",
    run: async (clients) => {
      const contract = await clients.contract();
      await contract.submitTransaction('put', 'shared guard', 'x');
      await contract.submitTransaction('setPolicy', 'shared guard', keyPolicy(2, 'BankMSP', 'OperatorMSP'));
      const relaxed = ['setPolicy', 'shared guard', keyPolicy(1, 'HouseholdsMSP')];
      return {
        one: await codeOf(clients, ['put', 'shared guard', '1'], ['BankMSP']),
        two: await codeOf(clients, ['put', 'shared guard', '2'], ['BankMSP', 'OperatorMSP']),
        relaxedByOthers: await codeOf(clients, relaxed, ['HouseholdsMSP', 'OperatorMSP']),
        relaxed: await codeOf(clients, relaxed, ['BankMSP', 'OperatorMSP']),
        then: await codeOf(clients, ['put', 'shared guard', '3'], ['HouseholdsMSP']),
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
    name: 'a proposal that is endorsed again after it was committed',
    run: async (clients) => {
      const proposal = (await clients.contract()).newProposal('put', { arguments: ['replayed', 'x'] });
      await (await (await proposal.endorse()).submit()).getStatus();
      return outcomeOf(proposal.endorse());
    },
  },
];
