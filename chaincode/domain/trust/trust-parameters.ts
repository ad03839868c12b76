import { type ParameterName, parameters } from '../parameters';
import { type MicroEuro, parseEuro, parseRatio, type Ratio } from '../units';
import { type PointThresholds } from './points';
import { type TrustUnits } from './trust-score';

/** The network's parameters that a trader's trust depends on (spec 14), in the ledger's units. */
export interface TrustParameters {
  readonly thresholds: PointThresholds;
  readonly units: TrustUnits;
  /** The least share of a commitment whose delivery costs no point, in millionths. */
  readonly deliveryTolerance: Ratio;
  /** Seconds in which a trade can be rated, and before that its delivery attested. */
  readonly ratingWindow: number;
  /** Trades that are worth less don't count. */
  readonly ratingMinimum: MicroEuro;
}

const DAY = 86_400;
const MILLION = 1_000_000n;

/** The parameters from their decimal strings (in range, see `checkParameter`); defaults where one was never voted on. */
export function trustParameters(values: Readonly<Record<string, string>>): TrustParameters {
  const text = (name: ParameterName) => values[name] ?? parameters[name].default;
  const ratio = (name: ParameterName) => parseRatio(text(name), name);
  const whole = (name: ParameterName) => ratio(name) / MILLION;
  return {
    thresholds: [ratio('trustScore2'), ratio('trustScore3'), ratio('trustScore4')],
    units: { time: whole('trustDays') * BigInt(DAY), money: whole('trustEuros') * MILLION },
    deliveryTolerance: ratio('deliveryTolerance'),
    ratingWindow: Number(whole('ratingWindow')) * DAY,
    ratingMinimum: parseEuro(text('ratingMinimum'), 'ratingMinimum'),
  };
}
