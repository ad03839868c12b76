import { type KeyObject, type X509Certificate } from 'node:crypto';
import { parseCertificate } from './certificate-facts';
import { IdentityError } from './identity-error';
import { requireP256 } from './key-pair';
import { signLowS, verifyLowS } from './signature';

/** The request that a token speaks for. */
export interface TokenRequest {
  /** In capitals. */
  readonly method: string;
  /** Path and query exactly as they stand in the request line. */
  readonly uri: string;
  /** Empty where the request has none. */
  readonly body: Uint8Array;
}

/** Longest token that is looked at: a certificate of 4 kB and a signature. */
const MAX_TOKEN_LENGTH = 16_384;

/**
 * Fabric CA's `authorization` header: the certificate and a low-S signature of its key over method, path, body and
 * certificate. It holds no time, so it stays good for this very request as long as the certificate does: what must
 * not happen twice needs a protection of its own.
 */
export function createCaToken(certificatePem: string, privateKey: KeyObject, request: TokenRequest): string {
  return caToken(certificatePem, (message) => signLowS(privateKey, message), request);
}

/** The same with a key that is somewhere else. */
export function caToken(certificatePem: string, sign: (message: Buffer) => Buffer, request: TokenRequest): string {
  const certificate = Buffer.from(certificatePem).toString('base64');
  return `${certificate}.${sign(signedPart(request, certificate)).toString('base64')}`;
}

/**
 * The certificate whose key signed the token for exactly this request, and its PEM as sent. It says nothing about
 * who issued the certificate: the caller checks that (`CertificateTrust`). Throws IdentityError for a token that is
 * malformed, signed by another key or for another request, or high-S.
 */
export function verifyCaToken(token: string, request: TokenRequest): { certificate: X509Certificate; pem: string } {
  if (token.length > MAX_TOKEN_LENGTH) {
    throw new IdentityError(`A token may have ${MAX_TOKEN_LENGTH} characters, found ${token.length}`);
  }
  const match = /^([A-Za-z0-9+/]+={0,2})\.([A-Za-z0-9+/]+={0,2})$/.exec(token);
  const [, encoded = '', signature = ''] = match ?? [];
  if (match === null) throw new IdentityError('A token has two parts in base64, separated by a dot');
  const signatureBytes = Buffer.from(signature, 'base64');
  // One spelling per signature: who remembers tokens to refuse a second use must not see a new one in a respelt one.
  if (signatureBytes.toString('base64') !== signature) throw new IdentityError("The token's base64 is not canonical");
  const pem = Buffer.from(encoded, 'base64').toString('utf8');
  const certificate = parseCertificate(pem);
  requireP256(certificate.publicKey, "The token's key");
  if (!verifyLowS(certificate.publicKey, signedPart(request, encoded), signatureBytes)) {
    throw new IdentityError("The token's signature does not fit its certificate and this request, or is not low-S");
  }
  return { certificate, pem };
}

function signedPart(request: TokenRequest, encodedCertificate: string): Buffer {
  const uri = Buffer.from(request.uri).toString('base64');
  const body = Buffer.from(request.body).toString('base64');
  return Buffer.from([request.method, uri, body, encodedCertificate].join('.'));
}
