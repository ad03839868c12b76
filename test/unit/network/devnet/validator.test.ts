import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { signLowS } from '../../../../identity/signature';
import { Identities } from '../../../../network/devnet/committer/identities';
import { SubmittedTransaction } from '../../../../network/devnet/committer/transaction';
import { Validator } from '../../../../network/devnet/committer/validator';
import { transactionId } from '../../../../network/devnet/endorser/proposal';
import { Msp } from '../../../../network/devnet/msp/msp';
import { SigningIdentity } from '../../../../network/devnet/msp/signing-identity';
import { MemoryBlockLog } from '../../../../network/devnet/store/block-log';
import { ChannelLedger } from '../../../../network/devnet/store/channel-ledger';
import { MemoryStore } from '../../../../network/devnet/store/memory-store';
import {
  ChannelHeader,
  type Envelope,
  Payload,
  SignatureHeader,
} from '../../../../network/devnet/wire/common-messages';
import {
  ChaincodeAction,
  ChaincodeActionPayload,
  ChaincodeEvent,
  ChaincodeHeaderExtension,
  ProposalResponsePayload,
  Transaction,
  ValidationCode,
} from '../../../../network/devnet/wire/peer-messages';
import { KvRwSet, TxRwSet } from '../../../../network/devnet/wire/rwset-messages';
import { testAuthority, testIdentity } from '../../../support/test-authority';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const noBytes: Buffer = Buffer.alloc(0);
const mspIds = ['HouseholdsMSP', 'OperatorMSP', 'BankMSP'] as const;

/** A transaction as the gateway prepares it, with any part replaced by a wrong one. */
interface Wish {
  readonly channel?: string;
  readonly type?: number;
  readonly epoch?: number;
  readonly txId?: string;
  readonly nonce?: Buffer;
  readonly headerChaincode?: string;
  readonly version?: string;
  readonly event?: ChaincodeEvent;
  readonly results?: Buffer;
  readonly proposalHash?: Buffer;
  readonly actions?: number;
  readonly endorsers?: readonly SigningIdentity[];
  readonly breakEndorsement?: boolean;
  readonly signWith?: SigningIdentity;
  readonly payload?: Buffer;
}

describe('the validator', () => {
  const peers: SigningIdentity[] = [];
  let client: SigningIdentity;
  let validator: Validator;

  before(async () => {
    const msps: Msp[] = [];
    for (const mspId of mspIds) {
      const authority = await testAuthority();
      msps.push(new Msp({ mspId, rootPems: [authority.certificatePem] }));
      const peer = await testIdentity(authority, { id: 'peer', units: ['peer'] });
      peers.push(new SigningIdentity({ mspId, certificatePem: peer.pem, privateKey: peer.privateKey }));
      if (mspId !== 'HouseholdsMSP') continue;
      const member = await testIdentity(authority);
      client = new SigningIdentity({ mspId, certificatePem: member.pem, privateKey: member.privateKey });
    }
    const storage = {
      store: new MemoryStore(),
      privateStore: new MemoryStore(),
      openBlocks: () => Promise.resolve(new MemoryBlockLog()),
    };
    const ledger = await ChannelLedger.open('energy', storage, silent, () => 0);
    const definition = { name: 'fixture', version: '1', collections: [] };
    validator = new Validator('energy', ledger, new Identities(msps), new Map([['fixture', definition]]));
  });

  const writeSet = (namespace = 'fixture', key = 'k') => ({
    namespace,
    rwset: KvRwSet.encode({ writes: [{ key, isDelete: false, value: Buffer.from('v') }] }),
    collections: [],
  });
  const results = (...namespaces: readonly ReturnType<typeof writeSet>[]) => TxRwSet.encode({ namespaces });

  function transaction(wish: Wish = {}): Envelope {
    const creator = Buffer.from(client.serialized);
    const signature = { creator, nonce: wish.nonce ?? randomBytes(24) };
    const signatureHeader = SignatureHeader.encode(signature);
    const chaincodeId = { path: '', name: wish.headerChaincode ?? 'fixture', version: '' };
    const channelHeader = ChannelHeader.encode({
      type: wish.type ?? 3,
      channelId: wish.channel ?? 'energy',
      txId: wish.txId ?? transactionId(signature),
      epoch: wish.epoch ?? 0,
      extension: ChaincodeHeaderExtension.encode({ chaincodeId }),
    });
    const hash = createHash('sha256').update(channelHeader).update(signatureHeader).digest();
    const proposalResponsePayload = ProposalResponsePayload.encode({
      proposalHash: wish.proposalHash ?? hash,
      extension: ChaincodeAction.encode({
        results: wish.results ?? results(writeSet()),
        events: wish.event === undefined ? noBytes : ChaincodeEvent.encode(wish.event),
        response: { status: 200, message: '', payload: noBytes },
        chaincodeId: { path: '', name: 'fixture', version: wish.version ?? '1' },
      }),
    });
    const endorsements = (wish.endorsers ?? peers.slice(0, 2)).map((peer) => {
      const endorser = Buffer.from(peer.serialized);
      const signed = Buffer.concat([proposalResponsePayload, endorser]);
      return { endorser, signature: peer.sign(wish.breakEndorsement === true ? signed.subarray(1) : signed) };
    });
    const payload = ChaincodeActionPayload.encode({ action: { proposalResponsePayload, endorsements } });
    const action = { header: signatureHeader, payload };
    const data = Transaction.encode({ actions: Array.from({ length: wish.actions ?? 1 }, () => action) });
    const bytes = wish.payload ?? Payload.encode({ header: { channelHeader, signatureHeader }, data });
    return { payload: bytes, signature: (wish.signWith ?? client).sign(bytes) };
  }

  async function codesOf(...envelopes: readonly Envelope[]): Promise<number[]> {
    const { verdicts } = await validator.validate(
      1,
      envelopes.map((envelope) => new SubmittedTransaction(envelope)),
    );
    return verdicts.map(({ code }) => code);
  }

  const event = (chaincodeId: string): ChaincodeEvent => ({ chaincodeId, txId: 't', eventName: 'e', payload: noBytes });
  const cases: readonly (readonly [string, () => Wish, keyof typeof ValidationCode])[] = [
    ['a transaction that is in order', () => ({}), 'valid'],
    ['one with an event of its chaincode', () => ({ event: event('fixture') }), 'valid'],
    ['a payload that is none', () => ({ payload: Buffer.from([0x0a, 0xff]) }), 'badPayload'],
    ['a payload without header', () => ({ payload: Payload.encode({ data: Buffer.from('d') }) }), 'badCommonHeader'],
    ['a header of another type', () => ({ type: 7 }), 'badCommonHeader'],
    ['an epoch', () => ({ epoch: 1 }), 'badCommonHeader'],
    ['a nonce that is missing', () => ({ nonce: noBytes }), 'badCommonHeader'],
    [
      'the signature of another than the creator',
      () => ({ signWith: peers[0] as SigningIdentity }),
      'badCreatorSignature',
    ],
    ['a transaction id that is not that of nonce and creator', () => ({ txId: 'x' }), 'badProposalTxId'],
    ['two actions', () => ({ actions: 2 }), 'invalidEndorserTransaction'],
    ['another proposal than was endorsed', () => ({ proposalHash: Buffer.alloc(32) }), 'invalidEndorserTransaction'],
    ['a transaction of another channel', () => ({ channel: 'other' }), 'targetChainNotFound'],
    ['a read-write set that is none', () => ({ results: Buffer.from([0x12, 0xff]) }), 'badRwset'],
    ['a namespace that is there twice', () => ({ results: results(writeSet(), writeSet()) }), 'illegalWriteset'],
    [
      'a write to a chaincode that is not defined',
      () => ({ results: results(writeSet(), writeSet('other')) }),
      'invalidChaincode',
    ],
    ['another chaincode in the header', () => ({ headerChaincode: 'other' }), 'invalidChaincode'],
    ['a chaincode without version', () => ({ version: '' }), 'invalidChaincode'],
    ['an event of another chaincode', () => ({ event: event('other') }), 'invalidOtherReason'],
    ['no endorsement', () => ({ endorsers: [] }), 'endorsementPolicyFailure'],
    [
      'one organisation that endorsed twice',
      () => ({ endorsers: [peers[0], peers[0]] as SigningIdentity[] }),
      'endorsementPolicyFailure',
    ],
    [
      "a client's endorsement",
      () => ({ endorsers: [peers[1] as SigningIdentity, client] }),
      'endorsementPolicyFailure',
    ],
    ['endorsements that signed something else', () => ({ breakEndorsement: true }), 'endorsementPolicyFailure'],
    [
      'nothing written, but endorsed by too few',
      () => ({ results: noBytes, endorsers: peers.slice(0, 1) }),
      'endorsementPolicyFailure',
    ],
    ['nothing written', () => ({ results: noBytes }), 'valid'],
  ];
  for (const [what, wish, code] of cases) {
    it(`gives ${what} ${code}`, async () => {
      assert.deepEqual(await codesOf(transaction(wish())), [ValidationCode[code]]);
    });
  }

  it('takes only the first of two with the same id, even when it conflicts', async () => {
    const envelope = transaction();
    assert.deepEqual(await codesOf(envelope, envelope), [0, 9]);
    const read = {
      namespace: 'fixture',
      rwset: KvRwSet.encode({ reads: [{ key: 'k', version: { blockNum: 9, txNum: 9 } }] }),
      collections: [],
    };
    const conflicting = transaction({ results: results(read) });
    assert.deepEqual(await codesOf(conflicting, conflicting), [11, 9]);
  });

  it('does not let an invalid transaction take the id of a good one', async () => {
    const good = transaction();
    const forged = {
      payload: good.payload,
      signature: signLowS((await testIdentity(await testAuthority())).privateKey, good.payload),
    };
    assert.deepEqual(await codesOf(forged, good), [4, 0]);
  });
});
