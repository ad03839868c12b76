import { type JSX } from 'preact';
import { Card } from '../../components/card';
import { Empty, Loaded } from '../../components/states';
import { texts } from '../../model/texts';
import { type ListingView } from '../../model/views';
import { useBalance } from '../../state/balance';
import { useHomes, useMeterDay } from '../../state/home';
import { useLedgerTime } from '../../state/ledger-time';
import { useMyTrades } from '../../state/my-trades';
import { useFirstMarket, useListings, useMarkets } from '../../state/markets';
import { currentAndLast } from '../market/use-hours';
import { DayChart } from './day-chart';
import { DayMoneyCard } from './day-money-card';
import { Holdings } from './holdings';
import { NextHour } from './next-hour';
import { NowCard } from './now-card';

/** The first thing that a member sees: this hour, the next one, the day so far. */
export default function TodaySection(): JSX.Element {
  const markets = useMarkets();
  const market = useFirstMarket();
  const listings = useListings(market);
  // The cards ask for these, too: they are asked for now, beside the listings, and not only after them.
  useHomes();
  useMeterDay();
  useBalance('eEuro');
  useBalance('ENT');
  if (market === undefined && markets.data) {
    return (
      <div class="grid">
        <Card title={texts.sectionNames.market.name}>
          <Empty icon="market">
            <p>{texts.market.noMarket}</p>
          </Empty>
        </Card>
        <Holdings />
      </div>
    );
  }
  return (
    <Loaded
      what={texts.sectionNames.today.name}
      resource={markets.data ? listings : { ...markets, data: undefined }}
      lines={12}
    >
      {(found) => <Day market={market ?? ''} listings={found} />}
    </Loaded>
  );
}

interface DayProps {
  readonly market: string;
  readonly listings: readonly ListingView[];
}

function Day({ market, listings }: DayProps): JSX.Element {
  const now = useLedgerTime(market);
  const trades = useMyTrades(listings);
  const { current } = currentAndLast(listings);
  const running = listings.find(
    ({ deliveryStart, deliveryEnd }) =>
      now !== undefined && Date.parse(deliveryStart) <= now && now < Date.parse(deliveryEnd),
  );
  return (
    <div class="grid">
      <NowCard listing={running} trades={trades.data} />
      {current ? <NextHour listing={current} /> : null}
      <div class="column">
        <DayMoneyCard trades={trades} />
        <Holdings />
      </div>
      <DayChart trades={trades.data ?? []} until={running?.deliveryEnd} />
    </div>
  );
}
