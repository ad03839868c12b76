import { type Ratio, whOf } from '../../chaincode/domain/units';
import { type Battery, type BatteryMeters } from './battery';

/** What a battery can do. */
export interface BatterySpec {
  /** Wh that can be taken out of it when it is full. */
  readonly capacity: bigint;
  /** W that it takes in, and gives out, at most. */
  readonly maxCharge: bigint;
  readonly maxDischarge: bigint;
  /** What of the energy fed in can be taken out again, in millionths. */
  readonly efficiency: Ratio;
}

const MILLION = 1_000_000n;
const MS_PER_HOUR = 3_600_000n;

/**
 * A battery that keeps to its capacity, its power and its losses, for demonstrations and tests. It counts what can be
 * taken out: the losses of charging and discharging are both taken off when energy comes in, rounded down to a whole Wh.
 * Time passes in periods (`beginPeriod`); power limits the energy of each period.
 */
export class SimulatedBattery implements Battery {
  private readonly fedIn: Map<string, bigint>;
  private readonly taken: Map<string, bigint>;
  private holds: bigint;
  private mayTakeIn = 0n;
  private mayGiveOut = 0n;

  constructor(
    readonly spec: BatterySpec,
    before: BatteryMeters,
  ) {
    this.fedIn = new Map(before.fedIn);
    this.taken = new Map(before.taken);
    this.holds = before.holds;
  }

  /** Begins a period of so many ms: as much energy can flow as the power allows in that time. */
  beginPeriod(lengthMs: number): void {
    this.mayTakeIn = (this.spec.maxCharge * BigInt(lengthMs)) / MS_PER_HOUR;
    this.mayGiveOut = (this.spec.maxDischarge * BigInt(lengthMs)) / MS_PER_HOUR;
  }

  /** Wh that it would take in for the rest of this period. */
  get room(): bigint {
    const left = this.spec.capacity - this.holds;
    if (left <= 0n) return 0n;
    // The most of which, after losses, no more than `left` remains.
    const fits = ((left + 1n) * MILLION - 1n) / this.spec.efficiency;
    return fits < this.mayTakeIn ? fits : this.mayTakeIn;
  }

  /** Wh that it could give out in the rest of this period. */
  get deliverable(): bigint {
    return this.holds < this.mayGiveOut ? this.holds : this.mayGiveOut;
  }

  /** Takes energy in from a member, as much as there is room for; answers how much. */
  charge(member: string, energy: bigint): bigint {
    const flow = least(energy, this.room);
    if (flow <= 0n) return 0n;
    this.mayTakeIn -= flow;
    this.holds = whOf(this.holds + (flow * this.spec.efficiency) / MILLION);
    this.fedIn.set(member, (this.fedIn.get(member) ?? 0n) + flow);
    return flow;
  }

  /** Gives energy out to a member, as much as it can; answers how much. */
  discharge(member: string, energy: bigint): bigint {
    const flow = least(energy, this.deliverable);
    if (flow <= 0n) return 0n;
    this.mayGiveOut -= flow;
    this.holds -= flow;
    this.taken.set(member, (this.taken.get(member) ?? 0n) + flow);
    return flow;
  }

  read(): Promise<BatteryMeters> {
    return Promise.resolve({ fedIn: new Map(this.fedIn), taken: new Map(this.taken), holds: this.holds });
  }
}

const least = (a: bigint, b: bigint) => (a < b ? a : b);
