import { type MechanismName } from './clearing/mechanisms';
import { DomainError, type ErrorDetails } from './errors';
import { type GridPrices } from './microgrid/supply-demand-prices';
import { type Side } from './offer';
import { formatEnergy, formatMicros, type PricePerKWh, type Ratio, type Wh } from './units';

/** The rules of a market (spec 10). Amounts in the ledger's units; `fee` in millionths of what a seller receives. */
export interface MarketRules {
  readonly mechanism: MechanismName;
  readonly limits: 'respected' | 'ignored';
  readonly tick: PricePerKWh;
  readonly smallestOffer: Wh;
  readonly largestOffer: Wh;
  readonly priceFloor: PricePerKWh;
  readonly priceCap: PricePerKWh;
  readonly fee: Ratio;
  readonly intervalMinutes: 60 | 15;
  readonly metered: boolean;
  readonly clock: 'real' | 'simulated';
  readonly offersPerMember: number;
  /** Whether trust points cap and rank offers (spec 14). */
  readonly trust: 'on' | 'off';
  /** Whether a cleared listing waits for an agent's attestation before it settles (spec 14). */
  readonly attestation: 'on' | 'off';
  /** The grid's prices, which `two-level` trades between; other mechanisms don't look at them (spec 14). */
  readonly grid?: GridPrices | undefined;
}

/** Mechanisms whose price can be above a bid, so that it means something to ignore the limit. */
const pricesAboveBids: readonly MechanismName[] = ['mcp-fifo', 'trust-mcp'];

/** Mechanisms that are nothing without trust points. */
const trustingMechanisms: readonly string[] = ['trust-mcp'];

/** Whether trust points cap and rank a market's offers: by its rule `trust`, or by its mechanism (spec 14). */
export const countsTrust = ({ mechanism, trust }: { readonly mechanism: string; readonly trust?: 'on' | 'off' }) =>
  trust === 'on' || trustingMechanisms.includes(mechanism);

/** Whether the members' microgrids matter in a market (spec 14, "Two-level prices"). */
export const hasMicrogrids = ({ mechanism }: { readonly mechanism: string }): boolean => mechanism === 'two-level';

/** Refuses rules that contradict each other (MARKET_RULES_INVALID), and metering until it exists. */
export function checkRules(rules: MarketRules): MarketRules {
  const refuse = (message: string, field: string): never => {
    throw new DomainError('MARKET_RULES_INVALID', message, { field });
  };
  if (rules.tick === 0n) refuse('tick must be above 0', 'tick');
  if (rules.smallestOffer === 0n) refuse('smallestOffer must be above 0', 'smallestOffer');
  if (rules.largestOffer < rules.smallestOffer) refuse('largestOffer is below smallestOffer', 'largestOffer');
  if (rules.priceCap === 0n) refuse('priceCap must be above 0', 'priceCap');
  if (rules.priceFloor > rules.priceCap) refuse('priceFloor is above priceCap', 'priceFloor');
  if (rules.fee > 1_000_000n) refuse('fee must be at most 1', 'fee');
  if (rules.limits === 'ignored' && !pricesAboveBids.includes(rules.mechanism)) {
    refuse(`limits can be ignored with mechanism ${pricesAboveBids.join(' or ')} only`, 'limits');
  }
  if (rules.mechanism === 'two-level') checkTwoLevelRules(rules, refuse);
  if (rules.metered) {
    throw new DomainError('METERING_UNAVAILABLE', 'metered must be false: this network has no meters yet', {
      field: 'metered',
    });
  }
  return rules;
}

/** Price takers bid retail and ask feed-in, so the market's own bounds must let them. */
function checkTwoLevelRules(
  { grid, tick, priceFloor, priceCap, fee }: MarketRules,
  refuse: (message: string, field: string) => never,
): void {
  if (!grid) return refuse('two-level needs both retail and feedIn', 'retail');
  if (grid.feedIn >= grid.retail) refuse('feedIn must be below retail', 'feedIn');
  if (grid.retail > priceCap) refuse('retail is above priceCap, so nobody could bid it', 'retail');
  if (grid.feedIn < priceFloor) refuse('feedIn is below priceFloor, so nobody could ask it', 'feedIn');
  if (grid.retail % tick !== 0n) refuse('retail must be a multiple of tick', 'retail');
  // At a price of feed-in, any fee would leave the seller worse off than at the grid.
  if (fee > 0n) refuse('fee must be 0 with mechanism two-level: nobody may do worse than at the grid', 'fee');
}

/** Refuses an offer outside the rules of its market: OFFER_RULES, naming the field. */
export function checkOffer(rules: MarketRules, offer: { side: Side; energy: Wh; price: PricePerKWh }): void {
  const refuse = (message: string, details: ErrorDetails): never => {
    throw new DomainError('OFFER_RULES', message, details);
  };
  if (offer.energy < rules.smallestOffer || offer.energy > rules.largestOffer) {
    const [least, most] = [formatEnergy(rules.smallestOffer), formatEnergy(rules.largestOffer)];
    refuse(`energy must lie between ${least} and ${most} kWh in this market`, { field: 'energy', least, most });
  }
  if (offer.price < rules.priceFloor || offer.price > rules.priceCap) {
    const [least, most] = [formatMicros(rules.priceFloor), formatMicros(rules.priceCap)];
    refuse(`price must lie between ${least} and ${most} eEuro per kWh in this market`, { field: 'price', least, most });
  }
  if (offer.side === 'buy' && offer.price === 0n) refuse('a bid must be above 0', { field: 'price' });
  if (rules.mechanism === 'two-level' && rules.grid) checkPriceTaker(rules.grid, offer, refuse);
  if (offer.price % rules.tick !== 0n) {
    const tick = formatMicros(rules.tick);
    refuse(`price must be a multiple of ${tick} eEuro per kWh in this market`, { field: 'price', tick });
  }
}

/** In a market of two-level prices everybody takes the price that comes: between feed-in and retail, whatever it is. */
function checkPriceTaker(
  { retail, feedIn }: GridPrices,
  { side, price }: { side: Side; price: PricePerKWh },
  refuse: (message: string, details: ErrorDetails) => never,
): void {
  if (side === 'buy' && price < retail) {
    const least = formatMicros(retail);
    refuse(
      `a bid must be at least retail, ${least} eEuro per kWh: this market takes its price from supply and demand`,
      {
        field: 'price',
        least,
      },
    );
  }
  if (side === 'sell' && price > feedIn) {
    const most = formatMicros(feedIn);
    refuse(
      `an ask must be at most feed-in, ${most} eEuro per kWh: this market takes its price from supply and demand`,
      {
        field: 'price',
        most,
      },
    );
  }
}
