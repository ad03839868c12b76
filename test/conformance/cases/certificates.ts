import { setTimeout as delay } from 'node:timers/promises';
import { generateKeyPair } from '../../../identity/key-pair';
import { certificateFacts, parseCertificate } from '../../../identity/certificate-facts';
import { signLowS } from '../../../identity/signature';
import { textOf } from '../../support/devnet-world';
import {
  endorseRaw,
  evaluateRaw,
  rawProposal,
  type RawSigner,
  refusalOf,
  signHighS,
  type SignedRawProposal,
  submitRaw,
} from '../../support/raw-proposal';
import { answerTo, type ConformanceCase, refused } from '../conformance-case';
import { readings } from '../readings';
import { type OddCertificate, type TargetClients } from '../target-clients';

const odd =
  (certificate: OddCertificate) =>
  (clients: TargetClients): Promise<RawSigner> =>
    clients.holderOf('HouseholdsMSP', certificate);

const proposalOf = (signer: RawSigner, key: string): SignedRawProposal =>
  rawProposal(signer, { channel: 'energy', chaincode: 'fixture', args: ['put', key, 'x'] });

const ended: OddCertificate = { endsInSeconds: -60 };

/** A transaction that has been committed, to ask for its status. */
async function committed(clients: TargetClients): Promise<string> {
  const commit = await (await clients.contract()).submitAsync('events', { arguments: ['committed='] });
  await commit.getStatus();
  return commit.getTransactionId();
}

/** Endorsed with a good certificate, submitted when that has become a bad one. */
async function heldUntil(
  clients: TargetClients,
  signer: RawSigner,
  key: string,
  isBad: () => Promise<unknown>,
): Promise<unknown> {
  const client = clients.client(signer.mspId);
  const proposal = proposalOf(signer, key);
  const envelope = await endorseRaw(client, 'energy', proposal);
  await isBad();
  const signature = signLowS(signer.privateKey, envelope.payload);
  const submitted = await answerTo(submitRaw(client, 'energy', proposal.txId, { ...envelope, signature }));
  const left = textOf(await (await clients.contract()).evaluateTransaction('get', key));
  return { submitted, left };
}

/** Who may call and read with which certificate: of the organisation's own CA all of them. */
export const certificateCases: readonly ConformanceCase[] = [
  refused('a certificate that has ended', {}, odd(ended)),
  refused('a certificate that has not begun', {}, odd({ beginsInMinutes: 60 })),
  refused('a certificate without a role', {}, odd({ units: [] })),
  refused('a certificate with two roles', {}, odd({ units: ['client', 'admin'] })),
  refused('a certificate with a role that there is not', {}, odd({ units: ['guest'] })),
  refused('an orderer that calls', {}, odd({ units: ['orderer'] })),
  refused(
    'qscc, asked with a certificate that has ended',
    { chaincode: 'qscc', args: ['GetChainInfo', 'energy'] },
    odd(ended),
  ),
  refused('a certificate that has ended, of a chaincode that is not there', { chaincode: 'other' }, odd(ended)),
  refused(
    'a certificate that has ended, in a proposal of yesterday',
    () => ({ time: new Date(Date.now() - 86_400_000) }),
    odd(ended),
  ),
  refused('qscc, asked by a proposal of yesterday', () => ({
    ...{ chaincode: 'qscc', args: ['GetChainInfo', 'energy'] },
    time: new Date(Date.now() - 86_400_000),
  })),
  {
    name: 'reading with a certificate that has ended',
    run: async (clients) => readings(clients, await odd(ended)(clients), await committed(clients)),
  },
  {
    name: 'reading as an orderer',
    run: async (clients) => readings(clients, await odd({ units: ['orderer'] })(clients), await committed(clients)),
  },
  {
    name: 'reading as a peer',
    run: async (clients) => readings(clients, await odd({ units: ['peer'] })(clients), await committed(clients)),
  },
  {
    name: 'reading with signatures in the upper half',
    run: async (clients) => {
      const signer = { mspId: 'HouseholdsMSP', ...(await clients.enrollment('HouseholdsMSP')) };
      return readings(clients, signer, await committed(clients), { sign: signHighS });
    },
  },
  {
    name: "reading with another's certificate",
    run: async (clients) => {
      const { certificatePem } = await clients.enrollment('HouseholdsMSP');
      const { privateKey } = generateKeyPair();
      return readings(clients, { mspId: 'HouseholdsMSP', certificatePem, privateKey }, await committed(clients));
    },
  },
  {
    name: 'reading under the name of another organisation',
    run: async (clients) => {
      const enrollment = await clients.enrollment('HouseholdsMSP');
      return readings(clients, { mspId: 'BankMSP', ...enrollment }, await committed(clients));
    },
  },
  {
    name: 'reading at the peer of another organisation',
    run: async (clients) => {
      const signer = { mspId: 'HouseholdsMSP', ...(await clients.enrollment('HouseholdsMSP')) };
      return readings(clients, signer, await committed(clients), { peer: 'BankMSP' });
    },
  },
  {
    name: 'a certificate that ends between endorsement and submission',
    run: async (clients) => {
      const signer = await odd({ endsInSeconds: 4 })(clients);
      return heldUntil(clients, signer, 'ended meanwhile', () => delay(5_000));
    },
  },
  {
    name: 'a certificate that is revoked between endorsement and submission, and after that',
    run: async (clients) => {
      const mspId = 'OperatorMSP';
      const leaver = await clients.enrollment(mspId, 'leaver');
      const signer = { mspId, ...leaver };
      const stays = { mspId, ...(await clients.enrollment(mspId, 'stayer')) };
      const held = await heldUntil(clients, signer, 'revoked meanwhile', () => revoke(clients, signer));
      const client = clients.client(mspId);
      return {
        held,
        evaluate: await answerTo(evaluateRaw(client, 'energy', proposalOf(signer, 'revoked'))),
        endorse: await answerTo(endorseRaw(client, 'energy', proposalOf(signer, 'revoked'))),
        elsewhere: await refusalOf(evaluateRaw(clients.client('BankMSP'), 'energy', proposalOf(signer, 'revoked'))),
        read: await readings(clients, signer, await committed(clients)),
        another: await answerTo(evaluateRaw(client, 'energy', proposalOf(stays, 'not revoked'))),
      };
    },
  },
  {
    name: 'the new certificate of who had one revoked',
    run: async (clients) => {
      const mspId = 'OperatorMSP';
      const old = { mspId, ...(await clients.enrollment(mspId, 'renewing')) };
      const ca = clients.ca(mspId);
      const renewed = { mspId, ...(await ca.reenroll(old)) };
      ca.close();
      await revoke(clients, old);
      const client = clients.client(mspId);
      const envelope = await endorseRaw(client, 'energy', proposalOf(renewed, 'renewed'));
      return {
        old: await answerTo(endorseRaw(client, 'energy', proposalOf(old, 'renewed'))),
        renewed: envelope.payload.length > 0,
      };
    },
  },
];

/** Revokes the certificate at its CA and waits until every peer knows. */
async function revoke(clients: TargetClients, signer: RawSigner): Promise<void> {
  const { mspId, certificatePem } = signer;
  const ca = clients.ca(mspId);
  try {
    const registrar = await ca.enroll(clients.organization(mspId).registrar);
    const { serial, authorityKeyId } = certificateFacts(parseCertificate(certificatePem));
    const { crlPem = '' } = await ca.revoke(registrar, { serial, authorityKeyId });
    await clients.operator.publishRevocations(mspId, crlPem);
  } finally {
    ca.close();
  }
  const deadline = Date.now() + 20_000;
  for (const peer of clients.running.organizations) {
    for (;;) {
      const answer = await answerTo(evaluateRaw(clients.client(peer.mspId), 'energy', proposalOf(signer, 'known')));
      if (answer !== 'accepted' || Date.now() > deadline) break;
      await delay(100);
    }
  }
}
