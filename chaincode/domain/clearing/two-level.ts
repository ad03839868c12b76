import { clearTwoLevels } from '../microgrid/two-levels';
import { type Offer } from '../offer';
import { type TrustPoints } from '../trust/points';
import { exactPayment } from '../units';
import { type Clearing, type Mechanism, type MechanismOptions } from './clearing';
import { onCountedEnergy } from './counted-offers';

/** Prices by supply and demand inside microgrids and between them (spec 14): see `clearTwoLevels`. */
export const twoLevel: Mechanism = (offers, options) => cleared(offers, options, () => 4);

/** `two-level` by trust: quotas first, and points rank at level 2. */
export const trustedTwoLevel: Mechanism = onCountedEnergy((offers, options) =>
  cleared(offers, options, ({ points }) => points),
);

/** There is no one price: each microgrid has its own, and so has what is between them. */
function cleared<O extends Offer>(
  offers: readonly O[],
  { grid }: MechanismOptions,
  pointsOf: (offer: O) => TrustPoints,
): Clearing<O> {
  if (!grid) throw new Error("Mechanism two-level needs the grid's prices");
  const { trades } = clearTwoLevels(offers, grid, pointsOf);
  let total = 0n;
  let turnover = 0n;
  for (const { energy, price } of trades) {
    total += energy;
    turnover += exactPayment(price, energy);
  }
  return { price: null, energy: total, turnover, trades };
}
