import { type MarketRules } from '../domain/market-rules';
import { parseGridPrices } from '../domain/microgrid/supply-demand-prices';
import { parseEnergy, parsePrice, parseRatio } from '../domain/units';
import { type MarketRulesView } from '../wire/views';

/** A market's rules in the ledger's units; INVALID_ARGUMENT for amounts out of range. */
export const parseRules = (view: MarketRulesView): MarketRules => ({
  ...view,
  tick: parsePrice(view.tick, 'rules.tick'),
  smallestOffer: parseEnergy(view.smallestOffer, 'rules.smallestOffer'),
  largestOffer: parseEnergy(view.largestOffer, 'rules.largestOffer'),
  priceFloor: parsePrice(view.priceFloor, 'rules.priceFloor'),
  priceCap: parsePrice(view.priceCap, 'rules.priceCap'),
  fee: parseRatio(view.fee, 'rules.fee'),
  trust: view.trust ?? 'off',
  attestation: view.attestation ?? 'off',
  grid: parseGridPrices(view),
});
