import { type Ratio, type Wh } from '../../chaincode/domain/units';
import { type Tariff } from './tariff';

/** A home of the recorded community. */
export interface Household {
  /** "H01" in the data, `h01` as enrollment id. */
  readonly id: string;
  /** Its place in the community, from 1. */
  readonly number: number;
  readonly kind: 'prosumer' | 'prosumer_battery' | 'consumer';
  /** Peak power of the panels in W; 0 without. */
  readonly pvW: number;
  /** The home's battery in the scenario. */
  readonly battery: HomeBattery | undefined;
  /** Bus of the distribution grid. */
  readonly bus: string;
  readonly tariff: Tariff;
}

/** What a home's battery can do. */
export interface HomeBattery {
  readonly capacity: Wh;
  /** W */
  readonly maxCharge: bigint;
  /** W */
  readonly maxDischarge: bigint;
  /** What of the energy charged can be used again, in millionths. */
  readonly efficiency: Ratio;
}

/** What a home's meter and inverter counted in one hour. */
export interface Reading {
  readonly load: Wh;
  readonly pv: Wh;
}

/** One recorded hour of all homes. */
export interface RecordedHour {
  readonly start: Date;
  readonly startMinute: number;
  /** By household id. */
  readonly readings: ReadonlyMap<string, Reading>;
}

/** One recorded day, from local midnight to local midnight: 24 hours, or 23 or 25 when the clocks change. */
export interface RecordedDay {
  /** Place among the recorded days, from 0. */
  readonly index: number;
  /** "2016-08-15", local. */
  readonly date: string;
  readonly hours: readonly RecordedHour[];
}

/** A community whose consumption and production were recorded hour by hour. */
export interface Community {
  readonly name: string;
  readonly timeZone: string;
  readonly households: readonly Household[];
  readonly days: readonly RecordedDay[];
}
