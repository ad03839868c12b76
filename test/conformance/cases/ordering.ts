import { signLowS } from '../../../identity/signature';
import { SerializedIdentity } from '../../../network/devnet/wire/common-messages';
import { CommitStatusRequest, SignedRequest } from '../../../network/devnet/wire/gateway-messages';
import { textOf } from '../../support/devnet-world';
import { callRaw, endorseRaw, rawProposal, refusalOf, submitRaw } from '../../support/raw-proposal';
import { type ConformanceCase, outcomeOf } from '../conformance-case';

/** What clients learn while nobody orders their transactions. */
export const orderingCases: readonly ConformanceCase[] = [
  {
    name: 'no ordering service, and one again',
    run: async (clients) => {
      const contract = await clients.contract();
      await contract.submitTransaction('put', 'orderless', 'before');
      const signer = { mspId: 'HouseholdsMSP', ...(await clients.enrollment('HouseholdsMSP')) };
      const client = clients.client('HouseholdsMSP');
      const parts = { channel: 'energy', chaincode: 'fixture', args: ['put', 'orderless', 'x'] };
      const proposal = rawProposal(signer, parts);
      await clients.operator.stopOrderers();
      try {
        const envelope = await endorseRaw(client, 'energy', proposal);
        const signature = signLowS(signer.privateKey, envelope.payload);
        const { code, message, details } = await refusalOf(
          submitRaw(client, 'energy', proposal.txId, { ...envelope, signature }),
        );
        return {
          query: textOf(await contract.evaluateTransaction('get', 'orderless')),
          submit: { code, message, details: details.length },
          submitted: withoutDetails(await outcomeOf(contract.submitTransaction('put', 'orderless', 'x'))),
          left: textOf(await contract.evaluateTransaction('get', 'orderless')),
        };
      } finally {
        await clients.operator.startOrderers();
      }
    },
  },
  {
    name: 'a transaction that was submitted again, when there was an ordering service again',
    run: async (clients) => {
      const contract = await clients.contract();
      const transaction = await contract.newProposal('put', { arguments: ['ordered late', 'x'] }).endorse();
      await clients.operator.stopOrderers();
      let first: unknown;
      try {
        first = withoutDetails(await outcomeOf(transaction.submit()));
      } finally {
        await clients.operator.startOrderers();
      }
      const { code } = await (await transaction.submit()).getStatus();
      return { first, code, left: textOf(await contract.evaluateTransaction('get', 'ordered late')) };
    },
  },
  {
    name: 'waiting for a transaction that nobody has submitted',
    run: async (clients) => {
      const signer = { mspId: 'HouseholdsMSP', ...(await clients.enrollment('HouseholdsMSP')) };
      const identity = SerializedIdentity.encode({ mspId: signer.mspId, idBytes: Buffer.from(signer.certificatePem) });
      const request = CommitStatusRequest.encode({ transactionId: 'd0'.repeat(32), channelId: 'energy', identity });
      const signed = SignedRequest.encode({ request, signature: signLowS(signer.privateKey, request) });
      const waiting = callRaw(clients.client('HouseholdsMSP'), 'CommitStatus', signed, { withinMs: 700 });
      return (await refusalOf(waiting)).code;
    },
  },
];

/** The details name an address and how the operating system refused to connect. */
function withoutDetails(outcome: unknown): unknown {
  return { ...(outcome as object), details: undefined };
}
