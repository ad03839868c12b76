import { type JSX } from 'preact';
import { explainPrice } from '../../model/price-reasons';
import { clearHour, clearingRules, type HourOffer } from '../../model/hour-offers';
import { showEnergy, showMoney, showPrice } from '../../model/show';
import { texts } from '../../model/texts';
import { type ListingView } from '../../model/views';

interface PriceWhyProps {
  readonly listing: ListingView;
  readonly offers: readonly HourOffer[];
}

/** How the price of an hour came about, or would if it closed now. */
export function PriceWhy({ listing, offers }: PriceWhyProps): JSX.Element {
  const rules = clearingRules(listing.rules);
  const { clearing } = clearHour(offers, rules, listing.lockedBy);
  const reason = explainPrice(offers, clearing, rules);
  const words = texts.reasons;
  const { name, rule } = words.mechanisms[reason.mechanism];
  const byAverage = reason.mechanism === 'mcp-fifo' || reason.mechanism === 'trust-mcp';
  const steps: string[] = [];
  if (reason.bids === 0) steps.push(words.noBids);
  else if (byAverage && reason.price !== null) {
    const { averageSteps } = words;
    const [value, wanted] = [showMoney(reason.bidValue, { exact: true }), showEnergy(reason.wanted, { exact: true })];
    steps.push(
      averageSteps.value(reason.bids, value, wanted),
      averageSteps.division(value, wanted, showPrice(reason.price, { exact: true })),
      averageSteps.paying(reason.paying.count, showEnergy(reason.paying.energy)),
      averageSteps.willing(reason.willing.count, showEnergy(reason.willing.energy)),
      averageSteps.traded(showEnergy(reason.traded)),
    );
  } else {
    const { crossSteps } = words;
    steps.push(crossSteps.wanted(reason.bids, showEnergy(reason.wanted)));
    steps.push(crossSteps.offered(reason.asks, showEnergy(reason.offered)));
    if (reason.traded === 0n) steps.push(words.noTrade);
    else if (reason.price === null) steps.push(crossSteps.tradedPairs(showEnergy(reason.traded)));
    else steps.push(crossSteps.traded(showEnergy(reason.traded), showPrice(reason.price, { exact: true })));
  }
  return (
    <>
      <h3>
        {words.rule}: {name}
      </h3>
      <p>{rule}</p>
      <ol class="steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {listing.state === 'open' ? <p class="quiet">{words.provisional}</p> : null}
      <p class="quiet">{words.computed}</p>
    </>
  );
}
