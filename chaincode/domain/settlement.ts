/**
 * What a cleared listing pays, in a market without meters: what was traded counts as delivered at once (spec 10,
 * `SettleListing`).
 */
import { type Clearing, type Limits, type Trade } from './clearing/clearing';
import { DomainError } from './errors';
import { type GridPrices } from './microgrid/supply-demand-prices';
import { type Offer } from './offer';
import { exactPayment, payment, share, type MicroEuro, type PricePerKWh, type Ratio, type Wh } from './units';

/** An offer with the eEuro that it holds: what a buyer locked, nothing for a seller. */
export interface EscrowedOffer extends Offer {
  readonly escrow: MicroEuro;
}

/** What came of one offer. For a buyer escrow = amount + refund; for a seller amount is net of the fee. */
export interface SettledOffer<O extends EscrowedOffer = EscrowedOffer> {
  readonly offer: O;
  readonly energy: Wh;
  /** What the buyer paid, or what the seller received after the fee. */
  readonly amount: MicroEuro;
  /** What the operator kept of the seller's payments; 0 for a buyer. */
  readonly fee: MicroEuro;
  /** What goes back to the buyer of its escrow; 0 for a seller. */
  readonly refund: MicroEuro;
}

export interface Settlement<O extends EscrowedOffer = EscrowedOffer> {
  /** One entry per offer, in the order of the offers. */
  readonly offers: readonly SettledOffer<O>[];
  /** What each trade of the clearing costs its buyer, in the order of the trades. */
  readonly payments: readonly MicroEuro[];
  /** What the operator gets, in micro-eEuro. */
  readonly fees: bigint;
}

/** The whole of a payment, as a fee. */
const WHOLE = 1_000_000n;

/**
 * What an offer locks: nothing for a seller; for a buyer energy x bid, or energy x the market's price cap where limits
 * are ignored and the price may exceed the bid (spec 10), or energy x retail with two-level prices, which never exceed
 * it (spec 14). Rounded half to even. Throws INVALID_ARGUMENT above 10^12 eEuro.
 */
export function escrowFor(
  offer: Pick<Offer, 'side' | 'energy' | 'price'>,
  rules: {
    readonly limits: Limits;
    readonly priceCap: PricePerKWh;
    readonly mechanism?: string;
    readonly grid?: GridPrices | undefined;
  },
): MicroEuro {
  if (offer.side === 'sell') return 0n as MicroEuro;
  if (rules.mechanism === 'two-level' && rules.grid) return payment(rules.grid.retail, offer.energy);
  return payment(rules.limits === 'ignored' ? rules.priceCap : offer.price, offer.energy);
}

/**
 * Settles a clearing. Per trade the buyer pays price x energy, rounded half to even, and the seller receives it less
 * the fee (`feeRate` of the payment, rounded half to even), which goes to the operator. A buyer never pays more than it
 * locked: where the roundings of its trades add up to more than its escrow, the last ones pay what is left of it.
 * What is left after that is the buyer's refund. (So the payments may be some millionths below the clearing's turnover.)
 *
 * eEuro is conserved: sum of escrows = sum of sellers' amounts + fees + sum of refunds. Offers of the clearing that are
 * missing in `offers` are a bug; a fee rate above 1 is refused with MARKET_RULES_INVALID. Takes a step per offer and trade.
 */
export function settle<O extends EscrowedOffer>(
  offers: readonly O[],
  clearing: Pick<Clearing<O>, 'trades'>,
  feeRate: Ratio,
): Settlement<O> {
  if (feeRate > WHOLE) throw new DomainError('MARKET_RULES_INVALID', 'The fee must lie between 0 and 1', {});
  const accounts = new Map(offers.map((offer) => [offer.id, new OfferAccount(offer)]));
  if (accounts.size !== offers.length) throw new Error('Two offers of the listing have the same id');
  const accountOf = (offer: O) => {
    const account = accounts.get(offer.id);
    if (!account) throw new Error(`The clearing trades offer ${offer.id}, which is not among the listing's offers`);
    return account;
  };
  let fees = 0n;
  const payments = clearing.trades.map((trade) => {
    const paid = accountOf(trade.buy).pay(trade);
    const fee = share(paid, feeRate);
    accountOf(trade.sell).receive(trade, paid, fee);
    fees += fee;
    return paid as MicroEuro;
  });
  return { offers: Array.from(accounts.values(), (account) => account.settled()), payments, fees };
}

/** What one offer has traded, paid and received so far. */
class OfferAccount<O extends EscrowedOffer> {
  private energy = 0n;
  private amount = 0n;
  private fee = 0n;

  constructor(private readonly offer: O) {}

  /** The buyer's side of a trade; answers what it pays. */
  pay(trade: Trade<O>): bigint {
    const due = exactPayment(trade.price, trade.energy);
    const left = this.offer.escrow - this.amount;
    const paid = due < left ? due : left;
    this.energy += trade.energy;
    this.amount += paid;
    return paid;
  }

  /** The seller's side of a trade. */
  receive(trade: Trade<O>, paid: bigint, fee: bigint): void {
    this.energy += trade.energy;
    this.amount += paid - fee;
    this.fee += fee;
  }

  settled(): SettledOffer<O> {
    return {
      offer: this.offer,
      energy: this.energy as Wh,
      amount: this.amount as MicroEuro,
      fee: this.fee as MicroEuro,
      refund: (this.offer.side === 'buy' ? this.offer.escrow - this.amount : 0n) as MicroEuro,
    };
  }
}
