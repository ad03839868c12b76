import { type Contract } from '@hyperledger/fabric-gateway';
import { textOf } from '../../support/devnet-world';
import { type ConformanceCase, outcomeOf, read, steps, submit, write } from '../conformance-case';

const both = (name: string, operation: string, ...args: string[]): ConformanceCase =>
  steps(name, read(operation, ...args), write(operation, ...args));

/** What chaincode is told, what it answers, and how it fails. */
export const chaincodeCases: readonly ConformanceCase[] = [
  both('an empty result', 'echo', ''),
  both('a result in another script', 'echo', '\u00e4\u{1f600}'),
  both('a result of a million characters', 'repeat', '1000000'),
  both('arguments as they were sent', 'args', '', 'a b', '\u00e4', '"', '\u0000'),
  steps('no function at all', (contract) => contract.evaluateTransaction('')),
  both('an unknown function', 'unknown operation'),
  both('a message of chaincode that refuses', 'throwing', 'no'),
  both('an empty message of chaincode that refuses', 'throwing', ''),
  both('a message over several lines', 'throwing', 'one\ntwo\n'),
  both('a message in another script', 'throwing', '\u00e4\u{1f600}'),
  both('a long message', 'throwing', 'm'.repeat(5_000)),
  both('status 200 with a message and a payload', 'status', '200', 'message', 'payload'),
  both('status 201', 'status', '201', 'message', 'payload'),
  both('status 399', 'status', '399', 'message', 'payload'),
  both('status 400', 'status', '400', 'message', 'payload'),
  both('status 404', 'status', '404', 'not here', ''),
  both('status 499', 'status', '499', 'message', 'payload'),
  both('status 500 with a payload', 'status', '500', 'message', 'payload'),
  both('status 0', 'status', '0', 'message', ''),
  both('another chaincode', 'invoke', 'other'),
  both('a system chaincode', 'invoke', 'qscc'),
  steps('results that differ', write('different', 'random')),
  steps(
    'transient data',
    submit('transient', { transientData: { b: Buffer.from([0, 255]), a: 'text', empty: '' } }),
    submit('transient', { transientData: {} }),
  ),
  steps('what chaincode is told of its caller', read('creator')),
  {
    name: 'what chaincode is told of a caller of another organisation',
    run: async (clients) => {
      const contract = await clients.contract('BankMSP', 'bank');
      return [
        textOf(await contract.evaluateTransaction('creator')),
        textOf(await contract.evaluate('creator', { endorsingOrganizations: ['OperatorMSP'] })),
      ];
    },
  },
  {
    name: 'the transaction id and the channel that chaincode is told',
    run: async (clients) => {
      const proposal = (await clients.contract()).newProposal('txId');
      const [id, channel] = textOf((await proposal.endorse()).getResult()).split(' ');
      return { same: id === proposal.getTransactionId(), channel };
    },
  },
  both('arguments with ends of lines', 'args', 'a\nb', '\n', '\r\n', ' a ', '\t'),
  steps('a function with an end of line in its name', read('echo\n', 'x')),
  steps('a function without a name, with arguments', read('', 'x', '')),
  both('a thousand arguments', 'args', ...Array.from({ length: 1_000 }, (_, index) => String(index))),
  both('an argument of a million characters', 'echo', 'y'.repeat(1_000_000)),
  {
    name: 'arguments that are no text',
    run: async (clients) => {
      const contract = await clients.contract();
      const bytes = [Buffer.from([0, 255, 254, 10, 13]), Buffer.alloc(0), Buffer.from([0xc3, 0x28])];
      return textOf(await contract.evaluate('argBytes', { arguments: bytes }));
    },
  },
  steps(
    'chaincode that refuses after it has written',
    write('putThenThrow', 'half written'),
    read('get', 'half written'),
  ),
  steps(
    'chaincode that takes longer than it may',
    read('hang'),
    write('hang'),
    write('putThenHang', 'half written too'),
    read('get', 'half written too'),
  ),
  {
    name: 'others, while chaincode takes longer than it may',
    run: async (clients) => {
      const contract = await clients.contract();
      const hanging = outcomeOf(contract.evaluateTransaction('hang'));
      const meanwhile = textOf(await contract.submitTransaction('echo', 'meanwhile'));
      await hanging;
      return meanwhile;
    },
  },
  {
    name: 'chaincode that dies while it endorses, and the next call',
    run: async (clients) => {
      const contract = await clients.contract();
      const died = await outcomeOf(contract.submitTransaction('putThenExit', 'written by the dead'));
      const next = await answerInTheEnd(contract);
      return { died, next, left: textOf(await contract.evaluateTransaction('get', 'written by the dead')) };
    },
  },
  {
    name: 'chaincode that dies, and the next call',
    run: async (clients) => {
      const contract = await clients.contract();
      const died = await outcomeOf(contract.evaluateTransaction('exit'));
      return { died, next: await answerInTheEnd(contract) };
    },
  },
];

/** A process that died is started again; until then calls fail in ways that depend on the moment. */
async function answerInTheEnd(contract: Contract): Promise<string> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      return textOf(await contract.submitTransaction('echo', 'here again'));
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
