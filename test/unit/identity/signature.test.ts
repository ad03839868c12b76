import assert from 'node:assert/strict';
import { sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { gatewaySigner } from '../../../identity/gateway-signer';
import { generateKeyPair } from '../../../identity/key-pair';
import {
  isLowSDer,
  signLowS,
  signLowSInBackground,
  toLowSDer,
  verifyLowS,
  verifyLowSInBackground,
} from '../../../identity/signature';

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const keys = generateKeyPair();
const message = Buffer.from('an offer of 1.25 kWh');

/** The other valid signature of the same message: s replaced by order - s. */
function mirrored(signature: Buffer): Buffer {
  const rLength = signature[3] ?? 0;
  const s = BigInt(`0x${signature.subarray(6 + rLength).toString('hex')}`);
  const other = Buffer.from((ORDER - s).toString(16).padStart(64, '0'), 'hex');
  const digits = (other[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), other]) : other;
  const r = signature.subarray(2, 4 + rLength);
  const parts = Buffer.concat([r, Buffer.from([2, digits.length]), digits]);
  return Buffer.concat([Buffer.from([0x30, parts.length]), parts]);
}

describe('signatures', () => {
  it('are valid and low-S, every one of a thousand', () => {
    for (let i = 0; i < 1000; i++) {
      const text = Buffer.from(`message ${i}`);
      const signature = signLowS(keys.privateKey, text);
      assert.ok(isLowSDer(signature));
      assert.ok(verify('sha256', text, keys.publicKey, signature));
    }
  });

  it('are the same kind from the thread pool and from the gateway signer', async () => {
    const made = [
      await signLowSInBackground(keys.privateKey, message),
      Buffer.from(await gatewaySigner(keys.privateKey)(message)),
      Buffer.from(await gatewaySigner(keys.privateKey, 'background')(message)),
    ];
    for (const signature of made) {
      assert.ok(verifyLowS(keys.publicKey, message, signature));
      assert.equal(await verifyLowSInBackground(keys.publicKey, message, signature), true);
    }
  });

  it('are refused when high-S, though OpenSSL finds them valid', async () => {
    const high = mirrored(signLowS(keys.privateKey, message));
    assert.ok(verify('sha256', message, keys.publicKey, high));
    assert.equal(verifyLowS(keys.publicKey, message, high), false);
    assert.equal(await verifyLowSInBackground(keys.publicKey, message, high), false);
  });

  it('are refused for another message and by another key', () => {
    const signature = signLowS(keys.privateKey, message);
    assert.equal(verifyLowS(keys.publicKey, Buffer.from('another'), signature), false);
    assert.equal(verifyLowS(generateKeyPair().publicKey, message, signature), false);
  });

  it('are refused with a byte too many, in the long form, or with a padded number', () => {
    let signature: Buffer;
    do signature = signLowS(keys.privateKey, message);
    while (signature[3] !== 32);
    const rLength = 32;
    const longForm = Buffer.concat([Buffer.from([0x30, 0x81]), signature.subarray(1)]);
    const paddedR = Buffer.concat([
      Buffer.from([0x30, signature.length - 1, 2, rLength + 1, 0]),
      signature.subarray(4),
    ]);
    for (const bad of [Buffer.concat([signature, Buffer.from([0])]), longForm, paddedR, Buffer.alloc(0)]) {
      assert.equal(isLowSDer(bad), false);
      assert.equal(verifyLowS(keys.publicKey, message, bad), false);
    }
  });

  it('are refused with a number that is not below the order of the group', () => {
    const order = Buffer.from(ORDER.toString(16), 'hex');
    const tooLarge = Buffer.concat([Buffer.from([0x30, 38, 2, 33, 0]), order, Buffer.from([2, 1, 1])]);
    assert.equal(isLowSDer(tooLarge), false);
  });

  it('of any numbers r and s are encoded as OpenSSL reads them', () => {
    const number = fc.bigInt({ min: 1n, max: ORDER - 1n });
    fc.assert(
      fc.property(number, number, (r, s) => {
        const hex = [r, s].map((value) => value.toString(16).padStart(64, '0')).join('');
        const der = toLowSDer(Buffer.from(hex, 'hex'));
        assert.ok(isLowSDer(der));
        // A reader of DER that isn't ours accepts the form: the signature is false, not malformed.
        assert.equal(verify('sha256', message, keys.publicKey, der), false);
      }),
      { numRuns: 300 },
    );
  });

  it('never make the check throw, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        assert.equal(verifyLowS(keys.publicKey, message, bytes), false);
      }),
    );
  });

  it('by OpenSSL alone are high-S half of the time, which is why they are normalised', () => {
    const low = Array.from({ length: 200 }, () => isLowSDer(sign('sha256', message, keys.privateKey)));
    assert.ok(low.includes(false) && low.includes(true));
  });
});
