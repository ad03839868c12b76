import { type FabricIdentity, memberIdOf } from '../fabric/fabric-identity';
import { Refusal } from '../refusal';
import { type AttemptGuard } from './attempt-guard';
import { type Caller } from './authentication';
import { type KeptKeys } from './kept-keys';
import { type Organization, type Organizations } from './organization';
import { type OpenedSession, type Sessions } from './sessions';
import { isDue, requireOwn } from './issued-certificate';
import { signingIdentity } from './signing-identity';

/** What stands before the CA, and before kept keys. */
export interface EnrolmentGuards {
  readonly secrets: AttemptGuard;
  readonly passphrases: AttemptGuard;
}

/** Who enrols, from which address. */
export interface Enrollee {
  /** MSP id or name. */
  readonly organization: string;
  readonly enrollmentId: string;
  readonly secret: string;
  readonly address: string;
}

interface Owner {
  readonly memberId: string;
  readonly mspId: string;
  readonly enrollmentId: string;
}

/** Kept keys (spec 32, way 2): enrolling, signing in and out, renewing. */
export class Enrolment {
  constructor(
    private readonly organizations: Organizations,
    private readonly keys: KeptKeys,
    private readonly sessions: Sessions,
    private readonly guards: EnrolmentGuards,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Makes a key, has the organisation's CA certify it and keeps it: under the passphrase, with a session opened, or for
   * certificate tokens when there is none. Throws CREDENTIALS_REFUSED, TOO_MANY_ATTEMPTS and the CA's refusals.
   */
  async enroll(
    { organization: organizationName, enrollmentId, secret, address }: Enrollee,
    passphrase?: string,
  ): Promise<{ readonly identity: FabricIdentity; readonly opened?: OpenedSession }> {
    const organization = this.organizations.find(organizationName);
    const owner = ownerOf(organization, enrollmentId);
    const enrollment = await this.guards.secrets.guarded({ id: owner.memberId, address }, () =>
      organization.ca.enroll(enrollmentId, secret),
    );
    await requireOwn(organization, owner, enrollment);
    const identity = await this.keys.keep(owner, enrollment, passphrase);
    await this.sessions.closeAll(owner.memberId);
    return passphrase === undefined ? { identity } : { identity, opened: await this.sessions.open(identity) };
  }

  /** Opens a session with the key that the passphrase unlocks. Throws CREDENTIALS_REFUSED or TOO_MANY_ATTEMPTS. */
  async signIn(
    { organization: organizationName, enrollmentId, address }: Omit<Enrollee, 'secret'>,
    passphrase: string,
  ): Promise<OpenedSession> {
    const organization = this.organizations.find(organizationName);
    const owner = ownerOf(organization, enrollmentId);
    const identity = await this.unlock(owner, passphrase, address);
    await organization.verify(identity.certificatePem);
    return await this.sessions.open((await this.renewedInTime(organization, identity, passphrase)) ?? identity);
  }

  /**
   * Replaces the caller's key and certificate by new ones; the passphrase is asked for where it locks the key. The
   * member's other sessions end.
   */
  async renew(caller: Caller, address: string, passphrase?: string): Promise<FabricIdentity> {
    const identity = signingIdentity(caller);
    const organization = this.organizations.find(identity.mspId);
    const unlocked = await this.unlockedAgain(identity, address, passphrase);
    const locked = unlocked !== undefined;
    const current = unlocked ?? identity;
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

  /**
   * Asks for the passphrase where it locks the kept key, before that key has another one certified: a session alone, which
   * ends within hours and may have been stolen, must not give a key that outlives it. Undefined where none locks it.
   */
  async unlockedAgain(identity: Owner, address: string, passphrase?: string): Promise<FabricIdentity | undefined> {
    if ((await this.keys.unlockOf(identity.memberId)) !== 'passphrase') return undefined;
    if (passphrase === undefined) {
      throw new Refusal('INVALID_ARGUMENT', 'passphrase is missing: it locks the key that is to be replaced.', {
        field: 'passphrase',
      });
    }
    const { memberId, mspId, enrollmentId } = identity;
    return await this.unlock({ memberId, mspId, enrollmentId }, passphrase, address);
  }

  /** At a sign-in the passphrase is at hand: a certificate in its last third is replaced, if the CA answers. */
  private async renewedInTime(
    organization: Organization,
    identity: FabricIdentity,
    passphrase: string,
  ): Promise<FabricIdentity | undefined> {
    if (!isDue(identity.certificatePem, this.now())) return undefined;
    try {
      const enrollment = await organization.ca.reenroll(identity);
      await requireOwn(organization, identity, enrollment);
      return await this.keys.keep(ownerOf(organization, identity.enrollmentId), enrollment, passphrase);
    } catch (error) {
      // The old certificate is still good; the next sign-in tries again.
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }

  private unlock(owner: Owner, passphrase: string, address: string): Promise<FabricIdentity> {
    return this.guards.passphrases.guarded({ id: owner.memberId, address }, async () => {
      const identity = await this.keys.openByPassphrase(owner, passphrase);
      if (identity) return identity;
      // The same words for an unknown member and a wrong passphrase: neither tells an outsider who is a member.
      throw new Refusal('CREDENTIALS_REFUSED', 'The member or the passphrase is not right.');
    });
  }
}

function ownerOf({ mspId }: Organization, enrollmentId: string): Owner {
  return { memberId: memberIdOf(enrollmentId, mspId), mspId, enrollmentId };
}
