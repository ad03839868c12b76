/** What a block proves to somebody who knows nothing but roots (spec 14, "Two-block ledger"). */
import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { type Block, checkLink, findTransaction, LARGEST_BLOCK, readBlock } from '../../../chaincode/blocks/block';
import { BlockError } from '../../../chaincode/blocks/block-error';
import { Organizations } from '../../../chaincode/blocks/organizations';
import { checkCreator, checkEndorsements, checkOrderers } from '../../../chaincode/blocks/signatures';
import { readTransaction, type Transaction } from '../../../chaincode/blocks/transaction';
import { headerBytes } from '../../../network/devnet/orderer/block-header';
import { Block as BlockMessage, Envelope, Metadata } from '../../../network/devnet/wire/common-messages';
import { signHighS } from '../../support/raw-proposal';
import { refusedBlock } from '../../support/refused-block';
import { CHAINCODE, CHANNEL, MadeNetwork } from '../../support/made-network';

const now = () => Math.floor(Date.now() / 1000);

describe('A block, read without trust', () => {
  let network: MadeNetwork;
  let orderers: Organizations;
  let organizations: Organizations;
  let made: ReturnType<MadeNetwork['transaction']>;
  let other: ReturnType<MadeNetwork['transaction']>;
  let bytes: Buffer;
  let block: Block;
  let transaction: Transaction;

  before(async () => {
    network = await MadeNetwork.create();
    orderers = new Organizations(network.roots('OrdererMSP'));
    organizations = new Organizations(network.organizationRoots);
    made = network.transaction({ writes: { 'commitment/x': '{"digest":"ab"}', gone: null }, reads: { seen: [5, 2] } });
    other = network.transaction({ writes: { other: '1' } });
    bytes = network.block([other.envelope, made.envelope], { codes: Buffer.from([11, 0]) });
    block = readBlock(bytes);
    transaction = readTransaction(made.payload);
  });

  /** The block with some of it replaced. */
  const changed = (change: (block: ReturnType<typeof BlockMessage.decode>) => object): Buffer =>
    BlockMessage.encode({ ...BlockMessage.decode(bytes), ...change(BlockMessage.decode(bytes)) });
  const withEnvelopes = (data: readonly Buffer[]) => changed(() => ({ data: { data } }));

  it('tells its number, hash and transactions', () => {
    const { header } = BlockMessage.decode(bytes);
    assert.ok(header);
    assert.equal(block.number, 7);
    assert.deepEqual(block.hash, createHash('sha256').update(headerBytes(header)).digest());
    assert.deepEqual(block.transactions, [other.envelope, made.envelope]);
  });

  for (const number of [0, 127, 128, 255, 256, 65_535, 2 ** 40]) {
    it(`hashes the header of block ${number} as Fabric does`, () => {
      const previousHash = number === 0 ? Buffer.alloc(0) : Buffer.alloc(32, 2);
      const numbered = network.block([made.envelope], { number, previousHash });
      const { header } = BlockMessage.decode(numbered);
      assert.deepEqual(readBlock(numbered).header, headerBytes(header!));
    });
  }

  it('finds a transaction by its id, with the code that the giver of the block found', () => {
    assert.deepEqual(findTransaction(block, made.id), { index: 1, envelope: made.envelope, validationCode: 0 });
    assert.equal(findTransaction(block, other.id).validationCode, 11);
    refusedBlock('ABSENT', /doesn't hold/, () => findTransaction(block, 'f'.repeat(64)));
  });

  it('finds a transaction beside one that nobody can read', () => {
    const garbage = Envelope.encode({ payload: Buffer.from('no payload'), signature: Buffer.from('none') });
    const found = findTransaction(readBlock(network.block([garbage, made.envelope])), made.id);
    assert.equal(found.index, 1);
  });

  it('tells what a transaction wrote and read under the name of its chaincode', () => {
    assert.equal(transaction.id, made.id);
    assert.deepEqual([transaction.channel, transaction.chaincode], [CHANNEL, CHAINCODE]);
    assert.deepEqual(
      [...transaction.writes],
      [
        ['commitment/x', Buffer.from('{"digest":"ab"}')],
        ['gone', null],
      ],
    );
    assert.deepEqual([...transaction.reads], [['seen', { block: 5, transaction: 2 }]]);
  });

  it('follows the block before', () => {
    const next = readBlock(network.block([made.envelope], { number: 8, previousHash: block.hash }));
    checkLink(block, next);
    refusedBlock('LINK', /doesn't name the hash/, () =>
      checkLink(block, readBlock(network.block([made.envelope], { number: 8 }))),
    );
    refusedBlock('LINK', /can't follow/, () => checkLink(next, block));
  });

  it('is signed by an orderer, endorsed by a majority and sent by a client', () => {
    const policy = { organizations: orderers, signatures: 1 };
    assert.deepEqual(
      checkOrderers(block, policy, now()).map(({ mspId, name }) => `${name}@${mspId}`),
      ['orderer@OrdererMSP'],
    );
    assert.deepEqual(
      checkEndorsements(transaction, organizations, now()).map(({ mspId }) => mspId),
      ['HouseholdsMSP', 'OperatorMSP'],
    );
    assert.equal(checkCreator(transaction, made.envelope, organizations, now()).mspId, 'OperatorMSP');
  });

  it('is refused with other transactions, or the same ones otherwise cut', () => {
    refusedBlock('HASH', /data hash/, () => readBlock(withEnvelopes([other.envelope])));
    refusedBlock('HASH', /data hash/, () => readBlock(withEnvelopes([made.envelope, other.envelope])));
    const joined = Buffer.concat([other.envelope, made.envelope]);
    refusedBlock('MALFORMED', /occurs twice/, () => readBlock(withEnvelopes([joined])));
    for (const cut of [1, other.envelope.length - 1, other.envelope.length + 5]) {
      refusedBlock('MALFORMED', /Transaction \d/, () =>
        readBlock(withEnvelopes([joined.subarray(0, cut), joined.subarray(cut)])),
      );
    }
    refusedBlock('MALFORMED', /no transactions/, () => readBlock(withEnvelopes([])));
  });

  it('is refused with another header', () => {
    const { header } = BlockMessage.decode(bytes);
    const [policy, at] = [{ organizations: orderers, signatures: 1 }, now()];
    for (const change of [{ number: 8 }, { previousHash: Buffer.alloc(32, 9) }]) {
      const forged = readBlock(changed(() => ({ header: { ...header, ...change } })));
      refusedBlock('TOO_FEW', /signature of orderer of OrdererMSP is not one of block/, () =>
        checkOrderers(forged, policy, at),
      );
    }
    refusedBlock('HASH', /data hash/, () =>
      readBlock(changed(() => ({ header: { ...header, dataHash: Buffer.alloc(32) } }))),
    );
    refusedBlock('MALFORMED', /hash that is not of 32 bytes/, () =>
      readBlock(changed(() => ({ header: { ...header, previousHash: Buffer.alloc(31) } }))),
    );
    refusedBlock('MALFORMED', /no header/, () => readBlock(changed(() => ({ header: undefined }))));
  });

  it('counts an orderer once, and only orderers of the roots that are known', async () => {
    const at = now();
    const signed = Metadata.decode(BlockMessage.decode(bytes).metadata!.metadata[0]!);
    const twice = {
      ...block,
      signatures: Metadata.encode({ ...signed, signatures: [...signed.signatures, ...signed.signatures] }),
    };
    refusedBlock('TOO_FEW', /signatures of 1 of orderers, 2 are needed/, () =>
      checkOrderers(twice, { organizations: orderers, signatures: 2 }, at),
    );
    const elsewhere = await MadeNetwork.create();
    refusedBlock('TOO_FEW', /not signed by its root/, () =>
      checkOrderers(block, { organizations: new Organizations(elsewhere.roots('OrdererMSP')), signatures: 1 }, at),
    );
    refusedBlock('TOO_FEW', /none of the organisations/, () =>
      checkOrderers(block, { organizations, signatures: 1 }, at),
    );
    const byPeer = readBlock(network.block([made.envelope], { orderer: await network.identity('OrdererMSP', 'peer') }));
    refusedBlock('TOO_FEW', /role peer, not orderer/, () =>
      checkOrderers(byPeer, { organizations: orderers, signatures: 1 }, at),
    );
  });

  it('counts no certificate before or after its time', () => {
    const policy = { organizations: orderers, signatures: 1 };
    refusedBlock('TOO_FEW', /is valid from .* to .*, not at/, () => checkOrderers(block, policy, now() + 7_200));
    refusedBlock('TOO_FEW', /is valid from .* to .*, not at/, () => checkOrderers(block, policy, now() - 7_200));
    refusedBlock('DATES', /not at/, () => checkCreator(transaction, made.envelope, organizations, now() + 7_200));
  });

  it('counts an organisation once, peers only, and needs more than half of them', async () => {
    const at = now();
    const [first, second] = network.peers;
    assert.ok(first && second);
    const endorsedBy = (...endorsers: (typeof network.peers)[number][]) =>
      readTransaction(network.transaction({ endorsers }).payload);
    refusedBlock('TOO_FEW', /signatures of 1 of the 3 organisations, 2 are needed$/, () =>
      checkEndorsements(endorsedBy(first), organizations, at),
    );
    const another = await network.identity('HouseholdsMSP', 'peer', 'peer1');
    refusedBlock('TOO_FEW', /of 1 of the 3/, () => checkEndorsements(endorsedBy(first, another), organizations, at));
    refusedBlock('TOO_FEW', /role client, not peer/, () =>
      checkEndorsements(endorsedBy(first, network.client), organizations, at),
    );
    assert.equal(checkEndorsements(endorsedBy(first, first, second), organizations, at).length, 2);
  });

  it('refuses an endorsement whose signature has a second form', () => {
    const { endorsed } = transaction;
    const high = network.peers.map(({ serialized, key }) => {
      const endorser = Buffer.from(serialized);
      return { endorser, signature: signHighS(key, Buffer.concat([endorsed, endorser])) };
    });
    refusedBlock('TOO_FEW', /is not one of transaction/, () =>
      checkEndorsements({ ...transaction, endorsements: high }, organizations, now()),
    );
  });

  it('takes an id that is not that of creator and nonce for none, and an answer to another proposal for none', () => {
    const one = Envelope.decode(made.envelope).payload;
    refusedBlock('HASH', /id isn't that/, () =>
      readTransaction(replaced(one, Buffer.from(made.id), Buffer.from('0'.repeat(64)))),
    );
    refusedBlock('HASH', /another proposal/, () =>
      readTransaction(replaced(one, Buffer.from('ClearListing'), Buffer.from('ClearLOSTING'))),
    );
  });

  it('refuses what is too large, cut short, or no message at all, in a moment', () => {
    refusedBlock('MALFORMED', /at most/, () => readBlock(Buffer.alloc(LARGEST_BLOCK + 1)));
    for (let length = 0; length < bytes.length; length += 97) {
      assert.throws(() => readBlock(bytes.subarray(0, length)), BlockError);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (random) => {
        assert.throws(() => readBlock(random), BlockError);
        assert.throws(() => readTransaction(random), BlockError);
      }),
    );
  });

  it('never shows other content than was signed, whichever byte is changed', () => {
    const policy = { organizations: orderers, signatures: 1 };
    const at = now();
    const content = (of: Buffer) => {
      const read = readBlock(of);
      checkOrderers(read, policy, at);
      const { envelope } = findTransaction(read, made.id);
      const found = readTransaction(Envelope.decode(envelope).payload);
      checkEndorsements(found, organizations, at);
      checkCreator(found, envelope, organizations, at);
      return JSON.stringify([read.number, read.hash.toString('hex'), found.time, [...found.writes], [...found.reads]]);
    };
    const original = content(bytes);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (index, mask) => {
        const flipped = Buffer.from(bytes);
        flipped[index] = (flipped[index] ?? 0) ^ mask;
        try {
          assert.equal(content(flipped), original);
        } catch (error) {
          if (!(error instanceof BlockError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** The bytes with the first occurrence of some of them replaced by as many others. */
function replaced(bytes: Buffer, from: Buffer, to: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf(from);
  assert.ok(at >= 0 && from.length === to.length);
  to.copy(copy, at);
  return copy;
}
