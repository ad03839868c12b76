import { type KeyObject } from 'node:crypto';
import { parseCertificate } from '../../../identity/certificate-facts';
import { generateKeyPair, privateKeyFromPem, privateKeyToPem } from '../../../identity/key-pair';
import { type CaHome } from './ca-home';
import { type CertificateAuthority, type CertificateOrder } from './certificate-authority';

/** A key with its certificate. */
export interface HeldCertificate {
  readonly privateKey: KeyObject;
  readonly keyPem: string;
  readonly certificatePem: string;
}

/** A stored certificate is made anew when it has less than this left, or names other hosts. */
const RENEW_BEFORE_MS = 30 * 86_400_000;

/**
 * The key and certificate stored under the name, the same at every start; made and stored when they are missing,
 * about to expire, of another authority, or lack one of the hosts.
 */
export async function storedCertificate(
  home: CaHome,
  name: string,
  authority: CertificateAuthority,
  order: Omit<CertificateOrder, 'publicKey'>,
): Promise<HeldCertificate> {
  const keyPem = home.read(`${name}.key.pem`);
  const certificatePem = home.read(`${name}.cert.pem`);
  if (keyPem !== undefined && certificatePem !== undefined) {
    const held = { privateKey: privateKeyFromPem(keyPem), keyPem, certificatePem };
    if (stillFits(held, authority, order.hosts)) return held;
  }
  const keys = generateKeyPair();
  const made = {
    privateKey: keys.privateKey,
    keyPem: privateKeyToPem(keys.privateKey),
    certificatePem: await authority.issue({ ...order, publicKey: keys.publicKey }),
  };
  home.write(`${name}.key.pem`, made.keyPem);
  home.write(`${name}.cert.pem`, made.certificatePem);
  return made;
}

function stillFits(
  { privateKey, certificatePem }: HeldCertificate,
  authority: CertificateAuthority,
  hosts: readonly string[],
): boolean {
  const certificate = parseCertificate(certificatePem);
  const issuer = parseCertificate(authority.certificatePem);
  const named = (host: string): boolean =>
    certificate.checkHost(host) !== undefined || certificate.checkIP(host) !== undefined;
  return (
    Date.parse(certificate.validTo) - Date.now() > RENEW_BEFORE_MS &&
    certificate.verify(issuer.publicKey) &&
    // A crash between the two files leaves a key that isn't the certificate's.
    certificate.checkPrivateKey(privateKey) &&
    hosts.every(named)
  );
}
