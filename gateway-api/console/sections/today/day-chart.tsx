import { type JSX } from 'preact';
import { formatEnergy, formatMicros, parseEnergy, parseEuro } from '../../../../chaincode/domain/units';
import { HourChart } from '../../charts/hour-chart';
import { Card } from '../../components/card';
import { amountText } from '../../model/amounts';
import { texts } from '../../model/texts';
import { useHomes, useMeterDay } from '../../state/home';
import { useMember } from '../../state/me';
import { type MyTrade } from '../../state/my-trades';
import { useTimeText } from '../../state/time-zone';

interface DayChartProps {
  readonly trades: readonly MyTrade[];
  /** End of the hour that is running: later ones have not been counted yet. */
  readonly until: string | undefined;
}

interface DayRow {
  readonly start: string;
  readonly used: string | undefined;
  readonly produced: string | undefined;
  readonly bought: string;
  readonly sold: string;
  readonly paid: string;
  readonly received: string;
}

/** The home's day hour by hour; nothing where no meter is known. */
export function DayChart({ trades, until }: DayChartProps): JSX.Element | null {
  const words = texts.today.day;
  const member = useMember();
  const showTime = useTimeText();
  const day = useMeterDay().data?.day;
  const home = useHomes().data?.homes.find((candidate) => candidate.member === member);
  if (!day || !home) return null;
  const rows = day.hours.map(({ start, homes }): DayRow => {
    const reading = until !== undefined && start < until ? homes[home.home] : undefined;
    const ofHour = (side: MyTrade['side']) =>
      trades.filter((trade) => trade.deliveryStart === start && trade.side === side);
    return {
      ...{ start, used: reading?.used, produced: reading?.produced },
      ...{ bought: energyOf(ofHour('buy')), sold: energyOf(ofHour('sell')) },
      ...{ paid: moneyOf(ofHour('buy')), received: moneyOf(ofHour('sell')) },
    };
  });
  const sum = (pick: (row: DayRow) => string | undefined): string =>
    amountText(formatEnergy(rows.reduce((total, row) => total + parseEnergy(pick(row) ?? '0'), 0n)), 'energy');
  const column = (heading: string, value: (row: DayRow) => string) => ({ heading, value, cell: value, figure: true });
  const { columns } = words;
  return (
    <Card title={words.title} lead={words.lead} wide>
      <HourChart
        summary={words.summary(
          sum(({ used }) => used),
          sum(({ produced }) => produced),
        )}
        fileName={`day-${day.date}`}
        legend={[
          ...(home.pvW > 0 ? [{ look: 'sell', name: words.produced } as const] : []),
          { look: 'buy', name: words.used },
          { look: 'sun', shape: 'block', name: words.traded },
        ]}
        rows={rows}
        keyOf={({ start }) => start}
        labelOf={({ start }) => showTime(start, 'time')}
        hint={words.hint}
        readout={(row) => readout(row, showTime(row.start, 'time'))}
        lines={[
          ...(home.pvW > 0 ? [{ look: 'sell', value: ({ produced }: DayRow) => numberOf(produced) } as const] : []),
          { look: 'buy', value: ({ used }) => numberOf(used) },
        ]}
        lineUnit="kWh"
        bar={({ bought, sold }) => Number(bought) + Number(sold)}
        columns={[
          { heading: columns.hour, value: ({ start }) => start, cell: ({ start }) => showTime(start, 'time') },
          column(columns.used, ({ used }) => used ?? ''),
          column(columns.produced, ({ produced }) => produced ?? ''),
          column(columns.bought, ({ bought }) => bought),
          column(columns.sold, ({ sold }) => sold),
        ]}
      />
    </Card>
  );
}

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
const energyOf = (trades: readonly MyTrade[]): string =>
  formatEnergy(trades.reduce((sum, { traded }) => sum + parseEnergy(traded), 0n));
const moneyOf = (trades: readonly MyTrade[]): string =>
  formatMicros(trades.reduce((sum, { amount }) => sum + parseEuro(amount), 0n));

function readout({ used, produced, bought, sold, paid, received }: DayRow, hour: string): string {
  const words = texts.today.day;
  const traded = [
    ...(bought === '0' ? [] : [words.bought(amountText(bought, 'energy'), amountText(paid, 'money'))]),
    ...(sold === '0' ? [] : [words.sold(amountText(sold, 'energy'), amountText(received, 'money'))]),
  ];
  const shown = (energy: string | undefined) =>
    energy === undefined ? texts.shell.none : amountText(energy, 'energy');
  return words.readout(hour, shown(used), shown(produced), traded.join(', ') || words.nothing);
}
