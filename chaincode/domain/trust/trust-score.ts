import { fixedOf, sigmoid } from '../fixed-point';
import { type MicroEuro, type Ratio } from '../units';
import { fixedMean, meanWith, type RunningScore } from './running-mean';

/** What one trade says about a trader (spec 14, "Trust score of a trader after a trade"). */
export interface RatedTrade {
  /** alpha in millionths, 0..5: the counterparty's rating, or what delivery caps it at. */
  readonly rating: Ratio;
  /** Seconds since the trader's registration. */
  readonly registered: bigint;
  /** What the trader has traded so far, this trade among it. */
  readonly traded: MicroEuro;
}

/** What time and money count in: network parameters, each above 0. */
export interface TrustUnits {
  /** Seconds in which beta counts. */
  readonly time: bigint;
  /** Micro-eEuro in which gamma counts. */
  readonly money: bigint;
}

/** 30 days and 100 eEuro. */
export const defaultTrustUnits: TrustUnits = { time: 30n * 86_400n, money: 100_000_000n };

/**
 * A trader's score after a trade, 0..5: experience = (alpha + beta + gamma) / 3 with beta = S(time since registration)
 * and gamma = S(eEuro traded), then the mean of all experiences. The seed prints the sum of the three, which would leave
 * the scale; its algorithm averages. Rounded once, half to even to a millionth.
 */
export function nextTrustScore(before: RunningScore, trade: RatedTrade, units = defaultTrustUnits): Ratio {
  const alpha = fixedOf(trade.rating, 1_000_000n);
  const beta = sigmoid(fixedOf(trade.registered, units.time));
  const gamma = sigmoid(fixedOf(trade.traded, units.money));
  return meanWith(before, fixedMean([alpha, beta, gamma]));
}
