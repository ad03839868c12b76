import { type MarketRules } from '../../../chaincode/domain/market-rules';
import { parseEnergy, parsePrice } from '../../../chaincode/domain/units';
import { clearingRules } from './hour-offers';
import { type MarketRulesView } from './views';

/** A market's rules in the ledger's units, for the domain's own checks. */
export const fullRules = (rules: MarketRulesView): MarketRules => ({
  ...clearingRules(rules),
  tick: parsePrice(rules.tick),
  smallestOffer: parseEnergy(rules.smallestOffer),
  largestOffer: parseEnergy(rules.largestOffer),
  priceFloor: parsePrice(rules.priceFloor),
  priceCap: parsePrice(rules.priceCap),
  intervalMinutes: rules.intervalMinutes,
  metered: rules.metered,
  clock: rules.clock,
  offersPerMember: rules.offersPerMember,
  attestation: rules.attestation ?? 'off',
});
