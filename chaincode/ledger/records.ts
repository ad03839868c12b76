/** Every kind of record that lies on the ledger, with its key family. */
import { type Account, type Credit, type TokenName } from '../domain/account';
import { type ListingState } from '../domain/listing-state';
import { type Member } from '../domain/member';
import { type Side } from '../domain/offer';
import { type Unit } from '../domain/pv-unit';
import { type ConsumptionSession } from '../domain/stored-energy/session';
import { type StorageUnit } from '../domain/stored-energy/storage-unit';
import { type Vote } from '../domain/vote';
import { type OrderKind } from '../domain/order-book/order';
import { type BookRulesView, type MarketRulesView } from '../wire/views';
import { keyNumber } from './key';
import { recordType } from './record-type';

/** A time as a key part. */
const compactTime = (time: string): string => time.replaceAll(/[-:]/g, '');

/** What there is one of: who votes, who is banker. */
export interface Network {
  readonly bootstrappedAt: string;
  /** Sorted. */
  readonly voters: readonly string[];
  readonly banker: string | null;
}
export const networkRecord = recordType<Network>()({ family: 'network', key: () => ['main'], amounts: [] });

export interface ParameterValues {
  readonly values: Readonly<Record<string, string>>;
}
export const parametersRecord = recordType<ParameterValues>()({
  family: 'parameters',
  key: () => ['main'],
  amounts: [],
});

export const memberRecord = recordType<Member>()({ family: 'member', key: (r) => [r.id], amounts: [] });

export const unitRecord = recordType<Unit>()({ family: 'unit', key: (r) => [r.id], amounts: [] });

const moving = ['available', 'lockedForWithdrawal', 'escrowed'] as const;
export const accountRecord = recordType<Account>()({
  family: 'account',
  key: (r) => [r.member, r.token],
  amounts: moving,
  lists: { movements: moving },
});
export const creditRecord = recordType<Credit>()({
  family: 'credit',
  key: (r) => [r.member, r.token, r.id],
  amounts: [],
  lists: { movements: moving },
});

export interface Supply {
  readonly token: TokenName;
  readonly total: bigint;
}
export const supplyRecord = recordType<Supply>()({ family: 'supply', key: (r) => [r.token], amounts: ['total'] });

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
  readonly settledPages: number;
  readonly clearing: {
    readonly price: string | null;
    readonly energy: string;
    readonly turnover: string;
    readonly trades: number;
    readonly offers: number;
  } | null;
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
 * What a unit has offered in a listing, in Wh. It belongs to the unit and not to a member: who takes a unit over can't
 * sell again what the owner before has sold, whatever the two say of the time.
 */
export interface UnitSale {
  readonly listing: string;
  readonly unit: string;
  readonly offered: bigint;
}
export const unitSaleRecord = recordType<UnitSale>()({
  family: 'unit-sale',
  key: (r) => [r.listing, r.unit],
  amounts: ['offered'],
});

/** A row: member, id, side, energy, price, escrow, slot; amounts as decimal strings. */
export type OfferRow = readonly [string, string, Side, string, string, string, string];
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

export const voteRecord = recordType<Vote>()({
  family: 'vote',
  key: (r) => [r.command, r.topic, keyNumber(r.round)],
  amounts: [],
});

/** The newest round of voting on a command with its arguments. */
export interface VoteTopic {
  readonly command: string;
  readonly topic: string;
  readonly round: number;
}
export const voteTopicRecord = recordType<VoteTopic>()({
  family: 'vote-topic',
  key: (r) => [r.command, r.topic],
  amounts: [],
});

export const storageUnitRecord = recordType<StorageUnit>()({
  family: 'storage-unit',
  key: (r) => [r.id],
  amounts: ['energy', 'reserved'],
});

/** A member has one session with a unit: the newest takes the place of one that is over. */
export const sessionRecord = recordType<ConsumptionSession>()({
  family: 'session',
  key: (r) => [r.unit, r.member],
  amounts: ['locked', 'reserved', 'rate'],
});

/** Where an open session stands in the order in which a unit's sessions run out. */
export interface SessionExpiry {
  readonly unit: string;
  readonly member: string;
  readonly expiresAt: string;
}
export const sessionExpiryRecord = recordType<SessionExpiry>()({
  family: 'session-expiry',
  key: (r) => [r.unit, compactTime(r.expiresAt), r.member],
  amounts: [],
});

/** KWH in Wh and R in micro-ENT per kWh; ENT in circulation is the token's supply. */
export interface EnergyPool {
  readonly stored: bigint;
  readonly rate: bigint;
}
export const energyPoolRecord = recordType<EnergyPool>()({
  family: 'energy-pool',
  key: () => ['main'],
  amounts: ['stored', 'rate'],
});

/** What a member has locked and waits for the banker to pay out. */
export interface Withdrawal {
  readonly member: string;
  readonly amount: bigint;
  /** When it last changed. */
  readonly at: string;
}
export const withdrawalRecord = recordType<Withdrawal>()({
  family: 'withdrawal',
  key: (r) => [r.member],
  amounts: ['amount'],
});

export interface Book {
  readonly id: string;
  readonly operator: string;
  readonly rules: BookRulesView;
  readonly createdAt: string;
}
export const bookRecord = recordType<Book>()({ family: 'book', key: (r) => [r.id], amounts: [] });

/** An order with what came of it; amounts in millionths of the book's token, the price as a decimal string. */
export interface OrderEntry {
  readonly book: string;
  readonly member: string;
  readonly id: string;
  readonly side: Side;
  readonly kind: OrderKind;
  readonly amount: bigint;
  readonly price: string | null;
  readonly left: bigint;
  readonly state: 'open' | 'filled' | 'cancelled' | 'expired' | 'stopped';
  readonly slot: string;
  readonly expiresAt: string | null;
  /** The transaction that placed it: within a slot it decides who is first. */
  readonly placedBy: string;
}
export const orderRecord = recordType<OrderEntry>()({
  family: 'order',
  key: (r) => [r.book, r.member, r.id],
  amounts: ['amount', 'left'],
});

/** An open order where matching finds it: per side the best price first, then the earliest slot, then by lot. */
export interface RestingEntry {
  readonly book: string;
  readonly side: Side;
  readonly member: string;
  readonly id: string;
  readonly price: bigint;
  readonly left: bigint;
  readonly slot: string;
  readonly expiresAt: string | null;
  readonly placedBy: string;
}
/** Above any price, so that bids sort from the highest down. */
const PRICE_CEILING = 10n ** 19n;
/** A price as a key part: parts sort as a side is served, asks from the lowest up, bids from the highest down. */
export const priceRank = (side: Side, price: bigint): string =>
  (side === 'sell' ? price : PRICE_CEILING - price).toString().padStart(20, '0');
export const restingRecord = recordType<RestingEntry>()({
  family: 'resting',
  key: (r) => [r.book, r.side, priceRank(r.side, r.price), compactTime(r.slot), r.placedBy],
  amounts: ['price', 'left'],
});

/** Where an open order that expires stands in the order in which a book's orders run out. */
export interface OrderExpiry {
  readonly book: string;
  readonly member: string;
  readonly id: string;
  readonly expiresAt: string;
}
export const orderExpiryRecord = recordType<OrderExpiry>()({
  family: 'order-expiry',
  key: (r) => [r.book, compactTime(r.expiresAt), r.member, r.id],
  amounts: [],
});

/** A trade of a book; orders as member:id. */
export interface BookTrade {
  readonly book: string;
  readonly at: string;
  readonly transaction: string;
  readonly number: number;
  readonly buy: string;
  readonly sell: string;
  readonly amount: bigint;
  readonly price: bigint;
  readonly total: bigint;
}
export const bookTradeRecord = recordType<BookTrade>()({
  family: 'book-trade',
  key: (r) => [r.book, compactTime(r.at), r.transaction, keyNumber(r.number)],
  amounts: ['amount', 'price', 'total'],
});
/** The key part from which a book's trades at or after a time stand. */
export const tradesFrom = (book: string, from: string): string => `${book}/${compactTime(from)}`;
