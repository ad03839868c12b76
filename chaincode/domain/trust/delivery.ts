/**
 * Whether a trade was delivered (spec 14). Its two sides agree on that, the market's operator decides, or a meter says
 * it: however it is found out, it is settled once and then stays.
 */
import { DomainError } from '../errors';
import { type Side } from '../offer';
import { formatTime, parseTime, type Seconds } from '../time';
import { formatEnergy, ratioOf, type Ratio, type Wh } from '../units';

/** Who settled it. Meters (spec 17) settle the deliveries of a metered market through `settleDelivery`, too. */
export type DeliverySource = 'parties' | 'operator' | 'meter';

/** What one side says. */
export interface Statement {
  readonly side: Side;
  readonly delivered: Wh;
}

export interface Delivery {
  readonly listing: string;
  /** Number of the trade in the order of the clearing, from 0. */
  readonly trade: number;
  readonly committed: Wh;
  /** Means nothing until it is settled. */
  readonly delivered: Wh;
  /** null until it is settled. */
  readonly source: DeliverySource | null;
  /** Time of the market. */
  readonly settledAt: string | null;
  /** At most one per side, the newest. */
  readonly statements: readonly Statement[];
}

/** The delivery of a trade of which nobody has said anything. */
export const unknownDelivery = (listing: string, trade: number, committed: Wh): Delivery => ({
  listing,
  trade,
  committed,
  delivered: 0n as Wh,
  source: null,
  settledAt: null,
  statements: [],
});

/** Refuses (DELIVERY_NOT_OVER, RATING_WINDOW_OVER) to say what was delivered before the interval's end or too late. */
export function checkAttestable(
  listing: { readonly id: string; readonly deliveryEnd: string },
  now: Seconds,
  window: Seconds,
): void {
  const end = parseTime(listing.deliveryEnd);
  if (now < end) {
    const message = `Delivery of listing ${listing.id} ends at ${listing.deliveryEnd}; it can be attested from then on`;
    throw new DomainError('DELIVERY_NOT_OVER', message, { listing: listing.id, from: listing.deliveryEnd });
  }
  if (now > end + window) {
    const until = formatTime(end + window);
    const message = `Deliveries of listing ${listing.id} could be attested until ${until}`;
    throw new DomainError('RATING_WINDOW_OVER', message, { listing: listing.id, until });
  }
}

/**
 * One side says what was delivered. Where the other side has said the same, that settles it. Where the two differ both
 * statements stand, and either side may change its own, until they agree or the operator decides: nobody is bound to
 * what the other said first.
 */
export function stateDelivery(delivery: Delivery, side: Side, delivered: Wh, at: string): Delivery {
  checkUnsettled(delivery);
  checkAmount(delivery, delivered);
  const other = delivery.statements.find((statement) => statement.side !== side);
  const own: Statement = { side, delivered };
  const stated = { ...delivery, statements: other ? [other, own] : [own] };
  return other?.delivered === delivered ? settled(stated, delivered, 'parties', at) : stated;
}

/** The operator or a meter says what was delivered: DELIVERY_SETTLED, DELIVERY_EXCEEDED. */
export function settleDelivery(
  delivery: Delivery,
  delivered: Wh,
  source: Exclude<DeliverySource, 'parties'>,
  at: string,
): Delivery {
  checkUnsettled(delivery);
  checkAmount(delivery, delivered);
  return settled(delivery, delivered, source, at);
}

const settled = (delivery: Delivery, delivered: Wh, source: DeliverySource, settledAt: string): Delivery => ({
  ...delivery,
  delivered,
  source,
  settledAt,
});

function checkUnsettled({ listing, trade, source, delivered }: Delivery): void {
  if (source === null) return;
  const energy = formatEnergy(delivered);
  const message = `Delivery of trade ${trade} of ${listing} is settled: ${energy} kWh, by ${source}`;
  throw new DomainError('DELIVERY_SETTLED', message, { listing, trade, delivered: energy, source });
}

function checkAmount({ listing, trade, committed }: Delivery, delivered: Wh): void {
  if (delivered <= committed) return;
  const most = formatEnergy(committed);
  const message = `Trade ${trade} of ${listing} commits ${most} kWh; no more of it can have been delivered`;
  throw new DomainError('DELIVERY_EXCEEDED', message, { listing, trade, most });
}

/** Whether less than `tolerance` of the commitment was delivered; false while that isn't settled. */
export const isFailed = ({ source, delivered, committed }: Delivery, tolerance: Ratio): boolean =>
  source !== null && delivered * 1_000_000n < committed * tolerance;

/** The best rating, in millionths. */
const BEST = 5_000_000n;

/**
 * What a side's rating can be at most, in millionths: for the seller 5 x delivered / committed, rounded down. A buyer
 * fails nobody by what the seller delivers, and where delivery isn't settled nothing is known: 5.
 */
export function ratingCap(delivery: Delivery, rated: Side): Ratio {
  if (delivery.source === null || rated === 'buy' || delivery.committed === 0n) return ratioOf(BEST);
  return ratioOf((BEST * delivery.delivered) / delivery.committed);
}
