import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Figure, Figures } from '../../components/figure';
import { Empty, Loaded } from '../../components/states';
import { texts } from '../../model/texts';
import { type ListingView, type MarketView } from '../../model/views';
import { useLedgerTime } from '../../state/ledger-time';
import { useMember } from '../../state/me';
import { useListings, useMarkets } from '../../state/markets';
import { useTimeText } from '../../state/time-zone';
import { ListingTable } from './listing-table';
import { Schedule } from './schedule';

/** The operator's work, which the scheduler does by itself: listings from opening to settlement, and calling one off. */
export default function OperatorSection(): JSX.Element {
  const member = useMember();
  const markets = useMarkets();
  return (
    <Loaded what={texts.sectionNames.operator.name} resource={markets} lines={10}>
      {(all) => {
        const own = all.filter(({ operator }) => operator === member);
        return own.length === 0 ? (
          <Empty icon="operator">
            <p>{texts.operator.none}</p>
          </Empty>
        ) : (
          <Markets own={own} />
        );
      }}
    </Loaded>
  );
}

function Markets({ own }: { readonly own: readonly MarketView[] }): JSX.Element {
  const [chosen, choose] = useState(own[0]?.id);
  const market = own.find(({ id }) => id === chosen) ?? own[0];
  return (
    <div class="grid">
      {own.length > 1 ? (
        <div class="actions wide" role="group" aria-label={texts.operator.choose}>
          {own.map(({ id }) => (
            <button key={id} type="button" aria-pressed={id === market?.id} onClick={() => choose(id)}>
              {id}
            </button>
          ))}
        </div>
      ) : null}
      {market ? <OneMarket key={market.id} market={market} /> : null}
    </div>
  );
}

function OneMarket({ market }: { readonly market: MarketView }): JSX.Element {
  const words = texts.operator;
  const { rules } = market;
  const now = useLedgerTime(market.id);
  const listings = useListings(market.id);
  const showTime = useTimeText();
  return (
    <>
      <Card title={`${words.market}: ${market.id}`} lead={words.marketLead} wide>
        <Figures>
          <Figure label={words.now} note={words.clocks[rules.clock]}>
            {now === undefined ? texts.shell.none : showTime(new Date(now).toISOString(), 'time')}
          </Figure>
          <Figure label={words.mechanism} note={words.minutes(rules.intervalMinutes)}>
            {rules.mechanism}
          </Figure>
          <Figure label={words.fee} note={words.feeNote}>
            <Amount value={rules.fee} kind="percent" />
          </Figure>
          <Figure label={words.price}>
            <Amount value={rules.priceFloor} kind="price" bare /> – <Amount value={rules.priceCap} kind="price" />
          </Figure>
        </Figures>
      </Card>
      <Schedule market={market} now={now} listings={listings.data ?? []} />
      <Settlement listings={listings.data ?? []} />
      <Card title={words.listings} lead={words.listingsLead} wide>
        <Loaded what={words.listings} resource={listings} lines={8}>
          {(all) => <ListingTable listings={all} now={now} />}
        </Loaded>
      </Card>
      <Card title={words.meters} wide>
        <p>{words.metersText}</p>
        <p>{words.emergencyText}</p>
      </Card>
    </>
  );
}

function Settlement({ listings }: { readonly listings: readonly ListingView[] }): JSX.Element {
  const words = texts.operator;
  const unsettled = listings.filter(({ state }) => state === 'cleared');
  const awaited = listings.filter(({ attestation }) => attestation?.state === 'awaited');
  return (
    <Card title={words.settlement} lead={words.settlementLead}>
      <Figures>
        <Figure label={words.unsettled} note={words.unsettledNote}>
          <Amount value={String(unsettled.length)} kind="count" />
        </Figure>
        <Figure label={words.attestations} note={words.attestationsNote}>
          <Amount value={String(awaited.length)} kind="count" />
        </Figure>
      </Figures>
    </Card>
  );
}
