import { type KeyObject } from 'node:crypto';
import { type FabricIdentity } from '../fabric/fabric-identity';
import { type GatewayLog } from '../gateway-log';

/** How the gateway sees to its own certificate while it runs, in ms. */
export interface OwnCertificateTimes {
  /** With less than this left, a new one is asked for. */
  readonly renewBeforeMs: number;
  /** So often that is looked at. */
  readonly lookEveryMs: number;
}

export const defaultOwnCertificateTimes: OwnCertificateTimes = { renewBeforeMs: 86_400_000, lookEveryMs: 3_600_000 };

/**
 * The gateway's own identity with the certificate of now: renewed while the gateway runs. Whoever holds it signs with the
 * new certificate from then on; what is signed already stays as it is.
 */
export class RenewedIdentity implements FabricIdentity {
  private looking: NodeJS.Timeout | undefined;

  constructor(
    private current: FabricIdentity,
    /** The identity as it is now: the same one, or one with a new certificate where that is due. */
    private readonly renewed: () => Promise<FabricIdentity>,
    private readonly log: GatewayLog,
  ) {}

  get memberId(): string {
    return this.current.memberId;
  }

  get mspId(): string {
    return this.current.mspId;
  }

  get enrollmentId(): string {
    return this.current.enrollmentId;
  }

  get certificatePem(): string {
    return this.current.certificatePem;
  }

  get privateKey(): KeyObject {
    return this.current.privateKey;
  }

  /** Looks now and then whether a new certificate is due, until `stop`. */
  follow(everyMs: number): void {
    this.looking = setInterval(() => void this.look(), everyMs);
    this.looking.unref();
  }

  stop(): void {
    clearInterval(this.looking);
  }

  /** Renews the certificate if that is due. Never throws: a CA that doesn't answer is asked again at the next look. */
  async look(): Promise<void> {
    const { mspId } = this;
    try {
      const renewed = await this.renewed();
      if (renewed.certificatePem === this.current.certificatePem) return;
      this.current = renewed;
      this.log.info({ organization: mspId }, "The gateway's own certificate was renewed");
    } catch (error) {
      this.log.error({ err: error, organization: mspId }, "The gateway's own certificate could not be renewed");
    }
  }
}
