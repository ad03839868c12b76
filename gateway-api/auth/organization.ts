import { type CertificateTrust, DistrustError, type TrustedCertificate } from '../../identity/certificate-trust';
import { type FabricIdentity } from '../fabric/fabric-identity';
import { type GatewayLog } from '../gateway-log';
import { Refusal } from '../refusal';
import { type CertificateAuthority } from './certificate-authority';

/** How old the gateway lets its knowledge of revocations become, in ms, while an organisation's members are active. */
const REFRESH_AFTER_MS = 2_000;
const WAIT_AFTER_MS = 5_000;

/**
 * An organisation whose members this gateway serves: its CA, and which certificates are good. The CA is asked for its
 * revocation list when certificates are looked at, at most every two seconds, so a revoked member is out within
 * seconds. A CA that doesn't answer doesn't stop the market: the last list counts, and the network has its own.
 */
export class Organization {
  private askedAt = 0;
  private knownAt = 0;
  private asking: Promise<void> | undefined;

  constructor(
    readonly mspId: string,
    readonly name: string,
    readonly ca: CertificateAuthority,
    private readonly trust: CertificateTrust,
    private readonly reader: FabricIdentity,
    private readonly log: GatewayLog,
  ) {}

  /** The certificate, if it is this organisation's and good now. Throws CERTIFICATE_REFUSED. */
  async verify(certificatePem: string): Promise<TrustedCertificate> {
    const now = Date.now();
    if (now - this.askedAt > REFRESH_AFTER_MS) void this.refreshRevocations();
    if (now - this.knownAt > WAIT_AFTER_MS) await this.asking;
    try {
      return this.trust.verify(Buffer.from(certificatePem));
    } catch (error) {
      if (!(error instanceof DistrustError)) throw error;
      throw new Refusal(
        'CERTIFICATE_REFUSED',
        `${error.message}.`,
        { details: { reason: error.reason } },
        { cause: error },
      );
    }
  }

  /** Asks the CA whose certificates it has revoked. Never throws: a list that can't be had is logged. */
  refreshRevocations(): Promise<void> {
    const askedAt = Date.now();
    this.askedAt = askedAt;
    this.asking ??= this.ca
      .revocationList(this.reader)
      .then((list) => {
        this.trust.updateCrl(list);
        // The list says what was revoked when it was asked for, not when it came.
        this.knownAt = askedAt;
      })
      .catch((error: unknown) => {
        this.knownAt = Date.now();
        this.log.warn(
          { err: error, organization: this.mspId },
          'The revocation list could not be had; the last one counts',
        );
      })
      .finally(() => {
        this.asking = undefined;
      });
    return this.asking;
  }
}

/** The organisations that this gateway serves, by MSP id and by name. */
export class Organizations {
  constructor(readonly all: readonly Organization[]) {}

  /** Throws ORGANIZATION_UNKNOWN. */
  find(idOrName: string): Organization {
    const found = this.all.find(({ mspId, name }) => mspId === idOrName || name === idOrName);
    if (found) return found;
    const served = this.all.map(({ mspId }) => mspId).join(', ');
    throw new Refusal('ORGANIZATION_UNKNOWN', `This gateway serves members of ${served}, not of ${idOrName}.`, {
      field: 'organization',
    });
  }

  /** The organisation that issued a certificate, which does not name it. Throws CERTIFICATE_REFUSED. */
  async issuerOf(certificatePem: string): Promise<{ organization: Organization; trusted: TrustedCertificate }> {
    let refusal: unknown;
    for (const organization of this.all) {
      try {
        return { organization, trusted: await organization.verify(certificatePem) };
      } catch (error) {
        // Of several refusals the one by the CA that issued it says most.
        const untrusted = error instanceof Refusal && error.context.details?.['reason'] === 'UNTRUSTED';
        if (!refusal || !untrusted) refusal = error;
      }
    }
    throw refusal;
  }
}
