/** What transactions answer: the ledger's records as members see them, in decimal strings (spec 00, "Units"). */
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { mechanismNames } from '../domain/clearing/mechanisms';
import { priceRules } from '../domain/order-book/book-rules';
import { orderKinds } from '../domain/order-book/order';
import { listingStates } from '../domain/listing-state';
import { roles } from '../domain/roles';
import * as s from './schemas';

const closed = { additionalProperties: false } as const;

/** Text for people to read: any script, without control characters; surrogates come in pairs or not at all. */
const plainText = (what: string, maxLength: number, minLength = 0) =>
  Type.String({
    minLength,
    maxLength,
    pattern: '^(?:[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$',
    description: `${what} of ${minLength} to ${maxLength} characters, without control characters`,
  });

/** A page of a longer list. `bookmark` is empty when nothing follows. */
const page = <T extends TSchema>(item: T) => Type.Object({ items: Type.Array(item), bookmark: s.Bookmark }, closed);

export const Role = s.oneOf(roles, 'Role on the ledger');

export const Member = Type.Object(
  {
    id: s.MemberId,
    status: s.oneOf(['active', 'suspended', 'departed'], 'Suspended and departed members cannot transact'),
    roles: Type.Array(Role),
    registeredAt: s.Time,
  },
  { ...closed, $id: 'Member' },
);
export const MemberPage = page(Member);

/** Who is calling: the certificate's id and, once registered, the member record. */
export const Caller = Type.Object({ id: s.MemberId, member: Type.Union([Member, Type.Null()]) }, closed);

/** Registration data (seed 3); it travels as transient data and lies in a private collection only. */
export const Person = Type.Object(
  {
    firstName: plainText('First name', 100, 1),
    lastName: plainText('Last name', 100, 1),
    email: Type.String({
      minLength: 3,
      maxLength: 254,
      pattern: '^[!-~]+@[!-~]+\\.[!-~]+$',
      description: 'E-mail address, of one member only',
      examples: ['ada@example.org'],
    }),
  },
  { ...closed, $id: 'Person' },
);
/** A person with the random salt that keeps the hash of the private record from being guessed. */
export const PersonWithSalt = Type.Object(
  { ...Person.properties, salt: Type.String({ pattern: '^[0-9a-f]{32}$', description: '128 random bits, hex' }) },
  closed,
);
export const Pepper = Type.Object(
  { pepper: Type.String({ pattern: '^[0-9a-f]{64}$', description: '256 random bits, hex' }) },
  closed,
);

export const Balance = Type.Object(
  {
    member: s.MemberId,
    token: s.Token,
    available: s.Amount,
    locked: Type.String({ ...s.Amount, description: 'Locked for withdrawal, escrowed in offers' }),
    lockedForWithdrawal: s.Amount,
    escrowed: s.Amount,
    unfolded: Type.Integer({
      description: 'Credits that the next spending folds in; their sum is in the figures above',
    }),
  },
  { ...closed, $id: 'Balance' },
);
export const Supply = Type.Object({ token: s.Token, total: s.Amount }, { ...closed, $id: 'Supply' });
export const Withdrawal = Type.Object(
  { member: s.MemberId, amount: s.Amount, at: s.Time },
  { ...closed, $id: 'Withdrawal' },
);
export const WithdrawalPage = page(Withdrawal);
export const movementKinds = [
  'mint',
  'burn',
  'transferOut',
  'transferIn',
  'lock',
  'unlock',
  'escrow',
  'escrowReleased',
  'sale',
  'purchase',
  'fee',
] as const;
export const Movement = Type.Object(
  {
    kind: s.oneOf(movementKinds, 'What moved the balance'),
    available: Type.String({ ...s.SignedAmount, description: 'Change of the available amount' }),
    lockedForWithdrawal: s.SignedAmount,
    escrowed: s.SignedAmount,
    counterparty: Type.Union([s.MemberId, Type.Null()]),
    reference: Type.String({ description: 'Listing, offer or transaction that it belongs to' }),
    at: s.Time,
    transaction: s.TransactionId,
  },
  { ...closed, $id: 'Movement' },
);
export const MovementPage = page(Movement);

export const Unit = Type.Object(
  {
    id: s.UnitId,
    owner: s.MemberId,
    kind: s.oneOf(['solar', 'wind', 'hydro', 'biomass', 'geothermal'], 'Source of energy'),
    capacityW: Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'Capacity in W' }),
    location: Type.String({ maxLength: 64, description: 'Bus of the grid' }),
    certifications: Type.Array(Type.String()),
    equipment: Type.String(),
    metadata: Type.Record(Type.String(), Type.String()),
    state: s.oneOf(['registered', 'verified', 'retired'], 'Only a verified unit sells'),
    offeredTo: Type.Union([s.MemberId, Type.Null()], { description: 'To whom its owner wants to hand it over' }),
    ownedSince: s.Time,
  },
  { ...closed, $id: 'Unit' },
);
export const UnitPage = page(Unit);

/** What an owner says of a unit when it registers it. */
export const UnitDetails = Type.Object(
  {
    kind: Unit.properties.kind,
    capacityW: Unit.properties.capacityW,
    location: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$', description: 'Bus of the grid' }),
    certifications: Type.Optional(Type.Array(plainText('Certification', 100, 1), { maxItems: 10 })),
    equipment: Type.Optional(plainText('Make and model', 200)),
    metadata: Type.Optional(
      Type.Record(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9 _-]{0,31}$' }), plainText('Value', 200), {
        maxProperties: 20,
        additionalProperties: false,
      }),
    ),
  },
  { ...closed, $id: 'UnitDetails' },
);

/** The rules of a market (spec 10). A listing keeps the rules that it was opened with. */
export const MarketRules = Type.Object(
  {
    mechanism: s.oneOf(mechanismNames, 'Clearing mechanism'),
    limits: s.oneOf(['respected', 'ignored'], 'Whether a buyer with a bid below the price buys nothing; mcp-fifo only'),
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
  },
  { ...closed, $id: 'MarketRules' },
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
    settledPages: Type.Integer(),
    pages: Type.Union([Type.Integer(), Type.Null()], { description: 'Pages of offers, once all are collected' }),
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

/** What came of an offer, once its listing is cleared. */
export const OfferResult = Type.Object(
  {
    offer: Offer,
    tradedEnergy: Type.Union([s.Energy, Type.Null()], { description: 'null until the listing is cleared' }),
    amount: Type.Union([s.Amount, Type.Null()], { description: 'eEuro that the buyer pays or the seller receives' }),
    fee: Type.Union([s.Amount, Type.Null()]),
    refund: Type.Union([s.Amount, Type.Null()], { description: 'Escrow that goes back to the buyer' }),
  },
  { ...closed, $id: 'OfferResult' },
);

export const Trade = Type.Object(
  {
    buy: Type.String({ description: 'Offer, as member:offer' }),
    sell: Type.String({ description: 'Offer, as member:offer' }),
    energy: s.Energy,
    price: s.Price,
    payment: s.Amount,
  },
  { ...closed, $id: 'Trade' },
);
export const TradePage = Type.Object({ items: Type.Array(Trade), page: Type.Integer(), pages: Type.Integer() }, closed);

export const Vote = Type.Object(
  {
    id: s.VoteId,
    command: Type.String(),
    arguments: Type.Record(Type.String(), Type.String()),
    state: s.oneOf(['open', 'passed', 'failed', 'expired'], 'State'),
    openedAt: s.Time,
    closedAt: Type.Union([s.Time, Type.Null()]),
    ballots: Type.Array(Type.Object({ voter: s.MemberId, yes: Type.Boolean(), at: s.Time }, closed)),
  },
  { ...closed, $id: 'Vote' },
);
export const VotePage = page(Vote);
export const Parameters = Type.Record(Type.String(), Type.String(), { $id: 'Parameters' });
export const MemberList = Type.Array(s.MemberId);

/** A storage unit; it is known by the id of its own identity (spec 12). */
export const StorageUnit = Type.Object(
  {
    id: s.MemberId,
    owner: s.MemberId,
    state: s.oneOf(['active', 'removed'], 'State'),
    energy: s.Energy,
    reserved: Type.String({ ...s.Energy, description: 'Energy that sessions hold' }),
    free: Type.String({ ...s.SignedAmount, description: 'Energy that no session holds, in kWh; below 0 after a loss' }),
    lastReport: Type.Integer({ description: 'Number of its last report' }),
  },
  { ...closed, $id: 'StorageUnit' },
);
export const StorageUnitPage = page(StorageUnit);

export const Session = Type.Object(
  {
    unit: s.MemberId,
    member: s.MemberId,
    state: s.oneOf(['open', 'consumed', 'expired', 'closed'], 'State'),
    locked: Type.String({ ...s.Amount, description: 'ENT still locked' }),
    reserved: Type.String({ ...s.Energy, description: 'Energy still reserved, in kWh' }),
    rate: Type.String({ ...s.Ratio, description: 'Cost or bonus per kWh that it keeps, in ENT' }),
    side: s.oneOf(['loss', 'surplus', 'balanced'], 'What the rate answers'),
    openedAt: s.Time,
    expiresAt: s.Time,
  },
  { ...closed, $id: 'Session' },
);
export const SessionPage = page(Session);
export const ClearedSessions = Type.Object(
  { ended: Type.Integer(), more: Type.Boolean() },
  { ...closed, $id: 'ClearedSessions' },
);

/** Energy against the ENT that stand for it (spec 12, "Rates"). */
export const EnergyPools = Type.Object(
  {
    energy: Type.String({ ...s.TotalEnergy, description: 'KWH: energy in all storage units' }),
    circulating: Type.String({ ...s.TotalAmount, description: 'ENT in circulation' }),
    gap: Type.String({ ...s.TotalAmount, description: 'D = |KWH - ENT|' }),
    rate: Type.String({ ...s.TotalAmount, description: 'R, in ENT per kWh' }),
  },
  { ...closed, $id: 'EnergyPools' },
);
export const EnergyRates = Type.Object({ mint: s.Ratio, burn: s.Ratio }, { ...closed, $id: 'EnergyRates' });

export const ReportResult = Type.Object(
  { minted: s.TotalAmount, burned: s.TotalAmount, unit: StorageUnit, pools: EnergyPools },
  { ...closed, $id: 'ReportResult' },
);
const reportBase = { report: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }), energy: s.Energy };
/** Reports of one unit, in the order of their numbers. */
export const ReportList = Type.Array(
  Type.Union([
    Type.Object({ ...reportBase, kind: Type.Literal('produced'), member: s.MemberId }, closed),
    Type.Object({ ...reportBase, kind: Type.Literal('consumed'), member: s.MemberId }, closed),
    Type.Object({ ...reportBase, kind: Type.Literal('actual') }, closed),
  ]),
  { minItems: 1, maxItems: 200, description: '1 to 200 reports: kind, report, energy, member' },
);

/** The rules of an order book (spec 11). */
export const BookRules = Type.Object(
  {
    token: s.oneOf(['ENT'], 'What is traded for eEuro'),
    priceRule: s.oneOf(priceRules, 'Price of a trade: that of the order that was there first, or the middle'),
    tick: Type.String({ ...s.Price, description: 'Limits are multiples of it, in eEuro per token' }),
    lot: Type.String({ ...s.Amount, description: 'Amounts are multiples of it' }),
    priceCap: s.Price,
    ordersPerMatch: Type.Integer({ minimum: 1, maximum: 200, description: 'Resting orders that one order may meet' }),
  },
  { ...closed, $id: 'BookRules' },
);
export const Book = Type.Object(
  { id: s.MarketId, operator: s.MemberId, rules: BookRules, createdAt: s.Time },
  { ...closed, $id: 'Book' },
);
export const BookPage = page(Book);
const perhapsPrice = Type.Union([s.Price, Type.Null()]);
export const BookState = Type.Object(
  { ...Book.properties, bestBid: perhapsPrice, bestAsk: perhapsPrice },
  { ...closed, $id: 'BookState' },
);

/** What a member asks of the book; a market order has no price. */
export const OrderTerms = Type.Object(
  {
    side: s.Side,
    kind: s.oneOf(orderKinds, 'What happens to what cannot trade at once'),
    amount: s.Amount,
    price: Type.Optional(s.Price),
    expiresAt: Type.Optional(s.Time),
  },
  { ...closed, $id: 'OrderTerms' },
);
export const Order = Type.Object(
  {
    book: s.MarketId,
    member: s.MemberId,
    id: s.OfferId,
    side: s.Side,
    kind: s.oneOf(orderKinds, 'Kind'),
    amount: s.Amount,
    price: perhapsPrice,
    left: Type.String({ ...s.Amount, description: 'What has not been filled' }),
    state: s.oneOf(['open', 'filled', 'cancelled', 'expired', 'stopped'], 'State'),
    slot: Type.String({ ...s.Time, description: 'Arrival, cut to the minute' }),
    expiresAt: Type.Union([s.Time, Type.Null()]),
    placedBy: Type.String({ ...s.TransactionId, description: 'Within a slot, the lowest one is first' }),
  },
  { ...closed, $id: 'Order' },
);
export const OrderPage = page(Order);
export const RestingOrder = Type.Object(
  {
    member: s.MemberId,
    id: s.OfferId,
    left: s.Amount,
    price: s.Price,
    slot: s.Time,
    expiresAt: Type.Union([s.Time, Type.Null()]),
  },
  { ...closed, $id: 'RestingOrder' },
);
export const RestingOrderPage = page(RestingOrder);
export const BookTrade = Type.Object(
  {
    buy: Type.String({ description: 'Order, as member:order' }),
    sell: Type.String({ description: 'Order, as member:order' }),
    amount: s.Amount,
    price: s.Price,
    total: Type.String({ ...s.Amount, description: 'eEuro paid' }),
    at: s.Time,
  },
  { ...closed, $id: 'BookTrade' },
);
export const BookTradePage = page(BookTrade);
export const PlacedOrder = Type.Object(
  { order: Order, trades: Type.Array(BookTrade) },
  { ...closed, $id: 'PlacedOrder' },
);
export const ClearedOrders = Type.Object(
  { removed: Type.Integer(), more: Type.Boolean() },
  { ...closed, $id: 'ClearedOrders' },
);
const DepthLevel = Type.Object({ price: s.Price, amount: s.TotalAmount, orders: Type.Integer() }, closed);
export const Depth = Type.Object(
  { bids: Type.Array(DepthLevel), asks: Type.Array(DepthLevel) },
  { ...closed, $id: 'Depth' },
);
export const Candles = Type.Array(
  Type.Object(
    {
      period: s.CandlePeriod,
      start: s.Time,
      open: s.Price,
      high: s.Price,
      low: s.Price,
      close: s.Price,
      volume: s.TotalAmount,
      turnover: s.TotalAmount,
      trades: Type.Integer(),
    },
    closed,
  ),
);

export type BookRulesView = Static<typeof BookRules>;
export type OrderTermsView = Static<typeof OrderTerms>;
export type MarketRulesView = Static<typeof MarketRules>;
export type ListingView = Static<typeof Listing>;
export type OfferView = Static<typeof Offer>;
export type PersonView = Static<typeof Person>;
