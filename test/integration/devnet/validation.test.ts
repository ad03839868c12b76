import assert from 'node:assert/strict';
import { type Contract } from '@hyperledger/fabric-gateway';
import sinon from 'sinon';
import { signLowS } from '../../../identity/signature';
import { CommittedBlock } from '../../../network/devnet/committer/committed-block';
import { Payload } from '../../../network/devnet/wire/common-messages';
import { ProcessedTransaction, Transaction } from '../../../network/devnet/wire/peer-messages';
import { DevnetWorld, textOf } from '../../support/devnet-world';
import { keyPolicy } from '../../support/key-policy';
import { endorseRaw, evaluateRaw, rawProposal, type RawSigner, refusalOf, submitRaw } from '../../support/raw-proposal';

describe('validation on the embedded network', () => {
  let world: DevnetWorld;
  let contract: Contract;
  let signer: RawSigner;
  before(async () => {
    world = await DevnetWorld.start();
    contract = await world.contract();
    signer = { mspId: 'HouseholdsMSP', ...(await world.enrollment('HouseholdsMSP')) };
  });
  after(() => world.stop());

  /** Endorses all of them on the same state, then submits them in order; returns their codes. */
  async function together(...calls: readonly (readonly [string, ...string[]])[]): Promise<number[]> {
    const endorsed = await Promise.all(
      calls.map(async ([name, ...args]) => {
        const proposal = contract.newProposal(name, { arguments: args });
        return proposal.endorse();
      }),
    );
    const codes: number[] = [];
    const submitted = [];
    for (const transaction of endorsed) submitted.push(await transaction.submit());
    for (const commit of submitted) codes.push((await commit.getStatus()).code);
    return codes;
  }

  it('makes the second of two that read and wrote the same key invalid: MVCC_READ_CONFLICT', async () => {
    await contract.submitTransaction('put', 'mvcc', '0');
    assert.deepEqual(await together(['increment', 'mvcc'], ['increment', 'mvcc'], ['increment', 'other']), [0, 11, 0]);
    assert.equal(textOf(await contract.evaluateTransaction('get', 'mvcc')), '1');
  });

  it('makes a transaction that read a key before another wrote it in an earlier block invalid', async () => {
    const proposal = await contract.newProposal('readThenPut', { arguments: ['late', 'mine'] }).endorse();
    await contract.submitTransaction('put', 'late', 'theirs');
    assert.equal((await (await proposal.submit()).getStatus()).code, 11);
    assert.equal(textOf(await contract.evaluateTransaction('get', 'late')), 'theirs');
  });

  it('lets blind writes of one key follow each other', async () => {
    assert.deepEqual(await together(['put', 'blind', 'a'], ['put', 'blind', 'b']), [0, 0]);
    assert.equal(textOf(await contract.evaluateTransaction('get', 'blind')), 'b');
  });

  it('finds an insert, a change and a deletion in a range that was read: PHANTOM_READ_CONFLICT', async () => {
    for (const [index, change] of [
      ['put', 'ph1/b', 'new'],
      ['put', 'ph1/a', 'changed'],
      ['del', 'ph1/a'],
    ].entries()) {
      await contract.submitTransaction('put', 'ph1/a', String(index));
      await contract.submitTransaction('put', 'ph1/c', String(index));
      await contract.submitTransaction('del', 'ph1/b');
      const result = ['rangeThenPut', 'ph1/', 'ph1/z', 'count'] as const;
      assert.deepEqual(await together(change as [string, ...string[]], result), [0, 12], change.join(' '));
      assert.deepEqual(await together(result, change as [string, ...string[]]), [0, 0], change.join(' '));
    }
  });

  it('finds a phantom among more results than a read set names one by one', async () => {
    await contract.submitTransaction('putMany', 'ph2/', '160');
    const count = ['rangeThenPut', 'ph2/', 'ph2/z', 'count2'] as const;
    assert.deepEqual(await together(count, ['put', 'elsewhere', 'x']), [0, 0]);
    assert.deepEqual(await together(['put', 'ph2/0000077', 'changed'], count), [0, 12]);
    assert.deepEqual(await together(['del', 'ph2/0000159'], count), [0, 12]);
    assert.deepEqual(await together(['put', 'ph2/9', 'new'], count), [0, 12]);
    assert.equal(textOf(await contract.evaluateTransaction('get', 'count2')), '160');
  });

  it('looks only at the part of a range that was read', async () => {
    await contract.submitTransaction('putMany', 'ph3/', '150');
    const first = ['firstThenPut', 'ph3/', 'ph3/z', 'first'] as const;
    assert.deepEqual(await together(['put', 'ph3/0000140x', 'beyond what was fetched'], first), [0, 0]);
    assert.deepEqual(await together(['put', 'ph3/0000000x', 'within'], first), [0, 12]);
  });

  it('refuses what too few organisations have endorsed: ENDORSEMENT_POLICY_FAILURE', async () => {
    const proposal = contract.newProposal('put', { arguments: ['policy', 'x'], endorsingOrganizations: ['BankMSP'] });
    const commit = await (await proposal.endorse()).submit();
    assert.equal((await commit.getStatus()).code, 10);
    assert.equal(textOf(await contract.evaluateTransaction('get', 'policy')), '');
    const two = contract.newProposal('put', {
      arguments: ['policy', 'x'],
      endorsingOrganizations: ['BankMSP', 'OperatorMSP'],
    });
    assert.equal((await (await (await two.endorse()).submit()).getStatus()).code, 0);
  });

  it('does not count one organisation twice, nor an endorsement that was tampered with', async () => {
    const tampered = async (change: (actions: Buffer) => Buffer): Promise<number> => {
      const proposal = rawProposal(signer, { channel: 'energy', chaincode: 'fixture', args: ['put', 'forged', 'x'] });
      const client = world.client('HouseholdsMSP');
      const envelope = await endorseRaw(client, 'energy', proposal);
      const payload = change(envelope.payload);
      await submitRaw(client, 'energy', proposal.txId, { payload, signature: signLowS(signer.privateKey, payload) });
      return statusOf(proposal.txId);
    };
    // One bit of what the endorsers signed, in the written value.
    const flipped = await tampered((payload) => {
      const changed = Buffer.from(payload);
      const at = changed.lastIndexOf('forged');
      changed[at] = (changed[at] ?? 0) ^ 1;
      return changed;
    });
    assert.equal(flipped, 10);
    // What the creator asked for no longer has the hash that the endorsers signed.
    const renamed = await tampered((payload) => {
      const changed = Buffer.from(payload);
      const at = changed.indexOf('forged');
      changed[at] = (changed[at] ?? 0) ^ 1;
      return changed;
    });
    assert.equal(renamed, 5);
  });

  it('applies an envelope that is submitted twice once, and keeps its first status', async () => {
    await contract.submitTransaction('put', 'twice', '0');
    const transaction = await contract.newProposal('increment', { arguments: ['twice'] }).endorse();
    const first = await transaction.submit();
    const firstStatus = await first.getStatus();
    const height = world.devnet.height;
    const again = await transaction.submit();
    while (world.devnet.height === height) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(await again.getStatus(), firstStatus);
    assert.equal(textOf(await contract.evaluateTransaction('get', 'twice')), '1');
    const code = await codeInBlock(world.devnet.height - 1);
    assert.equal(code, 9);
  });

  it('refuses a proposal whose transaction the ledger already has', async () => {
    const proposal = rawProposal(signer, { channel: 'energy', chaincode: 'fixture', args: ['put', 'again', 'x'] });
    const client = world.client('HouseholdsMSP');
    const { payload } = await endorseRaw(client, 'energy', proposal);
    await submitRaw(client, 'energy', proposal.txId, { payload, signature: signLowS(signer.privateKey, payload) });
    assert.equal(await statusOf(proposal.txId), 0);
    const { details } = await refusalOf(endorseRaw(client, 'energy', proposal));
    assert.match(details[0]?.message ?? '', /^duplicate transaction found \[[0-9a-f]{64}\]/);
  });

  it('keeps invalid transactions in the block, with their code', async () => {
    const proposal = contract.newProposal('put', { arguments: ['invalid', 'x'], endorsingOrganizations: ['BankMSP'] });
    const commit = await (await proposal.endorse()).submit();
    await commit.getStatus();
    const network = await world.network();
    const qscc = network.getContract('qscc');
    const found = await qscc.evaluateTransaction('GetTransactionByID', 'energy', commit.getTransactionId());
    const { validationCode, transactionEnvelope } = ProcessedTransaction.decode(Buffer.from(found));
    assert.equal(validationCode, 10);
    const { data } = Payload.decode(transactionEnvelope?.payload ?? Buffer.alloc(0));
    assert.equal(Transaction.decode(data).actions.length, 1);
  });

  it("lets a key's own policy replace the chaincode's for that key", async () => {
    const policy = keyPolicy(1, 'BankMSP');
    await contract.submitTransaction('put', 'guarded', 'by nobody');
    await contract.submitTransaction('setPolicy', 'guarded', policy);
    assert.equal(textOf(await contract.evaluateTransaction('getPolicy', 'guarded')), policy);
    const writing = async (...endorsingOrganizations: string[]): Promise<number> => {
      const proposal = contract.newProposal('put', {
        arguments: ['guarded', endorsingOrganizations.join()],
        endorsingOrganizations,
      });
      return (await (await (await proposal.endorse()).submit()).getStatus()).code;
    };
    assert.equal(await writing('HouseholdsMSP', 'OperatorMSP'), 10);
    assert.equal(await writing('BankMSP'), 0);
    assert.equal(textOf(await contract.evaluateTransaction('get', 'guarded')), 'BankMSP');
    // The organisations take turns at the majority; whoever a key's policy names is asked each time.
    const chosen = async (): Promise<number> => {
      const transaction = await contract.newProposal('put', { arguments: ['guarded', 'by anybody'] }).endorse();
      return (await (await transaction.submit()).getStatus()).code;
    };
    assert.deepEqual([await chosen(), await chosen(), await chosen()], [0, 0, 0]);
    await contract.submitTransaction('setPolicy', 'guarded', '');
    assert.equal(await writing('HouseholdsMSP', 'OperatorMSP'), 0);
  });

  it('refuses a certificate that has expired', async () => {
    const clock = sinon.useFakeTimers({ now: Date.now() + 3 * 365 * 86_400_000, toFake: ['Date'] });
    try {
      const proposal = rawProposal(signer, { channel: 'energy', chaincode: 'fixture', args: ['get', 'mvcc'] });
      const refused = await refusalOf(evaluateRaw(world.client('HouseholdsMSP'), 'energy', proposal));
      assert.match(refused.details[0]?.message ?? '', /proposal client identity expired/);
    } finally {
      clock.restore();
    }
  });

  async function statusOf(txId: string): Promise<number> {
    const gateway = await world.gateway();
    const network = gateway.getNetwork('energy');
    const qscc = network.getContract('qscc');
    for (;;) {
      try {
        const found = await qscc.evaluateTransaction('GetTransactionByID', 'energy', txId);
        return ProcessedTransaction.decode(Buffer.from(found)).validationCode;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  }

  async function codeInBlock(number: number): Promise<number> {
    const qscc = (await world.network()).getContract('qscc');
    const bytes = await qscc.evaluateTransaction('GetBlockByNumber', 'energy', String(number));
    return new CommittedBlock(Buffer.from(bytes)).codes[0] ?? -1;
  }
});
