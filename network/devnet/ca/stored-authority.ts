import { CertificateAuthority } from './certificate-authority';
import { type CaHome } from './ca-home';

/** The authority stored under the name, or a new one that is stored before it is used. */
export async function storedAuthority(
  home: CaHome,
  name: string,
  subject: { readonly commonName: string; readonly organization: string },
): Promise<CertificateAuthority> {
  const keyPem = home.read(`${name}.key.pem`);
  const certificatePem = home.read(`${name}.cert.pem`);
  if (keyPem !== undefined && certificatePem !== undefined) return CertificateAuthority.open(keyPem, certificatePem);
  const authority = await CertificateAuthority.create(subject.commonName, subject.organization);
  // The certificate comes last: a key without one is a start that was cut off, and is made again.
  home.write(`${name}.key.pem`, authority.keyPem);
  home.write(`${name}.cert.pem`, authority.certificatePem);
  return authority;
}
