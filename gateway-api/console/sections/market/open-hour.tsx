import { type JSX } from 'preact';
import { formatEnergy, formatMicros } from '../../../../chaincode/domain/units';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Countdown } from '../../components/countdown';
import { Figure, Figures } from '../../components/figure';
import { Why } from '../../components/why';
import { StepCurves } from '../../charts/step-curves';
import { showAmount } from '../../model/amounts';
import { showShare } from '../../model/show';
import { texts } from '../../model/texts';
import { type ListingView } from '../../model/views';
import { useHomeHour } from '../../state/home';
import { useMember } from '../../state/me';
import { useHourText } from '../../state/time-zone';
import { PriceWhy } from './price-why';
import { type ComputedHour } from './use-hours';

interface HourProps {
  readonly listing: ListingView;
  readonly hour: ComputedHour;
}

/** The hour that takes offers: what is there, and what would come of it now. */
export function OpenHour({ listing, hour }: HourProps): JSX.Element {
  const words = texts.market;
  const hourText = useHourText(listing);
  return (
    <Card title={words.openHour(hourText)} lead={words.openLead} aside={<Countdown listing={listing} />} wide>
      <HourFigures listing={listing} hour={hour} />
      <StepCurves
        offers={hour.offers}
        price={hour.price}
        traded={hour.traded}
        tradedBy={hour.tradedBy}
        member={useMember()}
        fileName={`offers-${listing.id}`}
      />
    </Card>
  );
}

/** Price, offered, wanted and traded energy of an hour. */
export function HourFigures({ listing, hour }: HourProps): JSX.Element {
  const words = texts.market.figures;
  const hourText = useHourText(listing);
  const home = useHomeHour(listing.deliveryStart);
  const over = listing.state !== 'open';
  const energyOf = (side: 'buy' | 'sell'): bigint =>
    hour.offers.filter((offer) => offer.side === side).reduce((sum, { energy }) => sum + energy, 0n);
  const countOf = (side: 'buy' | 'sell'): number => hour.offers.filter((offer) => offer.side === side).length;
  const title = over ? texts.reasons.priceOf(hourText) : texts.reasons.priceNow;
  return (
    <Figures>
      <Figure
        label={over ? words.finalPrice : words.price}
        why={<Why about={title}>{() => <PriceWhy listing={listing} offers={hour.offers} />}</Why>}
        note={
          hour.traded === 0n
            ? over
              ? words.noPriceFinal
              : words.noPrice
            : home && words.grid(showAmount(home.feedIn, 'price').figure, showAmount(home.retail, 'price').figure)
        }
      >
        <Amount value={hour.price === null ? null : formatMicros(hour.price)} kind="price" />
      </Figure>
      <Figure label={words.offered} note={words.sellers(countOf('sell'))}>
        <Amount value={formatEnergy(energyOf('sell'))} kind="energy" />
      </Figure>
      <Figure label={words.wanted} note={words.buyers(countOf('buy'))}>
        <Amount value={formatEnergy(energyOf('buy'))} kind="energy" />
      </Figure>
      <Figure
        label={over ? words.finalTraded : words.traded}
        note={words.ofOffered(showShare(hour.traded, energyOf('sell')))}
      >
        <Amount value={formatEnergy(hour.traded)} kind="energy" />
      </Figure>
    </Figures>
  );
}
