import { parseRevocationList } from '../../../identity/revocation-list';
import { toPem } from '../../../identity/pem';
import { type Msp } from '../msp/msp';
import { type CaHome } from './ca-home';
import { type CertificateAuthority } from './certificate-authority';
import { type IdentityRegistry, type IssuedCertificate } from './identity-registry';

/** A certificate that is revoked. */
type RevokedCertificate = IssuedCertificate & Required<Pick<IssuedCertificate, 'revocation'>>;

const CRL_FILE = 'crl.pem';

/** Writes revocation lists from the registry and hands them to the organisation's MSP. */
export class RevocationPublisher {
  private publishing: Promise<void> = Promise.resolve();
  private lastUpdate = new Date(0);

  constructor(
    private readonly parts: {
      readonly home: CaHome;
      readonly root: CertificateAuthority;
      readonly registry: IdentityRegistry;
      readonly msp: Msp;
    },
  ) {}

  /** Applies the list of the last run, or a new one where a crash came between a revocation and its list. */
  async restore(): Promise<void> {
    const revoked = this.revoked().map(({ serial }) => serial);
    if (revoked.length === 0) return;
    const stored = this.parts.home.read(CRL_FILE);
    if (stored !== undefined) {
      const bytes = Buffer.from(stored);
      const list = parseRevocationList(bytes);
      this.lastUpdate = list.thisUpdate;
      this.parts.msp.updateCrl(bytes);
      if (revoked.every((serial) => list.serials.has(serial))) return;
    }
    await this.publish();
  }

  /** Resolves when the MSP refuses every certificate that was revoked before the call. */
  publish(): Promise<void> {
    this.publishing = this.publishing
      .catch(() => undefined)
      .then(async () => {
        const pem = await this.list(() => true);
        this.parts.home.write(CRL_FILE, pem);
        this.parts.msp.updateCrl(Buffer.from(pem));
      });
    return this.publishing;
  }

  /** A new list (PEM) of the revoked certificates that haven't expired and that are `wanted`. */
  async list(wanted: (certificate: RevokedCertificate) => boolean): Promise<string> {
    // A clock that was set back must not make a list that looks older than the one in force.
    this.lastUpdate = new Date(Math.max(Date.now(), this.lastUpdate.getTime()));
    const revocations = this.revoked()
      .filter(wanted)
      .map(({ serial, revocation }) => ({ serial, revokedAt: new Date(revocation.at), reason: revocation.reason }));
    return toPem('X509 CRL', await this.parts.root.revocationList(revocations, this.lastUpdate));
  }

  private revoked(): RevokedCertificate[] {
    const now = Date.now();
    return [...this.parts.registry.certificates()].filter(
      (certificate): certificate is RevokedCertificate =>
        certificate.revocation !== undefined && Date.parse(certificate.notAfter) > now,
    );
  }
}
