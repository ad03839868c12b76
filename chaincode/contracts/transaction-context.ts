import { Context } from 'fabric-contract-api';
import { DomainError } from '../domain/errors';
import { type Member } from '../domain/member';
import { type Role } from '../domain/roles';
import { formatTime, type Seconds } from '../domain/time';
import { Ledger } from '../ledger/ledger';
import { PersonalData } from '../ledger/personal-data';
import { identify, type Identity } from './identity';

/** What the transaction's event says besides its changes. */
export interface EventSubject {
  readonly market?: string;
  readonly listing?: string;
  readonly members?: readonly string[];
}

/** A transaction under way: who calls, when, and the ledger as it sees it. */
export class TransactionContext extends Context {
  #ledger: Ledger | undefined;
  #personalData: PersonalData | undefined;
  #identity: Identity | undefined;
  #member: Member | undefined;
  #subject: EventSubject = {};

  get ledger(): Ledger {
    return (this.#ledger ??= new Ledger(this.stub));
  }

  get personalData(): PersonalData {
    return (this.#personalData ??= new PersonalData(this.stub));
  }

  get identity(): Identity {
    return (this.#identity ??= identify(this.clientIdentity));
  }

  get transactionId(): string {
    return this.stub.getTxID();
  }

  /** Ledger time: the transaction's timestamp, whole seconds. */
  get now(): Seconds {
    return Math.floor(this.stub.getDateTimestamp().getTime() / 1000);
  }

  /** Ledger time as RFC 3339. */
  get time(): string {
    return formatTime(this.now);
  }

  /** The calling member, once the call is authorised as a member's. */
  get member(): Member {
    if (!this.#member) throw new Error('The call was not authorised as a member');
    return this.#member;
  }

  authorisedAs(member: Member): void {
    this.#member = member;
  }

  /** Whether the calling member holds one of the roles. */
  holds(...roles: readonly Role[]): boolean {
    return roles.some((role) => this.member.roles.includes(role));
  }

  /** Says whom and what the event concerns; what was said before stays, members included. */
  concerns({ members = [], ...subject }: EventSubject): void {
    const named = new Set([...(this.#subject.members ?? []), ...members]);
    this.#subject = { ...this.#subject, ...subject, ...(named.size > 0 ? { members: [...named] } : {}) };
  }

  get subject(): EventSubject {
    return this.#subject;
  }

  /** The transient text under `key`; PERSONAL_DATA_INVALID when it is missing. Never logged. */
  transient(key: string): string {
    const bytes = this.stub.getTransient().get(key);
    if (bytes === undefined) {
      throw new DomainError('PERSONAL_DATA_INVALID', `Transient data under the key "${key}" is missing`, {
        field: key,
      });
    }
    return Buffer.from(bytes).toString('utf8');
  }
}
