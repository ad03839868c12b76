import { type FabricIdentity } from '../fabric/fabric-identity';
import { type GatewayLog } from '../gateway-log';
import { isDue, requireOwn } from './issued-certificate';
import { type KeptKeys } from './kept-keys';
import { type Organization } from './organization';

/** How long after an attempt the next one may follow, in ms: a CA that is down is not asked at every request. */
const NEXT_ATTEMPT_MS = 60_000;

/**
 * Renews keys that certificate tokens open, in the last third of their certificate's time: nobody's passphrase is needed
 * for that. The request that noticed goes on with the old one, which is still good.
 */
export class TokenKeyRenewal {
  private readonly tried = new Map<string, number>();

  constructor(
    private readonly keys: KeptKeys,
    private readonly log: GatewayLog,
    private readonly now: () => number = Date.now,
  ) {}

  /** Renews the identity's key if it is due. Never throws: what fails is logged and tried again later. */
  async note(organization: Organization, identity: FabricIdentity): Promise<void> {
    const { memberId, mspId, enrollmentId, certificatePem } = identity;
    const now = this.now();
    if (!isDue(certificatePem, now) || now - (this.tried.get(memberId) ?? 0) < NEXT_ATTEMPT_MS) return;
    this.tried.set(memberId, now);
    try {
      const enrollment = await organization.ca.reenroll(identity);
      await requireOwn(organization, identity, enrollment);
      await this.keys.keep({ memberId, mspId, enrollmentId }, enrollment);
      this.tried.delete(memberId);
    } catch (error) {
      this.log.warn({ err: error, organization: mspId }, 'A key that tokens open could not be renewed yet');
    }
  }
}
