import { exactPayment, parseEnergy, parseEuro, parsePrice } from '../../../chaincode/domain/units';

/** A trade of an hour with what the grid would have asked and paid in it. Decimal strings. */
export interface PricedTrade {
  readonly side: 'buy' | 'sell';
  readonly traded: string;
  readonly amount: string;
  /** undefined where nothing is known of the grid's prices. */
  readonly retail: string | undefined;
  readonly feedIn: string | undefined;
}

/** What trades came to. Wh and millionths of eEuro. */
export interface DayMoney {
  readonly bought: bigint;
  readonly paid: bigint;
  readonly sold: bigint;
  readonly received: bigint;
  /** What the grid would have asked for what was bought, and paid for what was sold; undefined where that is unknown. */
  readonly gridCost: bigint | undefined;
  readonly gridIncome: bigint | undefined;
}

/** Adds trades up, beside what the same energy would have cost and brought at the grid. */
export function dayMoney(trades: readonly PricedTrade[]): DayMoney {
  let [bought, paid, sold, received, gridCost, gridIncome] = [0n, 0n, 0n, 0n, 0n, 0n];
  let known = true;
  for (const { side, traded, amount, retail, feedIn } of trades) {
    const energy = parseEnergy(traded);
    if (retail === undefined || feedIn === undefined) known = false;
    if (side === 'buy') {
      bought += energy;
      paid += parseEuro(amount);
      gridCost += exactPayment(parsePrice(retail ?? '0'), energy);
    } else {
      sold += energy;
      received += parseEuro(amount);
      gridIncome += exactPayment(parsePrice(feedIn ?? '0'), energy);
    }
  }
  return {
    ...{ bought, paid, sold, received },
    gridCost: known ? gridCost : undefined,
    gridIncome: known ? gridIncome : undefined,
  };
}
