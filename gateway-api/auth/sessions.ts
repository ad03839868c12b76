import { createHash, randomBytes } from 'node:crypto';
import { type FabricIdentity } from '../fabric/fabric-identity';

/** A member who is signed in: its key is open, in memory only. */
export interface Session {
  readonly id: string;
  identity: FabricIdentity;
  readonly startedAt: number;
  lastUsedAt: number;
  /** Signed out, or forgotten by the gateway. */
  closed: boolean;
}

export interface SessionTimes {
  /** A session ends when it is not used for this long. */
  readonly idleMs: number;
  /** And this long after it began, whatever happens. */
  readonly longestMs: number;
}

/**
 * Sessions of kept keys. A token is 32 random bytes; only its hash is held. A gateway that stops forgets them all.
 */
export class Sessions {
  private readonly byHash = new Map<string, Session>();

  constructor(
    private readonly times: SessionTimes,
    private readonly now: () => number = Date.now,
  ) {}

  /** A new session and the token that opens it, which is told only here. */
  open(identity: FabricIdentity): { readonly token: string; readonly session: Session } {
    this.dropEnded();
    const token = randomBytes(32).toString('base64url');
    const now = this.now();
    const session = {
      id: randomBytes(9).toString('base64url'),
      identity,
      startedAt: now,
      lastUsedAt: now,
      closed: false,
    };
    this.byHash.set(hashOf(token), session);
    return { token, session };
  }

  /** The session of a token, and keeps it from falling asleep; undefined when it is over or never was. */
  use(token: string): Session | undefined {
    const session = this.byHash.get(hashOf(token));
    if (!session || !this.isOpen(session)) return undefined;
    session.lastUsedAt = this.now();
    return session;
  }

  /** Whether the session still is, without keeping it awake. */
  isOpen(session: Session): boolean {
    return !session.closed && this.now() < this.endOf(session).getTime();
  }

  /** Forgets the session and with it the key. */
  close(session: Session): void {
    session.closed = true;
    for (const [hash, candidate] of this.byHash) if (candidate === session) this.byHash.delete(hash);
  }

  /** Sessions that are held, with those that have ended and were not dropped yet. */
  get size(): number {
    return this.byHash.size;
  }

  /** When the session ends if it isn't used again. */
  endOf(session: Session): Date {
    return new Date(Math.min(session.lastUsedAt + this.times.idleMs, session.startedAt + this.times.longestMs));
  }

  /** The member's sessions, with which it can see whether somebody else is signed in. */
  ofMember(member: string): Session[] {
    return [...this.byHash.values()].filter((session) => session.identity.memberId === member && this.isOpen(session));
  }

  /** Gives every session of the member its renewed certificate. */
  renew(identity: FabricIdentity): void {
    for (const session of this.ofMember(identity.memberId)) session.identity = identity;
  }

  /** Forgets the member's sessions, or all. */
  closeAll(member?: string): void {
    for (const session of [...this.byHash.values()]) {
      if (member === undefined || session.identity.memberId === member) this.close(session);
    }
  }

  private dropEnded(): void {
    for (const [hash, session] of this.byHash) if (!this.isOpen(session)) this.byHash.delete(hash);
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64');
