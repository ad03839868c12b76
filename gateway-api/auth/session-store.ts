import { type SealedKey } from './sealed-key';

/** A session as it is kept: whoever has the store can neither use it nor open the key in it. */
export interface SessionRecord {
  /** Told to the member, so that it can end the session. */
  readonly id: string;
  /** SHA-256 of the token, base64. */
  readonly tokenHash: string;
  readonly memberId: string;
  readonly mspId: string;
  readonly enrollmentId: string;
  readonly certificatePem: string;
  /** The member's key, sealed under a key that comes from the token; absent where the member keeps it. */
  readonly sealedKey?: SealedKey;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly lastUsedAt: number;
}

/**
 * Where sessions are kept. Several gateways can share one: a record holds all that a gateway needs together with the
 * token, which is nowhere but with the member.
 */
export interface SessionStore {
  add(record: SessionRecord): Promise<void>;
  find(tokenHash: string): Promise<SessionRecord | undefined>;
  ofMember(memberId: string): Promise<readonly SessionRecord[]>;
  /** Notes that a session was used; one that is gone stays gone. */
  touch(tokenHash: string, lastUsedAt: number): Promise<void>;
  /** Gives a session that still is another certificate and key; the old key goes, also where no new one is kept. */
  rekey(tokenHash: string, certificatePem: string, sealedKey: SealedKey | undefined): Promise<void>;
  remove(tokenHashes: readonly string[]): Promise<void>;
  /** Removes all that began before the one time or were last used before the other. */
  dropEnded(startedBefore: number, usedBefore: number): Promise<void>;
}

/** The record with another certificate, and the key that belongs to it or none. */
export function rekeyed(
  { id, tokenHash, memberId, mspId, enrollmentId, startedAt, lastUsedAt }: SessionRecord,
  certificatePem: string,
  sealedKey: SealedKey | undefined,
): SessionRecord {
  const whose = { id, tokenHash, memberId, mspId, enrollmentId };
  return { ...whose, certificatePem, ...(sealedKey ? { sealedKey } : {}), startedAt, lastUsedAt };
}

/** Sessions of one process; they end with it. */
export class SessionsInMemory implements SessionStore {
  private readonly records = new Map<string, SessionRecord>();

  add(record: SessionRecord): Promise<void> {
    this.records.set(record.tokenHash, record);
    return Promise.resolve();
  }

  find(tokenHash: string): Promise<SessionRecord | undefined> {
    return Promise.resolve(this.records.get(tokenHash));
  }

  ofMember(memberId: string): Promise<readonly SessionRecord[]> {
    return Promise.resolve([...this.records.values()].filter((record) => record.memberId === memberId));
  }

  touch(tokenHash: string, lastUsedAt: number): Promise<void> {
    const record = this.records.get(tokenHash);
    if (record) this.records.set(tokenHash, { ...record, lastUsedAt });
    return Promise.resolve();
  }

  rekey(tokenHash: string, certificatePem: string, sealedKey: SealedKey | undefined): Promise<void> {
    const record = this.records.get(tokenHash);
    if (record) this.records.set(tokenHash, rekeyed(record, certificatePem, sealedKey));
    return Promise.resolve();
  }

  remove(tokenHashes: readonly string[]): Promise<void> {
    for (const hash of tokenHashes) this.records.delete(hash);
    return Promise.resolve();
  }

  dropEnded(startedBefore: number, usedBefore: number): Promise<void> {
    for (const [hash, { startedAt, lastUsedAt }] of this.records) {
      if (startedAt < startedBefore || lastUsedAt < usedBefore) this.records.delete(hash);
    }
    return Promise.resolve();
  }
}
