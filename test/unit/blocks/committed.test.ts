/** That a record lies on the ledger: what of it the block proves, and what only the peers' word. */
import { strict as assert } from 'node:assert';
import { type Block, readBlock } from '../../../chaincode/blocks/block';
import { BlockError, type BlockFault } from '../../../chaincode/blocks/block-error';
import { checkCommitted, type Trusted } from '../../../chaincode/blocks/committed';
import { Organizations } from '../../../chaincode/blocks/organizations';
import { Envelope } from '../../../network/devnet/wire/common-messages';
import { CHAINCODE, CHANNEL, type MadeAction, MadeNetwork } from '../../support/made-network';

const key = 'commitment/x';

describe('A committed record', () => {
  let network: MadeNetwork;
  let trusted: Trusted;
  before(async () => {
    network = await MadeNetwork.create();
    const orderers = { organizations: new Organizations(network.roots('OrdererMSP')), signatures: 1 };
    const organizations = new Organizations(network.organizationRoots);
    trusted = { channel: CHANNEL, chaincode: CHAINCODE, organizations, orderers };
  });

  interface Shown {
    readonly block: Block;
    readonly transactionId: string;
  }
  /** The second transaction of block 7 writes the record. */
  const written = (action: MadeAction = {}, codes = Buffer.from([0, 0])): Shown => {
    const { id, envelope } = network.transaction({ writes: { [key]: '{"digest":"ab"}' }, ...action });
    const other = network.transaction({ writes: { other: '1' } });
    return { block: readBlock(network.block([other.envelope, envelope], { codes })), transactionId: id };
  };
  const attested = (action: MadeAction = {}) =>
    network.transaction({ reads: { [key]: [7, 1] }, answer: '{}', ...action }).payload;
  const check = (shown: Shown, attestation: Buffer) => checkCommitted({ key, ...shown, attestation }, trusted);
  const refused = (fault: BlockFault, sentence: RegExp, shown: Shown, attestation: Buffer) => {
    assert.throws(
      () => check(shown, attestation),
      (error: unknown) => {
        assert.ok(error instanceof BlockError, String(error));
        assert.equal(error.fault, fault, error.message);
        assert.match(error.message, sentence);
        return true;
      },
    );
  };

  it('is proven by its block and by peers that have it in that version', () => {
    const { value, by, orderers, endorsers, witnesses } = check(written(), attested());
    assert.equal(value.toString(), '{"digest":"ab"}');
    assert.equal(by.mspId, 'OperatorMSP');
    assert.deepEqual([orderers.length, endorsers.length, witnesses.length], [1, 2, 2]);
  });

  it('is not proven by a transaction that was found invalid', () => {
    const invalid = written({}, Buffer.from([0, 11]));
    refused('INVALID', /was found invalid when block 7 was committed \(code 11\)/, invalid, attested());
    // Nobody signs the codes: a forger may have written that it was valid. The peers know better.
    refused('INVALID', /there is no commitment/, written(), unread());
    refused(
      'INVALID',
      /written by transaction 1 of block 6, not by transaction 1 of block 7/,
      written(),
      attested({ reads: { [key]: [6, 1] } }),
    );
    refused('INVALID', /written by transaction 0 of block 7/, written(), attested({ reads: { [key]: [7, 0] } }));
  });
  /** Peers that looked, and found nothing. */
  const unread = () => attested({ reads: { [key]: null } });

  it('is not proven by peers that looked elsewhere', () => {
    refused('ABSENT', /says nothing of commitment/, written(), attested({ reads: {} }));
    refused('ELSEWHERE', /The attestation is one of another chaincode/, written(), attested({ chaincode: 'other' }));
    refused('ELSEWHERE', /The attestation is one of another/, written(), attested({ channel: 'other' }));
  });

  it('is not proven by a transaction of another chaincode or channel, or one that wrote nothing of it', () => {
    refused('ELSEWHERE', /Transaction .* is one of another/, written({ chaincode: 'other' }), attested());
    refused('ELSEWHERE', /Transaction .* is one of another/, written({ channel: 'other' }), attested());
    refused('ABSENT', /wrote no commitment/, written({ writes: { 'commitment/y': '{}' } }), attested());
    refused('ABSENT', /wrote no commitment/, written({ writes: { [key]: null } }), attested());
  });

  it('is not proven by a transaction that its sender did not sign', () => {
    const [peer] = network.peers;
    assert.ok(peer);
    const { id, payload } = network.transaction({ writes: { [key]: '{}' } });
    const other = network.transaction({ writes: { other: '1' } });
    const envelope = Envelope.encode({ payload, signature: peer.sign(payload) });
    const block = readBlock(network.block([other.envelope, envelope]));
    refused('SIGNATURE', /signature of client of OperatorMSP/, { block, transactionId: id }, attested());
  });

  it('needs a majority both times', () => {
    const [first] = network.peers;
    assert.ok(first);
    refused('TOO_FEW', /of 1 of the 3/, written({ endorsers: [first] }), attested());
    refused('TOO_FEW', /of 1 of the 3/, written(), attested({ endorsers: [first] }));
  });

  it('does not count certificates that had expired when they were used', async () => {
    const [first] = network.peers;
    assert.ok(first);
    const expired = await network.identity('BankMSP', 'peer', 'old', 1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const soon = new Date(Date.now() + 60_000);
    refused(
      'TOO_FEW',
      /The certificate of old of BankMSP is valid from .*, not at/,
      written(),
      attested({ endorsers: [first, expired], time: soon }),
    );
    refused(
      'TOO_FEW',
      /certificate of orderer of OrdererMSP is valid from/,
      written({ time: new Date(Date.now() - 86_400_000) }),
      attested(),
    );
  });
});
