import { clearBook, type BookOffer, type ClearedBook } from '../../../chaincode/domain/clear-book';
import { type MarketRules } from '../../../chaincode/domain/market-rules';
import { type TrustPoints } from '../../../chaincode/domain/trust/points';
import { parseEnergy, parseEuro, parsePrice, parseRatio } from '../../../chaincode/domain/units';
import { type CollectedOfferView, type MarketRulesView, type OfferView } from './views';

/** What clearing needs of a market's rules. */
export type ClearingRules = Pick<MarketRules, 'mechanism' | 'limits' | 'fee' | 'trust' | 'grid'>;

/** An offer of an hour as the clearing sees it, with whose it is. */
export interface HourOffer extends BookOffer {
  readonly member: string;
}

/** An offer's id in its listing's book, and in trades. */
export const bookId = ({ member, id }: { readonly member: string; readonly id: string }): string => `${member}:${id}`;

export function clearingRules(rules: MarketRulesView): ClearingRules {
  const { mechanism, limits, fee, trust = 'off', retail, feedIn } = rules;
  const grid =
    retail === undefined || feedIn === undefined
      ? undefined
      : { retail: parsePrice(retail), feedIn: parsePrice(feedIn) };
  return { mechanism, limits, fee: parseRatio(fee), trust, grid };
}

/** Offers of an hour that is open; those taken back are left out. Points and microgrids are added at the close only. */
export function openOffers(offers: readonly OfferView[]): HourOffer[] {
  return offers
    .filter(({ state }) => state === 'open')
    .map((offer) => ({
      id: bookId(offer),
      member: offer.member,
      side: offer.side,
      energy: parseEnergy(offer.energy),
      price: parsePrice(offer.price),
      escrow: parseEuro(offer.escrow),
      slot: offer.slot,
    }));
}

/** Offers of an hour that is closed, as its clearing saw them. */
export function collectedOffers(offers: readonly CollectedOfferView[]): HourOffer[] {
  return offers.map(({ id, side, energy, price, escrow, slot, points, microgrid }) => ({
    ...{ id, side, slot, member: memberOf(id) },
    ...{ energy: parseEnergy(energy), price: parsePrice(price), escrow: parseEuro(escrow) },
    ...(points === null ? {} : { points: points as TrustPoints }),
    ...(microgrid === null ? {} : { microgrid }),
  }));
}

/** Whose an offer is, by its id in the book. */
export const memberOf = (id: string): string => id.slice(0, id.lastIndexOf(':'));

/**
 * Clears offers by the rules as the ledger does. An hour that is still open has no lottery yet: what depends on it alone
 * (who of two came first within a minute) is then drawn by a number of our own.
 */
export const clearHour = (
  offers: readonly HourOffer[],
  rules: ClearingRules,
  lockedBy: string | null,
): ClearedBook<HourOffer> => clearBook(offers, lockedBy ?? 'not locked yet', rules);
