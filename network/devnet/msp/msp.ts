import { type KeyObject, type X509Certificate } from 'node:crypto';
import { CertificateTrust, DistrustError, type TrustedCertificate } from '../../../identity/certificate-trust';
import { MspError } from './msp-error';

/** The roles of Fabric's NodeOUs; the certificate's organisational unit of that name grants it. */
export type NodeRole = 'client' | 'peer' | 'admin' | 'orderer';
const nodeRoles: readonly NodeRole[] = ['client', 'peer', 'admin', 'orderer'];

/** An identity that its organisation vouches for at the time it was asked. */
export interface ValidIdentity {
  readonly mspId: string;
  readonly role: NodeRole;
  readonly publicKey: KeyObject;
  readonly certificate: X509Certificate;
  readonly notAfter: Date;
}

/**
 * An organisation's membership service provider: decides whether a certificate is a valid identity of the
 * organisation, by Fabric's rules (chain to a root, validity, CRL, exactly one NodeOU role), on P-256 only.
 */
export class Msp {
  readonly mspId: string;
  private readonly trust: CertificateTrust;
  /** Derived once per certificate; forgotten with it. */
  private readonly identities = new WeakMap<TrustedCertificate, ValidIdentity>();

  /** Throws IdentityError when a root isn't a CA certificate on P-256. */
  constructor(config: { readonly mspId: string; readonly rootPems: readonly string[] }) {
    this.mspId = config.mspId;
    this.trust = new CertificateTrust(config.rootPems);
  }

  /** Applies a CRL (DER or PEM) of the organisation's CA: what it names is refused from the next call on. */
  updateCrl(crl: Uint8Array): void {
    this.trust.updateCrl(crl);
  }

  /**
   * The identity whose certificate (PEM) the bytes are, as `id_bytes` of an msp.SerializedIdentity carries it.
   * Microseconds for a certificate seen before; expiry and revocation are checked every time. Throws MspError.
   */
  validate(idBytes: Uint8Array, now: Date = new Date()): ValidIdentity {
    const trusted = this.trusted(idBytes, now);
    const known = this.identities.get(trusted);
    if (known !== undefined) return known;
    const identity = {
      mspId: this.mspId,
      role: this.roleOf(trusted),
      publicKey: trusted.certificate.publicKey,
      certificate: trusted.certificate,
      notAfter: trusted.facts.notAfter,
    };
    this.identities.set(trusted, identity);
    return identity;
  }

  private trusted(idBytes: Uint8Array, now: Date): TrustedCertificate {
    try {
      return this.trust.verify(idBytes, now);
    } catch (cause) {
      if (!(cause instanceof DistrustError)) throw cause;
      throw new MspError(this.mspId, cause.reason, `The identity is not valid in ${this.mspId}: ${cause.message}`, {
        cause,
      });
    }
  }

  private roleOf({ facts }: TrustedCertificate): NodeRole {
    const [role, ...others] = nodeRoles.filter((candidate) => facts.organizationalUnits.includes(candidate));
    if (role === undefined || others.length > 0) {
      const found = facts.organizationalUnits.join(', ') || 'none';
      throw new MspError(
        this.mspId,
        'ROLE',
        `The identity must be a client, a peer, an admin or an orderer of ${this.mspId}, one of these; its organisational units: ${found}`,
      );
    }
    return role;
  }
}
