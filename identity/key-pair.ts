import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { IdentityError } from './identity-error';

/** A P-256 key pair, the only kind that Fabric's identities use here. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** A new P-256 key pair from the system's random source. */
export function generateKeyPair(): KeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** PKCS#8 PEM of a private key, unencrypted: whoever stores it protects it. */
export function privateKeyToPem(privateKey: KeyObject): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Reads a P-256 private key from PEM (PKCS#8 or SEC 1). Throws IdentityError for anything else, without the key's text. */
export function privateKeyFromPem(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    // OpenSSL's error could quote the input: it isn't passed on.
    throw new IdentityError('The text is not an unencrypted private key in PEM');
  }
  requireP256(key, 'The private key');
  return key;
}

/** Throws IdentityError unless the key, public or private, lies on P-256. */
export function requireP256(key: KeyObject, what: string): void {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (key.asymmetricKeyType !== 'ec' || curve !== 'prime256v1') {
    const found = [key.asymmetricKeyType, curve].filter((part) => part !== undefined).join(' ');
    throw new IdentityError(`${what} must be an elliptic curve key on P-256, found ${found}`);
  }
}
