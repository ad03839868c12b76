/** Bytes that somebody has made to be misread: every form that Fabric would not write is refused (docs/proof.md). */
import { strict as assert } from 'node:assert';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import sinon from 'sinon';
import { type Block, readBlock } from '../../../chaincode/blocks/block';
import { isSignedBy } from '../../../chaincode/blocks/low-s';
import { Message } from '../../../chaincode/blocks/message';
import { Organizations } from '../../../chaincode/blocks/organizations';
import { checkCreator, checkOrderers } from '../../../chaincode/blocks/signatures';
import { readTransaction } from '../../../chaincode/blocks/transaction';
import {
  ChannelHeader,
  Envelope,
  Metadata,
  Payload,
  SerializedIdentity,
} from '../../../network/devnet/wire/common-messages';
import {
  ChaincodeAction,
  ChaincodeActionPayload,
  ProposalResponsePayload,
  Transaction,
} from '../../../network/devnet/wire/peer-messages';
import { KvRwSet, TxRwSet } from '../../../network/devnet/wire/rwset-messages';
import { signLowS } from '../../../identity/signature';
import { CHAINCODE, MadeNetwork } from '../../support/made-network';
import { refusedBlock } from '../../support/refused-block';

const now = () => Math.floor(Date.now() / 1000);

describe('A message that is not in its one form', () => {
  const read = (...bytes: number[]) => new Message(Buffer.from(bytes), 'It');

  it('is refused, integers and lengths first of all', () => {
    assert.equal(read(0x08, 0x96, 0x01).integer(1), 150);
    refusedBlock('MALFORMED', /longer than need be/, () => read(0x08, 0x96, 0x00));
    refusedBlock('MALFORMED', /more than 64 bits/, () => read(0x08, ...Array<number>(9).fill(0xff), 0x02));
    refusedBlock('MALFORMED', /more than 64 bits/, () => read(0x08, ...Array<number>(10).fill(0xff), 0x01));
    refusedBlock('MALFORMED', /no integer in range/, () => read(0x08, ...Array<number>(9).fill(0xff), 0x01).integer(1));
    refusedBlock('MALFORMED', /ends within a field/, () => read(0x0a, 0x05, 1, 2));
    refusedBlock('MALFORMED', /ends within a field/, () => read(0x08));
    refusedBlock('MALFORMED', /field number out of range/, () => read(0x00, 0x01));
    refusedBlock('MALFORMED', /field number out of range/, () => read(0x80, 0x80, 0x80, 0x80, 0x10, 0x01));
    refusedBlock('MALFORMED', /wire type 3/, () => read(0x0b));
    refusedBlock('MALFORMED', /occurs twice/, () => read(0x08, 1, 0x08, 2).integer(1));
    refusedBlock('MALFORMED', /is no bytes/, () => read(0x08, 1).bytes(1));
    refusedBlock('MALFORMED', /no integer/, () => read(0x0a, 1, 1).integer(1));
    refusedBlock('MALFORMED', /no UTF-8/, () => read(0x0a, 1, 0xff).text(1));
  });
});

describe('A block that somebody has made', () => {
  let network: MadeNetwork;
  let organizations: Organizations;
  let made: ReturnType<MadeNetwork['transaction']>;
  before(async () => {
    network = await MadeNetwork.create();
    organizations = new Organizations(network.organizationRoots);
    made = network.transaction({ writes: { key: 'value' } });
  });

  it('holds no envelope in another form than Fabric’s, though its hash be right', () => {
    const { payload, signature } = Envelope.decode(made.envelope);
    const field = (number: number, bytes: Buffer) => {
      const [head] = [Envelope.encode({ payload: bytes, signature: Buffer.alloc(0) })];
      head[0] = (number << 3) | 2;
      return head;
    };
    for (const envelope of [
      Buffer.concat([field(2, signature), field(1, payload)]),
      Buffer.concat([field(1, payload), field(2, signature), field(3, Buffer.from('more'))]),
      field(1, payload),
      Buffer.concat([Buffer.from([0x0a, 0]), field(2, signature)]),
      Buffer.concat([field(1, payload), Buffer.from([0x12, 0])]),
      field(2, signature),
      Buffer.concat([field(1, payload), field(2, signature), Buffer.from([0x12, 0])]),
    ]) {
      refusedBlock('MALFORMED', /no envelope of a payload and a signature|occurs twice/, () =>
        readBlock(network.block([envelope])),
      );
    }
  });

  it('has no more signatures than can be checked in a moment', () => {
    const block = readBlock(network.block([made.envelope]));
    const { value, signatures } = Metadata.decode(block.signatures);
    const [first] = signatures;
    assert.ok(first);
    const many: Block = {
      ...block,
      signatures: Metadata.encode({ value, signatures: Array(101).fill(first) as typeof signatures }),
    };
    const policy = { organizations: new Organizations(network.roots('OrdererMSP')), signatures: 1 };
    refusedBlock('MALFORMED', /more than 100 signatures/, () => checkOrderers(many, policy, now()));
  });

  it('shows no transaction as that of somebody who did not sign it', () => {
    const { payload } = Envelope.decode(made.envelope);
    const [peer] = network.peers;
    assert.ok(peer);
    const forged = Envelope.encode({ payload, signature: peer.sign(payload) });
    refusedBlock('SIGNATURE', /signature of client of OperatorMSP is not one of transaction/, () =>
      checkCreator(readTransaction(payload), forged, organizations, now()),
    );
  });

  /** The transaction with some of what was endorsed, or of its header, replaced. */
  const changed = (change: {
    readonly results?: Buffer;
    readonly actions?: number;
    readonly endorsements?: number;
    readonly channelHeader?: (header: ReturnType<typeof ChannelHeader.decode>) => object;
  }): Buffer => {
    const payload = Payload.decode(made.payload);
    const [action] = Transaction.decode(payload.data).actions;
    assert.ok(action && payload.header);
    const inner = ChaincodeActionPayload.decode(action.payload);
    assert.ok(inner.action);
    const response = ProposalResponsePayload.decode(inner.action.proposalResponsePayload);
    const extension = ChaincodeAction.decode(response.extension);
    const proposalResponsePayload = ProposalResponsePayload.encode({
      ...response,
      extension: ChaincodeAction.encode({ ...extension, results: change.results ?? extension.results }),
    });
    const [endorsement] = inner.action.endorsements;
    assert.ok(endorsement);
    const endorsements = Array(change.endorsements ?? 1).fill(endorsement) as (typeof endorsement)[];
    const one = {
      ...action,
      payload: ChaincodeActionPayload.encode({ ...inner, action: { proposalResponsePayload, endorsements } }),
    };
    const header = ChannelHeader.decode(payload.header.channelHeader);
    const channelHeader = change.channelHeader
      ? ChannelHeader.encode({ ...header, ...change.channelHeader(header) })
      : payload.header.channelHeader;
    return Payload.encode({
      header: { ...payload.header, channelHeader },
      data: Transaction.encode({ actions: Array(change.actions ?? 1).fill(one) as (typeof one)[] }),
    });
  };
  const namespace = (name: string, writes: { key: string; value: Buffer }[]) => ({
    namespace: name,
    rwset: KvRwSet.encode({ writes: writes.map((write) => ({ ...write, isDelete: false })) }),
    collections: [],
  });
  const write = { key: 'key', value: Buffer.from('value') };

  it('has transactions that say one thing only', () => {
    const results = (...namespaces: ReturnType<typeof namespace>[]) => TxRwSet.encode({ namespaces });
    refusedBlock('MALFORMED', /not exactly one action/, () => readTransaction(changed({ actions: 2 })));
    refusedBlock('MALFORMED', /more than 100 endorsements/, () => readTransaction(changed({ endorsements: 101 })));
    refusedBlock('MALFORMED', /names a key twice/, () =>
      readTransaction(changed({ results: results(namespace(CHAINCODE, [write, write])) })),
    );
    refusedBlock('MALFORMED', /names sunledger twice/, () =>
      readTransaction(changed({ results: results(namespace(CHAINCODE, [write]), namespace(CHAINCODE, [])) })),
    );
    const { writes } = readTransaction(
      changed({ results: results(namespace('other', [write]), namespace(CHAINCODE, [])) }),
    );
    assert.deepEqual([...writes], [], 'what another chaincode writes is not what this one writes');
    refusedBlock('MALFORMED', /none of a chaincode/, () =>
      readTransaction(changed({ channelHeader: () => ({ type: 1 }) })),
    );
    refusedBlock('HASH', /another proposal/, () =>
      readTransaction(changed({ channelHeader: () => ({ channelId: 'other' }) })),
    );
  });

  it('has transactions of a time that can be written', () => {
    const late = (seconds: number) => network.transaction({ time: new Date(seconds * 1000) }).payload;
    assert.equal(readTransaction(late(253_402_300_799)).time, 253_402_300_799);
    refusedBlock('MALFORMED', /after the year 9999/, () => readTransaction(late(253_402_300_800)));
  });
});

describe('A signature', () => {
  it('counts in one form only', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const message = Buffer.from('message');
    for (let tries = 0; tries < 20; tries++) {
      const signature = signLowS(privateKey, message);
      assert.ok(isSignedBy(publicKey, message, signature));
      assert.ok(!isSignedBy(publicKey, Buffer.from('other'), signature));
      const rLength = signature[3] ?? 0;
      const longer = Buffer.concat([signature.subarray(0, 3), Buffer.from([rLength + 1, 0]), signature.subarray(4)]);
      longer[1] = (longer[1] ?? 0) + 1;
      const trailing = Buffer.concat([signature, Buffer.from([0])]);
      const inside = Buffer.from(trailing);
      inside[1] = (inside[1] ?? 0) + 1;
      const misstated = Buffer.from(signature);
      misstated[1] = (misstated[1] ?? 0) + 1;
      for (const form of [longer, trailing, inside, misstated, signature.subarray(0, 20), Buffer.alloc(0)]) {
        assert.ok(!isSignedBy(publicKey, message, form), form.toString('hex'));
      }
    }
  });
});

describe('A certificate', () => {
  let network: MadeNetwork;
  let organizations: Organizations;
  before(async () => {
    network = await MadeNetwork.create();
    organizations = new Organizations(network.organizationRoots);
  });

  const identity = (pem: string, mspId = 'BankMSP') => SerializedIdentity.encode({ mspId, idBytes: Buffer.from(pem) });
  const pemOf = (der: Buffer) => `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
  const issue = (units: readonly string[], more: object = {}) =>
    network.authorities.get('BankMSP')!.issue({
      subject: [...units.map((value) => ({ type: 'OU' as const, value })), { type: 'CN' as const, value: 'node' }],
      publicKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey,
      ...{ profile: 'signing' as const, hosts: [], validForMs: 3_600_000, ...more },
    });

  it('names its role, one of them, and its holder', async () => {
    const { name, role, mspId } = organizations.identify(identity(await issue(['peer', 'department'])), now());
    assert.deepEqual([name, role, mspId], ['node', 'peer', 'BankMSP']);
    const two = await issue(['peer', 'orderer']);
    refusedBlock('ROLE', /not exactly one role/, () => organizations.identify(identity(two), now()));
    const none = await issue(['department']);
    refusedBlock('ROLE', /not exactly one role/, () => organizations.identify(identity(none), now()));
  });

  it('is signed by a root of the organisation that it claims', async () => {
    const pem = await issue(['peer']);
    refusedBlock('UNTRUSTED', /not signed by its root/, () =>
      organizations.identify(identity(pem, 'OperatorMSP'), now()),
    );
    // All of it but its signature is the root's doing.
    const der = Buffer.from(new X509Certificate(pem).raw);
    der[der.length - 1] = (der[der.length - 1] ?? 0) ^ 1;
    refusedBlock('UNTRUSTED', /not signed by its root/, () => organizations.identify(identity(pemOf(der)), now()));
  });

  it('is one, on P-256, of no authority, and nothing besides', async () => {
    const pem = await issue(['peer']);
    const der = new X509Certificate(pem).raw;
    const longer = pemOf(Buffer.concat([der, Buffer.from([0])]));
    refusedBlock('MALFORMED', /followed by other bytes|no X\.509/, () =>
      organizations.identify(identity(longer), now()),
    );
    refusedBlock('MALFORMED', /no X\.509/, () => organizations.identify(identity(pem + pem), now()));
    refusedBlock('MALFORMED', /no X\.509/, () => organizations.identify(identity('x'.repeat(20_000)), now()));
    const [root] = network.roots('BankMSP');
    assert.ok(root);
    refusedBlock('ROLE', /that of an authority/, () => organizations.identify(identity(root.certificate), now()));
    const other = await issue(['peer'], { publicKey: generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey });
    refusedBlock('MALFORMED', /not on P-256/, () => organizations.identify(identity(other), now()));
    refusedBlock(
      'MALFORMED',
      /not that of an authority/,
      () => new Organizations([{ mspId: 'BankMSP', certificate: pem }]),
    );
  });

  it('is good only while its root is, too', async () => {
    const past = now() - 86_400;
    const clock = sinon.useFakeTimers({ now: past * 1000, toFake: ['Date'] });
    const pem = await issue(['peer'], { validForMs: 2 * 86_400_000 }).finally(() => clock.restore());
    organizations.identify(identity(pem), now());
    refusedBlock('DATES', /^The root certificate of BankMSP is valid from .* to .*, not at/, () =>
      organizations.identify(identity(pem), past),
    );
  });
});
