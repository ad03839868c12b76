import { parameters, type ParameterName } from '../parameters';
import { parseAmount, parseRatio, type Ratio } from '../units';
import { type TrustUnits } from '../trust/trust-score';

/** The network's parameters that agents depend on (spec 14), in the ledger's units. */
export interface AgentParameters {
  /** Micro-eEuro per TRUST. */
  readonly coinPrice: Ratio;
  /** Least stake, micro-TRUST. */
  readonly leastStake: bigint;
  /** Least score as a trader. */
  readonly threshold: Ratio;
  /** Seconds. */
  readonly turn: number;
  /** Seconds. */
  readonly timeout: number;
  /** The agent's share of a listing's fees, weighed by trust; in millionths. */
  readonly feeShare: Ratio;
  readonly units: TrustUnits;
}

const SECONDS_PER_DAY = 86_400n;

/** The parameters from their decimal strings (in range, see `checkParameter`); defaults where one was never voted on. */
export function agentParameters(values: Readonly<Record<string, string>>): AgentParameters {
  const text = (name: ParameterName) => values[name] ?? parameters[name].default;
  return {
    coinPrice: parseRatio(text('trustCoinPrice')),
    leastStake: parseAmount(text('agentStake')),
    threshold: parseRatio(text('agentThreshold')),
    turn: Number(text('attestationTurn')),
    timeout: Number(text('attestationTimeout')),
    feeShare: parseRatio(text('feeShare')),
    units: {
      time: (parseRatio(text('trustDays')) * SECONDS_PER_DAY) / 1_000_000n,
      money: parseAmount(text('trustEuros')),
    },
  };
}
