import { type CaHome } from './ca-home';
import { type RevocationReason } from './certificate-authority';
import { openJournal, rewriteJournal, type Journal } from './journal';

/** An attribute of an identity; `ecert` puts it into enrolment certificates without being asked for. */
export interface IdentityAttribute {
  readonly name: string;
  readonly value: string;
  readonly ecert: boolean;
}

/** An identity that the CA knows. */
export interface RegisteredIdentity {
  readonly id: string;
  /** client, peer, admin, orderer, or another word; becomes the first organisational unit. */
  readonly type: string;
  /** Path in the tree of affiliations, parts separated by dots; '' is its root. */
  readonly affiliation: string;
  readonly attributes: readonly IdentityAttribute[];
  /** How often the secret may be used; -1 without limit. */
  readonly maxEnrollments: number;
  readonly enrollments: number;
  /** Wrong secrets since the last right one. */
  readonly failedAttempts: number;
  /** As secret-hash writes it. */
  readonly secretHash: string;
  readonly revoked: boolean;
}

/** A certificate that the CA issued to a registered identity. */
export interface IssuedCertificate {
  /** Serial and key identifier in fabric-ca's form: lower-case hex without leading zeros. */
  readonly serial: string;
  readonly authorityKeyId: string;
  readonly enrollmentId: string;
  readonly pem: string;
  /** RFC 3339. */
  readonly notAfter: string;
  readonly revocation?: { readonly at: string; readonly reason: RevocationReason };
}

/** One thing that changed: the new state of an identity or a certificate, or a new affiliation. */
export type RegistryChange =
  | { readonly identity: RegisteredIdentity }
  | { readonly certificate: IssuedCertificate }
  | { readonly affiliation: string };

const JOURNAL = 'registry.journal';

/**
 * The CA's records. Reads see a change at once; `apply` resolves when it is durable, and only then may an answer
 * leave. Nothing is ever removed: an enrolment id stays its owner's name on every ledger for good.
 */
export class IdentityRegistry {
  private readonly byId = new Map<string, RegisteredIdentity>();
  private readonly byKey = new Map<string, IssuedCertificate>();
  private readonly keysOf = new Map<string, string[]>();
  private readonly paths = new Set<string>();

  private constructor(private readonly journal: Journal<RegistryChange[]>) {}

  /** Reads the records of the home; rewrites them when most of the journal is history. */
  static async open(home: CaHome): Promise<IdentityRegistry> {
    let opened = await openJournal<RegistryChange[]>(home, JOURNAL);
    const registry = new IdentityRegistry(opened.journal);
    const changes = opened.entries.flat();
    for (const change of changes) registry.remember(change);
    const state = registry.state();
    if (changes.length <= 2 * state.length + 1000) return registry;
    await opened.journal.close();
    rewriteJournal(home, JOURNAL, [state]);
    opened = await openJournal(home, JOURNAL);
    const compacted = new IdentityRegistry(opened.journal);
    for (const change of state) compacted.remember(change);
    return compacted;
  }

  identity(id: string): RegisteredIdentity | undefined {
    return this.byId.get(id);
  }

  /** In the order of registration. */
  identities(): IterableIterator<RegisteredIdentity> {
    return this.byId.values();
  }

  certificate(serial: string, authorityKeyId: string): IssuedCertificate | undefined {
    return this.byKey.get(certificateKey(serial, authorityKeyId));
  }

  /** Oldest first. */
  certificatesOf(enrollmentId: string): IssuedCertificate[] {
    return (this.keysOf.get(enrollmentId) ?? []).flatMap((key) => this.byKey.get(key) ?? []);
  }

  /** In the order of issue. */
  certificates(): IterableIterator<IssuedCertificate> {
    return this.byKey.values();
  }

  hasAffiliation(path: string): boolean {
    return this.paths.has(path);
  }

  /** Every affiliation's path, sorted. */
  affiliations(): string[] {
    return [...this.paths].sort();
  }

  /** Makes the changes at once and together; resolves when they are durable together. */
  apply(...changes: RegistryChange[]): Promise<void> {
    for (const change of changes) this.remember(change);
    return this.journal.append(changes);
  }

  close(): Promise<void> {
    return this.journal.close();
  }

  private remember(change: RegistryChange): void {
    if ('identity' in change) {
      this.byId.set(change.identity.id, change.identity);
    } else if ('certificate' in change) {
      const { serial, authorityKeyId, enrollmentId } = change.certificate;
      const key = certificateKey(serial, authorityKeyId);
      if (!this.byKey.has(key)) {
        const keys = this.keysOf.get(enrollmentId);
        if (keys === undefined) this.keysOf.set(enrollmentId, [key]);
        else keys.push(key);
      }
      this.byKey.set(key, change.certificate);
    } else {
      this.paths.add(change.affiliation);
    }
  }

  private state(): RegistryChange[] {
    return [
      ...[...this.byId.values()].map((identity) => ({ identity })),
      ...[...this.byKey.values()].map((certificate) => ({ certificate })),
      ...[...this.paths].map((affiliation) => ({ affiliation })),
    ];
  }
}

function certificateKey(serial: string, authorityKeyId: string): string {
  return `${serial}.${authorityKeyId}`;
}
