/** Markets, listings and their offers (spec 10). */
import { type ListingState } from '../../domain/listing-state';
import { type Side } from '../../domain/offer';
import { type IntervalSale } from '../../domain/pv-unit';
import { type TrustPoints } from '../../domain/trust/points';
import { type MarketRulesView } from '../../wire/views';
import { keyNumber } from '../key';
import { recordType } from '../record-type';

export interface Market {
  readonly id: string;
  readonly operator: string;
  readonly rules: MarketRulesView;
  readonly createdAt: string;
}
export const marketRecord = recordType<Market>()({ family: 'market', key: (r) => [r.id], amounts: [] });

/** A simulated market's time, apart from the market: offers read it, rule changes don't disturb it. */
export interface MarketClock {
  readonly market: string;
  readonly time: string;
}
export const clockRecord = recordType<MarketClock>()({ family: 'clock', key: (r) => [r.market], amounts: [] });

/** Whether an agent has attested a cleared listing (spec 14). */
export interface ListingAttestation {
  /** `timedOut` once it settles without. */
  readonly state: 'awaited' | 'attested' | 'timedOut';
  /** Market time. */
  readonly clearedAt: string;
  /** The agent that attested it. */
  readonly by: string | null;
  /** The epoch in which it counted. */
  readonly epoch: number | null;
}

/** A listing's header. It changes when the listing changes its state, never by an offer. */
export interface Listing {
  readonly id: string;
  readonly market: string;
  readonly operator: string;
  readonly state: ListingState;
  readonly deliveryStart: string;
  readonly deliveryEnd: string;
  readonly rules: MarketRulesView;
  /** Market time. */
  readonly openedAt: string;
  readonly closedAt: string | null;
  /** Ledger time of the broadcast. */
  readonly recordedAt: string;
  readonly lockedBy: string | null;
  /** Paged work on the offers: the key of the last one worked on ('' before the first), null when none is left. */
  readonly cursor: string | null;
  readonly collectedOffers: number;
  readonly collectedPages: number;
  readonly publishedPages: number;
  /** The transactions that published, in order. */
  readonly publishedBy: readonly string[];
  readonly settledPages: number;
  readonly clearing: {
    readonly price: string | null;
    readonly energy: string;
    readonly turnover: string;
    readonly trades: number;
    readonly offers: number;
  } | null;
  /** Where the market has its clearings attested: what came of it; null before the clearing, and in other markets. */
  readonly attestation: ListingAttestation | null;
}
export const listingRecord = recordType<Listing>()({ family: 'listing', key: (r) => [r.id], amounts: [] });

export interface OfferEntry {
  readonly listing: string;
  readonly member: string;
  readonly id: string;
  readonly side: Side;
  readonly unit: string | null;
  readonly energy: bigint;
  readonly price: bigint;
  readonly escrow: bigint;
  readonly slot: string;
  readonly state: 'open' | 'cancelled';
}
export const offerRecord = recordType<OfferEntry>()({
  family: 'offer',
  key: (r) => [r.listing, r.member, r.id],
  amounts: ['energy', 'price', 'escrow'],
});

/** The ids of a member's offers in a listing, cancelled ones included. */
export interface Tally {
  readonly listing: string;
  readonly member: string;
  readonly offers: readonly string[];
}
export const tallyRecord = recordType<Tally>()({ family: 'tally', key: (r) => [r.listing, r.member], amounts: [] });

/**
 * What a unit has offered for an hour, in all markets of one time together: those on real time, or one simulated market,
 * whose hours are its own. It belongs to the unit and not to a member: who takes a unit over can't sell again what the
 * owner before has sold, whatever the two say of the time.
 */
export interface UnitSale {
  readonly unit: string;
  /** `@real`, or the simulated market. */
  readonly time: string;
  /** Of delivery: "2026-06-01T12". */
  readonly hour: string;
  readonly sales: readonly IntervalSale[];
}
export const unitSaleRecord = recordType<UnitSale>()({
  family: 'unit-sale',
  key: (r) => [r.unit, r.time, r.hour.replace(/-/g, '')],
  amounts: [],
  lists: { sales: ['offered'] },
});

/** Offers per page, and so reads per collecting step; trades per page are as many. */
export const PAGE_OFFERS = 500;

/**
 * A row: member, id, side, energy, price, escrow, slot; amounts as decimal strings. Where the market counts trust, the
 * member's points at collecting, too; where it has microgrids, points or null and the member's microgrid or null.
 */
export type OfferRow = readonly [
  ...[string, string, Side, string, string, string, string],
  points?: TrustPoints | null,
  microgrid?: string | null,
];
/** Open offers of a locked listing, packed in key order: what clearing reads. */
export interface OfferPage {
  readonly listing: string;
  readonly page: number;
  readonly rows: readonly OfferRow[];
}
export const offerPageRecord = recordType<OfferPage>()({
  family: 'offer-page',
  key: (r) => [r.listing, keyNumber(r.page)],
  amounts: [],
});

/** A row: traded Wh, amount paid or received, fee, refund; amounts as decimal strings. */
export type OutcomeRow = readonly [string, string, string, string];
/** What came of the offers of an offer page, row by row. */
export interface OutcomePage {
  readonly listing: string;
  readonly page: number;
  readonly rows: readonly OutcomeRow[];
}
export const outcomePageRecord = recordType<OutcomePage>()({
  family: 'outcome-page',
  key: (r) => [r.listing, keyNumber(r.page)],
  amounts: [],
});

/** A row: buy offer, sell offer (member:id), Wh, price, payment; amounts as decimal strings. */
export type TradeRow = readonly [string, string, string, string, string];
/** Trades in the order of the clearing, in as many pages as the offers have. */
export interface TradePage {
  readonly listing: string;
  readonly page: number;
  readonly rows: readonly TradeRow[];
}
export const tradePageRecord = recordType<TradePage>()({
  family: 'trade-page',
  key: (r) => [r.listing, keyNumber(r.page)],
  amounts: [],
});

/** What became of the unfilled rest of an offer when its interval was over (spec 11, "`tdda`"). */
export interface CarriedOffer {
  readonly listing: string;
  readonly member: string;
  readonly offer: string;
  readonly energy: bigint;
  /** What it holds: moved with it, or given back. */
  readonly escrow: bigint;
  /** The listing where it stands now, and its id there; null where its escrow was given back. */
  readonly to: string | null;
  readonly as: string | null;
  /** Code of the refusal that it met in the next listing. */
  readonly reason: string | null;
}
export const carriedOfferRecord = recordType<CarriedOffer>()({
  family: 'carried-offer',
  key: (r) => [r.listing, r.member, r.offer],
  amounts: ['energy', 'escrow'],
});

/** How far moving the rests of a listing's offers has come, where it takes several steps. */
export interface CarryCursor {
  readonly listing: string;
  readonly page: number;
  readonly row: number;
  readonly steps: number;
}
export const carryCursorRecord = recordType<CarryCursor>()({
  family: 'carry-cursor',
  key: (r) => [r.listing],
  amounts: [],
});
