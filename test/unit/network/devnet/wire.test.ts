import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as chaincodeMessages from '../../../../network/devnet/wire/chaincode-messages';
import { message } from '../../../../network/devnet/wire/codec';
import { bytes, int64, nested, repeated, string, uint64 } from '../../../../network/devnet/wire/fields';
import * as peerMessages from '../../../../network/devnet/wire/peer-messages';
import { WireError } from '../../../../network/devnet/wire/reader';
import { byStateKey, fromStateKey, toStateKey } from '../../../../network/devnet/wire/state-key';
import { messageSamples } from './message-samples';

describe('the tables of Fabric messages', () => {
  for (const [name, codec, sample, protoClass] of messageSamples) {
    it(`write and read ${name} as Fabric's own classes do`, () => {
      const encoded = codec.encode(sample as never);
      const theirs = Buffer.from(protoClass.deserializeBinary(encoded).serializeBinary());
      assert.equal(encoded.toString('hex'), theirs.toString('hex'));
      const again = codec.encode(codec.decode(theirs));
      assert.equal(again.toString('hex'), theirs.toString('hex'));
    });
  }

  it('read every field that they wrote, and defaults for the others', () => {
    const Inner = message({ text: string(1) });
    const Sample = message({
      number: int64(1),
      big: uint64(2),
      data: bytes(3),
      inner: nested(4, Inner),
      list: repeated(15_000, Inner),
    });
    const inner = fc.record({ text: fc.string({ unit: 'binary' }) }, { noNullPrototype: true });
    fc.assert(
      fc.property(
        fc.record(
          {
            number: fc.maxSafeInteger(),
            big: fc.maxSafeNat(),
            data: fc.uint8Array().map((value) => Buffer.from(value)),
            inner: fc.option(inner, { nil: undefined }),
            list: fc.array(inner),
          },
          { noNullPrototype: true },
        ),
        (value) => assert.deepEqual(Sample.decode(Sample.encode(value)), value),
      ),
    );
    assert.deepEqual(Sample.decode(Buffer.alloc(0)), {
      number: 0,
      big: 0,
      data: Buffer.alloc(0),
      inner: undefined,
      list: [],
    });
  });

  it('refuse bytes that are no message with one kind of error, and skip fields that they do not know', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(messageSamples.length - 1), (random, index) => {
        try {
          messageSamples[index]?.[1].decode(random);
        } catch (error) {
          assert.ok(error instanceof WireError, String(error));
        }
      }),
      { numRuns: 2_000 },
    );
    const unknown = Buffer.concat([Buffer.from([0x98, 0x06, 0x01]), chaincodeMessages.GetState.encode({ key: 'k' })]);
    assert.equal(chaincodeMessages.GetState.decode(unknown).key, 'k');
  });

  it('refuse strings that are no UTF-8, like the lone surrogate', () => {
    const surrogate = Buffer.from([0x0a, 3, 0xed, 0xa0, 0x80]);
    assert.throws(() => chaincodeMessages.GetState.decode(surrogate), /string field contains invalid UTF-8/);
    assert.throws(() => peerMessages.ChaincodeEvent.decode(surrogate), /string field contains invalid UTF-8/);
  });
});

describe('a state key', () => {
  it('is ordered by the bytes of its UTF-8 form', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, (left, right) => {
        assert.equal(fromStateKey(toStateKey(left)), left);
        const expected = Buffer.compare(Buffer.from(left), Buffer.from(right));
        assert.equal(byStateKey(toStateKey(left), toStateKey(right)), expected);
      }),
    );
  });
});
