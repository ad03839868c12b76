import { exponential, fixedOf, negative, timesFixed } from '../fixed-point';
import { divideHalfEven, type Micros, microsOf, type Ratio, type Wh } from '../units';

/** What the meters of a substation counted in a slot (spec 16, "NRGCoin's substation formulas"). */
export interface SubstationSlot {
  /** tp: all production. */
  readonly produced: Wh;
  /** tc: all consumption. */
  readonly consumed: Wh;
}

/**
 * g = x q / e^((tp - tc)^2 / a): what the grid operator pays a prosumer for `fedIn` (x), in micro-NRG. `rate` (q) is NRG
 * per kWh, `tolerance` (a, above 0) kWh^2; both in millionths. Most where the substation is in balance. Rounded once, half to even.
 */
export function feedInReward(fedIn: Wh, slot: SubstationSlot, rate: Ratio, tolerance: Ratio): Micros {
  const imbalance = slot.produced - slot.consumed;
  // Wh^2 over millionths of a kWh^2: the two millions cancel out.
  const decay = exponential(negative(fixedOf(imbalance * imbalance, tolerance)));
  return microsOf(timesFixed(decay, fedIn * rate, 1000n));
}

/**
 * h = y r tc / (tc + tp), 0 when both are 0: what a consumer pays the grid operator for `drawn` (y), in micro-NRG.
 * `rate` (r) is NRG per kWh in millionths. Dearest where nothing is produced. Rounded once, half to even.
 */
export function consumptionCharge(drawn: Wh, { produced, consumed }: SubstationSlot, rate: Ratio): Micros {
  const total = consumed + produced;
  return microsOf(total === 0n ? 0n : divideHalfEven(drawn * rate * consumed, 1000n * total));
}
