import { SignatureHeader } from '../../../network/devnet/wire/common-messages';
import { KvRwSet, TxRwSet } from '../../../network/devnet/wire/rwset-messages';
import { textOf } from '../../support/devnet-world';
import { endorsedPut, fateOf, type OpenTransaction, tampered } from '../../support/tampered-transaction';
import { type ConformanceCase } from '../conformance-case';

/** What comes of a transaction that its creator changed after it was endorsed, and of the key that it writes. */
function changed(name: string, change: (parts: OpenTransaction) => void, by?: readonly string[]): ConformanceCase {
  return {
    name: `a transaction with ${name}`,
    run: async (clients) => {
      const { envelope, signer, txId } = await endorsedPut(clients, `tampered ${name}`, by);
      const fate = await fateOf(clients, tampered(envelope, signer, change), txId);
      const contract = await clients.contract();
      return { fate, value: textOf(await contract.evaluateTransaction('get', `tampered ${name}`)) };
    },
  };
}

/** Changes what the chaincode wrote. */
const writing =
  (change: (rwset: ReturnType<typeof TxRwSet.decode>) => ReturnType<typeof TxRwSet.decode>) =>
  ({ action }: OpenTransaction): void => {
    action.results = TxRwSet.encode(change(TxRwSet.decode(action.results)));
  };

/** All organisations endorse, so that what fails is not for want of endorsements. */
const everybody = ['BankMSP', 'HouseholdsMSP', 'OperatorMSP'];

export const tamperingCases: readonly ConformanceCase[] = [
  changed('nothing changed', () => undefined),
  changed(
    'no endorsement',
    (parts) => {
      parts.endorsements = [];
    },
    everybody,
  ),
  changed(
    'one endorsement of three',
    (parts) => {
      parts.endorsements.splice(1);
    },
    everybody,
  ),
  changed(
    'two endorsements of three',
    (parts) => {
      parts.endorsements.splice(2);
    },
    everybody,
  ),
  changed(
    'one endorsement three times',
    (parts) => {
      const [first] = parts.endorsements;
      if (first !== undefined) parts.endorsements = [first, first, first];
    },
    everybody,
  ),
  changed('an endorsement whose signature is garbage', ({ endorsements: [first] }) => {
    if (first !== undefined) first.signature = Buffer.from('garbage');
  }),
  changed(
    'a third endorsement whose signature is garbage',
    ({ endorsements: [first] }) => {
      if (first !== undefined) first.signature = Buffer.from('garbage');
    },
    everybody,
  ),
  changed('an endorser that is no identity', ({ endorsements: [first] }) => {
    if (first !== undefined) first.endorser = Buffer.from('nobody');
  }),
  changed("its creator's own endorsement", ({ endorsements: [first], signatureHeader }) => {
    if (first !== undefined) first.endorser = signatureHeader.creator;
  }),
  changed('another result', ({ action }) => {
    if (action.response !== undefined) action.response = { ...action.response, payload: Buffer.from('changed') };
  }),
  changed(
    'another value written',
    writing(({ namespaces, ...rest }) => ({
      ...rest,
      namespaces: namespaces.map((each) => {
        const kv = KvRwSet.decode(each.rwset);
        const writes = kv.writes.map((one) => ({ ...one, value: Buffer.from('changed') }));
        return { ...each, rwset: KvRwSet.encode({ ...kv, writes }) };
      }),
    })),
  ),
  changed(
    'a namespace twice',
    writing(({ namespaces, ...rest }) => ({ ...rest, namespaces: [...namespaces, ...namespaces] })),
  ),
  changed('results that are no read-write set', ({ action }) => {
    action.results = Buffer.from('garbage');
  }),
  changed('another chaincode in its action', ({ action }) => {
    if (action.chaincodeId !== undefined) action.chaincodeId = { ...action.chaincodeId, name: 'other' };
  }),
  changed('no chaincode version in its action', ({ action }) => {
    if (action.chaincodeId !== undefined) action.chaincodeId = { ...action.chaincodeId, version: '' };
  }),
  changed('no chaincode in its action', ({ action }) => {
    action.chaincodeId = undefined;
  }),
  changed('an event of another chaincode', ({ action }) => {
    action.events = Buffer.concat([Buffer.from([10, 5]), Buffer.from('other')]);
  }),
  changed('an event that is none', ({ action }) => {
    action.events = Buffer.from('garbage');
  }),
  changed('another proposal', (parts) => {
    const at = parts.proposalPayload.indexOf('tampered');
    parts.proposalPayload = Buffer.from(parts.proposalPayload);
    parts.proposalPayload.write('Tampered', at);
  }),
  changed('another proposal hash', ({ response }) => {
    response.proposalHash = Buffer.alloc(32, 1);
  }),
  changed('another transaction id', ({ channelHeader }) => {
    channelHeader.txId = 'b'.repeat(64);
  }),
  changed('no transaction id', ({ channelHeader }) => {
    channelHeader.txId = '';
  }),
  changed('another channel', ({ channelHeader }) => {
    channelHeader.channelId = 'elsewhere';
  }),
  changed('an epoch', ({ channelHeader }) => {
    channelHeader.epoch = 7;
  }),
  changed('a type that nobody knows', ({ channelHeader }) => {
    channelHeader.type = 99;
  }),
  changed('the type of a message', ({ channelHeader }) => {
    channelHeader.type = 0;
  }),
  changed('no header extension', ({ channelHeader }) => {
    channelHeader.extension = Buffer.alloc(0);
  }),
  changed('a header extension that is none', ({ channelHeader }) => {
    channelHeader.extension = Buffer.from('garbage');
  }),
  changed('no nonce', ({ signatureHeader }) => {
    signatureHeader.nonce = Buffer.alloc(0);
  }),
  changed('another nonce', ({ signatureHeader }) => {
    signatureHeader.nonce = Buffer.alloc(24, 1);
  }),
  changed('two actions', (parts) => {
    parts.actions = 2;
  }),
  changed('no header in its action', (parts) => {
    parts.actionHeader = Buffer.alloc(0);
  }),
  changed('another header in its action', (parts) => {
    const header = SignatureHeader.decode(parts.actionHeader);
    parts.actionHeader = SignatureHeader.encode({ ...header, nonce: Buffer.alloc(24, 2) });
  }),
  changed('no proposal', (parts) => {
    parts.proposalPayload = Buffer.alloc(0);
  }),
];
