import { type JSX } from 'preact';
import { formatMicros } from '../../../../chaincode/domain/units';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Countdown } from '../../components/countdown';
import { Figure, Figures } from '../../components/figure';
import { Why } from '../../components/why';
import { showEnergy } from '../../model/show';
import { texts } from '../../model/texts';
import { type ListingView } from '../../model/views';
import { useMember } from '../../state/me';
import { pathOf } from '../../state/router';
import { useHourText } from '../../state/time-zone';
import { offerText } from '../market/my-offers';
import { PriceWhy } from '../market/price-why';
import { type ComputedHour, computeHour, useHourOffers } from '../market/use-hours';

/** The hour that takes offers: when it closes, its price by now, the member's offers. */
export function NextHour({ listing }: { readonly listing: ListingView }): JSX.Element {
  const words = texts.today.next;
  const offers = useHourOffers(listing).data;
  const hour = computeHour(listing, offers ?? { open: [] });
  const hourText = useHourText(listing);
  const open = listing.state === 'open';
  return (
    <Card title={words.title(hourText)} aside={<Countdown listing={listing} />}>
      <Figures>
        <Figure
          label={open ? words.price : texts.market.figures.finalPrice}
          why={
            <Why about={open ? texts.reasons.priceNow : texts.reasons.priceOf(hourText)}>
              {() => <PriceWhy listing={listing} offers={hour.offers} />}
            </Why>
          }
        >
          <Amount value={hour.price === null ? null : formatMicros(hour.price)} kind="price" />
        </Figure>
      </Figures>
      <h3>{words.yours}</h3>
      <Mine hour={hour} open={open} />
      <div class="actions">
        <a class="button primary" href={pathOf('market')} data-section>
          {open ? words.offer : words.look}
        </a>
      </div>
    </Card>
  );
}

interface MineProps {
  readonly hour: ComputedHour;
  readonly open: boolean;
}

function Mine({ hour, open }: MineProps): JSX.Element {
  const member = useMember();
  const mine = hour.offers.filter((offer) => offer.member === member);
  const { now, over, none } = texts.market.mine;
  const came = open ? now : over;
  if (mine.length === 0) return <p class="quiet mine-place">{none}</p>;
  return (
    <ul class="rows mine-place">
      {mine.map((offer) => {
        const traded = hour.tradedBy.get(offer.id) ?? 0n;
        return (
          <li key={offer.id}>
            <span>{offerText(offer)}</span>
            <span class={traded === 0n ? 'bad-ink' : 'good-ink'}>
              {traded === 0n ? came.none : traded < offer.energy ? came.part(showEnergy(traded)) : came.whole}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
