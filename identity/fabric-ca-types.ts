import { type KeyObject } from 'node:crypto';
import { type KeyPair } from './key-pair';

/** What a CA tells everybody about itself. */
export interface FabricCaInfo {
  readonly caName: string;
  /** Certificates of the CA, PEM, the issuing one first. */
  readonly chainPem: string;
  readonly version: string;
}

/** Who makes a request: an enrolment certificate and its key. */
export interface CaCredentials {
  readonly certificatePem: string;
  readonly privateKey: KeyObject;
}

/** Who makes a request with a key that is somewhere else: `sign` gives the low-S signature of what it is shown. */
export interface RemoteCaCredentials {
  readonly certificatePem: string;
  sign(message: Buffer): Buffer;
}

/** Who makes a request, wherever its key is. */
export type CaCaller = CaCredentials | RemoteCaCredentials;

/** What a new certificate should hold. */
export interface CertificateWish {
  /** `tls` for a certificate that TLS servers and clients use; absent for an identity. */
  readonly profile?: 'tls';
  /** Host names and addresses, for TLS. */
  readonly hosts?: readonly string[];
  /** Attributes to certify; absent: those registered with `ecert`. */
  readonly attributes?: readonly { readonly name: string; readonly optional?: boolean }[];
}

/** To enrol with the id and secret that a registrar gave. */
export interface EnrollmentOrder extends CertificateWish {
  readonly enrollmentId: string;
  readonly secret: string;
  /** The key to certify; absent: a new one. */
  readonly keys?: KeyPair;
}

/** To enrol for somebody who keeps its key: only its signing request (PEM) is known here. */
export interface RequestEnrollmentOrder extends CertificateWish {
  readonly enrollmentId: string;
  readonly secret: string;
  readonly certificateRequestPem: string;
}

/** A fresh certificate. */
export interface IssuedEnrollment {
  readonly certificatePem: string;
  /** Certificates of the CA, PEM. */
  readonly chainPem: string;
}

/** A fresh certificate with its key. */
export interface Enrollment extends IssuedEnrollment, CaCredentials {}

/** An attribute of an identity; with `ecert` it stands in every enrolment certificate. */
export interface CaAttribute {
  readonly name: string;
  readonly value: string;
  readonly ecert?: boolean;
}

/** To register an identity. */
export interface Registration {
  readonly enrollmentId: string;
  /** client, peer, admin or orderer. */
  readonly type: string;
  /** Absent: the registrar's own. */
  readonly affiliation?: string;
  readonly attributes?: readonly CaAttribute[];
  /** How often the secret may be used, -1 for no limit; absent: what the CA allows at most. */
  readonly maxEnrollments?: number;
  /** Absent: the CA makes one, which is better. */
  readonly secret?: string;
}

/** What to change about an identity; what is absent stays. An attribute with an empty value is removed. */
export interface IdentityChange {
  readonly type?: string;
  readonly affiliation?: string;
  readonly attributes?: readonly CaAttribute[];
  readonly maxEnrollments?: number;
  /** A new secret also unlocks an identity that wrong ones have locked. */
  readonly secret?: string;
}

/** An identity that the CA knows. */
export interface CaIdentity {
  readonly enrollmentId: string;
  readonly type: string;
  readonly affiliation: string;
  readonly attributes: readonly CaAttribute[];
  readonly maxEnrollments: number;
}

/** What to revoke: an identity with all its certificates, or one certificate. */
export type RevocationOrder = (
  { readonly enrollmentId: string } | { readonly serial: string; readonly authorityKeyId: string }
) & {
  /** In fabric-ca's words, like `keycompromise` or `cessationofoperation`. */
  readonly reason?: string;
};

/** The outcome: what is revoked now, and the list to hand to the network. */
export interface Revoked {
  readonly certificates: readonly { readonly serial: string; readonly authorityKeyId: string }[];
  /** CRL in PEM; undefined when nothing was revoked. */
  readonly crlPem: string | undefined;
}
