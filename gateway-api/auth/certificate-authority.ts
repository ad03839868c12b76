import { type KeyObject } from 'node:crypto';
import { type CaCaller, type IssuedEnrollment } from '../../identity/fabric-ca-types';

/** A new key and the certificate that the CA issued for it. */
export interface Enrollment {
  readonly certificatePem: string;
  readonly privateKey: KeyObject;
}

/** Somebody to be admitted. */
export interface Registration {
  readonly enrollmentId: string;
  /** How often the one-time secret may be used. */
  readonly maxEnrollments: number;
  readonly attributes: Readonly<Record<string, string>>;
  /** Left out, the CA makes one. */
  readonly secret?: string;
}

/**
 * What the gateway asks of an organisation's Fabric CA. Every method throws a Refusal: CREDENTIALS_REFUSED for a wrong
 * id or secret, REGISTRATION_REFUSED for what the CA does not allow, CA_UNAVAILABLE when it does not answer.
 */
export interface CertificateAuthority {
  /** The organisation's root certificates. */
  roots(): Promise<readonly string[]>;
  enroll(enrollmentId: string, secret: string): Promise<Enrollment>;
  /** The same for somebody else's signing request (PEM), whose key stays where it is. */
  certify(enrollmentId: string, secret: string, certificateRequestPem: string): Promise<IssuedEnrollment>;
  reenroll(by: CaCaller): Promise<Enrollment>;
  /** The same for the caller's own signing request (PEM). */
  recertify(by: CaCaller, certificateRequestPem: string): Promise<IssuedEnrollment>;
  /** Gives the secret with which the new identity enrols. */
  register(by: CaCaller, registration: Registration): Promise<string>;
  /** Revokes the identity and all its certificates. */
  revoke(by: CaCaller, enrollmentId: string): Promise<void>;
  /** The list of revoked certificates, as the CA signed it. */
  revocationList(by: CaCaller): Promise<Uint8Array>;
}
