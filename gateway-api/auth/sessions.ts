import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { privateKeyFromPem, privateKeyToPem } from '../../identity/key-pair';
import { type FabricIdentity, type MemberIdentity } from '../fabric/fabric-identity';
import { seal, unseal } from './sealed-key';
import { type SessionRecord, SessionsInMemory, type SessionStore } from './session-store';

/** A member who is signed in, for the time of a request. */
export interface Session {
  readonly id: string;
  readonly tokenHash: string;
  /** What the key is sealed under, for as long as the token is at hand. */
  readonly sealingKey: Buffer;
  readonly identity: MemberIdentity;
  /** The member's key, where the gateway keeps it. */
  readonly signing: FabricIdentity | undefined;
  /** When it ends if it isn't used again. */
  readonly endsAt: Date;
}

/** A session with the token that opens it. */
export interface OpenedSession {
  readonly token: string;
  readonly session: Session;
}

/** A session as its member sees it in the list. */
export interface ListedSession {
  readonly id: string;
  readonly tokenHash: string;
  /** Whether the member signs by itself. */
  readonly ownKey: boolean;
  readonly startedAt: Date;
  readonly lastUsedAt: Date;
  readonly endsAt: Date;
}

export interface SessionTimes {
  /** A session ends when it is not used for this long. */
  readonly idleMs: number;
  /** And this long after it began, whatever happens. */
  readonly longestMs: number;
}

/** An identity that is open, and when its session was last used here. */
interface Opened {
  readonly identity: MemberIdentity | FabricIdentity;
  readonly usedAt: number;
}

/** A session that is used is noted this often within the time after which it would fall asleep. */
const NOTES_PER_IDLE = 30;
/** Identities that this process holds open; the one unused for longest makes room. */
const MOST_OPEN = 10_000;

/**
 * Sessions. A token is 32 random bytes, which only the member has: the store holds their hash, and a kept key sealed
 * under another key derived from them. So every gateway on the store can serve a session whose token it is shown, and
 * the store alone is worth nothing.
 */
export class Sessions {
  /** Opened identities by token hash: connections and keys are made once, not at each request. */
  private readonly opened = new Map<string, Opened>();

  constructor(
    private readonly times: SessionTimes,
    private readonly store: SessionStore = new SessionsInMemory(),
    private readonly now: () => number = Date.now,
  ) {}

  /** A new session and the token that opens it, which is told only here. */
  async open(identity: MemberIdentity | FabricIdentity): Promise<OpenedSession> {
    const now = this.now();
    await this.store.dropEnded(now - this.times.longestMs, now - this.times.idleMs);
    const token = randomBytes(32).toString('base64url');
    const tokenHash = hashOf(token);
    const { memberId, mspId, enrollmentId, certificatePem } = identity;
    const record: SessionRecord = {
      ...{ id: randomBytes(9).toString('base64url'), tokenHash, memberId, mspId, enrollmentId, certificatePem },
      ...sealedIn(identity, sealingKeyOf(token)),
      ...{ startedAt: now, lastUsedAt: now },
    };
    await this.store.add(record);
    return { token, session: this.sessionOf(record, token) };
  }

  /** The session of a token, and keeps it from falling asleep; undefined when it is over or never was. */
  async use(token: string): Promise<Session | undefined> {
    const tokenHash = hashOf(token);
    const record = await this.store.find(tokenHash);
    if (!record || !this.isOpen(record)) {
      this.opened.delete(tokenHash);
      return undefined;
    }
    const now = this.now();
    if (now - record.lastUsedAt > this.times.idleMs / NOTES_PER_IDLE) await this.store.touch(tokenHash, now);
    return this.sessionOf({ ...record, lastUsedAt: now }, token);
  }

  /** Whether the session still is, without keeping it awake. */
  async mayStay({ tokenHash }: Session): Promise<boolean> {
    const record = await this.store.find(tokenHash);
    return record !== undefined && this.isOpen(record);
  }

  /** Forgets the session and with it the key. */
  async close({ tokenHash }: Pick<Session, 'tokenHash'>): Promise<void> {
    this.opened.delete(tokenHash);
    await this.store.remove([tokenHash]);
  }

  /** Identities that this process holds open. */
  get size(): number {
    return this.opened.size;
  }

  /** The member's sessions, with which it can see whether somebody else is signed in, the oldest first. */
  async ofMember(memberId: string): Promise<ListedSession[]> {
    const records = (await this.store.ofMember(memberId)).filter((record) => this.isOpen(record));
    return records
      .sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1))
      .map((record) => ({
        id: record.id,
        tokenHash: record.tokenHash,
        ownKey: record.sealedKey === undefined,
        startedAt: new Date(record.startedAt),
        lastUsedAt: new Date(record.lastUsedAt),
        endsAt: this.endOf(record),
      }));
  }

  /** Gives the session the member's new certificate and key, and ends all others of the member. */
  async renew(identity: MemberIdentity | FabricIdentity, current: Session | undefined): Promise<void> {
    await this.closeAll(identity.memberId, current);
    if (!current) return;
    const { sealedKey } = sealedIn(identity, current.sealingKey);
    this.opened.delete(current.tokenHash);
    await this.store.rekey(current.tokenHash, identity.certificatePem, sealedKey);
  }

  /** Ends the member's sessions, but one. */
  async closeAll(memberId: string, but?: Session): Promise<void> {
    const hashes = (await this.store.ofMember(memberId)).map(({ tokenHash }) => tokenHash);
    const ended = hashes.filter((hash) => hash !== but?.tokenHash);
    for (const hash of ended) this.opened.delete(hash);
    await this.store.remove(ended);
  }

  /** Forgets every key that is open in this process. */
  forget(): void {
    this.opened.clear();
  }

  private sessionOf(record: SessionRecord, token: string): Session {
    const { id, tokenHash } = record;
    const sealingKey = sealingKeyOf(token);
    const known = this.opened.get(tokenHash)?.identity;
    const identity = known?.certificatePem === record.certificatePem ? known : openedOf(record, sealingKey);
    // What was used last stands last.
    this.opened.delete(tokenHash);
    this.opened.set(tokenHash, { identity, usedAt: this.now() });
    this.forgetIdle();
    const signing = hasKey(identity) ? identity : undefined;
    return { id, tokenHash, sealingKey, identity, signing, endsAt: this.endOf(record) };
  }

  /** Who went away without signing out shows no token any more: its key goes when its session does. */
  private forgetIdle(): void {
    const before = this.now() - this.times.idleMs;
    for (const [tokenHash, { usedAt }] of this.opened) {
      if (usedAt > before && this.opened.size <= MOST_OPEN) break;
      this.opened.delete(tokenHash);
    }
  }

  private isOpen(record: SessionRecord): boolean {
    return this.now() < this.endOf(record).getTime();
  }

  private endOf({ startedAt, lastUsedAt }: SessionRecord): Date {
    return new Date(Math.min(lastUsedAt + this.times.idleMs, startedAt + this.times.longestMs));
  }
}

const hasKey = (identity: MemberIdentity | FabricIdentity): identity is FabricIdentity => 'privateKey' in identity;

function sealedIn(identity: MemberIdentity | FabricIdentity, sealingKey: Buffer): Pick<SessionRecord, 'sealedKey'> {
  if (!hasKey(identity)) return {};
  return { sealedKey: seal(privateKeyToPem(identity.privateKey), sealingKey, identity.memberId) };
}

function openedOf(record: SessionRecord, sealingKey: Buffer): MemberIdentity | FabricIdentity {
  const { memberId, mspId, enrollmentId, certificatePem, sealedKey } = record;
  const identity = { memberId, mspId, enrollmentId, certificatePem };
  if (!sealedKey) return identity;
  const pem = unseal(sealedKey, sealingKey, memberId);
  if (pem === undefined) throw new Error('The key of a session does not open with its token');
  return { ...identity, privateKey: privateKeyFromPem(pem) };
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64');

const sealingKeyOf = (token: string): Buffer => Buffer.from(hkdfSync('sha256', token, '', 'session key', 32));
