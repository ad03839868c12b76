import assert from 'node:assert/strict';
import { status } from '@grpc/grpc-js';
import { transactions } from '../../../chaincode/wire/transactions';
import { CommitNotices } from '../../../gateway-api/fabric/commit-notices';
import { ConflictMemory } from '../../../gateway-api/fabric/conflict-memory';
import { ContentionLanes } from '../../../gateway-api/fabric/contention-lanes';
import { EventHub } from '../../../gateway-api/fabric/event-hub';
import { type FabricIdentity } from '../../../gateway-api/fabric/fabric-identity';
import { Idempotency } from '../../../gateway-api/fabric/idempotency';
import { IdempotencyStore } from '../../../gateway-api/fabric/idempotency-store';
import { IdentityConnections } from '../../../gateway-api/fabric/identity-connections';
import { ledgerCall } from '../../../gateway-api/fabric/ledger-call';
import { MemberQueue } from '../../../gateway-api/fabric/member-queue';
import { type Receipt } from '../../../gateway-api/fabric/receipt';
import { Submitter } from '../../../gateway-api/fabric/submitter';
import { TransactionLog } from '../../../gateway-api/fabric/transaction-log';
import { unmonitoredWrites } from '../../../gateway-api/fabric/write-monitor';
import { LEDGER_CLOSED } from '../../../network/running-network';
import { Refusal } from '../../../gateway-api/refusal';
import { chaincodeRefusal, envelopeHash, FakePeer, peerError, refusalOfOthers } from '../../support/fake-peer';
import { testAuthority, testIdentity } from '../../support/test-authority';
import { temporaryFolder } from '../../support/test-ca';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const MVCC_READ_CONFLICT = 11;
const PHANTOM_READ_CONFLICT = 12;
const ENDORSEMENT_POLICY_FAILURE = 10;
const BAD_RESPONSE_PAYLOAD = 21;
const call = ledgerCall(transactions.TransferEEuro, { to: 'h02@HouseholdsMSP', amount: '1' });
const claim = { key: 'k1', requestHash: 'hash' };

describe('A submitted transaction', () => {
  const home = temporaryFolder();
  let identity: FabricIdentity;
  let peer: FakePeer;
  let log: TransactionLog;
  let store: IdempotencyStore;
  let submitter: Submitter;
  let stores = 0;

  before(async () => {
    const { pem, privateKey } = await testIdentity(await testAuthority());
    const names = { memberId: 'h01@HouseholdsMSP', mspId: 'HouseholdsMSP', enrollmentId: 'h01' };
    identity = { ...names, certificatePem: pem, privateKey };
  });
  after(() => home.remove());
  beforeEach(async () => {
    peer = new FakePeer();
    await open(`${home.folder}/${stores++}`);
  });
  afterEach(() => store.close());

  /** A gateway's submitter on a store, which may be what another gateway left behind. */
  async function open(folder: string): Promise<void> {
    store = await IdempotencyStore.open(folder, (error) => assert.fail(String(error)));
    log = new TransactionLog();
    const network = { channel: 'energy', chaincode: 'sunledger', transport: peer, organizations: [] };
    submitter = new Submitter({
      connections: new IdentityConnections(network, { evaluateMs: 500, endorseMs: 500, submitMs: 500, commitMs: 500 }),
      queue: new MemberQueue(3, 100),
      idempotency: new Idempotency(store),
      log,
      notices: new CommitNotices(new EventHub(() => Promise.reject(new Error('no events here')), silent)),
      search: { channel: 'energy', searchMs: 400, askMs: 40, noticeMs: 1 },
      lanes: new ContentionLanes(),
      conflicts: new ConflictMemory(),
      monitor: unmonitoredWrites,
      reader: identity,
      retry: { withinMs: 400, firstWaitMs: 1, longestWaitMs: 2 },
    });
  }

  const submit = async (withClaim?: typeof claim): Promise<Receipt> =>
    await (
      await submitter.submit(identity, call, withClaim)
    ).submission.committed;

  const refused = async (code: string, submitting: Promise<unknown>): Promise<Refusal> => {
    const error: unknown = await submitting.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof Refusal, `expected ${code}, found ${String(error)}`);
    assert.equal(error.code, code);
    return error;
  };

  it('is answered with its id, block and result', async () => {
    peer.chaincode = () => '{"available":"1"}';
    const receipt = await submit();
    assert.deepEqual(receipt, {
      transactionId: [...peer.ordered.keys()][0],
      blockNumber: '10',
      attempts: 1,
      result: '{"available":"1"}',
    });
  });

  it('is proposed with contract, name and arguments in the order of its declaration', async () => {
    await submit();
    assert.deepEqual(
      peer.proposals.map(({ name, args }) => [name, ...args]),
      [['tokens:TransferEEuro', 'h02@HouseholdsMSP', '1']],
    );
  });

  for (const code of [MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT]) {
    it(`is proposed anew, as a new transaction, after validation code ${code}`, async () => {
      peer.codes.push(code, code);
      const receipt = await submit();
      assert.equal(peer.ordered.size, 3);
      assert.equal(receipt.transactionId, [...peer.ordered.keys()][2]);
      assert.equal(receipt.attempts, 3);
    });
  }

  it('is proposed anew when other peers refuse what the own one agrees to: they were behind', async () => {
    let behind = 2;
    peer.chaincode = () => {
      if (behind-- > 0) throw refusalOfOthers('LISTING_STATE', 'It can be closed later');
      return '{}';
    };
    const { attempts } = await submit();
    assert.deepEqual([attempts, peer.ordered.size], [3, 1]);
  });

  it('is given up with CONFLICT when conflicts last until its time is up', async () => {
    peer.codes.push(...Array.from({ length: 10_000 }, () => MVCC_READ_CONFLICT));
    await refused('CONFLICT', submit());
    const attempts = peer.ordered.size;
    assert.ok(attempts > 3, `${attempts}`);
    peer.codes.length = 0;
    assert.equal((await submit()).attempts, 1);
    assert.equal(peer.ordered.size, attempts + 1);
  });

  it('is not tried again when the network finds it invalid for another reason', async () => {
    peer.codes.push(BAD_RESPONSE_PAYLOAD);
    await refused('TRANSACTION_INVALID', submit());
    assert.equal(peer.ordered.size, 1);
  });

  it('is proposed anew when its endorsements do not count any more, but not for ever', async () => {
    peer.codes.push(ENDORSEMENT_POLICY_FAILURE);
    assert.equal((await submit()).transactionId, [...peer.ordered.keys()][1]);
    peer.codes.push(...Array.from({ length: 10 }, () => ENDORSEMENT_POLICY_FAILURE));
    await refused('TRANSACTION_INVALID', submit());
    assert.equal(peer.ordered.size, 6);
  });

  it("is refused with the chaincode's code, sentence and field, and not tried again", async () => {
    peer.chaincode = () => {
      throw chaincodeRefusal('INSUFFICIENT_FUNDS', 'The account holds 0.5.', { field: 'amount', available: '0.5' });
    };
    const refusal = await refused('INSUFFICIENT_FUNDS', submit());
    assert.equal(refusal.message, 'The account holds 0.5.');
    assert.equal(refusal.context.field, 'amount');
    assert.equal(peer.proposals.length, 1);
  });

  it('that a peer fails at while it is restarted may be tried again: nothing was submitted', async () => {
    peer.chaincode = () => {
      throw peerError(status.ABORTED, 'rpc error: code = Unavailable desc = connection error: connection refused');
    };
    const refusal = await refused('NETWORK_UNAVAILABLE', submit());
    assert.equal(refusal.context.retryAfterSeconds, 2);
    assert.equal(peer.ordered.size, 0);
  });

  it('that chaincode failed at without a refusal is a fault of ours, not the member’s', async () => {
    peer.chaincode = () => {
      throw peerError(status.ABORTED, 'chaincode response 500, Cannot read properties of undefined');
    };
    await assert.rejects(submit(), (error) => !(error instanceof Refusal));
  });

  it('whose answer got lost is found by its id and never proposed twice', async () => {
    peer.submits.push('lost but ordered');
    const receipt = await submit();
    assert.equal(peer.proposals.length, 1);
    assert.deepEqual([...peer.ordered.keys()], [receipt.transactionId]);
  });

  it('that got lost itself is sent again, the very same', async () => {
    peer.submits.push('lost', 'lost');
    await submit();
    assert.equal(peer.proposals.length, 1);
    assert.equal(peer.ordered.size, 1);
  });

  it('whose outcome stays unknown says so, with its id', async () => {
    peer.silent = true;
    const refusal = await refused('OUTCOME_UNKNOWN', submit());
    assert.equal(refusal.context.transactionId, [...peer.ordered.keys()][0]);
    assert.equal(peer.proposals.length, 1);
    assert.equal(log.get(refusal.context.transactionId ?? '')?.state, 'unknown');
  });

  it('that a ledger without room refuses was never ordered: the member is told why, and that trying again makes sense', async () => {
    const sentence = `${LEDGER_CLOSED}its disk has 3 MiB free, and 64 MiB have to stay so`;
    peer.submits.push(peerError(status.UNAVAILABLE, `status=SERVICE_UNAVAILABLE, info=${sentence}`));
    const refusal = await refused('NETWORK_UNAVAILABLE', submit(claim));
    assert.equal(refusal.message, `${sentence}. Nothing was submitted.`);
    assert.equal(refusal.context.retryAfterSeconds, 30);
    assert.equal(peer.ordered.size, 0);
    await submit(claim);
    assert.equal(peer.ordered.size, 1);
  });

  it('whose block the network could not write has no known outcome, and nobody waits for one', async () => {
    peer.statusError = peerError(status.UNAVAILABLE, `${LEDGER_CLOSED}the ledger could not be written`);
    await refused('OUTCOME_UNKNOWN', submit());
    assert.deepEqual(
      [...peer.ordered.values()].map(({ times }) => times),
      [1],
    );
  });

  it('waits for the one before of the same member', async () => {
    const orderedBefore: number[] = [];
    peer.chaincode = () => {
      orderedBefore.push(peer.ordered.size);
      return '{}';
    };
    await Promise.all([submit(), submit(), submit()]);
    assert.deepEqual(orderedBefore, [0, 1, 2]);
  });

  it('is refused when too many of the same member wait', async () => {
    const waiting = [submit(), submit(), submit()];
    await refused('QUEUE_FULL', submit());
    await Promise.all(waiting);
  });

  describe('with an idempotency key', () => {
    it('takes effect once, whatever it is repeated', async () => {
      const first = await submit(claim);
      const again = await submitter.submit(identity, call, claim);
      assert.deepEqual(await again.submission.committed, first);
      assert.equal(again.repeated, true);
      assert.equal(peer.ordered.size, 1);
    });

    it('is refused while the same request has no answer yet', async () => {
      const first = submit(claim);
      await refused('REQUEST_IN_FLIGHT', submit(claim));
      await first;
      assert.equal(peer.ordered.size, 1);
    });

    it('is refused when the key belongs to another request', async () => {
      await submit(claim);
      await refused('IDEMPOTENCY_KEY_REUSED', submit({ ...claim, requestHash: 'other' }));
      assert.equal(peer.ordered.size, 1);
    });

    it('of another member is another key', async () => {
      await submit(claim);
      const other = { ...identity, memberId: 'h02@HouseholdsMSP' };
      await (
        await submitter.submit(other, call, claim)
      ).submission.committed;
      assert.equal(peer.ordered.size, 2);
    });

    it('may be tried again with it after a refusal', async () => {
      peer.chaincode = () => {
        throw chaincodeRefusal('INSUFFICIENT_FUNDS', 'no');
      };
      await refused('INSUFFICIENT_FUNDS', submit(claim));
      peer.chaincode = () => '{}';
      await submit(claim);
      assert.equal(peer.ordered.size, 1);
    });

    for (const fate of ['lost', 'lost but ordered'] as const) {
      it(`takes effect once when the gateway stops in the middle (${fate})`, async () => {
        const folder = `${home.folder}/${stores++}`;
        await store.close();
        await open(folder);
        // Given the gateway dies after it sent the envelope, before it knows what came of it
        peer.silent = true;
        peer.submits.push(...Array.from({ length: 100 }, () => fate));
        await refused('OUTCOME_UNKNOWN', submit(claim));
        const sent = [...peer.ordered.values()].map(({ envelope }) => envelopeHash(envelope));
        await store.close();
        // When another one starts and the member repeats the request
        peer.silent = false;
        peer.submits.length = 0;
        await open(folder);
        const receipt = await submit(claim);
        // Then it is the same transaction, in the same envelope
        assert.equal(peer.proposals.length, 1);
        assert.deepEqual([...peer.ordered.keys()], [receipt.transactionId]);
        const found = [...peer.ordered.values()].map(({ envelope }) => envelopeHash(envelope));
        if (fate === 'lost but ordered') assert.deepEqual(found, sent);
      });
    }

    it('is tried anew by the next gateway when the one before left a conflict', async () => {
      const folder = `${home.folder}/${stores++}`;
      await store.close();
      await open(folder);
      peer.silent = true;
      peer.codes.push(MVCC_READ_CONFLICT);
      await refused('OUTCOME_UNKNOWN', submit(claim));
      await store.close();
      peer.silent = false;
      await open(folder);
      const receipt = await submit(claim);
      assert.equal(peer.ordered.size, 2);
      assert.equal(receipt.transactionId, [...peer.ordered.keys()][1]);
    });
  });
});
