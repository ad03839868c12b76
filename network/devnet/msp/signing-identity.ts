import { type KeyObject } from 'node:crypto';
import { signLowS, signLowSInBackground } from '../../../identity/signature';

/** A node of the network with its key: signs endorsements and blocks in its organisation's name. */
export class SigningIdentity {
  readonly mspId: string;
  readonly certificatePem: string;
  /** Bytes of the msp.SerializedIdentity message. */
  readonly serialized: Uint8Array;
  private readonly privateKey: KeyObject;

  constructor(parts: { readonly mspId: string; readonly certificatePem: string; readonly privateKey: KeyObject }) {
    this.mspId = parts.mspId;
    this.certificatePem = parts.certificatePem;
    this.serialized = serializeIdentity(parts.mspId, Buffer.from(parts.certificatePem));
    this.privateKey = parts.privateKey;
  }

  /** SHA-256, ECDSA P-256, DER, low-S. */
  sign(message: Uint8Array): Buffer {
    return signLowS(this.privateKey, message);
  }

  /** The same on the thread pool, where other work waits for this thread. */
  signInBackground(message: Uint8Array): Promise<Buffer> {
    return signLowSInBackground(this.privateKey, message);
  }
}

/** msp.SerializedIdentity { string mspid = 1; bytes id_bytes = 2 }, two length-delimited fields. */
function serializeIdentity(mspId: string, idBytes: Buffer): Buffer {
  return Buffer.concat([lengthDelimited(1, Buffer.from(mspId)), lengthDelimited(2, idBytes)]);
}

function lengthDelimited(field: number, bytes: Buffer): Buffer {
  const head = [(field << 3) | 2];
  let length = bytes.length;
  for (; length >= 0x80; length >>>= 7) head.push((length & 0x7f) | 0x80);
  head.push(length);
  return Buffer.concat([Buffer.from(head), bytes]);
}
