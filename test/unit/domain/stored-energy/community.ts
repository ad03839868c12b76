import * as fc from 'fast-check';
import { type AccountChange } from '../../../../chaincode/domain/account-change';
import { DomainError } from '../../../../chaincode/domain/errors';
import { type EnergyParameters, energyParameters } from '../../../../chaincode/domain/stored-energy/energy-parameters';
import { emptyPools, gapOf, type Pools } from '../../../../chaincode/domain/stored-energy/pools';
import { applyReport, type Report } from '../../../../chaincode/domain/stored-energy/reports';
import {
  type ConsumptionSession,
  endSession,
  openSession,
  type SessionChange,
  sessionReference,
} from '../../../../chaincode/domain/stored-energy/session';
import {
  newStorageUnit,
  removeStorageUnit,
  type StorageUnit,
} from '../../../../chaincode/domain/stored-energy/storage-unit';
import { microsOf, type MicroEnt, ratioOf, type Wh, whOf } from '../../../../chaincode/domain/units';

export const defaults = energyParameters({});
export const units = ['U1', 'U2'] as const;
export const members = ['a', 'b', 'o'] as const;
export const ent = (micros: bigint | number): MicroEnt => microsOf(BigInt(micros)) as MicroEnt;
export const wh = (value: bigint | number): Wh => whOf(BigInt(value));

export type Step =
  | { readonly do: 'produced' | 'consumed'; readonly unit: string; readonly member: string; readonly amount: bigint }
  | { readonly do: 'open'; readonly unit: string; readonly member: string; readonly amount: bigint }
  | { readonly do: 'actual'; readonly unit: string; readonly amount: bigint }
  | { readonly do: 'remove'; readonly unit: string }
  | { readonly do: 'wait'; readonly seconds: number };

/** What a contract does with the domain's functions, on plain maps: load a few records, decide, save. */
export class Community {
  pools: Pools = emptyPools;
  now = 0;
  readonly units = new Map<string, StorageUnit>(units.map((id) => [id, newStorageUnit(id, 'o')]));
  readonly sessions = new Map<string, ConsumptionSession>();
  readonly available = new Map<string, bigint>();
  readonly escrowed = new Map<string, bigint>();
  minted = 0n;
  burned = 0n;

  constructor(readonly parameters: EnergyParameters) {}

  /** Takes a step; the code of the refusal where it is refused, and then nothing has changed. */
  take(step: Step): string | null {
    try {
      this.attempt(step);
      return null;
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }

  unit(id: string): StorageUnit {
    return this.units.get(id)!;
  }

  session(unit: string, member: string): ConsumptionSession | null {
    return this.sessions.get(sessionReference({ unit, member })) ?? null;
  }

  get gap(): bigint {
    return gapOf(this.pools);
  }

  private attempt(step: Step): void {
    switch (step.do) {
      case 'wait':
        this.now += step.seconds;
        break;
      case 'open':
        this.open(step.unit, step.member, step.amount);
        break;
      case 'remove':
        this.remove(step.unit);
        break;
      case 'produced':
      case 'consumed':
      case 'actual':
        this.report(step);
    }
  }

  private open(unit: string, member: string, amount: bigint): void {
    const state = { pools: this.pools, unit: this.unit(unit), previous: this.session(unit, member) };
    const opened = openSession(state, { member, amount: ent(amount) }, this.parameters, this.now);
    const released = opened.changes.filter(({ available }) => available > 0n).map(({ available }) => available);
    const affordable = released.reduce((a, b) => a + b, this.available.get(member) ?? 0n);
    if (affordable < amount) throw new DomainError('INSUFFICIENT_FUNDS', 'too little');
    this.save(opened);
  }

  private remove(id: string): void {
    const removed = removeStorageUnit(this.pools, this.unit(id), this.parameters);
    this.pools = removed.pools;
    this.units.set(id, removed.unit);
    for (const session of this.sessions.values()) {
      if (session.unit === id && session.state === 'open') this.save(endSession(session, this.unit(id), 'closed'));
    }
  }

  private report(step: Extract<Step, { do: 'produced' | 'consumed' | 'actual' }>): void {
    const unit = this.unit(step.unit);
    const head = { unit: unit.id, number: unit.lastReport + 1, energy: wh(step.amount) };
    const report: Report =
      step.do === 'actual' ? { ...head, kind: 'actual' } : { ...head, kind: step.do, member: step.member };
    const session = report.kind === 'consumed' ? this.session(unit.id, report.member) : null;
    const outcome = applyReport({ pools: this.pools, unit, session }, report, this.parameters, this.now);
    this.pools = outcome.pools;
    this.units.set(unit.id, outcome.unit);
    if (outcome.session) this.sessions.set(sessionReference(outcome.session), outcome.session);
    this.minted += outcome.minted;
    this.burned += outcome.burned;
    this.apply(outcome.changes);
  }

  private save({ unit, session, changes }: SessionChange): void {
    this.units.set(unit.id, unit);
    this.sessions.set(sessionReference(session), session);
    this.apply(changes);
  }

  private apply(changes: readonly AccountChange[]): void {
    for (const { member, available, escrowed } of changes) {
      this.available.set(member, (this.available.get(member) ?? 0n) + available);
      this.escrowed.set(member, (this.escrowed.get(member) ?? 0n) + escrowed);
    }
  }
}

/** Wh up to some kWh, and small ones whose prices have to be rounded. */
const energies = fc.oneof(fc.bigInt(0n, 9n), fc.bigInt(1n, 12_000n), fc.bigInt(1n, 12_000n));
const named = { unit: fc.constantFrom(...units), member: fc.constantFrom(...members) };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('produced' as const), ...named, amount: energies }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('consumed' as const), ...named, amount: energies }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('open' as const), ...named, amount: fc.bigInt(0n, 9_000_000n) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('actual' as const), unit: named.unit, amount: energies }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(60, 3_600, 7_200) }) },
);
const removal: fc.Arbitrary<Step> = fc.record({ do: fc.constant('remove' as const), unit: named.unit });

/** Sequences in which now and then everything is lost, gained, used up and left. */
export const steps = fc
  .tuple(fc.array(step, { maxLength: 60, size: 'max' }), fc.option(removal), fc.array(step, { maxLength: 10 }))
  .map(([before, removed, after]) => [...before, ...(removed ? [removed] : []), ...after]);

const upTo = (most: bigint) => fc.oneof(fc.constantFrom(0n, most), fc.bigInt(0n, most)).map(ratioOf);
/** The whole range that a vote can choose, and often the defaults. */
export const parameterSets: fc.Arbitrary<EnergyParameters> = fc.oneof(
  fc.constant(defaults),
  fc.record({
    M: upTo(1_000_000n),
    B: upTo(1_000_000n),
    C: upTo(10_000_000n),
    F: upTo(1_000_000n),
    H: fc.constant(7_200),
  }),
);
