import { bytesOf, toPem } from './bytes';
import { der, derBits, derOid, Tag } from './der';
import { signLowS } from './low-s-signature';

const commonName = '550403';
const ecdsaWithSha256 = '2a8648ce3d040302';

/**
 * A new key pair whose private key can't be taken out: not by the page that made it, not by what gets into the page. It
 * can be kept in IndexedDB as it is.
 */
export async function generateOwnKey(): Promise<CryptoKeyPair> {
  return await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
}

/** A PKCS#10 request (PEM) for that id, signed by its key (RFC 2986). The CA decides all else of the subject. */
export async function certificateRequest(keys: CryptoKeyPair, enrollmentId: string): Promise<string> {
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('spki', keys.publicKey));
  const name = der(Tag.sequence, derOid(commonName), der(Tag.utf8String, bytesOf(enrollmentId)));
  const version = der(Tag.integer, Uint8Array.of(0));
  const subject = der(Tag.sequence, der(Tag.set, name));
  const info = der(Tag.sequence, version, subject, publicKey, der(Tag.context0));
  const signature = await signLowS(keys.privateKey, info);
  const algorithm = der(Tag.sequence, derOid(ecdsaWithSha256));
  return toPem('CERTIFICATE REQUEST', der(Tag.sequence, info, algorithm, derBits(signature)));
}
