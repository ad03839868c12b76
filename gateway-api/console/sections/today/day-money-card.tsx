import { type JSX } from 'preact';
import { formatMicros } from '../../../../chaincode/domain/units';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Figure, Figures } from '../../components/figure';
import { Empty, Loaded } from '../../components/states';
import { Why } from '../../components/why';
import { type DayMoney, dayMoney } from '../../model/day-money';
import { showEnergy, showMoney } from '../../model/show';
import { texts } from '../../model/texts';
import { useHomes, useMeterDay } from '../../state/home';
import { useMember } from '../../state/me';
import { type MyTrade } from '../../state/my-trades';
import { type Resource } from '../../state/resources';

/** What the day's trades have come to so far, beside what the grid would have asked and paid. */
export function DayMoneyCard({ trades }: { readonly trades: Resource<MyTrade[]> }): JSX.Element {
  const words = texts.today.money;
  const member = useMember();
  const day = useMeterDay().data?.day;
  const tariff = useHomes().data?.homes.find((home) => home.member === member)?.tariff;
  return (
    <Card title={words.title} lead={words.lead}>
      <Loaded what={words.title} resource={trades} lines={4}>
        {(all) => {
          const ofDay = day ? all.filter(({ deliveryStart }) => deliveryStart >= (day.hours[0]?.start ?? '')) : all;
          const priced = ofDay.map((trade) => {
            const hour = day?.hours.find(({ start }) => start === trade.deliveryStart)?.localHour;
            const retail = hour === undefined ? undefined : tariff?.retail[hour];
            return { ...trade, retail, feedIn: hour === undefined ? undefined : tariff?.feedIn };
          });
          const money = dayMoney(priced);
          if (money.bought === 0n && money.sold === 0n) {
            return (
              <Empty icon="market">
                <p>{words.none}</p>
              </Empty>
            );
          }
          return <Sums money={money} />;
        }}
      </Loaded>
    </Card>
  );
}

function Sums({ money }: { readonly money: DayMoney }): JSX.Element {
  const words = texts.today.money;
  const { bought, paid, sold, received, gridCost, gridIncome } = money;
  const better =
    gridCost === undefined || gridIncome === undefined ? undefined : gridCost - paid + received - gridIncome;
  return (
    <Figures>
      <Figure label={words.earned} note={showEnergy(sold)}>
        <Amount value={formatMicros(received)} kind="money" />
      </Figure>
      <Figure label={words.paid} note={showEnergy(bought)}>
        <Amount value={formatMicros(paid)} kind="money" />
      </Figure>
      {better === undefined ? null : (
        <Figure
          label={words.better}
          why={
            <Why about={words.betterWhy}>
              <ol class="steps">
                {bought > 0n ? (
                  <li>{words.betterSteps.bought(showEnergy(bought), showMoney(gridCost ?? 0n), showMoney(paid))}</li>
                ) : null}
                {sold > 0n ? (
                  <li>{words.betterSteps.sold(showEnergy(sold), showMoney(gridIncome ?? 0n), showMoney(received))}</li>
                ) : null}
                <li>{words.betterSteps.sum(showMoney(better))}</li>
              </ol>
            </Why>
          }
        >
          <span class={better >= 0n ? 'good-ink' : 'bad-ink'}>
            <Amount value={formatMicros(better)} kind="money" signed />
          </span>
        </Figure>
      )}
    </Figures>
  );
}
