/**
 * The forms of everything that crosses the door, as JSON Schema with its TypeScript type. Contract metadata, the
 * gateway's validation and the OpenAPI document are all derived from these. All quantities are decimal strings
 * (spec 00, "Units"); all ids are plain ASCII, so that no id can reach into another's ledger key.
 */
import { tokenNames } from '../domain/account';
import { candlePeriods } from '../domain/order-book/candles';
import { Kind, type TUnsafe, Type, TypeRegistry } from '@sinclair/typebox';

// JSON Schema's enum, which TypeBox only has as a union of constants.
TypeRegistry.Set<{ enum: unknown[] }>('OneOf', (schema, value) => schema.enum.includes(value));

/** One of some names. */
export const oneOf = <const T extends string>(names: readonly T[], description: string): TUnsafe<T> =>
  Type.Unsafe<T>({ [Kind]: 'OneOf', type: 'string', enum: [...names], description });

const decimals = (most: number) => `^(0|[1-9][0-9]{0,12})(\\.[0-9]{1,${most}})?$`;

export const Energy = Type.String({
  pattern: decimals(3),
  description: 'Energy in kWh, at most 3 decimals',
  examples: ['1.25'],
});
export const Amount = Type.String({
  pattern: decimals(6),
  description: 'Amount of a token, at most 6 decimals',
  examples: ['12.5'],
});
/** An amount that somebody moves: there is nothing in moving none. */
export const AmountAboveZero = Type.String({
  pattern: `^(?!0(\\.0+)?$)${decimals(6).slice(1)}`,
  description: 'Amount of a token above 0, at most 6 decimals',
  examples: ['12.5'],
});
/** An amount that a rule computed and that can be negative, as in a movement of an account. */
export const SignedAmount = Type.String({
  pattern: '^-?(0|[1-9][0-9]{0,18})(\\.[0-9]{1,6})?$',
  description: 'Amount of a token with its sign, at most 6 decimals',
  examples: ['-0.25'],
});
const total = (most: number) => `^(0|[1-9][0-9]{0,18})(\\.[0-9]{1,${most}})?$`;
/** Sums over a listing: each part is in range, their sum may be larger. */
export const TotalEnergy = Type.String({
  pattern: total(3),
  description: 'Energy of many offers in kWh, at most 3 decimals',
  examples: ['64.129'],
});
export const TotalAmount = Type.String({
  pattern: total(6),
  description: 'Amount of many payments, at most 6 decimals',
  examples: ['9.787995'],
});
export const Price = Type.String({
  pattern: decimals(6),
  description: 'Price in eEuro per kWh, at most 6 decimals',
  examples: ['0.12'],
});
/** A limit, or empty for none. */
export const PerhapsPrice = Type.String({
  pattern: `^$|${decimals(6)}`,
  description: 'Price in eEuro per kWh, at most 6 decimals; empty for none',
  examples: ['0.12'],
});
export const Ratio = Type.String({
  pattern: decimals(6),
  description: 'Ratio, at most 6 decimals',
  examples: ['0.01'],
});
export const Time = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$',
  description: 'Time in UTC, RFC 3339 with whole seconds',
  examples: ['2026-06-01T12:00:00Z'],
});
export const MemberId = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,63}$',
  description: 'Member: enrollment id @ MSP id',
  examples: ['h01@HouseholdsMSP'],
});
export const StorageUnitId = Type.String({
  ...MemberId,
  description: 'Storage unit: enrollment id @ MSP id of its own identity',
  examples: ['su1@HouseholdsMSP'],
});
export const UnitId = Type.String({
  pattern: '^[a-z0-9][a-z0-9._-]{0,63}$',
  description: 'Unit id, chosen by its owner',
  examples: ['pv-h01'],
});
export const MarketId = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,31}$',
  description: 'Market id, chosen by its operator',
  examples: ['fontana'],
});
export const ListingId = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,31}_[0-9]{8}T[0-9]{4}Z$',
  description: 'Listing: market id _ start of delivery',
  examples: ['fontana_20260601T1200Z'],
});
export const MicrogridId = Type.String({
  pattern: '^[a-z0-9][a-z0-9._-]{0,63}$',
  description: "Microgrid of a market, named by the market's operator",
  examples: ['m1'],
});
export const OfferId = Type.String({
  pattern: '^[a-z0-9][a-z0-9._-]{0,63}$',
  description: 'Offer id, chosen by its owner and unique among its offers in the listing',
  examples: ['s1'],
});
export const VoteId = Type.String({
  pattern: '^[A-Za-z]{1,40}\\.[0-9a-f]{16}\\.[0-9]{1,6}$',
  description: 'Vote: command . hash of its arguments . round',
  examples: ['SetParameter.0f4a1c5e9b7d2386.1'],
});
export const PageSize = Type.String({
  pattern: '^([1-9]|[1-9][0-9]|1[0-9]{2}|200)$',
  description: 'How many entries a page holds, 1 to 200',
  examples: ['50'],
});
export const Bookmark = Type.String({
  pattern: '^[A-Za-z0-9_-]{0,512}$',
  description: 'Where the page begins: empty for the first, else the bookmark of the page before',
  examples: [''],
});
export const ReportNumber = Type.String({
  pattern: '^[1-9][0-9]{0,11}$',
  description: "Running number of the unit's report, from 1",
  examples: ['1'],
});
export const PageNumber = Type.String({
  pattern: '^(0|[1-9][0-9]{0,3})$',
  description: 'Page, from 0',
  examples: ['0'],
});
export const TradeNumber = Type.String({
  pattern: '^(0|[1-9][0-9]{0,5})$',
  description: 'Number of a trade in the order of its clearing, from 0',
  examples: ['0'],
});
export const Rating = Type.String({ pattern: '^[1-5]$', description: 'Rating, 1 to 5', examples: ['4'] });
export const TrustPoints = Type.Integer({ minimum: 1, maximum: 4, description: 'Trust rating points, 1 to 4' });
export const BookTradeId = Type.String({
  pattern: '^[0-9]{8}T[0-9]{6}Z\\.[0-9a-f]{64}\\.[0-9]{6}$',
  description: 'Trade of an order book: time . transaction . number in the transaction',
  examples: ['20260601T120000Z.4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358.000000'],
});
export const TransactionId = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'Transaction id',
  examples: ['4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358'],
});
export const Token = oneOf(tokenNames, 'Token');
export const EpochNumber = Type.String({
  pattern: '^[1-9][0-9]{0,5}$',
  description: 'Epoch of agents, from 1',
  examples: ['1'],
});
export const Digest = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256, lower-case hex',
  examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
});
export const Side = oneOf(['buy', 'sell'], 'Side');
export const CandlePeriod = oneOf(candlePeriods, 'Length of a candle');
export const Json = Type.String({ maxLength: 16384, description: 'JSON document' });
/** Holds a full batch of reports, whatever their members are called. */
export const LongJson = Type.String({ maxLength: 65536, description: 'JSON document' });
