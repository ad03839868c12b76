/** Markets, listings, offers and what came of them (spec 10). */
import { type Static, Type } from '@sinclair/typebox';
import { mechanismNames } from '../../domain/clearing/mechanisms';
import { listingStates } from '../../domain/listing-state';
import * as s from '../schemas';
import { closed, page } from './shared';

/** The rules of a market (spec 10). A listing keeps the rules that it was opened with. */
export const MarketRules = Type.Object(
  {
    mechanism: s.oneOf(mechanismNames, 'Clearing mechanism'),
    limits: s.oneOf(
      ['respected', 'ignored'],
      'Whether a buyer with a bid below the price buys nothing; mcp-fifo and trust-mcp only',
    ),
    tick: Type.String({ ...s.Price, description: 'Prices of offers are multiples of it, in eEuro per kWh' }),
    smallestOffer: s.Energy,
    largestOffer: s.Energy,
    priceFloor: s.Price,
    priceCap: s.Price,
    fee: Type.String({ ...s.Ratio, description: "The operator's share of what sellers receive, 0 to 1" }),
    intervalMinutes: Type.Union([Type.Literal(60), Type.Literal(15)]),
    metered: Type.Boolean({ description: 'Whether settlement waits for meter readings' }),
    clock: s.oneOf(['real', 'simulated'], 'A simulated market takes its time from AdvanceClock'),
    offersPerMember: Type.Integer({ minimum: 1, maximum: 100, description: 'Offers of a member in a listing' }),
    trust: Type.Optional(s.oneOf(['on', 'off'], 'Whether trust points cap and rank offers; off where nothing is said')),
    attestation: Type.Optional(
      s.oneOf(['on', 'off'], "Whether a cleared listing waits for an agent's attestation; off where nothing is said"),
    ),
    retail: Type.Optional(
      Type.String({ ...s.Price, description: 'What the grid takes for a kWh; two-level: every bid is at least that' }),
    ),
    feedIn: Type.Optional(
      Type.String({ ...s.Price, description: 'What the grid gives for a kWh; two-level: every ask is at most that' }),
    ),
  },
  {
    ...closed,
    $id: 'MarketRules',
    examples: [
      {
        mechanism: 'midpoint',
        limits: 'respected',
        tick: '0.01',
        smallestOffer: '0.1',
        largestOffer: '10',
        priceFloor: '0.08',
        priceCap: '0.3',
        fee: '0.01',
        intervalMinutes: 60,
        metered: false,
        clock: 'real',
        offersPerMember: 5,
      },
    ],
  },
);
export const Market = Type.Object(
  {
    id: s.MarketId,
    operator: s.MemberId,
    rules: MarketRules,
    clock: Type.Union([s.Time, Type.Null()], { description: 'Time of a simulated market' }),
    createdAt: s.Time,
  },
  { ...closed, $id: 'Market' },
);
export const MarketPage = page(Market);

/** How far the paged work on a closed listing has come. */
const Progress = Type.Object(
  {
    collectedOffers: Type.Integer(),
    collectionDone: Type.Boolean(),
    publishedPages: Type.Integer(),
    publishedBy: Type.Array(s.TransactionId, { description: 'Transactions that published the result' }),
    settledPages: Type.Integer(),
    pages: Type.Union([Type.Integer(), Type.Null()], { description: 'Pages of offers, once all are collected' }),
  },
  closed,
);
const ListingAttestation = Type.Object(
  {
    state: s.oneOf(['awaited', 'attested', 'timedOut'], 'timedOut: it settles without an attestation'),
    clearedAt: Type.String({ ...s.Time, description: "The market's time at the clearing" }),
    by: Type.Union([s.MemberId, Type.Null()], { description: 'The agent that attested' }),
    epoch: Type.Union([Type.Integer(), Type.Null()], { description: 'Epoch of agents in which it counted' }),
  },
  closed,
);
export const Listing = Type.Object(
  {
    id: s.ListingId,
    market: s.MarketId,
    operator: s.MemberId,
    state: s.oneOf(listingStates, 'State'),
    deliveryStart: s.Time,
    deliveryEnd: s.Time,
    rules: MarketRules,
    openedAt: Type.String({ ...s.Time, description: "The market's time at the broadcast" }),
    closedAt: Type.Union([s.Time, Type.Null()]),
    recordedAt: Type.String({ ...s.Time, description: 'Ledger time of the broadcast' }),
    lockedBy: Type.Union([s.TransactionId, Type.Null()], { description: 'Transaction that closed bidding' }),
    progress: Progress,
    clearing: Type.Union([
      Type.Object(
        {
          price: Type.Union([s.Price, Type.Null()]),
          energy: s.TotalEnergy,
          turnover: s.TotalAmount,
          trades: Type.Integer(),
          offers: Type.Integer(),
        },
        closed,
      ),
      Type.Null(),
    ]),
    attestation: Type.Union([ListingAttestation, Type.Null()], {
      description: 'null before the clearing, and where the market settles without',
    }),
  },
  { ...closed, $id: 'Listing' },
);
export const ListingPage = page(Listing);

export const Offer = Type.Object(
  {
    id: s.OfferId,
    listing: s.ListingId,
    member: s.MemberId,
    side: s.oneOf(['sell', 'buy'], 'Side'),
    unit: Type.Union([s.UnitId, Type.Null()]),
    energy: s.Energy,
    price: Type.String({ ...s.Price, description: "A seller's reserve, a buyer's bid, in eEuro per kWh" }),
    escrow: Type.String({ ...s.Amount, description: 'eEuro that a buy offer holds' }),
    slot: Type.String({ ...s.Time, description: 'Arrival, cut to the minute' }),
    state: s.oneOf(['open', 'cancelled'], 'Whether its owner has taken it back'),
  },
  { ...closed, $id: 'Offer' },
);
export const OfferPage = page(Offer);

/** The unfilled rest of an offer after its interval: in the next listing, or given back. */
const CarriedOffer = Type.Object(
  {
    energy: s.Energy,
    escrow: Type.String({ ...s.Amount, description: 'eEuro that went with it, or was given back' }),
    to: Type.Union([s.ListingId, Type.Null()], { description: 'Where it stands now' }),
    as: Type.Union([s.OfferId, Type.Null()], { description: 'Its id there' }),
    reason: Type.Union([Type.String(), Type.Null()], { description: 'Code of the refusal that it met there' }),
  },
  closed,
);

/** What came of an offer, once its listing is cleared. */
export const OfferResult = Type.Object(
  {
    offer: Offer,
    tradedEnergy: Type.Union([s.Energy, Type.Null()], { description: 'null until the listing is cleared' }),
    amount: Type.Union([s.Amount, Type.Null()], { description: 'eEuro that the buyer pays or the seller receives' }),
    fee: Type.Union([s.Amount, Type.Null()]),
    refund: Type.Union([s.Amount, Type.Null()], { description: 'Escrow that goes back to the buyer' }),
    points: Type.Union([s.TrustPoints, Type.Null()], {
      description: "The member's trust points in this listing; null where the market does not count trust",
    }),
    quota: Type.Union([s.Energy, Type.Null()], { description: 'Energy of the offer that its trust points let count' }),
    carried: Type.Union([CarriedOffer, Type.Null()], {
      description: 'What became of its unfilled rest, in a market where that stays for the next interval',
    }),
  },
  { ...closed, $id: 'OfferResult' },
);

/** An offer as the clearing sees it: with its arrival and, where they matter, its member's points and microgrid. */
export const CollectedOffer = Type.Object(
  {
    id: Type.String({ description: 'Offer, as member:offer', examples: ['h01@HouseholdsMSP:s1'] }),
    side: s.Side,
    energy: s.Energy,
    price: s.Price,
    escrow: s.Amount,
    slot: s.Time,
    points: Type.Union([s.TrustPoints, Type.Null()]),
    microgrid: Type.Union([s.MicrogridId, Type.Null()]),
  },
  { ...closed, $id: 'CollectedOffer' },
);
export const CollectedOfferPage = Type.Object(
  { items: Type.Array(CollectedOffer), page: Type.Integer(), pages: Type.Integer() },
  closed,
);

export const Trade = Type.Object(
  {
    buy: Type.String({ description: 'Offer, as member:offer', examples: ['h02@HouseholdsMSP:b1'] }),
    sell: Type.String({ description: 'Offer, as member:offer', examples: ['h01@HouseholdsMSP:s1'] }),
    energy: s.Energy,
    price: s.Price,
    payment: s.Amount,
  },
  { ...closed, $id: 'Trade' },
);
export const TradePage = Type.Object({ items: Type.Array(Trade), page: Type.Integer(), pages: Type.Integer() }, closed);

export type MarketRulesView = Static<typeof MarketRules>;
export type ListingView = Static<typeof Listing>;
export type OfferView = Static<typeof Offer>;
