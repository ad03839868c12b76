import { type JSX } from 'preact';
import { clearHour, clearingRules } from '../../model/hour-offers';
import { showEnergy, showMoney } from '../../model/show';
import { texts } from '../../model/texts';
import { type ListingView } from '../../model/views';
import { Why } from '../../components/why';
import { useMember } from '../../state/me';
import { offerText } from './my-offers';
import { OfferWhy } from './offer-why';
import { type ComputedHour } from './use-hours';

interface HourResultProps {
  readonly listing: ListingView;
  readonly hour: ComputedHour;
}

/** What came of the member's offers in a cleared hour, each with its reasons. */
export function HourResult({ listing, hour }: HourResultProps): JSX.Element {
  const member = useMember();
  const words = texts.market.result;
  const { settlement } = clearHour(hour.offers, clearingRules(listing.rules), listing.lockedBy);
  const mine = settlement.offers.filter(({ offer }) => offer.member === member);
  if (mine.length === 0) return <p class="quiet">{words.noOffer}</p>;
  return (
    <ul class="rows">
      {mine.map(({ offer, energy, amount, fee, refund }) => {
        const sentence = offer.side === 'buy' ? words.bought : words.sold;
        return (
          <li key={offer.id}>
            <div>
              <strong class={energy === 0n ? undefined : 'good-ink'}>
                {energy === 0n ? words.nothing : sentence(showEnergy(energy), showMoney(amount))}
              </strong>
              <Why about={texts.reasons.offerTitle(offerText(offer))}>
                {() => <OfferWhy listing={listing} offers={hour.offers} id={offer.id} />}
              </Why>
              <p class="quiet">
                {offerText(offer)}
                {refund > 0n ? ` · ${words.refund(showMoney(refund))}` : ''}
                {fee > 0n ? ` · ${words.feeOf(showMoney(fee, { exact: true }))}` : ''}
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
