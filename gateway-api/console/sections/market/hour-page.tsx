import { type JSX } from 'preact';
import { formatEnergy } from '../../../../chaincode/domain/units';
import { Card } from '../../components/card';
import { Countdown } from '../../components/countdown';
import { Empty, Loaded } from '../../components/states';
import { Table } from '../../components/table';
import { StepCurves } from '../../charts/step-curves';
import { showAmount } from '../../model/amounts';
import { clearHour, clearingRules, memberOf } from '../../model/hour-offers';
import { shortMember } from '../../model/names';
import { texts } from '../../model/texts';
import { type ListingView, type TradeView } from '../../model/views';
import { useMember } from '../../state/me';
import { pathOf } from '../../state/router';
import { useHourText, useTimeText } from '../../state/time-zone';
import { HourFigures } from './open-hour';
import { HourResult } from './hour-result';
import { type ComputedHour, computeHour, useHourOffers, useListing, useTrades } from './use-hours';

/** Everything of one hour: its curves, what the member's offers came to, every trade, and the check of all of it. */
export function HourPage({ id }: { readonly id: string }): JSX.Element {
  const listing = useListing(id);
  return (
    <div class="grid">
      <p class="wide">
        <a href={pathOf('market')} data-section>
          ← {texts.market.hour.back}
        </a>
      </p>
      <Loaded what={id} resource={listing} lines={10}>
        {(found) => <Hour listing={found} />}
      </Loaded>
    </div>
  );
}

function Hour({ listing }: { readonly listing: ListingView }): JSX.Element {
  const words = texts.market.hour;
  const offers = useHourOffers(listing);
  const trades = useTrades(listing);
  const hourText = useHourText(listing);
  const showTime = useTimeText();
  const member = useMember();
  return (
    <>
      <Card
        title={words.title(showTime(listing.deliveryStart, 'long'), hourText)}
        aside={<Countdown listing={listing} />}
        wide
      >
        <Loaded what={texts.market.result.title} resource={offers} lines={10}>
          {(found) => {
            const hour = computeHour(listing, found);
            return (
              <>
                <HourFigures listing={listing} hour={hour} />
                <StepCurves {...hour} member={member} fileName={`offers-${listing.id}`} />
                <HourResult listing={listing} hour={hour} />
                {trades.data ? <Check listing={listing} hour={hour} trades={trades.data} /> : null}
              </>
            );
          }}
        </Loaded>
      </Card>
      {listing.clearing === null ? null : (
        <Card title={words.trades} lead={words.tradesLead} wide>
          <Loaded what={words.trades} resource={trades} lines={8}>
            {(rows) => <Trades trades={rows} />}
          </Loaded>
        </Card>
      )}
    </>
  );
}

function Trades({ trades }: { readonly trades: readonly TradeView[] }): JSX.Element {
  const words = texts.market.hour;
  const member = useMember();
  if (trades.length === 0) {
    return (
      <Empty icon="market">
        <p>{words.noTrades}</p>
      </Empty>
    );
  }
  const { columns } = words;
  return (
    <Table
      caption={words.trades}
      rows={trades}
      keyOf={({ buy, sell }) => `${buy} ${sell}`}
      marked={({ buy, sell }) => [memberOf(buy), memberOf(sell)].includes(member)}
      columns={[
        { heading: columns.seller, cell: ({ sell }) => shortMember(memberOf(sell)) },
        { heading: columns.buyer, cell: ({ buy }) => shortMember(memberOf(buy)) },
        {
          heading: columns.energy,
          figure: true,
          cell: ({ energy }) => showAmount(energy, 'energy', { exact: true }).figure,
        },
        { heading: columns.price, figure: true, cell: ({ price }) => showAmount(price, 'price').figure },
        {
          heading: columns.payment,
          figure: true,
          cell: ({ payment }) => showAmount(payment, 'money', { exact: true }).figure,
        },
      ]}
    />
  );
}

interface CheckProps {
  readonly listing: ListingView;
  readonly hour: ComputedHour;
  readonly trades: readonly TradeView[];
}

/** Whether what the ledger published is what its rule makes of the offers. */
function Check({ listing, hour, trades }: CheckProps): JSX.Element {
  const words = texts.market.hour;
  const { clearing } = clearHour(hour.offers, clearingRules(listing.rules), listing.lockedBy);
  const same =
    clearing.trades.length === trades.length &&
    clearing.trades.every((trade, index) => {
      const published = trades[index];
      return (
        published?.buy === trade.buy.id &&
        published.sell === trade.sell.id &&
        published.energy === formatEnergy(trade.energy)
      );
    });
  const by = listing.attestation?.by ?? undefined;
  return (
    <div class="notice">
      <p class={same ? 'good-ink' : 'bad-ink'}>
        <strong>{same ? words.checked : words.differs}</strong>
      </p>
      <p class="quiet">{words.check}</p>
      {by === undefined ? null : <p class="quiet">{words.attested(shortMember(by))}</p>}
    </div>
  );
}
