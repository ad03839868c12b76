import { type JSX } from 'preact';
import { formatMicros } from '../../../../chaincode/domain/units';
import { HourChart } from '../../charts/hour-chart';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Figure, Figures } from '../../components/figure';
import { Table } from '../../components/table';
import { amountText, shifted, showAmount } from '../../model/amounts';
import { shortMember } from '../../model/names';
import { showShare } from '../../model/show';
import { signedMicros } from '../../model/signed-micros';
import { texts } from '../../model/texts';
import { type DayReport, type MemberDay, type ReportedHour, type Statement } from '../../state/day-report';
import { useMember } from '../../state/me';
import { longDate } from './member-statement';
import './bills.css';

/** The day of the whole community: its figures, its hours, everybody's bill, and that nothing was lost. */
export function CommunityDay({ day }: { readonly day: DayReport }): JSX.Element {
  const words = texts.bills;
  const { energy, bills, storage } = day;
  const saved = signedMicros(bills.withoutMarket) - signedMicros(bills.withMarket);
  const usedLocally = signedMicros(energy.ownUse) + signedMicros(energy.traded) + signedMicros(storage?.taken ?? '0');
  return (
    <>
      <Card title={words.community(longDate(day.date))} lead={words.communityLead} wide>
        <Figures>
          <Figure
            label={words.figures.traded}
            note={words.figures.ofSurplus(showShare(signedMicros(energy.traded), signedMicros(energy.surplus)))}
          >
            <Amount value={energy.traded} kind="energy" />
          </Figure>
          <Figure
            label={words.figures.saved}
            note={words.instead(amountText(bills.withMarket, 'money'), amountText(bills.withoutMarket, 'money'))}
          >
            <Amount value={formatMicros(saved)} kind="money" />
          </Figure>
          <Figure
            label={words.figures.ownUse}
            note={words.withoutMarketNote(showShare(signedMicros(energy.ownUse), signedMicros(energy.pv)))}
          >
            {showShare(usedLocally, signedMicros(energy.pv))}
          </Figure>
          <Figure label={words.figures.turnover}>
            <Amount value={day.turnover} kind="money" />
          </Figure>
        </Figures>
        <h3>{words.chartTitle}</h3>
        <p class="quiet">{words.chartLead}</p>
        <Hours day={day} />
      </Card>
      <Card title={words.members} wide>
        <Bills members={day.members} />
      </Card>
      <Card title={words.proof} lead={words.proofLead} wide>
        <ul class="rows">
          {[...day.money.statements, ...(storage?.statements ?? [])].map((statement) => (
            <Compared key={statement.says} statement={statement} />
          ))}
        </ul>
      </Card>
    </>
  );
}

function Hours({ day }: { readonly day: DayReport }): JSX.Element {
  const words = texts.bills;
  const cents = (price: string | null): number | undefined => (price === null ? undefined : Number(price) * 100);
  const exact = (price: string | null): string => (price === null ? '' : shifted(price, 2));
  const shown = (price: string | null): string => (price === null ? texts.shell.none : amountText(price, 'price'));
  const traded = ({ trades, price }: ReportedHour): string | null => (trades === 0 ? null : price);
  const { chartColumns: columns } = words;
  const column = (heading: string, value: (hour: ReportedHour) => string) => ({
    heading,
    value,
    cell: value,
    figure: true,
  });
  return (
    <HourChart
      summary={words.summary(longDate(day.date), amountText(day.energy.traded, 'energy'))}
      fileName={`community-${day.date}`}
      legend={[
        { look: 'buy', shape: 'dashed', name: words.chart.retail },
        { look: 'price', name: words.chart.price },
        { look: 'sell', shape: 'dashed', name: words.chart.feedIn },
        { look: 'sun', shape: 'block', name: words.chart.energy },
      ]}
      rows={day.hours}
      keyOf={({ listing }) => listing}
      labelOf={({ localTime }) => localTime}
      hint={words.hint}
      readout={(hour) =>
        traded(hour) === null
          ? words.readoutNone(hour.localTime, shown(hour.retail), shown(hour.feedIn))
          : words.readout(
              hour.localTime,
              shown(hour.price),
              amountText(hour.energy, 'energy'),
              shown(hour.retail),
              shown(hour.feedIn),
            )
      }
      lines={[
        { look: 'buy', dashed: true, value: ({ retail }) => cents(retail) },
        { look: 'sell', dashed: true, value: ({ feedIn }) => cents(feedIn) },
        { look: 'price', value: (hour) => cents(traded(hour)) },
      ]}
      lineUnit="ct/kWh"
      bar={({ energy }) => Number(energy)}
      barUnit="kWh"
      columns={[
        { heading: columns.hour, value: ({ localTime }) => localTime, cell: ({ localTime }) => localTime },
        column(columns.price, (hour) => exact(traded(hour))),
        column(columns.retail, ({ retail }) => exact(retail)),
        column(columns.feedIn, ({ feedIn }) => exact(feedIn)),
        column(columns.energy, ({ energy }) => energy),
        column(columns.trades, ({ trades }) => String(trades)),
      ]}
    />
  );
}

function Bills({ members }: { readonly members: readonly MemberDay[] }): JSX.Element {
  const { memberColumns: columns, members: caption } = texts.bills;
  const me = useMember();
  const energy = (heading: string, pick: (member: MemberDay) => string) => ({
    heading,
    figure: true,
    cell: (member: MemberDay) => showAmount(pick(member), 'energy').figure,
  });
  const money = (heading: string, pick: (member: MemberDay) => string) => ({
    heading,
    figure: true,
    cell: (member: MemberDay) => showAmount(pick(member), 'money').figure,
  });
  return (
    <Table
      caption={caption}
      rows={members}
      keyOf={({ member }) => member}
      marked={({ member }) => member === me}
      columns={[
        { heading: columns.member, cell: ({ member }) => shortMember(member) },
        energy(columns.used, ({ load }) => load),
        energy(columns.produced, ({ pv }) => pv),
        energy(columns.bought, ({ bought }) => bought),
        energy(columns.sold, ({ sold }) => sold),
        money(columns.bill, ({ billWithMarket }) => billWithMarket),
        money(columns.without, ({ billWithoutMarket }) => billWithoutMarket),
        money(columns.saved, (member) =>
          formatMicros(signedMicros(member.billWithoutMarket) - signedMicros(member.billWithMarket)),
        ),
      ]}
    />
  );
}

const Compared = ({ statement: { says, left, right, holds } }: { readonly statement: Statement }): JSX.Element => (
  <li>
    <span>{says}</span>
    <span class="line-figures">
      <span class="amount">
        {left} {holds ? '=' : '≠'} {right}
      </span>
      <span class={holds ? 'badge good' : 'badge bad'}>{holds ? texts.bills.holds : texts.bills.fails}</span>
    </span>
  </li>
);
