import { signLowS } from '../../../identity/signature';
import { generateKeyPair } from '../../../identity/key-pair';
import { type ConformanceCase, outcomeOf, read, refused, steps, write } from '../conformance-case';
import { endorseRaw, rawProposal, refusalOf, signHighS, submitRaw } from '../../support/raw-proposal';
import { textOf } from '../../support/devnet-world';

const minutes = (count: number): Date => new Date(Date.now() + count * 60_000);

/** Who may call, and what a proposal has to be. */
export const identityCases: readonly ConformanceCase[] = [
  refused('a signature of another key', { sign: (_, message) => signLowS(generateKeyPair().privateKey, message) }),
  refused('a signature in the upper half', { sign: signHighS }),
  refused('a signature that is garbage', { sign: () => Buffer.from('garbage') }),
  refused('no signature', { sign: () => Buffer.alloc(0) }),
  refused('another transaction id', { txId: 'a'.repeat(64) }),
  refused('an empty transaction id', { txId: '' }),
  refused('no nonce', { nonce: Buffer.alloc(0) }),
  refused('an epoch', { epoch: 1 }),
  refused('a header of another type', { type: 5 }),
  refused('a header of a configuration', { type: 1 }),
  refused('an unknown organisation', {}, { mspId: 'ElsewhereMSP' }),
  refused('no organisation', {}, { mspId: '' }),
  refused('the name of another organisation', {}, { mspId: 'BankMSP' }),
  refused('a creator that is no identity', { creator: Buffer.from('no identity') }),
  refused('no creator', { creator: Buffer.alloc(0) }),
  refused('a certificate that is no certificate', {}, { certificatePem: 'no certificate' }),
  refused('a certificate of an authority that nobody knows', {}, async (clients) => {
    const stranger = generateKeyPair();
    const { certificatePem } = await clients.enrollment('BankMSP', 'bank');
    return { certificatePem, privateKey: stranger.privateKey };
  }),
  refused('a peer that calls', {}, (clients) => clients.enrollment('HouseholdsMSP', 'p01', 'peer')),
  refused('a chaincode that is not there', { chaincode: 'other' }),
  refused('a chaincode without a name', { chaincode: '' }),
  refused('a channel that is not there', { channel: 'elsewhere' }),
  refused('a channel without a name', { channel: '' }),
  refused('no arguments', { args: [] }),
  refused('a proposal of yesterday', () => ({ time: minutes(-24 * 60) })),
  refused('a proposal of sixteen minutes ago', () => ({ time: minutes(-16) })),
  refused('a proposal of the next quarter of an hour', () => ({ time: minutes(16) })),
  refused('a proposal without a time', { timestamp: null }),
  refused('a proposal of the year 1970', { timestamp: { seconds: 0, nanos: 0 } }),
  refused('a proposal of the year 9999', { timestamp: { seconds: 253_402_300_799, nanos: 999_999_000 } }),
  refused('a proposal of a negative time', { timestamp: { seconds: -86_400, nanos: 0 } }),
  {
    name: 'a proposal of fourteen minutes ago, and one from fourteen minutes ahead',
    run: async (clients) => {
      const signer = { mspId: 'HouseholdsMSP', ...(await clients.enrollment('HouseholdsMSP')) };
      const client = clients.client('HouseholdsMSP');
      const endorsed = [];
      for (const time of [minutes(-14), minutes(14)]) {
        const parts = { channel: 'energy', chaincode: 'fixture', args: ['put', 'dated', 'x'], time };
        endorsed.push((await endorseRaw(client, 'energy', rawProposal(signer, parts))).payload.length > 0);
      }
      return endorsed;
    },
  },
  {
    name: 'an administrator that calls',
    run: async (clients) => {
      const { mspId, registrar } = clients.organization('OperatorMSP');
      const contract = await clients.contract(mspId, `${registrar.enrollmentId}-2`);
      await contract.submitTransaction('put', 'by another', 'x');
      return textOf(await contract.evaluateTransaction('get', 'by another'));
    },
  },
  {
    name: 'a member that calls the peer of another organisation',
    run: async (clients) => {
      const signer = { mspId: 'BankMSP', ...(await clients.enrollment('BankMSP', 'bank')) };
      const parts = { channel: 'energy', chaincode: 'fixture', args: ['put', 'from afar', 'x'] };
      const envelope = await endorseRaw(clients.client('HouseholdsMSP'), 'energy', rawProposal(signer, parts));
      return envelope.payload.length > 0;
    },
  },
  {
    name: 'a transaction that its creator has not signed',
    run: async (clients) => {
      const signer = { mspId: 'HouseholdsMSP', ...(await clients.enrollment('HouseholdsMSP')) };
      const proposal = rawProposal(signer, { channel: 'energy', chaincode: 'fixture', args: ['put', 'unsigned', 'x'] });
      const client = clients.client('HouseholdsMSP');
      const envelope = await endorseRaw(client, 'energy', proposal);
      const by = (signature: Buffer) =>
        refusalOf(submitRaw(client, 'energy', proposal.txId, { ...envelope, signature }));
      return {
        unsigned: await refusalOf(submitRaw(client, 'energy', proposal.txId, envelope)),
        inUpperHalf: await by(signHighS(signer.privateKey, envelope.payload)),
        byAnother: await by(signLowS(generateKeyPair().privateKey, envelope.payload)),
        garbage: await by(Buffer.from('garbage')),
      };
    },
  },
  {
    name: 'endorsement by an organisation that is not there',
    run: async (clients) => {
      const contract = await clients.contract();
      const asking = (...endorsingOrganizations: string[]) =>
        outcomeOf(contract.newProposal('put', { arguments: ['k', 'v'], endorsingOrganizations }).endorse());
      return [await asking('ElsewhereMSP'), await asking('BankMSP', 'ElsewhereMSP')];
    },
  },
  {
    name: 'a query of a peer that is named',
    run: async (clients) => {
      const contract = await clients.contract();
      const asking = (...endorsingOrganizations: string[]) =>
        outcomeOf(contract.evaluate('echo', { arguments: ['here'], endorsingOrganizations }).then(textOf));
      return [await asking('BankMSP'), await asking('ElsewhereMSP'), await asking('BankMSP', 'ElsewhereMSP')];
    },
  },
  steps('a call in the middle of it all', write('put', 'still', 'x'), read('get', 'still')),
];
