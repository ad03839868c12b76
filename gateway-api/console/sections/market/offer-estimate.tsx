import { type JSX } from 'preact';
import { parseRatio } from '../../../../chaincode/domain/units';
import { clearHour, clearingRules, type HourOffer } from '../../model/hour-offers';
import { amountText } from '../../model/amounts';
import { showEnergy, showMoney, showPrice } from '../../model/show';
import { texts } from '../../model/texts';
import { type ListingView } from '../../model/views';

interface OfferEstimateProps {
  readonly listing: ListingView;
  readonly offers: readonly HourOffer[];
  readonly draft: HourOffer | undefined;
}

/** What an offer would cost or bring if the hour closed now, computed with the ledger's rule. Its place is kept free. */
export function OfferEstimate({ listing, offers, draft }: OfferEstimateProps): JSX.Element {
  const words = texts.market.offer;
  if (!draft) {
    return (
      <div class="estimate">
        <p class="quiet">{words.fillIn}</p>
      </div>
    );
  }
  const { settlement, clearing } = clearHour([...offers, draft], clearingRules(listing.rules), listing.lockedBy);
  const mine = settlement.offers.find(({ offer }) => offer === draft);
  const energy = mine?.energy ?? 0n;
  const amount = mine?.amount ?? 0n;
  const price = clearing.price ?? (energy === 0n ? 0n : (amount * 1000n) / energy);
  const sentence = draft.side === 'buy' ? words.wouldBuy : words.wouldSell;
  return (
    <div class="estimate" role="status">
      <p>
        {energy === 0n
          ? words.wouldNot
          : sentence(showEnergy(energy), showPrice(price), showMoney(amount, { exact: false }))}
      </p>
      <p class="quiet">
        {draft.side === 'buy'
          ? words.locks(showMoney(draft.escrow))
          : parseRatio(listing.rules.fee) > 0n
            ? words.fee(amountText(listing.rules.fee, 'percent'))
            : '\u00a0'}
      </p>
    </div>
  );
}
