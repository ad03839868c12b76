import { X509Certificate, hash } from 'node:crypto';
import { certificateFacts, parseCertificate, type CertificateFacts } from './certificate-facts';
import { IdentityError } from './identity-error';
import { requireP256 } from './key-pair';
import { fromPem } from './pem';
import { parseRevocationList, type RevocationList } from './revocation-list';

/** Why a certificate isn't trusted. */
export type DistrustReason = 'MALFORMED' | 'UNTRUSTED' | 'NOT_YET_VALID' | 'EXPIRED' | 'REVOKED';

/** A certificate that isn't trusted now: the reason for programs, the sentence for people. */
export class DistrustError extends IdentityError {
  override readonly name = 'DistrustError';
  constructor(
    readonly reason: DistrustReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A certificate that one of the roots issued to an end entity with a P-256 key, and what it says. */
export interface TrustedCertificate {
  readonly certificate: X509Certificate;
  readonly facts: CertificateFacts;
}

interface Root {
  readonly certificate: X509Certificate;
  revocations: RevocationList | undefined;
}
interface CacheEntry {
  readonly trusted: TrustedCertificate;
  readonly root: Root;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

/** Certificates larger than this are refused unread; Fabric CA's are about 1 kB. */
const MAX_CERTIFICATE_BYTES = 16_384;

/**
 * Decides which certificates of an organisation are good: issued by one of its root CAs, inside their validity and
 * not revoked. Parsing and the chain's signature are done once per certificate and remembered by fingerprint, for at
 * most `cacheSize` certificates; validity and revocation are checked at every call. A known certificate takes
 * microseconds.
 */
export class CertificateTrust {
  private readonly roots: readonly Root[];
  private readonly cache = new Map<string, CacheEntry>();

  /** Throws IdentityError when a root isn't a CA certificate with a P-256 key, or there is none. */
  constructor(
    rootPems: readonly string[],
    private readonly cacheSize = 10_000,
  ) {
    if (rootPems.length === 0) throw new IdentityError('Expected at least one root certificate');
    this.roots = rootPems.map((pem) => ({ certificate: rootCertificate(pem), revocations: undefined }));
  }

  /**
   * Applies a CRL (DER or PEM) of one of the roots, in place of the one before. Throws IdentityError when no root
   * signed it, or when it is older than the one it would replace: that would let revoked certificates back in.
   */
  updateCrl(crl: Uint8Array): void {
    const list = parseRevocationList(crl);
    const root = this.roots.find((candidate) => list.isSignedBy(candidate.certificate));
    if (root === undefined) throw new IdentityError('The revocation list is not signed by a root of this organisation');
    if (root.revocations !== undefined && list.thisUpdate < root.revocations.thisUpdate) {
      throw new IdentityError(
        `The revocation list of ${list.thisUpdate.toISOString()} is older than the one of ${root.revocations.thisUpdate.toISOString()} in force`,
      );
    }
    root.revocations = list;
  }

  /** The certificate (PEM), if it is good at the time `now`. Throws DistrustError otherwise. */
  verify(pem: Uint8Array, now: Date = new Date()): TrustedCertificate {
    if (pem.byteLength > MAX_CERTIFICATE_BYTES) {
      throw new DistrustError(
        'MALFORMED',
        `A certificate may have ${MAX_CERTIFICATE_BYTES} bytes, found ${pem.byteLength}`,
      );
    }
    const fingerprint = hash('sha256', pem, 'base64');
    const entry = this.cache.get(fingerprint) ?? this.admit(fingerprint, pem);
    const nowMs = now.getTime();
    if (nowMs < entry.notBeforeMs) {
      throw new DistrustError(
        'NOT_YET_VALID',
        `The certificate is valid from ${new Date(entry.notBeforeMs).toISOString()}`,
      );
    }
    if (nowMs > entry.notAfterMs) {
      throw new DistrustError('EXPIRED', `The certificate expired at ${new Date(entry.notAfterMs).toISOString()}`);
    }
    if (entry.root.revocations?.serials.has(entry.trusted.facts.serial)) {
      throw new DistrustError('REVOKED', 'The certificate has been revoked');
    }
    return entry.trusted;
  }

  private admit(fingerprint: string, pem: Uint8Array): CacheEntry {
    const trusted = readEndEntity(pem);
    const root = this.roots.find(
      ({ certificate }) =>
        trusted.certificate.checkIssued(certificate) && trusted.certificate.verify(certificate.publicKey),
    );
    if (root === undefined) {
      throw new DistrustError(
        'UNTRUSTED',
        'The certificate was signed by an authority that this organisation does not trust',
      );
    }
    const { notBefore, notAfter } = trusted.facts;
    const entry = {
      trusted,
      root,
      // A certificate is good as long as both it and its root are.
      notBeforeMs: Math.max(notBefore.getTime(), Date.parse(root.certificate.validFrom)),
      notAfterMs: Math.min(notAfter.getTime(), Date.parse(root.certificate.validTo)),
    };
    // The oldest entry makes room: a flood of distinct certificates costs time, not memory.
    const [oldest] = this.cache.keys();
    if (this.cache.size >= this.cacheSize && oldest !== undefined) this.cache.delete(oldest);
    this.cache.set(fingerprint, entry);
    return entry;
  }
}

/** Reads a certificate that may identify somebody: not a CA's, P-256, with readable fields. */
function readEndEntity(pem: Uint8Array): TrustedCertificate {
  try {
    const text = Buffer.from(pem.buffer, pem.byteOffset, pem.byteLength).toString('latin1');
    const der = fromPem(text, 'CERTIFICATE');
    const certificate = new X509Certificate(der);
    if (!certificate.raw.equals(der)) throw new IdentityError('Bytes follow the certificate, or it is not DER');
    if (certificate.ca) throw new IdentityError('A CA certificate cannot be used as an identity');
    requireP256(certificate.publicKey, "The certificate's key");
    return { certificate, facts: certificateFacts(certificate) };
  } catch (cause) {
    const why = cause instanceof IdentityError ? cause.message : 'The identity is not an X.509 certificate';
    throw new DistrustError('MALFORMED', why, { cause });
  }
}

function rootCertificate(pem: string): X509Certificate {
  const certificate = parseCertificate(pem);
  if (!certificate.ca) throw new IdentityError('A root certificate must be a CA certificate');
  requireP256(certificate.publicKey, "The root certificate's key");
  return certificate;
}
