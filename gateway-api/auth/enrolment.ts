import { certificateFacts, parseCertificate } from '../../identity/certificate-facts';
import { type FabricIdentity, memberIdOf } from '../fabric/fabric-identity';
import { MemberQueue } from '../fabric/member-queue';
import { Refusal } from '../refusal';
import { type Attempts } from './attempt-guard';
import { type Caller } from './authentication';
import { type Enrollment } from './certificate-authority';
import { type KeptKeys } from './kept-keys';
import { type Organization, type Organizations } from './organization';
import { type Session, type Sessions } from './sessions';
import { signingIdentity } from './signing-identity';

/** A session with the token that opens it. */
export interface OpenedSession {
  readonly token: string;
  readonly session: Session;
}

interface Owner {
  readonly memberId: string;
  readonly mspId: string;
  readonly enrollmentId: string;
}

/** Kept keys (spec 32, way 2): enrolling, signing in and out, renewing. */
export class Enrolment {
  private readonly attempts = new MemberQueue(8, 1_000);

  constructor(
    private readonly organizations: Organizations,
    private readonly keys: KeptKeys,
    private readonly sessions: Sessions,
    private readonly guard: Attempts,
  ) {}

  /**
   * Makes a key, has the organisation's CA certify it and keeps it: under the passphrase, with a session opened, or for
   * certificate tokens when there is none. Throws CREDENTIALS_REFUSED, TOO_MANY_ATTEMPTS and the CA's refusals.
   */
  async enroll(
    organizationName: string,
    enrollmentId: string,
    secret: string,
    passphrase?: string,
  ): Promise<{ readonly identity: FabricIdentity; readonly opened?: OpenedSession }> {
    const organization = this.organizations.find(organizationName);
    const owner = ownerOf(organization, enrollmentId);
    const enrollment = await this.guarded(`enroll ${owner.memberId}`, () =>
      organization.ca.enroll(enrollmentId, secret),
    );
    await requireOwn(organization, owner, enrollment);
    const identity = await this.keys.keep(owner, enrollment, passphrase);
    await this.sessions.closeAll(owner.memberId);
    return passphrase === undefined ? { identity } : { identity, opened: await this.sessions.open(identity) };
  }

  /** Opens a session with the key that the passphrase unlocks. Throws CREDENTIALS_REFUSED or TOO_MANY_ATTEMPTS. */
  async signIn(organizationName: string, enrollmentId: string, passphrase: string): Promise<OpenedSession> {
    const organization = this.organizations.find(organizationName);
    const identity = await this.unlock(ownerOf(organization, enrollmentId), passphrase);
    await organization.verify(identity.certificatePem);
    return await this.sessions.open(identity);
  }

  /**
   * Replaces the caller's key and certificate by new ones; the passphrase is asked for where it locks the key. The
   * member's other sessions end.
   */
  async renew(caller: Caller, passphrase?: string): Promise<FabricIdentity> {
    const identity = signingIdentity(caller);
    const organization = this.organizations.find(identity.mspId);
    const locked = (await this.keys.unlockOf(identity.memberId)) === 'passphrase';
    if (locked && passphrase === undefined) {
      throw new Refusal('INVALID_ARGUMENT', 'passphrase is missing: the new key is kept under it.', {
        field: 'passphrase',
      });
    }
    const current = locked && passphrase !== undefined ? await this.unlock(identity, passphrase) : identity;
    const enrollment = await organization.ca.reenroll(current);
    await requireOwn(organization, identity, enrollment);
    const renewed = await this.keys.keep(
      ownerOf(organization, identity.enrollmentId),
      enrollment,
      locked ? passphrase : undefined,
    );
    await this.sessions.renew(renewed, caller.session);
    return renewed;
  }

  private unlock(owner: Owner, passphrase: string): Promise<FabricIdentity> {
    return this.guarded(`unlock ${owner.memberId}`, async () => {
      const identity = await this.keys.openByPassphrase(owner, passphrase);
      if (identity) return identity;
      // The same words for an unknown member and a wrong passphrase: neither tells an outsider who is a member.
      throw new Refusal('CREDENTIALS_REFUSED', 'The member or the passphrase is not right.');
    });
  }

  /** One attempt on an id at a time: many at once would all pass the guard before the first has failed. */
  private guarded<T>(id: string, attempt: () => Promise<T>): Promise<T> {
    return this.attempts.run(id, async () => {
      await this.guard.check(id);
      try {
        const result = await attempt();
        await this.guard.succeeded(id);
        return result;
      } catch (error) {
        if (error instanceof Refusal && error.code === 'CREDENTIALS_REFUSED') await this.guard.failed(id);
        throw error;
      }
    });
  }
}

function ownerOf({ mspId }: Organization, enrollmentId: string): Owner {
  return { memberId: memberIdOf(enrollmentId, mspId), mspId, enrollmentId };
}

/** What a CA answers is checked like what a client sends: the certificate has to be the member's, and good. */
async function requireOwn(organization: Organization, owner: Owner, { certificatePem }: Enrollment): Promise<void> {
  const { enrollmentId } = certificateFacts(parseCertificate(certificatePem));
  if (enrollmentId !== owner.enrollmentId) {
    throw new Error(
      `The CA of ${organization.mspId} issued a certificate for ${enrollmentId}, not ${owner.enrollmentId}`,
    );
  }
  await organization.verify(certificatePem);
}
