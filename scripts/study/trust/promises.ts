import { type Trade } from '../../../chaincode/domain/clearing/clearing';
import { type Side } from '../../../chaincode/domain/offer';
import { formatTime } from '../../../chaincode/domain/time';
import { type Delivery, isFailed, settleDelivery, unknownDelivery } from '../../../chaincode/domain/trust/delivery';
import { type TrustPoints } from '../../../chaincode/domain/trust/points';
import { cappedRating, dayOf } from '../../../chaincode/domain/trust/rating';
import { countTrade, failDelivery, newcomer, type Trust } from '../../../chaincode/domain/trust/trust';
import { trustParameters } from '../../../chaincode/domain/trust/trust-parameters';
import { payment, whOf } from '../../../chaincode/domain/units';
import { randomBelow } from '../../bench/random';
import { type StudyCast } from './study-members';

/** How cheaters and others keep what they have promised, in per cent. */
export interface Keeping {
  /** Of a cheater's trades, how many it breaks: it delivers 30 to 80 %. */
  readonly broken: number;
}

/** Per cent of the others' trades in which something goes wrong: they deliver 80 to 99 %. */
const MISHAPS = 2;
/** Per cent of trades of which a side says nothing. */
const SILENT = 20;
const DAY = 86_400;

/**
 * What becomes of trades: deliveries, ratings, and what they do to trust, with the chaincode's functions and its default
 * parameters. Whoever got what it was promised says 5, who got nine tenths 4, who got less 2 or 1.
 */
export class Promises {
  broken = 0;
  private readonly parameters = trustParameters({});
  private readonly trust = new Map<string, Trust>();
  private readonly registered: ReadonlyMap<string, number>;
  /** Pairs that have counted, by day: one trade per pair, direction and day counts. */
  private readonly counted = new Set<string>();
  private readonly chance: (limit: number) => number;

  constructor(
    private readonly cast: StudyCast,
    start: number,
    private readonly options: Keeping & { readonly seed: number },
  ) {
    this.registered = new Map(cast.members.map(({ id, registeredDays }) => [id, start - registeredDays * DAY]));
    this.chance = randomBelow(options.seed ^ 0xde1);
  }

  pointsOf = (member: string): TrustPoints => this.trustOf(member).points;

  /** Settles and rates the trades of an hour that has ended. */
  settle(trades: readonly Trade[], end: number): void {
    const listing = `study_${end}`;
    trades.forEach((trade, number) => {
      const at = formatTime(end);
      const delivered = (trade.energy * this.keptOf(trade.sell.id)) / 100n;
      const unsettled = unknownDelivery(listing, number, trade.energy);
      const delivery = settleDelivery(unsettled, whOf(delivered), 'operator', at);
      if (isFailed(delivery, this.parameters.deliveryTolerance)) {
        this.broken++;
        this.trust.set(trade.sell.id, failDelivery(this.trustOf(trade.sell.id), { at, listing, trade: number }));
      }
      this.rate(trade, delivery, 'sell', end);
      this.rate(trade, delivery, 'buy', end);
    });
  }

  /** What a seller delivers of a trade, in per cent. Draws as often whoever it is, so that runs can be compared. */
  private keptOf(seller: string): bigint {
    const [chance, size] = [this.chance(100), this.chance(100)];
    if (this.cast.cheaters.has(seller) && chance < this.options.broken) return BigInt(30 + Math.floor(size / 2));
    return chance >= 100 - MISHAPS ? BigInt(80 + Math.floor(size / 5)) : 100n;
  }

  /** The other side's rating of one, where it says something and the rules let it count. */
  private rate(trade: Trade, delivery: Delivery, rated: Side, end: number): void {
    const silent = this.chance(100) < SILENT;
    const paid = payment(trade.price, trade.energy);
    const [member, by] = rated === 'sell' ? [trade.sell.id, trade.buy.id] : [trade.buy.id, trade.sell.id];
    const at = formatTime(end);
    const pair = `${dayOf(at)} ${by} ${member}`;
    // Silence counts only two weeks later, when the study is over.
    if (silent || paid < this.parameters.ratingMinimum || this.counted.has(pair)) return;
    this.counted.add(pair);
    const kept = rated === 'buy' || !isFailed(delivery, this.parameters.deliveryTolerance);
    const counted = {
      at,
      listing: delivery.listing,
      trade: delivery.trade,
      kind: 'rating' as const,
      by,
      rating: cappedRating(rated === 'buy' ? 5 : opinionOf(delivery), delivery, rated),
      payment: paid,
      registered: BigInt(end - (this.registered.get(member) ?? end)),
      kept,
    };
    this.trust.set(member, countTrade(this.trustOf(member), counted, this.parameters));
  }

  private trustOf(member: string): Trust {
    return this.trust.get(member) ?? newcomer(member);
  }
}

function opinionOf({ delivered, committed }: Delivery): number {
  if (delivered === committed) return 5;
  if (delivered * 10n >= committed * 9n) return 4;
  return delivered * 2n >= committed ? 2 : 1;
}
