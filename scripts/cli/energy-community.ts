import { type Account, applyMovements, emptyAccount } from '../../chaincode/domain/account';
import { type AccountChange } from '../../chaincode/domain/account-change';
import { DomainError } from '../../chaincode/domain/errors';
import { type EnergyParameters } from '../../chaincode/domain/stored-energy/energy-parameters';
import { emptyPools, type Pools } from '../../chaincode/domain/stored-energy/pools';
import { applyReport, type Report } from '../../chaincode/domain/stored-energy/reports';
import {
  type ConsumptionSession,
  endSession,
  openSession,
  type SessionChange,
  sessionReference,
} from '../../chaincode/domain/stored-energy/session';
import {
  checkActive,
  freeEnergy,
  newStorageUnit,
  removeStorageUnit,
  type StorageUnit,
} from '../../chaincode/domain/stored-energy/storage-unit';
import { formatEnergy, formatMicros, type MicroEnt } from '../../chaincode/domain/units';
import { type EnergyStep } from './stored-energy-case';

/** The state after a step in the form in which results are published: kWh and ENT as decimal strings. */
export interface CommunityView {
  readonly kWh: string;
  readonly ENT: string;
  readonly R: string;
  /** By member: everybody who has ever had ENT. */
  readonly balances: Readonly<Record<string, { readonly available: string; readonly locked: string }>>;
  /** By unit: those in the network. */
  readonly units: Readonly<Record<string, { readonly kWh: string; readonly free: string }>>;
}

/** A community in memory, whose steps go through the chaincode's own functions. Its clock stands still. */
export class EnergyCommunity {
  private pools: Pools = emptyPools;
  private readonly units = new Map<string, StorageUnit>();
  private readonly sessions = new Map<string, ConsumptionSession>();
  private readonly accounts = new Map<string, Account>();

  constructor(private readonly parameters: EnergyParameters) {}

  /** Takes one step, or throws DomainError and leaves everything as it was. */
  take(step: EnergyStep): void {
    switch (step.op) {
      case 'register':
        this.register(step.unit, step.owner);
        break;
      case 'remove':
        this.remove(step.unit);
        break;
      case 'produced':
        this.report({ ...this.head(step), kind: 'produced', member: step.producer });
        break;
      case 'consumed':
        this.report({ ...this.head(step), kind: 'consumed', member: step.consumer });
        break;
      case 'actual':
        this.report({ ...this.head(step), kind: 'actual' });
        break;
      case 'session':
        this.open(step.unit, step.consumer, step.amount);
        break;
      case 'close':
        this.change(endSession(this.session(step.unit, step.consumer), this.unit(step.unit), 'closed'));
        break;
      case 'transfer':
        this.transfer(step.from, step.to, step.amount);
        break;
    }
  }

  view(): CommunityView {
    const active = [...this.units.values()].filter(({ state }) => state === 'active');
    const accounts = [...this.accounts.values()].sort((a, b) => (a.member < b.member ? -1 : 1));
    return {
      kWh: formatEnergy(this.pools.stored),
      ENT: formatMicros(this.pools.circulating),
      R: formatMicros(this.pools.rate),
      balances: Object.fromEntries(
        accounts.map(({ member, available, escrowed }) => [
          member,
          { available: formatMicros(available), locked: formatMicros(escrowed) },
        ]),
      ),
      units: Object.fromEntries(
        active.map((unit) => [unit.id, { kWh: formatEnergy(unit.energy), free: formatEnergy(freeEnergy(unit)) }]),
      ),
    };
  }

  private register(id: string, owner: string): void {
    const known = this.units.get(id);
    if (known) throw new DomainError('UNIT_EXISTS', `Storage unit ${id} is registered already, and ${known.state}`);
    this.units.set(id, newStorageUnit(id, owner));
  }

  private remove(id: string): void {
    const removed = removeStorageUnit(this.pools, this.unit(id), this.parameters);
    this.pools = removed.pools;
    this.units.set(id, removed.unit);
    for (const session of this.sessions.values()) {
      const unit = this.units.get(id);
      if (unit && session.unit === id && session.state === 'open') this.change(endSession(session, unit, 'closed'));
    }
  }

  private open(unit: string, member: string, amount: MicroEnt): void {
    const previous = this.sessions.get(sessionReference({ unit, member })) ?? null;
    const state = { pools: this.pools, unit: this.unit(unit), previous };
    this.change(openSession(state, { member, amount }, this.parameters, 0));
  }

  /** What all reports have: the unit gives them their numbers itself. */
  private head({ unit, energy }: Extract<EnergyStep, { energy: unknown }>) {
    return { unit, energy, number: this.unit(unit).lastReport + 1 };
  }

  private report(report: Report): void {
    const key = report.kind === 'consumed' ? sessionReference(report) : '';
    const session = this.sessions.get(key) ?? null;
    const state = { pools: this.pools, unit: this.unit(report.unit), session };
    const outcome = applyReport(state, report, this.parameters, 0);
    this.pools = outcome.pools;
    this.units.set(outcome.unit.id, outcome.unit);
    if (outcome.session) this.sessions.set(key, outcome.session);
    this.apply(outcome.changes);
  }

  private change({ unit, session, changes }: SessionChange): void {
    this.apply(changes);
    this.units.set(unit.id, unit);
    this.sessions.set(sessionReference(session), session);
  }

  private transfer(from: string, to: string, amount: bigint): void {
    if (from === to) throw new DomainError('SAME_ACCOUNT', `${from} is both sender and receiver`);
    const part = { token: 'ENT', escrowed: 0n, reference: 'transfer' } as const;
    this.apply([
      { ...part, member: from, kind: 'transferOut', available: 0n - amount, counterparty: to },
      { ...part, member: to, kind: 'transferIn', available: amount, counterparty: from },
    ]);
  }

  private apply(changes: readonly AccountChange[]): void {
    for (const change of changes) {
      const account = this.accounts.get(change.member) ?? emptyAccount(change.member, change.token);
      const movement = { ...change, lockedForWithdrawal: 0n, at: '', transaction: '' };
      this.accounts.set(change.member, applyMovements(account, [movement]));
    }
  }

  private unit(id: string): StorageUnit {
    const unit = this.units.get(id);
    if (!unit) throw new DomainError('UNIT_NOT_FOUND', `There is no storage unit ${id}`);
    checkActive(unit);
    return unit;
  }

  private session(unit: string, member: string): ConsumptionSession {
    const session = this.sessions.get(sessionReference({ unit, member }));
    if (!session) throw new DomainError('SESSION_NOT_OPEN', `${member} has no session with storage unit ${unit}`);
    return session;
  }
}
