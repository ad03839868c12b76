import { type Mechanism } from './clearing';
import { byPoints, onCountedEnergy } from './counted-offers';
import { payAsClear } from './pay-as-clear';

/**
 * `pay-as-clear` by trust (spec 14): quotas first, then the price and the largest welfare of the energy that counts.
 * Whoever is better than the one price is served in full anyway, so points have something to decide only at the
 * margin: among equal prices they go before arrival.
 */
export const trustedPayAsClear: Mechanism = onCountedEnergy((offers, options) => payAsClear(byPoints(offers), options));
