import { type KeyObject } from 'node:crypto';
import { certificateRequestFacts } from '../../identity/certificate-request-facts';
import { type IssuedEnrollment } from '../../identity/fabric-ca-types';
import { IdentityError } from '../../identity/identity-error';
import { type MemberIdentity, memberIdOf } from '../fabric/fabric-identity';
import { Refusal } from '../refusal';
import { type AttemptGuard } from './attempt-guard';
import { type Caller } from './authentication';
import { caCaller } from './ca-caller';
import { type Enrollee } from './enrolment';
import { requireOwn } from './issued-certificate';
import { type Organization, type Organizations } from './organization';
import { type Sessions } from './sessions';

/** A member with a certificate for a key that is with the member alone. */
export interface OwnKeyCertificate {
  readonly identity: MemberIdentity;
  /** Certificates of the CA, PEM. */
  readonly chainPem: string;
}

/** Keys of members' own (spec 32, way 1): their signing requests pass through here to the CA, their keys never. */
export class OwnKeyEnrolment {
  constructor(
    private readonly organizations: Organizations,
    private readonly sessions: Sessions,
    private readonly secrets: AttemptGuard,
  ) {}

  /**
   * Has the CA certify the key of a signing request, for who knows the one-time secret; the member's sessions end. Throws
   * INVALID_ARGUMENT for a request that is none, before the secret is spent, CREDENTIALS_REFUSED, TOO_MANY_ATTEMPTS and
   * the CA's refusals.
   */
  async enroll(
    { organization: name, enrollmentId, secret, address }: Enrollee,
    certificateRequest: string,
  ): Promise<OwnKeyCertificate> {
    const organization = this.organizations.find(name);
    const publicKey = keyOf(certificateRequest, enrollmentId);
    const memberId = memberIdOf(enrollmentId, organization.mspId);
    const issued = await this.secrets.guarded({ id: memberId, address }, () =>
      organization.ca.certify(enrollmentId, secret, certificateRequest),
    );
    const certified = await own(organization, enrollmentId, issued, publicKey);
    await this.sessions.closeAll(memberId);
    return certified;
  }

  /** Replaces the caller's certificate by one for a new key of its own; its other sessions end. */
  async renew(caller: Caller, certificateRequest: string): Promise<OwnKeyCertificate> {
    const { mspId, enrollmentId } = caller.identity;
    const organization = this.organizations.find(mspId);
    const publicKey = keyOf(certificateRequest, enrollmentId);
    const issued = await organization.ca.recertify(caCaller(caller), certificateRequest);
    const certified = await own(organization, enrollmentId, issued, publicKey);
    await this.sessions.renew(certified.identity, caller.session);
    return certified;
  }
}

async function own(
  organization: Organization,
  enrollmentId: string,
  { certificatePem, chainPem }: IssuedEnrollment,
  publicKey: KeyObject,
): Promise<OwnKeyCertificate> {
  await requireOwn(organization, { enrollmentId }, { certificatePem }, publicKey);
  const { mspId } = organization;
  return { identity: { memberId: memberIdOf(enrollmentId, mspId), mspId, enrollmentId, certificatePem }, chainPem };
}

/** The key of a signing request that is the member's. Throws INVALID_ARGUMENT. */
function keyOf(certificateRequest: string, enrollmentId: string): KeyObject {
  const field = 'certificateRequest';
  try {
    const facts = certificateRequestFacts(certificateRequest);
    if (facts.enrollmentId === enrollmentId) return facts.publicKey;
  } catch (error) {
    if (!(error instanceof IdentityError)) throw error;
    throw new Refusal(
      'INVALID_ARGUMENT',
      `${field} can't be passed on: ${error.message}.`,
      { field },
      { cause: error },
    );
  }
  throw new Refusal('INVALID_ARGUMENT', `${field} must name ${enrollmentId} as its subject.`, { field });
}
