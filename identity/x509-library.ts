import { webcrypto, type KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as X509 from '@peculiar/x509';
import { toLowSFixed } from './signature';

/** What writes certificates, requests and CRLs: the library, and a WebCrypto whose ECDSA signatures are low-S. */
export interface X509Library {
  readonly x509: typeof X509;
  readonly crypto: webcrypto.Crypto;
}

/** The algorithm of every key and signature here, in WebCrypto's words. */
export const ecdsaP256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** Loads at the moment of the call; `import()` would load the ES module build, which takes twice as long. */
const load = createRequire(__filename);
let loaded: X509Library | undefined;

/**
 * @peculiar/x509, loaded at the first use: it takes about a tenth of a second, which a start that only reads
 * certificates shouldn't pay. Reading is node:crypto's X509Certificate and `certificate-facts`.
 */
export function x509Library(): X509Library {
  if (loaded === undefined) {
    // The library's decorators need the metadata functions before its first line runs.
    load('reflect-metadata');
    loaded = { x509: load('@peculiar/x509') as typeof X509, crypto: lowSCrypto() };
  }
  return loaded;
}

/** A private key as WebCrypto wants it for signing. */
export async function toSigningCryptoKey(privateKey: KeyObject): Promise<webcrypto.CryptoKey> {
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', pkcs8, ecdsaP256, false, ['sign']);
}

/** A public key as WebCrypto wants it for verifying. */
export async function toVerifyingCryptoKey(publicKey: KeyObject): Promise<webcrypto.CryptoKey> {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return webcrypto.subtle.importKey('spki', spki, ecdsaP256, true, ['verify']);
}

/**
 * WebCrypto leaves half of all signatures high-S. Fabric rewrites such a certificate before it compares identities,
 * so one with a high-S signature would not be byte for byte what its owner holds.
 */
function lowSCrypto(): webcrypto.Crypto {
  const { subtle } = webcrypto;
  const signLowS: typeof subtle.sign = async (algorithm, key, data) => {
    const low = toLowSFixed(new Uint8Array(await subtle.sign(algorithm, key, data)));
    return new Uint8Array(low).buffer;
  };
  const lowSSubtle = bindingProxy(subtle, { sign: signLowS });
  return bindingProxy(webcrypto, { subtle: lowSSubtle });
}

/** The object with some members replaced; the others still run on the original, as built-in methods insist. */
function bindingProxy<T extends object>(original: T, replaced: Partial<T>): T {
  return new Proxy(original, {
    get(target, name) {
      if (Object.hasOwn(replaced, name)) return Reflect.get(replaced, name) as unknown;
      const value = Reflect.get(target, name) as unknown;
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
