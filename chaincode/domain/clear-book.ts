import { inOrderOfArrival } from './arrival';
import { type Clearing } from './clearing/clearing';
import { mechanisms, trustedMechanisms } from './clearing/mechanisms';
import { countsTrust, type MarketRules } from './market-rules';
import { type EscrowedOffer, settle, type Settlement } from './settlement';

/** An offer in a listing's book: its id is unique there, as member:offer; `slot` is the minute of its arrival. */
export interface BookOffer extends EscrowedOffer {
  readonly slot: string;
}

export interface ClearedBook<O extends BookOffer = BookOffer> {
  readonly clearing: Clearing<O>;
  /** What came of the offers, in the order in which they were given. */
  readonly settlement: Settlement<O>;
}

/**
 * Clears all open offers of a listing by its rules, in the order of arrival that the lottery of the transaction which
 * locked it gives (spec 00, "Time"). The ledger publishes this; whoever has the offers recomputes it, in any order.
 */
export function clearBook<O extends BookOffer>(
  offers: readonly O[],
  lockedBy: string,
  rules: Pick<MarketRules, 'mechanism' | 'limits' | 'fee' | 'trust' | 'grid'>,
): ClearedBook<O> {
  const clear = (countsTrust(rules) ? trustedMechanisms : mechanisms)[rules.mechanism];
  const clearing = clear(inOrderOfArrival(offers, lockedBy), { limits: rules.limits, grid: rules.grid });
  return { clearing, settlement: settle(offers, clearing, rules.fee) };
}
