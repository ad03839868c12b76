import { type JSX } from 'preact';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Figure, Figures } from '../../components/figure';
import { Loaded } from '../../components/states';
import { Why } from '../../components/why';
import { amountText } from '../../model/amounts';
import { texts } from '../../model/texts';
import { type EnergyPoolsView } from '../../model/views';
import { useEnergyPools, useEnergyRates } from '../../state/storage';

/** Energy against ENT, and what a kWh costs and brings because of it. */
export function Pools(): JSX.Element {
  const words = texts.energy;
  const pools = useEnergyPools();
  const rates = useEnergyRates().data;
  return (
    <Card title={words.pool} lead={words.poolLead} wide>
      <Loaded what={words.pool} resource={pools} lines={3}>
        {(found) => (
          <Figures label={words.pool}>
            <Figure label={words.stored}>
              <Amount value={found.energy} kind="energy" />
            </Figure>
            <Figure label={words.circulating}>
              <Amount value={found.circulating} kind="ent" />
            </Figure>
            <Figure
              label={words.gap}
              note={words.gapNote[sideOf(found)]}
              why={
                <Why about={words.whyGapTitle}>
                  <p>{words.whyGap(amountText(found.energy, 'energy'), amountText(found.circulating, 'ent'))}</p>
                </Why>
              }
            >
              <Amount value={found.gap} kind="ent" />
            </Figure>
            <Figure label={words.burn} note={words.burnNote} why={<WhyRates pools={found} />}>
              <Amount value={rates?.burn} kind="ent" />
            </Figure>
            <Figure label={words.mint} note={words.mintNote} why={<WhyRates pools={found} />}>
              <Amount value={rates?.mint} kind="ent" />
            </Figure>
          </Figures>
        )}
      </Loaded>
    </Card>
  );
}

type Side = 'level' | 'loss' | 'surplus';

function sideOf({ energy, circulating, gap }: EnergyPoolsView): Side {
  if (!/[1-9]/.test(gap)) return 'level';
  return Number(circulating) > Number(energy) ? 'loss' : 'surplus';
}

function WhyRates({ pools }: { readonly pools: EnergyPoolsView }): JSX.Element {
  const words = texts.energy;
  const side = sideOf(pools);
  const gap = amountText(pools.gap, 'ratio');
  const rate = amountText(pools.rate, 'ratio');
  return (
    <Why about={words.whyRates}>
      <p>
        {side === 'level' ? words.whyLevel : side === 'loss' ? words.whyLoss(gap, rate) : words.whySurplus(gap, rate)}
      </p>
      <p>{words.whyRule}</p>
    </Why>
  );
}
