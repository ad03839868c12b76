import { type JSX } from 'preact';
import { parsePrice } from '../../../../chaincode/domain/units';
import { type Explanation, explainOffer, type Reason } from '../../model/offer-reasons';
import { clearingRules, type HourOffer } from '../../model/hour-offers';
import { showEnergy, showPrice } from '../../model/show';
import { texts } from '../../model/texts';
import { type ListingView } from '../../model/views';

interface OfferWhyProps {
  readonly listing: ListingView;
  readonly offers: readonly HourOffer[];
  /** The offer's id in the book. */
  readonly id: string;
}

/** Why an offer traded as it did, or would if the hour closed now. */
export function OfferWhy({ listing, offers, id }: OfferWhyProps): JSX.Element | null {
  const { rules } = listing;
  const bounds = { tick: parsePrice(rules.tick), floor: parsePrice(rules.priceFloor), cap: parsePrice(rules.priceCap) };
  const explanation = explainOffer(offers, clearingRules(rules), listing.lockedBy, id, bounds);
  if (!explanation) return null;
  const now = listing.state === 'open';
  const words = texts.reasons;
  const outcome = now ? words.outcomeNow : words.outcome;
  const { traded, offer } = explanation;
  return (
    <>
      <p>
        <strong>
          {explanation.outcome === 'none'
            ? outcome.none
            : explanation.outcome === 'whole'
              ? outcome.whole(showEnergy(traded))
              : outcome.part(showEnergy(traded), showEnergy(offer.energy))}
        </strong>
      </p>
      <ol class="steps">
        {explanation.reasons.flatMap((reason) =>
          sentencesFor(reason, explanation, now).map((sentence) => <li key={sentence}>{sentence}</li>),
        )}
      </ol>
      <p class="quiet">{words.computed}</p>
    </>
  );
}

function sentencesFor(reason: Reason, { offer: { side } }: Explanation, now: boolean): readonly string[] {
  const words = texts.reasons;
  switch (reason.kind) {
    case 'nobody':
      return [words.nobody[side]];
    case 'limit':
      return [words.limit[side](showPrice(reason.price), showPrice(reason.limit))];
    case 'within':
      return [words.within[side](showPrice(reason.price), showPrice(reason.limit))];
    case 'quota':
      return [words.quota(reason.points, showEnergy(reason.quota))];
    case 'rank':
      return [words.rank[side](showEnergy(reason.before), showEnergy(reason.there)), words.rankedBy[reason.by]];
    case 'noPartner':
      return [words.noPartner[side](showPrice(reason.best))];
    case 'wouldHave': {
      const sentence = now ? words.wouldHaveNow : words.wouldHave;
      return [sentence[side](showPrice(reason.price), showEnergy(reason.energy))];
    }
    case 'noPriceHelps':
      return [now ? words.noPriceHelpsNow : words.noPriceHelps];
  }
}
