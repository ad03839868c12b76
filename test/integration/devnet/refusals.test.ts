import { type ServiceError, status } from '@grpc/grpc-js';
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { signLowS } from '../../../identity/signature';
import { CertificateAuthority } from '../../../network/devnet/ca/certificate-authority';
import { generateKeyPair } from '../../../identity/key-pair';
import { EvaluateRequest } from '../../../network/devnet/wire/gateway-messages';
import { DevnetWorld } from '../../support/devnet-world';
import {
  callRaw,
  endorseRaw,
  evaluateRaw,
  rawProposal,
  type RawProposal,
  type RawSigner,
  refusalOf,
  signHighS,
  submitRaw,
} from '../../support/raw-proposal';

describe('the embedded network refuses', () => {
  let world: DevnetWorld;
  let signer: RawSigner;
  let before_: { height: number; state: string };
  before(async () => {
    world = await DevnetWorld.start();
    signer = { mspId: 'HouseholdsMSP', ...(await world.enrollment('HouseholdsMSP')) };
    await (await world.contract()).submitTransaction('put', 'kept', 'value');
    before_ = { height: world.devnet.height, state: await world.devnet.stateHash() };
  });
  afterEach(async () => {
    assert.deepEqual({ height: world.devnet.height, state: await world.devnet.stateHash() }, before_);
  });
  after(() => world.stop());

  const put: RawProposal = { channel: 'energy', chaincode: 'fixture', args: ['put', 'refused', 'value'] };
  const client = () => world.client('HouseholdsMSP');
  const endorsing = (parts: Partial<RawProposal>, by: RawSigner = signer) =>
    refusalOf(endorseRaw(client(), 'energy', rawProposal(by, { ...put, ...parts })));

  async function refusedEverywhere(
    parts: Partial<RawProposal>,
    message: RegExp,
    by: RawSigner = signer,
  ): Promise<void> {
    const endorsed = await endorsing(parts, by);
    assert.equal(endorsed.code, status.ABORTED);
    assert.match(endorsed.message, /^failed to endorse transaction, see attached details for more info$/);
    assert.match(endorsed.details[0]?.message ?? '', message);
    assert.equal(endorsed.details[0]?.mspId, 'HouseholdsMSP');
    const evaluated = await refusalOf(evaluateRaw(client(), 'energy', rawProposal(by, { ...put, ...parts })));
    assert.equal(evaluated.code, status.FAILED_PRECONDITION);
    assert.match(evaluated.message, /^evaluate call to endorser returned error: /);
    assert.match(evaluated.details[0]?.message ?? '', message);
  }

  it('a signature of another key', () =>
    refusedEverywhere(
      { sign: (_, message) => signLowS(generateKeyPair().privateKey, message) },
      /creator org \[HouseholdsMSP\]/,
    ));

  it('a signature whose s is in the upper half', () =>
    refusedEverywhere(
      { sign: signHighS },
      /^error validating proposal: access denied: channel \[energy\] creator org \[HouseholdsMSP\]$/,
    ));

  it('a signature that is garbage', () => refusedEverywhere({ sign: () => Buffer.from('garbage') }, /access denied/));

  it('a missing signature', () => refusedEverywhere({ sign: () => Buffer.alloc(0) }, /empty signature bytes/));

  it('a transaction id that is not that of nonce and creator', () =>
    refusedEverywhere({ txId: 'a'.repeat(64) }, /incorrectly computed txid 'a+' -- expected '[0-9a-f]{64}'/));

  it('an empty nonce', () => refusedEverywhere({ nonce: Buffer.alloc(0) }, /nonce is empty/));

  it('another header type', () => refusedEverywhere({ type: 5 }, /invalid header type/));

  it('an epoch', () => refusedEverywhere({ epoch: 1 }, /epoch is non-zero/));

  it('a creator of an organisation that the channel does not have', () =>
    refusedEverywhere({}, /creator org unknown, creator is malformed/, { ...signer, mspId: 'ElsewhereMSP' }));

  it('a creator that is no identity', () =>
    refusedEverywhere({ creator: Buffer.from('no identity') }, /creator org unknown, creator is malformed/));

  it('a member of one organisation in the name of another', () =>
    refusedEverywhere({}, /creator org unknown, creator is malformed/, { ...signer, mspId: 'BankMSP' }));

  it('a certificate of a CA that only looks like that of the organisation', async () => {
    const forged = await CertificateAuthority.create('households-ca', 'households');
    const keys = generateKeyPair();
    const certificatePem = await forged.issue({
      subject: [
        { type: 'OU', value: 'client' },
        { type: 'CN', value: 'h01' },
      ],
      publicKey: keys.publicKey,
      profile: 'signing',
      hosts: [],
      attributes: new Map(),
      validForMs: 86_400_000,
    });
    await refusedEverywhere({}, /creator org unknown, creator is malformed/, {
      mspId: 'HouseholdsMSP',
      certificatePem,
      privateKey: keys.privateKey,
    });
  });

  it('a revoked certificate, from one moment to the next', async () => {
    const revoked = { mspId: 'HouseholdsMSP', ...(await world.enrollment('HouseholdsMSP', 'revoked')) };
    await evaluateRaw(client(), 'energy', rawProposal(revoked, { ...put, args: ['get', 'kept'] }));
    const ca = world.ca('HouseholdsMSP');
    const registrar = await ca.enroll(world.organization('HouseholdsMSP').registrar);
    await ca.revoke(registrar, { enrollmentId: 'revoked' });
    ca.close();
    await refusedEverywhere({}, /creator org \[HouseholdsMSP\]/, revoked);
  });

  it('a proposal of a peer: it is no writer of the channel', async () => {
    const peer = { mspId: 'HouseholdsMSP', ...(await world.enrollment('HouseholdsMSP', 'p01', 'peer')) };
    await refusedEverywhere({}, /\/Channel\/Application\/Writers.*0 sub-policies were satisfied/, peer);
  });

  for (const minutes of [-16, 16]) {
    it(`a proposal dated ${minutes} minutes from now`, async () => {
      const time = new Date(Date.now() + minutes * 60_000);
      const { code, details } = await endorsing({ time });
      assert.equal(code, status.ABORTED);
      assert.match(
        details[0]?.message ?? '',
        /^request unauthorized due to incorrect timestamp .* peer.authentication.timewindow 15m0s$/,
      );
      const evaluated = await refusalOf(evaluateRaw(client(), 'energy', rawProposal(signer, { ...put, time })));
      assert.equal(evaluated.code, status.UNAVAILABLE);
    });
  }

  it('a channel that does not exist', async () => {
    const proposal = rawProposal(signer, { ...put, channel: 'elsewhere' });
    const evaluated = await refusalOf(evaluateRaw(client(), 'elsewhere', proposal));
    assert.equal(evaluated.code, status.UNAVAILABLE);
    assert.match(evaluated.message, /^failed to get config for channel \[elsewhere\]/);
    assert.equal((await refusalOf(endorseRaw(client(), 'elsewhere', proposal))).code, status.FAILED_PRECONDITION);
  });

  it('a chaincode that is not deployed', async () => {
    const proposal = rawProposal(signer, { ...put, chaincode: 'other' });
    const evaluated = await refusalOf(evaluateRaw(client(), 'energy', proposal));
    assert.equal(evaluated.code, status.FAILED_PRECONDITION);
    assert.equal(evaluated.message, 'no peers available to evaluate chaincode other in channel energy');
    const endorsed = await refusalOf(endorseRaw(client(), 'energy', proposal));
    assert.equal(endorsed.code, status.FAILED_PRECONDITION);
    assert.match(endorsed.message, /^no combination of peers can be derived which satisfy the endorsement policy/);
  });

  it('endorsement by an organisation that the channel does not have', async () => {
    const refused = await refusalOf(
      endorseRaw(client(), 'energy', rawProposal(signer, put), ['BankMSP', 'ElsewhereMSP']),
    );
    assert.equal(refused.code, status.UNAVAILABLE);
    assert.equal(refused.message, 'failed to find any endorsing peers for org(s): ElsewhereMSP');
  });

  it('a transaction without, or with a wrong, signature of its creator', async () => {
    const proposal = rawProposal(signer, put);
    const envelope = await endorseRaw(client(), 'energy', proposal);
    const unsigned = await refusalOf(submitRaw(client(), 'energy', proposal.txId, envelope));
    assert.equal(unsigned.code, status.INVALID_ARGUMENT);
    assert.equal(unsigned.message, 'prepared transaction must be signed');
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    for (const signature of [signLowS(other, envelope.payload), signHighS(signer.privateKey, envelope.payload)]) {
      const refused = await refusalOf(submitRaw(client(), 'energy', proposal.txId, { ...envelope, signature }));
      assert.equal(refused.code, status.ABORTED);
      assert.match(
        refused.message,
        /^received unsuccessful response from orderer: status=FORBIDDEN, info=.*permission denied$/,
      );
    }
  });

  it('a transaction of another channel', async () => {
    const proposal = rawProposal(signer, put);
    const { payload } = await endorseRaw(client(), 'energy', proposal);
    const at = payload.indexOf('energy');
    const moved = Buffer.from(payload);
    moved.write('enerby', at);
    const envelope = { payload: moved, signature: signLowS(signer.privateKey, moved) };
    const refused = await refusalOf(submitRaw(client(), 'energy', proposal.txId, envelope));
    assert.match(refused.message, /status=BAD_REQUEST, info=channel does not exist/);
  });

  it('a transaction beyond 10 MB', async () => {
    const payload = Buffer.alloc(10 * 1024 * 1024 + 1);
    const refused = await refusalOf(submitRaw(client(), 'energy', 'x', { payload, signature: Buffer.from('x') }));
    assert.equal(refused.code, status.ABORTED);
    assert.match(
      refused.message,
      /status=BAD_REQUEST, info=message payload is \d+ bytes and exceeds maximum allowed 10485760 bytes/,
    );
  });

  it('bytes that are no request, on every method, and lives on', async () => {
    const valid = rawProposal(signer, put).signed.proposalBytes;
    const samples = [
      Buffer.alloc(0),
      Buffer.from('ff'.repeat(40), 'hex'),
      Buffer.from([0x1a, 0xff]),
      valid,
      valid.subarray(7),
    ];
    for (const method of ['Evaluate', 'Endorse', 'Submit', 'CommitStatus']) {
      for (const sample of samples) {
        const { code } = await refusalOf(callRaw(client(), method, sample));
        assert.notEqual(code, status.INTERNAL, `${method} ${sample.toString('hex').slice(0, 40)}`);
      }
    }
    assert.deepEqual(failures(), []);
  });

  it('a request with any bit flipped, or serves it, but never fails over it', async () => {
    const { txId, signed } = rawProposal(signer, { ...put, args: ['get', 'kept'] });
    const valid = EvaluateRequest.encode({ transactionId: txId, channelId: 'energy', proposedTransaction: signed });
    const codes = new Set<number>();
    for (let bit = 3; bit < valid.length * 8; bit += 97) {
      const flipped = Buffer.from(valid);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const code = await callRaw(client(), 'Evaluate', flipped).then(
        () => status.OK,
        (error: unknown) => (error as ServiceError).code,
      );
      codes.add(code);
    }
    assert.ok(!codes.has(status.INTERNAL) && codes.has(status.FAILED_PRECONDITION), [...codes].join());
    assert.deepEqual(failures(), []);
  });

  const failures = () => world.log.filter((line) => line.includes('A call failed'));
});
