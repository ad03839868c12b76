import { type JSX } from 'preact';
import { formatEnergy, formatMicros, parseEnergy, parseEuro } from '../../../../chaincode/domain/units';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Figure, Figures } from '../../components/figure';
import { Empty } from '../../components/states';
import { amountText } from '../../model/amounts';
import { texts } from '../../model/texts';
import { type ListingView } from '../../model/views';
import { useHomeHour } from '../../state/home';
import { type MyTrade } from '../../state/my-trades';
import { useHourText } from '../../state/time-zone';
import { OffersWhy } from './offers-why';

interface NowCardProps {
  /** The hour that is being delivered; undefined before the first. */
  readonly listing: ListingView | undefined;
  readonly trades: readonly MyTrade[] | undefined;
}

/** The hour that is running: what the home does in it, and what was agreed for it. */
export function NowCard({ listing, trades }: NowCardProps): JSX.Element {
  return listing ? (
    <Running listing={listing} trades={(trades ?? []).filter((trade) => trade.listing === listing.id)} />
  ) : (
    <Card title={texts.sectionNames.today.name} wide>
      <Empty icon="clock">
        <p>{texts.today.noListing}</p>
      </Empty>
    </Card>
  );
}

interface RunningProps {
  readonly listing: ListingView;
  readonly trades: readonly MyTrade[];
}

function Running({ listing, trades }: RunningProps): JSX.Element {
  const words = texts.today;
  const home = useHomeHour(listing.deliveryStart);
  const hourText = useHourText(listing);
  const bought = totalOf(trades, 'buy');
  const sold = totalOf(trades, 'sell');
  const produces = home && home.produced !== '0';
  return (
    <Card title={words.now(hourText)} lead={words.nowLead} wide>
      <Figures>
        {home ? (
          <>
            <Figure label={words.producing} note={produces ? words.producingNote : undefined}>
              <Amount value={home.produced} kind="energy" />
            </Figure>
            <Figure label={words.using} note={words.usingNote}>
              <Amount value={home.used} kind="energy" />
            </Figure>
          </>
        ) : null}
        <Figure
          label={words.bought}
          note={bought.energy === '0' ? words.nothingBought : words.costs(amountText(bought.amount, 'money'))}
          why={<OffersWhy listing={listing} about={words.whyBought} />}
        >
          <Amount value={bought.energy} kind="energy" />
        </Figure>
        <Figure
          label={words.sold}
          note={sold.energy === '0' ? words.nothingSold : words.earns(amountText(sold.amount, 'money'))}
          why={<OffersWhy listing={listing} about={words.whySold} />}
        >
          <Amount value={sold.energy} kind="energy" />
        </Figure>
      </Figures>
      <p class="quiet small-print">{home ? words.simulated : words.noMeter}</p>
    </Card>
  );
}

function totalOf(trades: readonly MyTrade[], side: MyTrade['side']): { energy: string; amount: string } {
  const those = trades.filter((trade) => trade.side === side);
  return {
    energy: formatEnergy(those.reduce((sum, { traded }) => sum + parseEnergy(traded), 0n)),
    amount: formatMicros(those.reduce((sum, { amount }) => sum + parseEuro(amount), 0n)),
  };
}
