import { type Bytes, sameBytes } from './bytes';
import { type CertificateParts, certificateParts, type NodeRole, nodeRoleOf } from './certificate-parts';
import { readIdentity } from './fabric-messages';
import { ecdsa, verifyAnyS, verifyLowS } from './low-s-signature';
import { insist } from './signing-refused';

/** Root certificates (PEM) of organisations, by MSP id. */
export type KnownRoots = Readonly<Record<string, readonly string[]>>;

/**
 * Checks endorsers' signatures. Those of organisations whose roots are known have to be by a certificate that such a
 * root signed; of the others only that the signature is good by the certificate beside it, which shows tampering but not
 * an invented endorser. The peers check all of them again before anything takes effect.
 */
export class EndorserTrust {
  private readonly keys = new Map<string, Promise<CryptoKey>>();

  /** `role`: the one role that certificates have to name, where one is asked for. */
  constructor(
    private readonly roots: KnownRoots = {},
    private readonly role?: NodeRole,
  ) {}

  /** Throws SigningRefused (ENDORSEMENT) unless the signature over the bytes is the endorser's. */
  async check(endorser: Uint8Array, signed: Bytes, signature: Uint8Array): Promise<void> {
    const { mspId, certificate } = readIdentity(endorser);
    const key = await this.keyOf(mspId, certificate);
    const good = await verifyLowS(key, signed, signature);
    insist(good, 'ENDORSEMENT', `The endorsement of ${mspId} is not over what is to be signed.`);
  }

  private keyOf(mspId: string, certificate: string): Promise<CryptoKey> {
    const name = `${mspId} ${certificate}`;
    const key = this.keys.get(name) ?? this.trustedKey(mspId, certificate);
    this.keys.set(name, key);
    return key;
  }

  private async trustedKey(mspId: string, pem: string): Promise<CryptoKey> {
    const certificate = certificateParts(pem);
    const roots = Object.hasOwn(this.roots, mspId) ? this.roots[mspId] : undefined;
    if (roots) {
      const issued = await Promise.all(roots.map((root) => isIssuedBy(certificate, certificateParts(root))));
      insist(issued.includes(true), 'ENDORSEMENT', `The endorser's certificate is not one of ${mspId}.`);
    }
    const right = this.role === undefined || nodeRoleOf(certificate) === this.role;
    insist(right, 'ENDORSEMENT', `A certificate of ${mspId} is not that of a node of role ${this.role ?? 'any'}.`);
    return await importKey(certificate.publicKey);
  }
}

async function isIssuedBy(certificate: CertificateParts, root: CertificateParts): Promise<boolean> {
  if (!sameBytes(certificate.issuer, root.subject)) return false;
  return await verifyAnyS(await importKey(root.publicKey), certificate.signed, certificate.signature);
}

async function importKey(publicKey: Bytes): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('spki', publicKey, ecdsa, true, ['verify']);
  } catch {
    insist(false, 'ENDORSEMENT', 'The certificate holds no key on P-256.');
  }
}
