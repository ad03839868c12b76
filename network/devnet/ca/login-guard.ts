import { CaError, CaErrorCode, authenticationFailure } from './ca-error';
import { type IdentityRegistry, type RegisteredIdentity } from './identity-registry';
import { isSecret, nobodysHash } from './secret-hash';

/** Wrong secrets after which an identity is locked until a registrar gives it a new one; fabric-ca's default. */
export const MAX_FAILED_ATTEMPTS = 10;
/** Attempts on one identity that may wait for each other. */
const MAX_WAITING = 20;

/**
 * Checks enrolment secrets. Attempts on one identity run one after the other, so that guesses sent at once can't
 * outrun the count of wrong ones.
 */
export class LoginGuard {
  private readonly turns = new Map<string, { waiting: number; last: Promise<unknown> }>();

  constructor(private readonly registry: IdentityRegistry) {}

  /** The identity, if the secret is its own and may still be used. Throws CaError. */
  login(id: string, secret: string): Promise<RegisteredIdentity> {
    const turn = this.turns.get(id) ?? { waiting: 0, last: Promise.resolve() };
    if (turn.waiting >= MAX_WAITING) {
      return Promise.reject(new CaError(503, CaErrorCode.unknown, 'Too many enrollments of this identity at once'));
    }
    turn.waiting++;
    const attempt = turn.last.then(() => this.attempt(id, secret));
    turn.last = attempt
      .catch(() => undefined)
      .finally(() => {
        if (--turn.waiting === 0) this.turns.delete(id);
      });
    this.turns.set(id, turn);
    return attempt;
  }

  private async attempt(id: string, secret: string): Promise<RegisteredIdentity> {
    const identity = this.registry.identity(id);
    if (identity === undefined) {
      await isSecret(secret, nobodysHash);
      throw authenticationFailure(CaErrorCode.invalidUser, 'No such identity');
    }
    if (identity.failedAttempts >= MAX_FAILED_ATTEMPTS) {
      throw new CaError(
        401,
        CaErrorCode.passwordAttempts,
        `Incorrect password entered ${identity.failedAttempts} times, max incorrect password limit of ${MAX_FAILED_ATTEMPTS} reached`,
      );
    }
    const right = await isSecret(secret, identity.secretHash);
    // A registrar may have changed it while the secret was being checked.
    const current = this.registry.identity(id) ?? identity;
    if (!right) {
      await this.registry.apply({ identity: { ...current, failedAttempts: current.failedAttempts + 1 } });
      throw authenticationFailure(CaErrorCode.invalidPassword, 'Wrong secret');
    }
    requireEnrollable(current);
    if (current.failedAttempts === 0) return current;
    const forgiven = { ...current, failedAttempts: 0 };
    await this.registry.apply({ identity: forgiven });
    return forgiven;
  }
}

/** Throws CaError when the identity is revoked or has used up its enrolments. */
export function requireEnrollable(identity: RegisteredIdentity): void {
  if (identity.revoked) throw authenticationFailure(CaErrorCode.invalidPassword, 'The identity is revoked');
  if (identity.maxEnrollments !== -1 && identity.enrollments >= identity.maxEnrollments) {
    throw authenticationFailure(
      CaErrorCode.invalidPassword,
      `The identity has already enrolled ${identity.enrollments} times, its maximum`,
    );
  }
}
