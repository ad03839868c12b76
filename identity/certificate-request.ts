import { isIP } from 'node:net';
import { type KeyPair } from './key-pair';
import { ecdsaP256, toSigningCryptoKey, toVerifyingCryptoKey, x509Library } from './x509-library';

/**
 * A PKCS#10 certificate signing request (PEM) for a Fabric CA, signed by the key it is for. The CA wants the
 * common name to be the enrolment id, and decides everything else of the subject itself.
 */
export async function createCertificateRequest(
  keys: KeyPair,
  enrollmentId: string,
  hosts: readonly string[] = [],
): Promise<string> {
  const { x509, crypto } = x509Library();
  const names = hosts.map((host) => ({ type: isIP(host) === 0 ? ('dns' as const) : ('ip' as const), value: host }));
  const request = await x509.Pkcs10CertificateRequestGenerator.create(
    {
      // Given as UTF-8 explicitly: an id is never read as escapes or hex.
      name: new x509.Name([{ CN: [{ utf8String: enrollmentId }] }]),
      keys: {
        privateKey: await toSigningCryptoKey(keys.privateKey),
        publicKey: await toVerifyingCryptoKey(keys.publicKey),
      },
      signingAlgorithm: ecdsaP256,
      extensions: names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)],
    },
    crypto,
  );
  return `${request.toString('pem')}\n`;
}
