import { memberIdOf } from '../fabric/fabric-identity';
import { Refusal } from '../refusal';
import { type Caller } from './authentication';
import { type Registration } from './certificate-authority';
import { type Organization, type Organizations } from './organization';
import { type Sessions } from './sessions';
import { caCaller } from './ca-caller';

/**
 * What an organisation's registrar does through the gateway: the CA is asked in the registrar's own name, with the
 * registrar's own kept key, and decides whether it may. The gateway holds no registrar's credentials for it.
 */
export class Admission {
  constructor(
    private readonly organizations: Organizations,
    private readonly sessions: Sessions,
  ) {}

  /** Registers a new member with the caller's own CA; the secret to enrol with is told only here. */
  async admit(caller: Caller, registration: Registration): Promise<{ member: string; secret: string }> {
    const { ca, mspId } = this.organizations.find(caller.identity.mspId);
    const secret = await ca.register(caCaller(caller), registration);
    return { member: memberIdOf(registration.enrollmentId, mspId), secret };
  }

  /** Revokes a member of the caller's own organisation: its sessions end at once. */
  async revoke(caller: Caller, member: string): Promise<void> {
    const { enrollmentId, organization } = this.ownMember(caller, member);
    await organization.ca.revoke(caCaller(caller), enrollmentId);
    await this.sessions.closeAll(member);
    await organization.refreshRevocations();
  }

  private ownMember(caller: Caller, member: string): { enrollmentId: string; organization: Organization } {
    const { mspId } = caller.identity;
    const [enrollmentId = '', memberMspId = ''] = member.split('@');
    if (memberMspId !== mspId) {
      throw new Refusal('FORBIDDEN', `${caller.identity.memberId} may revoke members of ${mspId}, not ${member}.`, {
        field: 'member',
      });
    }
    return { enrollmentId, organization: this.organizations.find(mspId) };
  }
}
