import assert from 'node:assert/strict';
import { gateway as messages } from '@hyperledger/fabric-protos';
import { checkProposal, type CheckedProposal } from '../../../../client/own-key/check-proposal';
import { checkStatusRequest, checkTransaction } from '../../../../client/own-key/check-transaction';
import { EndorserTrust } from '../../../../client/own-key/endorser-trust';
import { type ExpectedCall, type SigningContext } from '../../../../client/own-key/expected-call';
import { type RefusalReason, SigningRefused } from '../../../../client/own-key/signing-refused';
import { statusRequest } from '../../../../gateway-api/fabric/outcome';
import {
  honestParts,
  honestTransaction,
  makeProposal,
  makeTransaction,
  type ProposalParts,
  proposalPayload,
  type TransactionParts,
} from '../../../support/signable';
import { testAuthority, testIdentity, type TestIdentity } from '../../../support/test-authority';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const transfer: ExpectedCall = { transaction: 'token:TransferEEuro', args: ['h02@HouseholdsMSP', '5'] };
const register: ExpectedCall = {
  transaction: 'members:RegisterMember',
  args: [],
  transient: { key: 'personal', given: { firstName: 'Ada' }, random: { salt: 4 }, evidence: false },
};
const document = (fields: object): Buffer => Buffer.from(JSON.stringify(fields));

const refused = async (reason: RefusalReason, attempt: Promise<unknown>): Promise<void> => {
  await assert.rejects(attempt, (error: unknown) => {
    assert.ok(error instanceof SigningRefused, String(error));
    assert.equal(error.reason, reason, error.message);
    return true;
  });
};

describe('A gateway that lies about what is to be signed', () => {
  let context: SigningContext;
  let other: TestIdentity;
  let endorser: TestIdentity;
  let trust: EndorserTrust;
  let rootPem: string;
  before(async () => {
    const authority = await testAuthority();
    const { pem } = await testIdentity(authority);
    other = await testIdentity(authority, { id: 'h02' });
    endorser = await testIdentity(authority, { id: 'peer0' });
    rootPem = authority.certificatePem;
    trust = new EndorserTrust({ OperatorMSP: [rootPem] });
    context = { channel: 'energy', chaincode: 'sunledger', mspId: 'HouseholdsMSP', certificatePem: pem };
  });

  const proposed = (call: ExpectedCall, lie: (parts: ProposalParts) => void): Promise<CheckedProposal> => {
    const parts = honestParts(call, context, NOW);
    lie(parts);
    return checkProposal(makeProposal(parts).bytes, call, context, NOW);
  };

  it('is not suspected while it says what was asked', async () => {
    const { transactionId } = await proposed(transfer, () => undefined);
    assert.match(transactionId, /^[0-9a-f]{64}$/);
    const transient = new Map([['personal', document({ firstName: 'Ada', salt: '00112233' })]]);
    await proposed(register, (parts) => (parts.transient = transient));
  });

  const lies: readonly (readonly [string, RefusalReason, (parts: ProposalParts) => void])[] = [
    ['another amount', 'ARGUMENTS', ({ args }) => (args[2] = Buffer.from('500'))],
    ['another receiver', 'ARGUMENTS', ({ args }) => (args[1] = Buffer.from('thief@HouseholdsMSP'))],
    ['an argument more', 'ARGUMENTS', ({ args }) => args.push(Buffer.from('x'))],
    ['an argument less', 'ARGUMENTS', ({ args }) => args.pop()],
    ['arguments in another order', 'ARGUMENTS', ({ args }) => args.splice(1, 2, ...args.slice(1).reverse())],
    ['another transaction', 'TRANSACTION', ({ args }) => (args[0] = Buffer.from('token:BurnEEuro'))],
    ['no transaction at all', 'TRANSACTION', (parts) => (parts.args = [])],
    ['another chaincode', 'CHAINCODE', (parts) => (parts.chaincode = 'lscc')],
    ['another chaincode in the header', 'CHAINCODE', (parts) => (parts.chaincodeInHeader = 'lscc')],
    ['another channel', 'CHANNEL', (parts) => (parts.channel = 'elsewhere')],
    ['transient data', 'TRANSIENT', (parts) => parts.transient.set('x', Buffer.from('y'))],
    ['another creator', 'CREATOR', (parts) => (parts.certificatePem = other.pem)],
    ['another organisation', 'CREATOR', (parts) => (parts.mspId = 'OperatorMSP')],
    ['another transaction id', 'TRANSACTION_ID', (parts) => (parts.txId = 'ab'.repeat(32))],
    ['a nonce that is no random number', 'TRANSACTION_ID', (parts) => (parts.nonce = Buffer.alloc(4))],
    ['a time to come', 'TIME', (parts) => (parts.timeMs += 62_000)],
    ['a time long past', 'TIME', (parts) => (parts.timeMs -= 62_000)],
    ['no transaction but a change of the configuration', 'TRANSACTION', (parts) => (parts.type = 1)],
    ['an epoch', 'MALFORMED', (parts) => (parts.epoch = 1)],
    ['a chaincode that is to be set up', 'MALFORMED', (parts) => (parts.isInit = true)],
    ['a binding to a TLS certificate', 'MALFORMED', (parts) => (parts.tlsCertHash = Buffer.alloc(32))],
  ];
  for (const [what, reason, lie] of lies) {
    it(`gets no signature for ${what}`, () => refused(reason, proposed(transfer, lie)));
  }

  const transients: readonly (readonly [string, Map<string, Buffer>])[] = [
    ['is missing', new Map()],
    ['has another key', new Map([['other', document({ firstName: 'Ada', salt: '00112233' })]])],
    [
      'has a second entry',
      new Map([
        ['personal', document({ firstName: 'Ada', salt: '00112233' })],
        ['x', Buffer.of(1)],
      ]),
    ],
    ['says something else', new Map([['personal', document({ firstName: 'Eve', salt: '00112233' })]])],
    ['says more', new Map([['personal', document({ firstName: 'Ada', salt: '00112233', admin: true })]])],
    ['lacks what the gateway adds', new Map([['personal', document({ firstName: 'Ada' })]])],
    ['has a salt that is too short', new Map([['personal', document({ firstName: 'Ada', salt: '0011' })]])],
    ['is no document', new Map([['personal', Buffer.from('Ada')]])],
  ];
  for (const [what, transient] of transients) {
    it(`gets no signature where the transient document ${what}`, () =>
      refused(
        'TRANSIENT',
        proposed(register, (parts) => (parts.transient = transient)),
      ));
  }

  it('gets no signature for bytes after the proposal, or a second header in it', async () => {
    const parts = honestParts(transfer, context, NOW);
    const { bytes } = makeProposal(parts);
    const again = makeProposal({ ...parts, args: [] }).bytes;
    await refused('MALFORMED', checkProposal(Uint8Array.of(...bytes, 0x1a, 0), transfer, context, NOW));
    await refused('MALFORMED', checkProposal(Uint8Array.of(...bytes, ...again), transfer, context, NOW));
  });

  const endorsed = async (lie: (parts: TransactionParts) => void, trusting = trust): Promise<{ result: string }> => {
    const made = makeProposal(honestParts(transfer, context, NOW));
    const proposal = await checkProposal(made.bytes, transfer, context, NOW);
    const parts = honestTransaction(made, context.chaincode, endorser);
    lie(parts);
    return checkTransaction(makeTransaction(parts), proposal, context, trusting);
  };

  it('is not suspected while the transaction is the endorsed proposal', async () => {
    for (const each of [trust, new EndorserTrust()]) {
      assert.equal((await endorsed(() => undefined, each)).result, '{"available":"1"}');
    }
  });

  const second = () => makeProposal(honestParts(transfer, context, NOW));
  const changed: readonly (readonly [string, RefusalReason, (parts: TransactionParts) => void])[] = [
    ['another proposal', 'PROPOSAL_CHANGED', (parts) => Object.assign(parts, second(), { bytes: undefined })],
    [
      'another invocation',
      'PROPOSAL_CHANGED',
      (parts) => (parts.payload = makeProposal(honestParts(register, context, NOW)).payload),
    ],
    ['another header of the action', 'PROPOSAL_CHANGED', (parts) => (parts.actionHeader = second().signatureHeader)],
    ['an answer to another proposal', 'PROPOSAL_CHANGED', (parts) => (parts.proposalHash = Buffer.alloc(32))],
    ['two actions', 'PROPOSAL_CHANGED', (parts) => (parts.actions = 2)],
    ['no action', 'PROPOSAL_CHANGED', (parts) => (parts.actions = 0)],
    ['an answer of another chaincode', 'CHAINCODE', (parts) => (parts.chaincode = 'other')],
    ['a refusal', 'RESULT', (parts) => (parts.status = 500)],
    ['no endorsement', 'ENDORSEMENT', (parts) => (parts.endorsers = [])],
    [
      'another write set than was endorsed',
      'ENDORSEMENT',
      (parts) => (parts.afterSigning = (response) => replaced(response, 'what it writes', 'what I want it')),
    ],
    [
      'another answer than was endorsed',
      'ENDORSEMENT',
      (parts) => (parts.afterSigning = (response) => replaced(response, '{"available":"1"}', '{"available":"9"}')),
    ],
  ];
  for (const [what, reason, lie] of changed) {
    it(`gets no signature under a transaction with ${what}`, () => refused(reason, endorsed(lie)));
  }

  it('gets no signature where an endorser is invented, if the roots of its organisation are known', async () => {
    const stranger = await testIdentity(await testAuthority(), { id: 'peer0' });
    const lie = (parts: TransactionParts): void => {
      parts.endorsers = [{ mspId: 'OperatorMSP', identity: stranger }];
    };
    await refused('ENDORSEMENT', endorsed(lie));
  });

  it('gets no signature under a transaction that would publish transient data', async () => {
    const secret = new Map([['personal', document({ firstName: 'Ada', salt: '00112233' })]]);
    const made = makeProposal({ ...honestParts(register, context, NOW), transient: secret });
    const proposal = await checkProposal(made.bytes, register, context, NOW);
    const parts = honestTransaction(made, context.chaincode, endorser);
    parts.payload = proposalPayload(secret, Buffer.from(proposal.input));
    await refused('TRANSIENT', checkTransaction(makeTransaction(parts), proposal, context, trust));
  });

  it('gets no signature under a question for another transaction, or in another name', () => {
    const question = (transaction: string, certificatePem: string) => {
      const identity = { memberId: '', enrollmentId: '', mspId: 'HouseholdsMSP', certificatePem };
      const signed = statusRequest('energy', transaction, identity);
      return Uint8Array.from(messages.SignedCommitStatusRequest.deserializeBinary(signed).getRequest_asU8());
    };
    const isRefused = (error: unknown) => error instanceof SigningRefused && error.reason === 'STATUS';
    checkStatusRequest(question('ab', context.certificatePem), 'ab', context);
    assert.throws(() => checkStatusRequest(question('cd', context.certificatePem), 'ab', context), isRefused);
    assert.throws(() => checkStatusRequest(question('ab', other.pem), 'ab', context), isRefused);
  });
});

/** The bytes with one text in them replaced by another of the same length. */
function replaced(bytes: Buffer, before: string, after: string): Buffer {
  const at = bytes.indexOf(before);
  assert.ok(at > 0 && before.length === after.length);
  const changed = Buffer.from(bytes);
  changed.write(after, at);
  return changed;
}
