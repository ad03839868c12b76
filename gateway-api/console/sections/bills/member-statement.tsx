import { type JSX } from 'preact';
import { formatMicros } from '../../../../chaincode/domain/units';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Figure, Figures } from '../../components/figure';
import { Why } from '../../components/why';
import { amountText } from '../../model/amounts';
import { signedMicros } from '../../model/signed-micros';
import { showShare } from '../../model/show';
import { texts } from '../../model/texts';
import { showTime } from '../../model/times';
import { type DayReport, type MemberDay } from '../../state/day-report';

interface MemberStatementProps {
  readonly day: DayReport;
  readonly mine: MemberDay;
}

/** A member's day: its bill beside what the grid alone would have cost, line by line. */
export function MemberStatement({ day, mine }: MemberStatementProps): JSX.Element {
  const words = texts.bills;
  const [withMarket, without] = [signedMicros(mine.billWithMarket), signedMicros(mine.billWithoutMarket)];
  const saved = without - withMarket;
  return (
    <Card title={words.day(longDate(day.date))} lead={words.dayLead} wide>
      <Figures>
        <Figure label={words.withMarket}>
          <Amount value={mine.billWithMarket} kind="money" />
        </Figure>
        <Figure label={words.withoutMarket}>
          <Amount value={mine.billWithoutMarket} kind="money" />
        </Figure>
        <Figure
          label={words.saved}
          note={without > 0n && saved > 0n ? words.savedNote(showShare(saved, without)) : undefined}
          why={
            <Why about={words.savedWhy}>
              <Steps mine={mine} />
            </Why>
          }
        >
          <span class={saved >= 0n ? 'good-ink' : 'bad-ink'}>
            <Amount value={formatMicros(saved)} kind="money" signed />
          </span>
        </Figure>
      </Figures>
      <ul class="rows statement">
        <Line name={words.lines.used} energy={mine.load} />
        <Line name={words.lines.produced} energy={mine.pv} />
        <Line name={words.lines.bought} energy={mine.bought} amount={mine.paid} />
        <Line name={words.lines.sold} energy={mine.sold} amount={mine.received} />
        <Line name={words.lines.fedIn} energy={mine.fedIn} />
        <Line name={words.lines.taken} energy={mine.taken} />
      </ul>
    </Card>
  );
}

interface LineProps {
  readonly name: string;
  readonly energy: string;
  readonly amount?: string;
}

const Line = ({ name, energy, amount }: LineProps): JSX.Element => (
  <li>
    <span>{name}</span>
    <span class="line-figures">
      <Amount value={energy} kind="energy" />
      {amount === undefined ? <span /> : <Amount value={amount} kind="money" />}
    </span>
  </li>
);

function Steps({ mine }: { readonly mine: MemberDay }): JSX.Element {
  const { steps } = texts.bills;
  const kWh = (energy: string): string => amountText(energy, 'energy');
  const euro = (amount: string): string => amountText(amount, 'money');
  return (
    <ol class="steps">
      <li>{steps.used(kWh(mine.load), kWh(mine.pv))}</li>
      {mine.bought === '0' ? null : <li>{steps.bought(kWh(mine.bought), euro(mine.paid))}</li>}
      {mine.sold === '0' ? null : <li>{steps.sold(kWh(mine.sold), euro(mine.received))}</li>}
      {mine.fedIn === '0' && mine.taken === '0' ? null : <li>{steps.stored(kWh(mine.fedIn), kWh(mine.taken))}</li>}
      <li>{steps.grid}</li>
    </ol>
  );
}

/** A local date in full. */
export const longDate = (date: string): string => showTime(`${date}T12:00:00Z`, 'long', { timeZone: 'UTC' });
