import { parameters } from '../parameters';
import { parseRatio, type Ratio } from '../units';

/** The network's parameters that stored energy depends on (spec 12), in the ledger's units. */
export interface EnergyParameters {
  /** Largest minting cost or bonus, micro-ENT per kWh; at most 1 ENT. */
  readonly M: Ratio;
  /** Largest burning cost or bonus, micro-ENT per kWh; at most 1 ENT. */
  readonly B: Ratio;
  /** Share of a loss recovered per kWh, in millionths. */
  readonly C: Ratio;
  /** The unit owner's share of minted ENT, in millionths; at most 1. */
  readonly F: Ratio;
  /** How long a consumption session lasts, in seconds. */
  readonly H: number;
}

/** The parameters from their decimal strings (in range, see `checkParameter`); defaults where one was never voted on. */
export function energyParameters(values: Readonly<Record<string, string>>): EnergyParameters {
  const ratio = (name: 'M' | 'B' | 'C' | 'F' | 'H') => parseRatio(values[name] ?? parameters[name].default, name);
  return { M: ratio('M'), B: ratio('B'), C: ratio('C'), F: ratio('F'), H: Number(ratio('H') / 1_000_000n) };
}
