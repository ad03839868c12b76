import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Card } from '../../components/card';
import { Empty } from '../../components/states';
import { Why } from '../../components/why';
import { type HourOffer } from '../../model/hour-offers';
import { showEnergy, showMoney, showPrice } from '../../model/show';
import { texts } from '../../model/texts';
import { type ListingView } from '../../model/views';
import { write } from '../../state/api';
import { useMember } from '../../state/me';
import { type ApiProblem, problemOf } from '../../state/problem';
import { refreshResources } from '../../state/resources';
import { OfferWhy } from './offer-why';
import { type ComputedHour } from './use-hours';

interface MyOffersProps {
  readonly listing: ListingView;
  readonly hour: ComputedHour;
}

/** The member's offers in the open hour, with what would come of each, and the way to take them back. */
export function MyOffers({ listing, hour }: MyOffersProps): JSX.Element {
  const member = useMember();
  const mine = hour.offers.filter((offer) => offer.member === member);
  return (
    <Card title={texts.market.mine.title}>
      {mine.length === 0 ? (
        <Empty icon="market">
          <p>{texts.market.mine.none}</p>
        </Empty>
      ) : (
        <ul class="rows">
          {mine.map((offer) => (
            <MyOffer key={offer.id} listing={listing} hour={hour} offer={offer} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function MyOffer({ listing, hour, offer }: MyOffersProps & { readonly offer: HourOffer }): JSX.Element {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const words = texts.market.mine;
  const what = offerText(offer);
  const traded = hour.tradedBy.get(offer.id) ?? 0n;
  const came = listing.state === 'open' ? words.now : words.over;
  const now = traded === 0n ? came.none : traded < offer.energy ? came.part(showEnergy(traded)) : came.whole;
  const cancel = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const id = offer.id.slice(offer.member.length + 1);
      await write('DELETE', `/v1/listings/${listing.id}/offers/${offer.member}/${id}`);
      refreshResources(`/v1/listings/${listing.id}`);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <li>
      <div>
        <span class={`badge ${offer.side}`}>
          {offer.side === 'sell' ? texts.market.offer.sell : texts.market.offer.buy}
        </span>{' '}
        {what}
        <p class="quiet">
          <span class={traded === 0n ? 'bad-ink' : 'good-ink'}>{now}</span>
          <Why about={texts.reasons.offerNowTitle(what)}>
            {() => <OfferWhy listing={listing} offers={hour.offers} id={offer.id} />}
          </Why>
          {offer.escrow > 0n ? ` · ${words.locked(showMoney(offer.escrow))}` : null}
        </p>
        {problem ? (
          <p class="form-problem" role="alert">
            {problem.message}
          </p>
        ) : null}
      </div>
      {listing.state === 'open' ? (
        <button
          type="button"
          class="small"
          aria-label={words.cancelOf(what)}
          aria-busy={busy}
          onClick={() => void cancel()}
        >
          {words.cancel}
        </button>
      ) : null}
    </li>
  );
}

/** An offer in words: "Buy 1.20 kWh for at most 14.30 ct/kWh". */
export function offerText({ side, energy, price }: Pick<HourOffer, 'side' | 'energy' | 'price'>): string {
  const sentence = side === 'buy' ? texts.market.mine.buying : texts.market.mine.selling;
  return sentence(showEnergy(energy, { exact: true }), showPrice(price));
}
