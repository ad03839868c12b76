import { type KeyObject } from 'node:crypto';
import { certificateFacts, parseCertificate } from '../../identity/certificate-facts';
import { type MemberIdentity } from '../fabric/fabric-identity';
import { type Organization } from './organization';

/**
 * What a CA answers is checked like what a client sends: the certificate has to be the member's, of the key that asked
 * for it where that is known, and good.
 */
export async function requireOwn(
  organization: Organization,
  owner: Pick<MemberIdentity, 'enrollmentId'>,
  { certificatePem }: { readonly certificatePem: string },
  publicKey?: KeyObject,
): Promise<void> {
  const certificate = parseCertificate(certificatePem);
  const { enrollmentId } = certificateFacts(certificate);
  if (enrollmentId !== owner.enrollmentId) {
    throw new Error(
      `The CA of ${organization.mspId} issued a certificate for ${enrollmentId}, not ${owner.enrollmentId}`,
    );
  }
  if (publicKey && !certificate.publicKey.equals(publicKey)) {
    throw new Error(`The CA of ${organization.mspId} issued a certificate for another key than the one that asked`);
  }
  await organization.verify(certificatePem);
}

/** Whether a certificate is in the last third of its time, in which it is to be replaced. `now` in ms. */
export function isDue(certificatePem: string, now: number): boolean {
  const { notBefore, notAfter } = certificateFacts(parseCertificate(certificatePem));
  const end = notAfter.getTime();
  return end - now < (end - notBefore.getTime()) / 3;
}
