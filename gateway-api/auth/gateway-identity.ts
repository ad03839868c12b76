import { randomBytes } from 'node:crypto';
import { type CertificateTrust, DistrustError } from '../../identity/certificate-trust';
import { type ServedOrganization } from '../fabric/network-connection';
import { type FabricIdentity, memberIdOf } from '../fabric/fabric-identity';
import { type CertificateAuthority, type Enrollment } from './certificate-authority';
import { type KeptKeys } from './kept-keys';
import { type KeptKeyStore } from './key-store';

/**
 * The gateway's own identity in an organisation, with which it reads: events, the ledger's height, the list of revoked
 * certificates. It may do nothing else: it is a client with the attribute hf.GenCRL, and no member. At the first start
 * the organisation's registrar registers it; its key is kept like a member's, and a later start needs no registrar.
 *
 * @param renewBeforeMs with less than this left, the certificate is renewed.
 */
export async function gatewayIdentity(
  served: ServedOrganization,
  ca: CertificateAuthority,
  store: KeptKeyStore,
  keys: KeptKeys,
  trust: CertificateTrust,
  renewBeforeMs: number,
): Promise<FabricIdentity> {
  const { mspId } = served;
  const known = await store.readerOf(mspId);
  const kept = known === undefined ? undefined : await keys.openByToken(ownerOf(known, mspId));
  const leftMs = kept ? remainingMs(kept, trust) : 0;
  if (kept && leftMs > renewBeforeMs) return kept;
  if (kept && leftMs > 0) return await keys.keep(ownerOf(kept.enrollmentId, mspId), await ca.reenroll(kept));
  const { enrollmentId, secret } = served.reader ?? (await registerReader(served, ca));
  const identity = await keys.keep(ownerOf(enrollmentId, mspId), await ca.enroll(enrollmentId, secret));
  await store.keepReader(mspId, enrollmentId);
  return identity;
}

async function registerReader(
  { mspId, registrar }: ServedOrganization,
  ca: CertificateAuthority,
): Promise<{ enrollmentId: string; secret: string }> {
  if (!registrar) throw new Error(`Neither an identity nor a registrar of ${mspId} is given for the gateway`);
  const enrolled = await ca.enroll(registrar.enrollmentId, registrar.secret);
  const enrollmentId = `gateway-${randomBytes(4).toString('hex')}`;
  const secret = await ca.register(identityOf(registrar.enrollmentId, mspId, enrolled), {
    enrollmentId,
    maxEnrollments: 1,
    attributes: { 'hf.GenCRL': 'true' },
  });
  return { enrollmentId, secret };
}

/** How long the certificate is still good; 0 for one of a CA that is gone, as after a network was made anew. */
function remainingMs({ certificatePem }: FabricIdentity, trust: CertificateTrust): number {
  try {
    return trust.verify(Buffer.from(certificatePem)).facts.notAfter.getTime() - Date.now();
  } catch (error) {
    if (error instanceof DistrustError) return 0;
    throw error;
  }
}

const ownerOf = (enrollmentId: string, mspId: string) => ({
  memberId: memberIdOf(enrollmentId, mspId),
  mspId,
  enrollmentId,
});

const identityOf = (enrollmentId: string, mspId: string, enrollment: Enrollment): FabricIdentity => ({
  ...ownerOf(enrollmentId, mspId),
  ...enrollment,
});
