import { type Side } from '../../../chaincode/domain/offer';
import { type HourOffer } from './hour-offers';

/** An offer's place in a curve: from so many Wh to so many, at its price. */
export interface CurveStep {
  readonly offer: HourOffer;
  readonly from: bigint;
  readonly to: bigint;
}

/** Supply from the cheapest ask up, demand from the dearest bid down: how much there is at each price. */
export function curveOf(offers: readonly HourOffer[], side: Side): CurveStep[] {
  const sign = side === 'buy' ? -1 : 1;
  const ranked = offers
    .filter((offer) => offer.side === side && offer.energy > 0n)
    .sort((a, b) => (a.price === b.price ? (a.id < b.id ? -1 : 1) : a.price < b.price ? -sign : sign));
  let reached = 0n;
  return ranked.map((offer) => {
    const from = reached;
    reached += offer.energy;
    return { offer, from, to: reached };
  });
}

/** The step of a curve at an energy; undefined beyond its end. */
export const stepAt = (curve: readonly CurveStep[], energy: bigint): CurveStep | undefined =>
  curve.find(({ from, to }) => energy >= from && energy < to);
