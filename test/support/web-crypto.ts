import { type webcrypto } from 'node:crypto';

/** Names of the web platform in the client's types, which Node's types have under `webcrypto` only. */
declare global {
  type CryptoKey = webcrypto.CryptoKey;
  type CryptoKeyPair = webcrypto.CryptoKeyPair;
}
